// What an annual summary is made from, loaded from either database: the figures that an authority published come out of rows that add up
// to them.
#include "domain/law/summary/annual_summary.h"
#include "persistence/procedures.h"
#include "persistence/summary.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using namespace law::procedure; // NOLINT(google-build-using-namespace): the words of the steps
using persistence::Awards;
using persistence::Contracts;
using persistence::Database;
using persistence::Procurements;
using persistence::RecordedProcurements;
using persistence::UnitOfWork;

Date on(const std::string& iso) { return *Date::parse(iso); }

const law::ReportingYear first_year = *law::reporting_year(FinancialYear(2024));

PartyReading party(const std::string& name) {
  PartyReading out;
  out.name = name;
  return out;
}

struct Given {
  std::string ocid;
  Route route = Route::direct_award_c;
  std::vector<std::string> providers{"Provider 1"};
  std::string awarded = "2024-06-03";
  std::string starts = "2024-07-01";
  std::string ends = "2026-06-30";
  std::string buyer = "Shire Council";
  Regime regime = Regime::psr;
  AwardState state = AwardState::published;
  bool synthetic = false;
  bool makes_award = true;
};

PartyReading buyer_of(const Given& given) {
  PartyReading buyer = party(given.buyer);
  if (given.buyer == "Shire Council") buyer.identifiers = {identifier("ods:Q1S")};
  return buyer;
}

FoldedAward award_of(const Given& given) {
  FoldedAward a;
  a.key = {given.ocid, "r-" + given.ocid, "1"};
  a.releases = {"r-" + given.ocid};
  a.title = "Community ultrasound";
  for (const std::string& name : given.providers) a.suppliers.push_back(party(name));
  a.route = given.route;
  a.regime = given.regime;
  a.tender_class = tender_class_of(given.route);
  a.awarded_on = on(given.awarded);
  a.starts = on(given.starts);
  if (!given.ends.empty()) a.ends = on(given.ends);
  a.published_on = a.awarded_on->plus_days(10);
  a.state = given.state;
  a.has_contract = true;
  return a;
}

struct Notice {
  std::string release;
  std::string on;
  NoticeKind kind = NoticeKind::award;
};

NoticeReading reading(const Given& given, const Notice& told) {
  NoticeReading n;
  n.ocid = given.ocid;
  n.release_id = told.release;
  n.published = *Instant::parse(told.on + "T09:00:00Z");
  n.source = "find_a_tender";
  n.kind = told.kind;
  n.regime = given.regime;
  n.route = given.route;
  n.makes_award = given.makes_award;
  return n;
}

void give(Database& db, const Given& given, const std::vector<Notice>& more = {},
          const std::vector<FoldedModification>& modifications = {}) {
  Procurement p;
  p.ocid = given.ocid;
  p.title = "Community ultrasound";
  p.buyer = buyer_of(given);
  p.cpv = {"85150000"};
  p.regime = given.regime;
  p.route = given.route;
  p.tender_class = tender_class_of(given.route);
  p.scope = Scope::health_service;
  p.first_published = p.latest_published = *Instant::parse(given.awarded + "T09:00:00Z");
  if (given.makes_award) p.awards = {award_of(given)};
  p.modifications = modifications;
  std::vector<NoticeReading> notices{
      reading(given, {"r-" + given.ocid, given.awarded, given.makes_award ? NoticeKind::award : NoticeKind::intention_to_award})};
  for (const Notice& told : more) notices.push_back(reading(given, told));
  written(db, [&](UnitOfWork& u) { return *Procurements(u).save(p, notices, given.synthetic); });
}

std::optional<law::AnnualMaterial> material(Database& db, const std::string& commissioner = "ods:Q1S",
                                            const law::ReportingYear& year = first_year) {
  auto found = db.read([&](persistence::Session& s) -> Result<std::optional<law::AnnualMaterial>> {
    return persistence::annual_material(s, commissioner, year);
  });
  INFO((found ? std::string() : found.error().message + " " + found.error().internal));
  REQUIRE(found);
  return *std::move(found);
}

std::string counts(Database& db, const std::vector<std::string>& keys, const law::ReportingYear& year = first_year) {
  const auto found = material(db, "ods:Q1S", year);
  REQUIRE(found);
  const auto summary = law::annual_summary(*found, year, on("2030-01-01"));
  std::string out;
  for (const std::string& key : keys) {
    const auto* figure = law::figure_of(summary, key);
    REQUIRE(figure != nullptr);
    out += (out.empty() ? "" : ", ") + key + " " + (figure->count ? std::to_string(*figure->count) : "none");
  }
  return out;
}

