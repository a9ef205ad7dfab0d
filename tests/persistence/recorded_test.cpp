// Awards recorded here: drafted, published, cancelled; never over somebody else's change.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <thread>

namespace openward::test {
namespace {

using persistence::Awards;
using persistence::Bodies;
using persistence::Contracts;
using persistence::Database;
using persistence::OpenOptions;
using persistence::UnitOfWork;

const Date today = london_date(noon());

AwardDraft draft_in(Database& db) {
  AwardDraft draft;
  written(db, [&](UnitOfWork& u) {
    draft.commissioner_id = *Bodies(u).resolve("NHS Fen Integrated Care Board", {}, "", "", true);
    draft.providers = {{*Bodies(u).resolve("Fen Care Limited", {}, "", "", false), "Fen Care", 6000},
                       {*Bodies(u).resolve("Marsh Hospitals NHS Foundation Trust", {}, "", "", false), "Marsh", 4000}};
    return 0;
  });
  draft.title = "Ultrasound";
  draft.description = "In the community";
  draft.cpv = {"85150000", "85111000"};
  draft.route = Route::direct_award_c;
  draft.value = StatedValue{Money{123456789, {}}, Vat::excluded, ValueKind::lifetime};
  draft.awarded_on = *Date::parse("2026-05-20");
  draft.starts = *Date::parse("2026-07-01");
  draft.ends = *Date::parse("2028-06-30");
  draft.reference = "FEN/7";
  return draft;
}

Award added(Database& db, const AwardDraft& draft) {
  return written(db, [&](UnitOfWork& u) { return *Awards(u).add(*Award::create(draft, today)); });
}

Result<Award> updated(Database& db, const std::string& id, std::optional<int> expected, const std::function<Result<>(Award&)>& change) {
  return db.write("test", noon(), [&](UnitOfWork& u) { return Awards(u).update(id, expected, change); });
}

Result<> publish(Award& award) { return award.publish(noon()); }

TEST_CASE("a draft comes back as it was recorded", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const AwardDraft draft = draft_in(*t.db);
  const Award made = added(*t.db, draft);
  CHECK(made.id().starts_with("aw-"));
  const auto stored = written(*t.db, [&](UnitOfWork& u) { return Awards(u).by_id(made.id()); });
  REQUIRE(stored);
  CHECK(stored->state() == AwardState::draft);
  CHECK(stored->version() == 1);
  CHECK_FALSE(stored->source());
  CHECK_FALSE(stored->published_at());
  const AwardDraft& facts = stored->facts();
  CHECK(facts.commissioner_id == draft.commissioner_id);
  CHECK(facts.title == draft.title);
  CHECK(facts.description == draft.description);
  CHECK(facts.cpv == draft.cpv);
  CHECK(facts.route == draft.route);
  CHECK(facts.value == draft.value);
  CHECK(facts.awarded_on == draft.awarded_on);
  CHECK(facts.starts == draft.starts);
  CHECK(facts.ends == draft.ends);
  CHECK(facts.reference == draft.reference);
  REQUIRE(facts.providers.size() == 2);
  CHECK(facts.providers[0].body_id == draft.providers[0].body_id);
  CHECK(facts.providers[0].stated_name == "Fen Care");
  CHECK(facts.providers[1].share_basis_points == 4000);
  CHECK(cell(*t.db, "select substr(ocid, 1, 14) || length(ocid) || ' ' || recorded from procurement") == "ocds-openward-24 1");
  CHECK_FALSE(written(*t.db, [&](UnitOfWork& u) { return Awards(u).by_id("aw-none"); }));
}

TEST_CASE("a value that includes VAT stays one that does", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  AwardDraft draft = draft_in(*t.db);
  draft.value->vat = Vat::included;
  const Award made = added(*t.db, draft);
  CHECK(written(*t.db, [&](UnitOfWork& u) { return Awards(u).by_id(made.id())->facts().value; }) == draft.value);
  CHECK(cell(*t.db, "select gross_pence from award where value_pence is null") == "123456789");
}

TEST_CASE("publishing an award makes it count and opens its contract", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Award made = added(*t.db, draft_in(*t.db));
  const std::int64_t told = last(*t.db);
  const auto published = updated(*t.db, made.id(), 1, publish);
  REQUIRE(published);
  CHECK(published->state() == AwardState::published);
  CHECK(published->version() == 2);
  CHECK(published->published_at() == noon());
  CHECK(cell(*t.db,
             "select state || ' ' || published_on || ' ' || effective_on || ' ' || financial_year || ' ' || provider_class from award") ==
        "published 2026-06-01 2026-05-20 2026 several_classes");
  CHECK(feed(*t.db, told) == "award.published contract.opened");

  const auto contract = written(*t.db, [&](UnitOfWork& u) { return Contracts(u).of_award(made.id()); });
  REQUIRE(contract);
  CHECK(contract->award_id() == made.id());
  CHECK(contract->original_value()->amount.pence == 123456789);
  CHECK(contract->ends() == *Date::parse("2028-06-30"));
}

TEST_CASE("an award without a value or a term opens no contract", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  AwardDraft draft = draft_in(*t.db);
  draft.value.reset();
  draft.starts.reset();
  draft.ends.reset();
  const Award made = added(*t.db, draft);
  REQUIRE(updated(*t.db, made.id(), {}, publish));
  CHECK(cell(*t.db, "select count(*) from contract") == "0");
}

TEST_CASE("a change on a version that is no longer the current one is stale", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Award made = added(*t.db, draft_in(*t.db));
  REQUIRE(updated(*t.db, made.id(), 1, publish));
  const std::int64_t told = last(*t.db);
  const auto late = updated(*t.db, made.id(), 1, [](Award& a) { return a.cancel(); });
  REQUIRE_FALSE(late);
  CHECK(late.error().kind == ErrorKind::stale);
  CHECK_THAT(late.error().message, ContainsSubstring("version 2 and not 1"));
  CHECK(last(*t.db) == told);
  CHECK(cell(*t.db, "select state from award") == "published");
}

TEST_CASE("of several changes on one version at once, one is made", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())), OpenOptions{.lease_timeout = std::chrono::seconds(60)});
  const Award made = added(*t.db, draft_in(*t.db));
  std::array<std::optional<ErrorKind>, 4> outcomes;
  std::vector<std::thread> threads;
  for (auto& outcome : outcomes) {
    threads.emplace_back([&] {
      const auto result = updated(*t.db, made.id(), 1, publish);
      if (!result) outcome = result.error().kind;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(std::count(outcomes.begin(), outcomes.end(), std::nullopt) == 1);
  CHECK(std::count(outcomes.begin(), outcomes.end(), ErrorKind::stale) == 3);
  CHECK(cell(*t.db, "select version from award") == "2");
}

TEST_CASE("a step that the domain refuses leaves the award as it was", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  AwardDraft draft = draft_in(*t.db);
  draft.route = Route::unknown;
  const Award made = added(*t.db, draft);
  const auto refused = updated(*t.db, made.id(), {}, publish);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK(cell(*t.db, "select state || ' ' || version from award") == "draft 1");

  CHECK(updated(*t.db, "aw-none", {}, publish).error().kind == ErrorKind::not_found);
}

TEST_CASE("an award that names a body nobody knows is refused at that place", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const AwardDraft good = draft_in(*t.db);
  AwardDraft no_commissioner = good;
  no_commissioner.commissioner_id = "bd-none";
  AwardDraft no_provider = good;
  no_provider.providers[1].body_id = "bd-none";
  for (const auto& [draft, where] : {std::pair{no_commissioner, "/commissioner"}, std::pair{no_provider, "/providers/1/id"}}) {
    const auto result = t.db->write("test", noon(), [&](UnitOfWork& u) { return Awards(u).add(*Award::create(draft, today)); });
    REQUIRE_FALSE(result);
    CHECK(result.error().faults.at(0).where == where);
    CHECK(result.error().faults.at(0).code == "unknown_body");
  }
  CHECK(cell(*t.db, "select count(*) from procurement") == "0");
}

TEST_CASE("a cancelled award stays cancelled when its notices are imported again", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Procurement p;
  p.ocid = "ocds-x-1";
  p.title = "Ultrasound";
  FoldedAward folded;
  folded.key = {p.ocid, "r1", "a1"};
  folded.published_on = *Date::parse("2026-05-01");
  folded.value = ValueReading{500, 600, {}, ValueKind::lifetime, Vat::excluded, "5"};
  p.awards = {folded};
  const auto import = [&] { return written(*t.db, [&](UnitOfWork& u) { return *persistence::Procurements(u).save(p, {}); }); };
  import();
  const std::string id = cell(*t.db, "select id from award");
  REQUIRE(updated(*t.db, id, 1, [](Award& a) { return a.cancel(); }));
  CHECK(import().awards_same == 1);
  CHECK(cell(*t.db, "select state || ' ' || version || ' ' || value_pence || ' ' || gross_pence from award") == "cancelled 2 500 600");
  const auto stored = written(*t.db, [&](UnitOfWork& u) { return Awards(u).by_id(id); });
  REQUIRE(stored);
  CHECK(stored->source() == folded.key);
}

TEST_CASE("an import cannot change what was recorded here", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  added(*t.db, draft_in(*t.db));
  Procurement p;
  p.ocid = cell(*t.db, "select ocid from procurement");
  p.title = "Something else";
  const auto result = t.db->write("test", noon(), [&](UnitOfWork& u) { return persistence::Procurements(u).save(p, {}); });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::conflict);
  CHECK(cell(*t.db, "select title from procurement") == "Ultrasound");
}

TEST_CASE("a contract is modified on its current version, and its history grows", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Award made = added(*t.db, draft_in(*t.db));
  REQUIRE(updated(*t.db, made.id(), {}, publish));
  const std::string id = written(*t.db, [&](UnitOfWork& u) { return Contracts(u).of_award(made.id())->id(); });
  const auto modify = [&](std::optional<int> expected, std::int64_t pence) {
    Modification m;
    m.modified_on = *Date::parse("2027-01-15");
    m.ground = ModificationGround::external_factors;
    m.attributable_to_authority = false;
    m.value_change_pence = pence;
    m.new_end = *Date::parse("2029-06-30");
    m.description = "more scans";
    return t.db->write("test", noon(),
                       [&](UnitOfWork& u) { return Contracts(u).update(id, expected, [&](Contract& c) { return c.modify(m); }); });
  };
  const auto once = modify(1, 211);
  REQUIRE(once);
  CHECK(once->version() == 2);
  CHECK(once->current_value()->amount.pence == 123457000);
  CHECK(modify(1, 1).error().kind == ErrorKind::stale);
  REQUIRE(modify(2, -1000));

  const auto stored = written(*t.db, [&](UnitOfWork& u) { return Contracts(u).by_id(id); });
  REQUIRE(stored);
  REQUIRE(stored->modifications().size() == 2);
  const Modification& first = stored->modifications().front();
  CHECK(first.number == 1);
  CHECK(first.ground == ModificationGround::external_factors);
  CHECK(first.attributable_to_authority == false);
  CHECK(first.value_change_pence == 211);
  CHECK(first.new_end == *Date::parse("2029-06-30"));
  CHECK(cell(*t.db, "select current_pence || ' ' || ends || ' ' || original_end from contract") == "123456000 2029-06-30 2028-06-30");
}

} // namespace
} // namespace openward::test
