// What the rules look at: a case comes out as it was stored, alone or with all the others, and a change touches those whose case it enters.
#include "tests/persistence/law_world.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::Database;
using persistence::HeldCase;
using persistence::Session;
using persistence::UnitOfWork;

/// An award of the world with where it stands.
struct Placed {
  const ProcurementGiven* procurement;
  const AwardGiven* award;
  std::string id;
};

std::vector<Placed> placed(Database& db, const std::vector<ProcurementGiven>& world) {
  const bool sqlite = db.backend() == persistence::Backend::sqlite;
  std::istringstream rows(cell(db, std::string("select ") + (sqlite ? "group_concat" : "string_agg") +
                                       "(ocid || '/' || award_id || ' ' || id, ' ') from award"));
  std::map<std::string, std::string> ids;
  for (std::string place, id; rows >> place >> id;) ids[place] = id;
  std::vector<Placed> out;
  for (const ProcurementGiven& p : world) {
    for (const AwardGiven& a : p.awards) out.push_back({&p, &a, ids.at(p.ocid + "/" + a.id)});
  }
  return out;
}

bool counted(const Placed& a) { return a.award->state == AwardState::published && a.award->regime == Regime::psr; }

/// Whatever became of the earlier one.
bool follows(const Placed& a, const Placed& b) {
  const auto& names = a.award->providers;
  return b.procurement->buyer == a.procurement->buyer && b.procurement->synthetic == a.procurement->synthetic &&
         b.procurement->published < a.procurement->published &&
         std::any_of(b.award->providers.begin(), b.award->providers.end(),
                     [&](const std::string& name) { return std::count(names.begin(), names.end(), name) > 0; });
}

bool is_before(const Placed& b, const Placed& a) { return b.award->state == AwardState::published && follows(a, b); }

std::vector<HeldCase> all_cases(Database& db) {
  std::vector<HeldCase> out;
  const auto done = db.read([&](Session& s) {
    return persistence::for_each_case(s, [&](HeldCase& c) -> Result<> {
      out.push_back(std::move(c));
      return Done{};
    });
  });
  if (!done) throw std::runtime_error(done.error().message + " / " + done.error().internal);
  return out;
}

TEST_CASE("a case holds the award with its bodies, notices, contract and what came before, as they were stored", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db,
       {{"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"old", {"Fen Care Limited"}, Regime::pcr2015}}},
        {"ocds-x-2",
         "NHS Fen Integrated Care Board",
         "2026-05-01",
         {{"new", {"Marsh Clinic", "Fen Care Limited"}}, {"other", {"Marsh Clinic"}}, {"gone", {}, Regime::psr, AwardState::cancelled}}},
        {"ocds-x-3", "NHS Fen Integrated Care Board", "2026-04-01", {}}});
  link(*t.db, "ocds-x-3", "ocds-x-2");
  written(*t.db, [&](UnitOfWork& u) {
    Bodies bodies(u);
    const auto id = *bodies.resolve("NHS Fen Integrated Care Board", {identifier("ods:QH8")}, "1 High Street", "CB1 1AA", true);
    REQUIRE(bodies.add_succession({"ods:QH8", "ods:QH9", *Date::parse("2026-04-01"), "order", std::nullopt}));
    REQUIRE(bodies.add_succession({"ods:QH9", "ods:QH7", *Date::parse("2027-04-01"), "order", std::nullopt}));
    return id;
  });
  // A circle is refused today; a register of an earlier version may hold one, and it has an end.
  REQUIRE(
      change(*t.db, "insert into succession (from_code, to_code, on_date, basis) values ('ods:QH7', 'ods:QH8', '2028-04-01', 'a circle')"));
  const HeldCase c = held(*t.db, award_id(*t.db, "ocds-x-2", "new"));

  CHECK(c.facts.award.title == "Service new");
  CHECK(c.facts.award.cpv == std::vector<std::string>{"85100000", "85111000"});
  CHECK(c.facts.award.net_pence == 5000000);
  CHECK_FALSE(c.facts.award.gross_pence);
  CHECK(c.facts.award.ends == *Date::parse("2027-06-30"));
  CHECK(c.facts.award.published_on == *Date::parse("2026-05-01"));
  REQUIRE(c.facts.buyer);
  CHECK(c.facts.buyer->identifiers == std::vector{identifier("ods:QH8")});
  CHECK(c.facts.buyer->postcode == "CB1 1AA");
  REQUIRE(c.facts.providers.size() == 2);
  CHECK(c.facts.providers[0].name == "Marsh Clinic");
  const auto stored = written(*t.db, [&](UnitOfWork& u) { return Bodies(u).by_id(c.facts.providers[1].id); });
  REQUIRE(stored);
  CHECK(stored->name == c.facts.providers[1].name);
  CHECK(stored->classification.detail == c.facts.providers[1].classification.detail);
  CHECK(c.facts.succeeded_by == std::vector<std::string>{"ods:QH7", "ods:QH8", "ods:QH9"});
  CHECK(c.facts.releases == std::vector<std::string>{"r-ocds-x-2"});
  CHECK(c.facts.awards_of_procurement == 2);
  CHECK(c.facts.procedures.empty());
  REQUIRE(c.facts.contract);
  CHECK(c.facts.contract->award_id() == c.facts.award.id);
  CHECK(c.facts.contract->original_value()->amount.pence == 5000000);
  REQUIRE(c.facts.before.size() == 1);
  CHECK(c.facts.before[0].id == award_id(*t.db, "ocds-x-1", "old"));
  CHECK(c.facts.before[0].route == Route::pcr_open);
  CHECK(c.facts.before[0].value_pence == 5000000);
  CHECK(c.facts.before[0].provider_ids == std::vector{c.facts.providers[1].id});
  REQUIRE(c.releases.size() == 1);
  CHECK(c.releases[0].raw == R"({"ocid":"ocds-x-2"})");
  REQUIRE(c.linked.size() == 1);
  CHECK(c.linked[0].ocid == "ocds-x-3");
}

