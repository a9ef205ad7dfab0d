// What a timeline is put together from: the notices of both halves of one procurement, its published awards, the terms they have now.
#include "persistence/timeline.h"

#include "tests/persistence/law_world.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Contracts;
using persistence::Database;
using persistence::HeldTimeline;
using persistence::Session;
using persistence::UnitOfWork;

std::optional<HeldTimeline> held_timeline(Database& db, const std::string& ocid) {
  return *db.read([&](Session& s) -> Result<std::optional<HeldTimeline>> { return persistence::held_timeline(s, ocid); });
}

std::string releases(Database& db, const std::string& ocid) {
  const auto held = held_timeline(db, ocid);
  REQUIRE(held);
  std::string out;
  for (const auto& release : held->releases) out += (out.empty() ? "" : " ") + release.ocid + "/" + release.release_id;
  return out;
}

void three(Database& db) {
  give(db, {{"fen-2", "NHS Fen Integrated Care Board", "2026-02-20", {{"a", {"Fen Care Limited"}}, {"b", {"Marsh Scans"}}}},
            {"fen-1", "NHS Fen Integrated Care Board", "2026-01-10", {}},
            {"marsh", "NHS Marsh Integrated Care Board", "2026-06-01", {{"a", {"Fen Care Limited"}, Regime::pcr2015}}}});
}

TEST_CASE("a procurement and the one that it is linked to have one line of notices, from either end", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  three(*t.db);
  CHECK(releases(*t.db, "fen-2") == "fen-2/r-fen-2");
  link(*t.db, "fen-1", "fen-2");
  CHECK(releases(*t.db, "fen-1") == "fen-1/r-fen-1 fen-2/r-fen-2");
  CHECK(releases(*t.db, "fen-2") == "fen-1/r-fen-1 fen-2/r-fen-2");
  CHECK(releases(*t.db, "marsh") == "marsh/r-marsh");
  CHECK_FALSE(held_timeline(*t.db, "nobody"));
}

TEST_CASE("a timeline has the published awards alone, with the term that their contract has now", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  three(*t.db);
  REQUIRE(change(*t.db, "update award set state = 'cancelled' where award_id = 'b'"));
  const std::string award = award_id(*t.db, "fen-2", "a");
  written(*t.db, [&](UnitOfWork& u) {
    const auto contract = Contracts(u).of_award(award);
    const auto modified = Contracts(u).update(contract->id(), std::nullopt, [](Contract& c) {
      Modification m;
      m.modified_on = *Date::parse("2026-09-01");
      m.ground = ModificationGround::authority_decision;
      m.attributable_to_authority = true;
      m.value_change_pence = 123456;
      m.new_end = *Date::parse("2027-12-31");
      m.description = "Longer";
      return c.modify(m);
    });
    return modified ? Done{} : throw std::runtime_error(modified.error().message);
  });
  const auto held = held_timeline(*t.db, "fen-2");
  REQUIRE(held);
  CHECK(held->facts.ocid == "fen-2");
  CHECK(held->facts.regime == Regime::psr);
  CHECK(held->facts.procedures.empty());
  REQUIRE(held->facts.awards.size() == 1);
  const law::TimelineAward& one = held->facts.awards.front();
  CHECK(one.id == award);
  CHECK(one.route == Route::direct_award_c);
  CHECK(one.published_on->iso() == "2026-02-20");
  CHECK(one.starts->iso() == "2026-07-01");
  CHECK(one.ends->iso() == "2027-12-31");
  REQUIRE(held->facts.modifications.size() == 1);
  const Modification& m = held->facts.modifications.front();
  CHECK(m.number == 1);
  CHECK(m.modified_on.iso() == "2026-09-01");
  CHECK(m.ground == ModificationGround::authority_decision);
  CHECK(m.attributable_to_authority == true);
  CHECK(m.value_change_pence == 123456);
  CHECK(m.new_end->iso() == "2027-12-31");
  CHECK(held_timeline(*t.db, "marsh")->facts.awards.front().route == Route::pcr_open);
}

TEST_CASE("the day on which an award was published in the register is not the day of a notice", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  three(*t.db);
  REQUIRE(change(*t.db, "update award set recorded = 1 where award_id = 'a'"));
  CHECK_FALSE(held_timeline(*t.db, "fen-2")->facts.awards.front().published_on);
}

} // namespace
} // namespace openward::test