std::vector<std::string> providers(int first, int last) {
  std::vector<std::string> out;
  for (int i = first; i <= last; ++i) out.push_back("Provider " + std::to_string(i));
  return out;
}

Result<Date> weekdays_after(Date after, int n) {
  for (; n > 0; --n) {
    do after = after.plus_days(1);
    while (after.weekday() == std::chrono::Saturday || after.weekday() == std::chrono::Sunday);
  }
  return after;
}

/// A run of direct award C in which a representation is received, and its standstill ends.
std::string run_with_representation(Database& db, bool published) {
  const std::string buyer = material(db)->authority_id;
  ProcurementFacts facts;
  facts.commissioner_id = buyer;
  facts.title = "Community ultrasound";
  facts.cpv = {"85150000"};
  auto made = RecordedProcurement::create(facts, {Process::direct_award_c, Choice::among_c_msp_cp, on("2025-03-03")}, london_date(noon()));
  REQUIRE(made);
  const auto stored = written(db, [&](UnitOfWork& u) { return *RecordedProcurements(u).add(*made); });
  auto done = db.write("test", noon(), [&](UnitOfWork& u) {
    return RecordedProcurements(u).update(stored.ocid(), {}, [&](RecordedProcurement& p) -> Result<> {
      const std::vector<std::pair<Step, std::string>> steps{{Step::decide, "2025-03-10"},
                                                            {Step::submit_intention_to_award_notice, "2025-03-11"},
                                                            {Step::publish_intention_to_award_notice, "2025-03-12"},
                                                            {Step::begin_standstill, "2025-03-13"},
                                                            {Step::receive_representation, "2025-03-20"},
                                                            {Step::decide_to_proceed, "2025-03-28"},
                                                            {Step::communicate_further_decision, "2025-03-28"},
                                                            {Step::end_standstill, "2025-04-04"}};
      for (const auto& [step, day] : steps) {
        auto taken = p.take({step, on(day), {"Marsh Scans", "", "criteria"}, {}}, london_date(noon()), weekdays_after);
        if (!taken) return taken;
      }
      return published ? p.publish() : Result<>(Done{});
    });
  });
  INFO((done ? std::string() : done.error().message + " " + done.error().internal));
  REQUIRE(done);
  return stored.ocid();
}

TEST_CASE("a shire council's published figures come out of its rows on either database", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  int next = 0;
  const auto ocid = [&] { return "ocds-x-" + std::to_string(++next); };
  // 109 earlier contracts, of which eleven ended before the year.
  for (int i = 1; i <= 109; ++i)
    give(*t.db, {.ocid = ocid(),
                 .route = Route::aqp,
                 .providers = providers(i, i),
                 .awarded = "2021-03-01",
                 .starts = "2021-04-01",
                 .ends = i <= 98 ? "2027-03-31" : "2023-12-31",
                 .regime = Regime::pcr2015});
  give(*t.db, {.ocid = ocid(), .route = Route::direct_award_a, .awarded = "2025-03-31"});
  give(*t.db, {.ocid = ocid(), .route = Route::direct_award_b, .providers = providers(110, 133), .starts = "2024-08-01"});
  give(*t.db, {.ocid = ocid(), .route = Route::direct_award_b, .providers = providers(1, 83)});
  CHECK(counts(*t.db, {"a", "a.direct_award_a", "a.direct_award_b", "a.direct_award_c", "g", "h", "b", "c", "d", "e", "f"}) ==
        "a 108, a.direct_award_a 1, a.direct_award_b 107, a.direct_award_c 0, g 24, h 11, b 0, c 0, d 0, e 0, f 0");
  // The contract of 31 March 2025 begins in July 2024 here, so its provider is one of the 98.
  CHECK(counts(*t.db, {"providers_contracted"}) == "providers_contracted 122");
}

