// Classes of a time: what a body is now, what its awards and payments were on their days, and how one that was wrong is corrected.
#include "persistence/checks.h"
#include "persistence/matching.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Awards;
using persistence::Bodies;
using persistence::UnitOfWork;

Classification held(ProviderClass provider_class, const std::string& from, const std::string& to = "") {
  Classification c{provider_class, Evidence::curated, 90, "a register", {}, {}};
  if (!from.empty()) c.from = *Date::parse(from);
  if (!to.empty()) c.to = *Date::parse(to);
  return c;
}

Result<> stated(persistence::Database& db, const std::string& body, const Classification& c, const std::string& supersedes = "") {
  return db.write("Ada", noon(), [&](UnitOfWork& u) { return persistence::add_dated_class(u, body, c, supersedes); });
}

void award(UnitOfWork& u, const std::string& title, const std::vector<std::string>& bodies, const std::string& day) {
  AwardDraft draft;
  draft.title = title;
  draft.commissioner_id = *Bodies(u).resolve("NHS Fen Integrated Care Board", {}, "", "", true);
  for (const std::string& body : bodies) draft.providers.push_back({body, "", std::nullopt});
  draft.route = Route::direct_award_c;
  draft.awarded_on = *Date::parse(day);
  if (auto added = Awards(u).add(*Award::create(draft, london_date(noon()))); !added) throw std::runtime_error(added.error().message);
}

/// A social enterprise by its name, with awards before, in and after 2025, one of them shared with a company.
std::string body_with_awards(persistence::Database& db) {
  return written(db, [](UnitOfWork& u) {
    const std::string body = *Bodies(u).resolve("Fen Care CIC", {}, "", "", false);
    const std::string other = *Bodies(u).resolve("Marsh Surgery", {}, "", "", false);
    award(u, "before", {body}, "2024-12-31");
    award(u, "during", {body}, "2025-01-01");
    award(u, "shared", {body, other}, "2025-06-01");
    award(u, "after", {body}, "2026-01-01");
    return body;
  });
}

std::string class_of(persistence::Database& db, const std::string& title) {
  return cell(db, "select provider_class from award where title = '" + title + "'");
}

std::string class_now(persistence::Database& db, const std::string& body) {
  return cell(db, "select provider_class || ' ' || class_evidence || ' ' || dated_classes from body where id = '" + body + "'");
}

std::vector<std::string> broken(persistence::Database& db) {
  std::vector<std::string> out;
  const auto checks =
      db.read([](persistence::Session& s) -> Result<std::vector<persistence::Check>> { return persistence::check_register(s); });
  for (const auto& check : *checks) out.insert(out.end(), check.broken.begin(), check.broken.end());
  return out;
}

TEST_CASE("an award has the class of the day it counts at, whichever was recorded first", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string body = body_with_awards(*t.db);
  REQUIRE(stated(*t.db, body, held(ProviderClass::nhs_owned_company, "2025-01-01", "2025-12-31")));
  const auto late = [&] {
    written(*t.db, [&](UnitOfWork& u) {
      award(u, "late", {body}, "2025-12-31");
      return 0;
    });
  };
  late();
  CHECK(class_of(*t.db, "before") == "social_enterprise");
  CHECK(class_of(*t.db, "during") == "nhs_owned_company");
  CHECK(class_of(*t.db, "shared") == "several_classes");
  CHECK(class_of(*t.db, "after") == "social_enterprise");
  CHECK(class_of(*t.db, "late") == "nhs_owned_company");
  CHECK(class_now(*t.db, body) == "social_enterprise name_pattern 1");
  CHECK(broken(*t.db).empty());

  REQUIRE(stated(*t.db, body, held(ProviderClass::primary_care, "2026-01-01")));
  CHECK(class_of(*t.db, "after") == "primary_care");
  CHECK(class_now(*t.db, body) == "primary_care curated 1");
  CHECK(class_of(*t.db, "shared") == "several_classes");
  REQUIRE(stated(*t.db, body, held(ProviderClass::primary_care, "2025-01-01", "2025-12-31"), "cl-4"));
  CHECK(class_of(*t.db, "shared") == "primary_care"); // as the surgery that shares it
  CHECK(broken(*t.db).empty());
}