TEST_CASE("a link is seen from both of its procurements", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db, {{"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"a", {"Fen Care Limited"}}}},
               {"ocds-x-2", "NHS Fen Integrated Care Board", "2026-05-01", {{"b", {"Marsh Clinic"}}}}});
  link(*t.db, "ocds-x-1", "ocds-x-2");
  for (const auto& [own, award, other] : {std::tuple("ocds-x-1", "a", "ocds-x-2"), std::tuple("ocds-x-2", "b", "ocds-x-1")}) {
    const HeldCase c = held(*t.db, award_id(*t.db, own, award));
    REQUIRE(c.linked.size() == 1);
    CHECK(c.linked[0].ocid == other);
    REQUIRE(c.releases.size() == 1);
    CHECK(c.releases[0].ocid == own);
  }
}

TEST_CASE("a figure that is no lifetime value in pounds is none of the award's", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  struct Cells {
    const char* set;
    std::optional<std::int64_t> net, gross;
  };
  const std::vector<Cells> cases{
      {"value_kind = 'lifetime', value_vat = 'unknown'", 5000000, {}},
      {"value_kind = 'lifetime', value_vat = 'included'", {}, 5000000},
      {"value_kind = 'maximum', value_vat = 'excluded', gross_pence = 6000000", 5000000, 6000000},
      {"value_kind = 'annual', value_vat = 'excluded'", {}, {}},
      {"value_kind = 'lifetime', value_currency = 'EUR'", {}, {}},
  };
  give(*t.db, {"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"a", {"Fen Care Limited"}}}});
  const std::string id = award_id(*t.db, "ocds-x-1", "a");
  for (const Cells& c : cases) {
    INFO(c.set);
    REQUIRE(change(*t.db, "update award set gross_pence = null, value_currency = 'GBP'"));
    REQUIRE(change(*t.db, std::string("update award set ") + c.set));
    const HeldCase found = held(*t.db, id);
    CHECK(found.facts.award.net_pence == c.net);
    CHECK(found.facts.award.gross_pence == c.gross);
    CHECK(found.facts.award.value_as_published == "50000");
  }
}

TEST_CASE("there is no case of an award that is not there, and one of a draft or a cancelled award", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db, {"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"a", {}, Regime::psr, AwardState::cancelled}}});
  const auto none = t.db->read([](Session& s) -> Result<bool> { return persistence::held_case(s, "aw-nothing").has_value(); });
  CHECK_FALSE(*none);
  const HeldCase c = held(*t.db, award_id(*t.db, "ocds-x-1", "a"));
  CHECK(c.facts.award.state == AwardState::cancelled);
  CHECK(c.facts.awards_of_procurement == 0);
  CHECK(all_cases(*t.db).empty());
}

TEST_CASE("all cases are those of the published PSR awards, each as it comes out alone", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  TestDatabase t = fresh_database(backend);
  const auto world = many_procurements(21);
  give(*t.db, world);
  link(*t.db, "ocds-x-103", "ocds-x-117");
  link(*t.db, "ocds-x-140", "ocds-x-103");
  const std::map<std::string, std::size_t> linked{{"ocds-x-103", 2}, {"ocds-x-117", 1}, {"ocds-x-140", 1}};
  const auto awards = placed(*t.db, world);
  std::map<std::string, const Placed*> expected;
  for (const Placed& a : awards) {
    if (counted(a)) expected[a.id] = &a;
  }
  REQUIRE(expected.size() > 250); // more than are held in memory at once

  int nth = 0;
  for (const HeldCase& c : all_cases(*t.db)) {
    const auto found = expected.find(c.facts.award.id);
    REQUIRE(found != expected.end());
    const Placed& own = *found->second;
    INFO(own.id << " of " << own.procurement->ocid);
    if (++nth % 5 == 0) CHECK(shown(c) == shown(held(*t.db, own.id)));
    std::vector<std::pair<std::string, std::string>> before;
    for (const Placed& b : awards) {
      if (is_before(b, own)) before.emplace_back(b.procurement->published, b.id);
    }
    std::vector<std::string> days;
    std::vector<std::string> ids;
    for (const auto& b : c.facts.before) {
      ids.push_back(b.id);
      days.push_back(std::find_if(awards.begin(), awards.end(), [&](const Placed& a) { return a.id == b.id; })->procurement->published);
    }
    CHECK(std::is_sorted(days.begin(), days.end()));
    std::vector<std::string> expected_ids;
    for (const auto& [day, id] : before) expected_ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    std::sort(expected_ids.begin(), expected_ids.end());
    CHECK(ids == expected_ids);
    const auto& siblings = own.procurement->awards;
    CHECK(c.facts.awards_of_procurement ==
          std::count_if(siblings.begin(), siblings.end(), [](const AwardGiven& a) { return a.state == AwardState::published; }));
    CHECK(c.linked.size() == (linked.count(own.procurement->ocid) == 0 ? 0 : linked.at(own.procurement->ocid)));
    expected.erase(found);
  }
  CHECK(expected.empty());
}

TEST_CASE("an error of whoever takes the cases stops them", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db, {"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"a", {}}, {"b", {}}, {"c", {}}}});
  int taken = 0;
  const auto done = t.db->read([&](Session& s) {
    return persistence::for_each_case(s, [&](HeldCase&) -> Result<> {
      if (++taken == 2) return invalid("enough");
      return Done{};
    });
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().message == "enough");
  CHECK(taken == 2);
}

TEST_CASE("a change of a procurement touches its awards, those linked to it, and later ones to the same providers", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  TestDatabase t = fresh_database(backend);
  const auto world = many_procurements(22);
  give(*t.db, world);
  link(*t.db, "ocds-x-110", "ocds-x-111");
  const auto awards = placed(*t.db, world);
  const auto linked = [](const std::string& a, const std::string& b) {
    return (a == "ocds-x-110" && b == "ocds-x-111") || (a == "ocds-x-111" && b == "ocds-x-110");
  };
  for (const ProcurementGiven& changed : world) {
    INFO(changed.ocid);
    std::vector<std::string> expected;
    for (const Placed& a : awards) {
      if (!counted(a)) continue;
      const bool own = a.procurement->ocid == changed.ocid || linked(a.procurement->ocid, changed.ocid);
      // An own award that is cancelled counts too: before the change it may have been published.
      const bool later =
          std::any_of(awards.begin(), awards.end(), [&](const Placed& b) { return b.procurement == &changed && follows(a, b); });
      if (own || later) expected.push_back(a.id);
    }
    auto found = touched(*t.db, changed.ocid);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    CHECK(found == expected);
  }
  CHECK(touched(*t.db, "ocds-x-none").empty());
}

} // namespace
} // namespace openward::test