TEST_CASE("only published awards of the authority itself are its own, real apart from invented", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db, {.ocid = "ocds-x-1"});
  give(*t.db, {.ocid = "ocds-x-2", .state = AwardState::cancelled});
  give(*t.db, {.ocid = "ocds-x-3", .buyer = "Another Council"});
  give(*t.db, {.ocid = "ocds-x-4", .synthetic = true});
  give(*t.db, {.ocid = "ocds-x-5", .awarded = "2025-04-01"});
  give(*t.db, {.ocid = "ocds-x-6", .makes_award = false}); // an intention
  const auto found = material(*t.db);
  REQUIRE(found);
  CHECK(found->authority_name == "Shire Council");
  CHECK(found->authority_codes == std::vector<std::string>{"ods:Q1S"});
  CHECK_FALSE(found->synthetic);
  REQUIRE(found->awards.size() == 1);
  const auto& award = found->awards.front();
  CHECK(award.ocid == "ocds-x-1");
  CHECK(award.awarded_on == on("2024-06-03"));
  CHECK(award.published_on == on("2024-06-13"));
  CHECK(award.ends == on("2026-06-30"));
  REQUIRE(award.providers.size() == 1);
  CHECK(award.providers.front().name == "Provider 1");
  CHECK(found->notices_in_year == 3); // of the published, the cancelled and the intended one
  CHECK(counts(*t.db, {"a"}) == "a 1");
  // By its public id too, and none for what is no commissioner.
  CHECK(material(*t.db, found->authority_id)->awards.size() == 1);
  CHECK_FALSE(material(*t.db, "ods:Q9Z"));
  CHECK_FALSE(material(*t.db, "nothing here"));
  CHECK_FALSE(material(*t.db, award.providers.front().id));
}

TEST_CASE("an urgent modification is told by its notice or by the ground that was recorded, and once by both", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Given contract{.ocid = "ocds-x-1"};
  const FoldedModification told{{"ocds-x-1", "r-ocds-x-1", "1"}, "r-urgent", on("2024-09-02"), {}, on("2026-12-31"), "Kept going"};
  const FoldedModification plain{{"ocds-x-1", "r-ocds-x-1", "1"}, "r-plain", on("2024-10-02"), {}, {}, "Two clinics more"};
  give(*t.db, contract, {{"r-urgent", "2024-09-02", NoticeKind::urgent_modification}, {"r-plain", "2024-10-02", NoticeKind::modification}},
       {told, plain});
  // Of a contract that is not held.
  give(*t.db, {.ocid = "ocds-x-2", .makes_award = false}, {{"r-alone", "2025-03-31", NoticeKind::urgent_modification}});
  CHECK(counts(*t.db, {"f", "f.urgent_award", "f.urgent_modification"}) == "f 2, f.urgent_award 0, f.urgent_modification 2");
  const auto found = material(*t.db);
  REQUIRE(found->urgent_modifications.size() == 2);
  CHECK(found->urgent_modifications[0].record.kind == law::RecordKind::contract);
  CHECK(found->urgent_modifications[1].record == law::RecordReference{law::RecordKind::notice, "ocds-x-2~r-alone", "published 2025-03-31"});
  CHECK(found->awards.front().ends == on("2026-12-31")); // as modified

  written(*t.db, [&](UnitOfWork& u) {
    const auto held = Contracts(u).by_id(found->urgent_modifications[0].contract_id);
    return *Contracts(u).update(held->id(), {}, [](Contract& c) {
      Modification m;
      m.modified_on = on("2025-02-03");
      m.ground = ModificationGround::urgent;
      m.description = "Cover for a ward that closed";
      return c.modify(m);
    });
  });
  CHECK(counts(*t.db, {"f.urgent_modification"}) == "f.urgent_modification 3");
}

TEST_CASE("a representation received in March is loaded for the year in which its standstill ended, once the procurement is published",
          "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  give(*t.db, {.ocid = "ocds-x-1"});
  const auto second_year = *law::reporting_year(FinancialYear(2025));
  run_with_representation(*t.db, false);
  CHECK(material(*t.db)->procedures.empty());
  CHECK(counts(*t.db, {"i"}, second_year) == "i none");
  const std::string ocid = run_with_representation(*t.db, true);
  CHECK(counts(*t.db, {"i"}, second_year) == "i 1");
  CHECK(counts(*t.db, {"i"}) == "i none"); // of that year only a notice is held
  const auto found = material(*t.db);
  REQUIRE(found->procedures.size() == 1);
  CHECK(found->procedures.front().ocid == ocid);
  const auto received = law::representations_of(found->procedures.front());
  REQUIRE(received.size() == 1);
  CHECK(received.front().nature == "criteria");
}

} // namespace
} // namespace openward::test