TEST_CASE("a class that is read for always does not replace one of a time, and is there when that ends", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string body = body_with_awards(*t.db);
  REQUIRE(stated(*t.db, body, held(ProviderClass::nhs_owned_company, "2026-01-01", "2026-12-31")));
  for (int i = 0; i < 2; ++i) { // the second time says nothing new
    written(*t.db, [&](UnitOfWork& u) {
      Bodies(u).reclassify(body, held(ProviderClass::independent_sector, ""));
      return 0;
    });
  }
  CHECK(class_now(*t.db, body) == "nhs_owned_company curated 1");
  CHECK(class_of(*t.db, "before") == "independent_sector");
  CHECK(cell(*t.db, "select count(*) from body_class k join body b on b.key = k.body_key where b.id = '" + body + "'") == "3");
  const auto next_year = *Instant::parse("2027-01-01T09:00:00Z");
  const auto waiting = [&](Instant at) {
    return *t.db->read(
        [&](persistence::Session& s) -> Result<std::vector<std::string>> { return persistence::classes_to_move(s, london_date(at)); });
  };
  CHECK(waiting(noon()).empty());
  CHECK(waiting(next_year) == std::vector<std::string>{body});
  const auto moved = t.db->write("test", next_year, [](UnitOfWork& u) -> Result<std::int64_t> { return persistence::move_classes(u); });
  REQUIRE(moved);
  CHECK(*moved == 1);
  CHECK(class_now(*t.db, body) == "independent_sector curated 1");
  CHECK(feed(*t.db).ends_with("body.classified"));
  CHECK(class_of(*t.db, "after") == "nhs_owned_company"); // its day was in that time
  CHECK(waiting(next_year).empty());
}

TEST_CASE("overlapping classes are refused by name, and a wrong one is corrected and stays readable", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string body = body_with_awards(*t.db);
  REQUIRE(stated(*t.db, body, held(ProviderClass::nhs_owned_company, "2025-01-01")));
  const auto classes = [&] {
    return *t.db->read(
        [&](persistence::Session& s) -> Result<std::vector<persistence::RecordedClass>> { return *persistence::classes_of(s, body); });
  };
  const std::string first = classes().back().id;
  const auto refused = stated(*t.db, body, held(ProviderClass::primary_care, "2025-06-01"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::conflict);
  CHECK_THAT(refused.error().message,
             ContainsSubstring("nhs_owned_company") && ContainsSubstring("2025-01-01") && ContainsSubstring(first));

  REQUIRE(stated(*t.db, body, held(ProviderClass::primary_care, "2025-06-01"), first));
  const auto after = classes();
  REQUIRE(after.size() == 3);
  CHECK(after[1].held.provider_class == ProviderClass::nhs_owned_company);
  CHECK(after[1].superseded_by == after[2].id);
  CHECK(after[1].superseded.has_value());
  CHECK(after[2].recorded_by == "Ada");
  CHECK(after[2].superseded_by.empty());
  CHECK(class_of(*t.db, "during") == "social_enterprise"); // the correction begins later
  CHECK(class_of(*t.db, "after") == "primary_care");

  for (const auto& [wrong, words] : std::vector<std::pair<std::string, std::string>>{
           {first, "already"}, {classes().front().id, "no dates"}, {"cl-999999", "no class"}, {"nonsense", "no class"}}) {
    INFO(wrong);
    const auto again = stated(*t.db, body, held(ProviderClass::nhs_trust, "2030-01-01"), wrong);
    REQUIRE_FALSE(again);
    CHECK_THAT(again.error().faults.front().message, ContainsSubstring(words));
  }
}

TEST_CASE("a class of a person hides the name on every day, until it is corrected", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string body = body_with_awards(*t.db);
  const auto flag = [&] { return cell(*t.db, "select person_at_times from body where id = '" + body + "'"); };
  REQUIRE(stated(*t.db, body, held(ProviderClass::individual, "2020-01-01", "2020-12-31")));
  CHECK(flag() == "1");
  CHECK(class_now(*t.db, body) == "social_enterprise name_pattern 1");
  REQUIRE(stated(*t.db, body, held(ProviderClass::independent_sector, "2020-01-01", "2020-12-31"),
                 *t.db->read([&](persistence::Session& s) -> Result<std::string> { return persistence::classes_of(s, body)->back().id; })));
  CHECK(flag() == "0");
}

TEST_CASE("the id of a person is not made of the name", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto id_as = [&](ProviderClass provider_class) {
    return written(*t.db, [&](UnitOfWork& u) {
      Body body = *Body::create("Zebedee Quill", {});
      body.classification.provider_class = provider_class;
      return *Bodies(u).add(body, false, true);
    });
  };
  TestDatabase other = fresh_database(persistence::Backend::sqlite);
  const std::string by_name = written(*other.db, [](UnitOfWork& u) { return *Bodies(u).resolve("Zebedee Quill", {}, "", "", false); });
  CHECK(id_as(ProviderClass::individual) != by_name);
}

} // namespace
} // namespace openward::test
