// A register of an earlier schema comes through its migrations with its records right.
#include "persistence/checks.h"
#include "persistence/detail/address.h"
#include "persistence/detail/connect.h"
#include "persistence/detail/migrate.h"
#include "persistence/rollups.h"
#include "persistence/search.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <map>

namespace openward::test {
namespace {

namespace detail = persistence::detail;

/// Runs statements that end with a semicolon at the end of a line, as a migration has them.
void run_all(persistence::Session& s, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find(";\n"), text.size());
    const std::string_view one = text.substr(0, end);
    if (one.find_first_not_of(" \n") != std::string_view::npos) detail::run(s, s.words(one));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

/// What was recorded when the database was at each of these schemas.
using Records = std::map<int, std::string_view>;

/// A database as a program left it that knew the migrations up to the last of these alone.
void make_earlier(const std::string& url, const Records& records) {
  const auto address = detail::read_address(url);
  REQUIRE(address);
  auto session = detail::connect(*address);
  REQUIRE(session);
  REQUIRE(detail::prepare(**session, detail::Role::writer, *address));
  detail::run(**session, "begin");
  detail::run(**session, "create table schema_version (version integer primary key, applied_at text not null)");
  for (const detail::Migration& step : detail::migrations()) {
    if (step.number > records.rbegin()->first) break;
    run_all(**session, step.text);
    detail::run(**session,
                "insert into schema_version (version, applied_at) values (" + std::to_string(step.number) + ", '2026-01-01T00:00:00Z')");
    if (const auto recorded = records.find(step.number); recorded != records.end()) run_all(**session, recorded->second);
  }
  detail::run(**session, "commit");
}

constexpr std::string_view two_files = R"(
insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence) values ('bd-1', 'Fen', 'fen', 'unclassified', 'none', 0);
insert into source_file (name, kind, sha256, bytes, imported_at) values ('a.csv', 'spend', 'aa', 1, '2026-01-01T00:00:00Z'), ('b.csv', 'spend', 'bb', 1, '2026-01-01T00:00:00Z');
insert into spend_file (id, source_file_key, publisher_key, rows_read, payments, total_pence) values ('sf-a', 1, 1, 2, 2, 40), ('sf-b', 2, null, 1, 1, -7);
insert into supplier_string (words, provider_class, lines, pence) values ('ACME', 'unclassified', 3, 33);
insert into payment (spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, expense_area) values (1, 3, 1, 1, '2025-04-02', 2025, 202504, 30, 'x'), (2, 9, null, 1, '2025-05-01', 2025, 202505, -7, ''), (1, 2, 1, 1, '2025-04-01', 2025, 202504, 10, '');
)";

TEST_CASE("the payments of a register from before the seventh migration keep their files, their rows and their money", "[persistence]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  make_earlier(url, {{6, two_files}});
  auto opened = persistence::Database::open(url);
  INFO((opened ? "" : opened.error().message + opened.error().internal));
  REQUIRE(opened);
  persistence::Database& db = **opened;
  CHECK(cell(db, "select count(*) || ' ' || sum(pence) from payment") == "3 33");
  CHECK(cell(db,
             "select key || ' ' || paid_on || ' ' || expense_area || ' ' || payer_key from payment where spend_file_key = 1 and row = 3") ==
        "4294967299 2025-04-02 x 1");
  CHECK(cell(db, "select payer_key is null from payment where key = 8589934601").find_first_of("1t") == 0);
  CHECK(cell(db, "select stated_total_pence is null from spend_file where id = 'sf-a'").find_first_of("1t") == 0);
  const auto broken = db.read([](persistence::Session& s) -> Result<std::string> {
    std::string out;
    for (const persistence::Check& check : persistence::check_register(s)) {
      for (const std::string& one : check.broken) out += check.name + ": " + one + "\n";
    }
    return out;
  });
  REQUIRE(broken);
  CHECK(*broken == "");
}

TEST_CASE("a payment whose file, payer or supplier is not held is found by the check", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string line =
      "insert into payment (key, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence) ";
  written(*t.db, [&](persistence::UnitOfWork& u) {
    detail::run(u.session(),
                line + u.session().words("{{given_key}}") + " values (3 * 4294967296 + 2, 3, 2, 4, 5, '2025-04-01', 2025, 202504, 1)");
    return 0;
  });
  const auto checks =
      t.db->read([](persistence::Session& s) -> Result<std::vector<persistence::Check>> { return persistence::check_register(s); });
  REQUIRE(checks);
  std::string broken;
  for (const persistence::Check& check : *checks) {
    for (const std::string& one : check.broken) broken += one;
  }
  CHECK_THAT(broken, ContainsSubstring("file 3 row 2"));
}

TEST_CASE("a register from before full text is searched as soon as it is opened, and people in it are not", "[persistence]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  make_earlier(url, {{12, R"(
insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence) values ('bd-1', 'Fen Trust', 'fen trust', 'nhs_trust', 'none', 0), ('bd-2', 'Zebedee Zoo', 'zebedee zoo', 'individual', 'none', 0);
insert into procurement (ocid, title, description, regime, route, tender_class, scope, latest_kind, first_published_at, latest_published_at) values ('ocds-1', 'Marsh clinics', '', 'psr', 'unknown', 'unknown', 'other', 'award', '', '');
insert into award (id, procurement_key, ocid, state, title, regime, route, tender_class, scope, provider_class, commissioner_key) values ('aw-1', 1, 'ocds-1', 'published', 'Marsh clinics', 'psr', 'unknown', 'unknown', 'other', 'nhs_trust', 1);
insert into supplier_string (words, provider_class) values ('ZEBEDEE ZOO', 'individual');
)"}});
  auto opened = persistence::Database::open(url);
  INFO((opened ? "" : opened.error().message + opened.error().internal));
  REQUIRE(opened);
  persistence::Database& db = **opened;
  const auto check = db.read([](persistence::Session& s) -> Result<persistence::SearchCheck> { return persistence::check_search(s); });
  REQUIRE(check);
  CHECK(check->records == 5);
  CHECK(check->differing == 0);
  CHECK(cell(db, "select count(*) from search_due") == "0");
  const bool sqlite = db.backend() == persistence::Backend::sqlite;
  const auto found = [&](const std::string& table, const std::string& word) {
    return cell(db, sqlite ? "select count(*) from " + table + " where " + table + " match '{title parties words} : " + word + "'"
                           : "select count(*) from " + table + " where words @@ cast('" + word + ":ABC' as tsquery)");
  };
  CHECK(found("award_words", "marsh") == "1");
  CHECK(found("award_words", "fen") == "1");
  CHECK(found("body_words", "zebedee") == "0");
  CHECK(found("supplier_words", "zebedee") == "0");
}

/// Lines of several sizes, credits, words that are linked and not, a class of a time, and a file that is invented.
constexpr std::string_view lines_of_payment = R"(
insert into body (id, name, normalised_name, commissioner, provider_class, class_evidence, class_confidence, kind, dated_classes) values
  ('bd-1', 'Fen', 'fen', 1, 'unclassified', 'none', 0, '', 0),
  ('bd-2', 'Marsh', 'marsh', 0, 'nhs_trust', 'none', 0, '', 0),
  ('bd-3', 'Once', 'once', 0, 'social_enterprise', 'none', 0, '', 1),
  ('bd-4', 'Teeth', 'teeth', 0, 'primary_care', 'none', 0, 'dental', 0);
insert into body_class (body_key, provider_class, evidence, confidence, from_date, to_date, recorded_at) values (3, 'independent_sector', 'curated', 90, null, '2025-03-31', ''), (3, 'social_enterprise', 'curated', 90, '2025-04-01', null, '');
insert into source_file (name, kind, sha256, bytes, imported_at, synthetic) values ('a.csv', 'spend', 'aa', 1, '2026-01-01T00:00:00Z', 0), ('b.csv', 'spend', 'bb', 1, '2026-01-01T00:00:00Z', 1);
insert into spend_file (id, source_file_key, publisher_key, rows_read, payments) values ('sf-a', 1, 1, 9, 9), ('sf-b', 2, null, 3, 3);
insert into supplier_string (words, body_key, provider_class, kind) values
  ('ACME', null, 'unclassified', ''),
  ('MARSH', 2, 'unclassified', ''),
  ('MARSH TRUST', 2, 'nhs_trust', ''),
  ('ONCE', 3, 'unclassified', ''),
  ('TEETH', 4, 'unclassified', 'general_practice');
insert into payment (spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, expense_area) values
  (1, 2, 1, 1, '2025-04-01', 2025, 202504, 49999, 'x'),
  (1, 3, 1, 1, '2025-04-01', 2025, 202504, 50000, 'x'),
  (1, 4, 1, 1, '2025-04-02', 2025, 202504, -50000, ''),
  (1, 5, 1, 2, '2025-03-31', 2024, 202503, 2500000, 'y'),
  (1, 6, 1, 3, '2025-04-30', 2025, 202504, 20000000000, 'y'),
  (1, 7, 1, 4, '2025-03-31', 2024, 202503, 7, ''),
  (1, 8, 1, 4, '2025-04-01', 2025, 202504, 8, ''),
  (1, 9, 1, 5, '2025-12-01', 2025, 202512, 0, ''),
  (1, 10, 1, 5, '2025-12-01', 2025, 202512, -1, '');
insert into payment (spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, expense_area) values
  (2, 2, null, 1, '2025-04-01', 2025, 202504, 1000000, 'x'),
  (2, 3, null, 4, '2026-03-31', 2025, 202603, 999999, ''),
  (2, 4, 1, 2, '2025-03-31', 2024, 202503, -2500001, '');
)";

/// Of every account, with and without a commissioner, a contract and a notice; one of them a draft, one of more than a thousand million
/// pounds.
constexpr std::string_view some_awards = R"(
insert into procurement (ocid, title, description, regime, route, tender_class, scope, latest_kind, first_published_at, latest_published_at) values ('ocds-1', 'Clinics', '', 'psr', 'unknown', 'unknown', 'health_service', 'award', '', '');
insert into notice (procurement_key, release_id, kind, source, published_at, published_on, regime, route, tender_class, makes_award) values (1, 'r-1', 'award', '', '', '2025-05-01', 'psr', 'unknown', 'unknown', 1);
insert into award (id, procurement_key, ocid, release_id, state, title, regime, route, tender_class, scope, provider_class, commissioner_key, financial_year, value_pence, value_currency, value_vat, value_kind, gross_pence, value_placeholder, starts, ends) values
  ('aw-1', 1, 'ocds-1', 'r-1', 'published', 'a', 'psr', 'unknown', 'unknown', 'health_service', 'nhs_trust', 1, 2025, 36500, 'GBP', 'excluded', 'lifetime', 43800, 0, '2025-04-01', '2027-03-31'),
  ('aw-2', 1, 'ocds-1', 'r-2', 'published', 'b', 'psr', 'unknown', 'unknown', 'health_service', 'primary_care', 1, 2025, 1000, 'GBP', 'included', 'lifetime', null, 0, null, null),
  ('aw-3', 1, 'ocds-1', 'r-3', 'published', 'c', 'psr', 'unknown', 'unknown', 'other', 'several_classes', null, null, null, null, null, null, null, 0, null, null),
  ('aw-4', 1, 'ocds-1', 'r-4', 'draft', 'd', 'psr', 'unknown', 'unknown', 'other', 'unclassified', 1, 2024, 200000000000, 'GBP', 'unknown', 'lifetime', null, 0, null, null),
  ('aw-5', 1, 'ocds-1', 'r-5', 'published', 'e', 'psr', 'unknown', 'unknown', 'other', 'nhs_trust', 1, 2025, 700, 'EUR', 'excluded', 'lifetime', null, 0, null, null),
  ('aw-6', 1, 'ocds-1', 'r-6', 'published', 'f', 'psr', 'unknown', 'unknown', 'other', 'nhs_trust', 1, 2025, 900, 'GBP', 'excluded', 'maximum', null, 0, null, null),
  ('aw-7', 1, 'ocds-1', 'r-7', 'published', 'g', 'psr', 'unknown', 'unknown', 'other', 'nhs_trust', 1, 2025, 1, 'GBP', 'excluded', 'lifetime', null, 1, null, null),
  ('aw-8', 1, 'ocds-1', 'r-8', 'published', 'h', 'psr', 'unknown', 'unknown', 'health_service', 'nhs_trust', 1, 2025, 500, 'GBP', 'excluded', 'lifetime', null, 0, null, null);
insert into award_provider (award_key, position, body_key, stated_name) values (1, 0, 2, 'Marsh'), (2, 0, 4, 'Teeth'), (3, 0, 2, 'Marsh'), (3, 1, 3, 'Once');
insert into award_notice (award_key, release_id) values (1, 'r-1'), (2, 'r-2');
insert into contract (id, award_key, starts, original_end) values ('ct-1', 8, '2025-04-01', '2026-03-31');
)";

TEST_CASE("a filled register of the eighteenth schema has its payments and awards added up when it is opened", "[persistence]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  make_earlier(url, {{9, lines_of_payment}, {18, some_awards}}); // the tenth migration and those after it added up the lines themselves
  auto opened = persistence::Database::open(url);
  INFO((opened ? "" : opened.error().message + opened.error().internal));
  REQUIRE(opened);
  persistence::Database& db = **opened;
  const auto check = db.read([](persistence::Session& s) -> Result<persistence::RollUpCheck> { return persistence::check_rollups(s); });
  REQUIRE(check);
  INFO((check->words.empty() ? "" : check->words.front()));
  CHECK(check->lines == 12);
  CHECK(check->awards == 8);
  CHECK(check->differing == 0);

  const std::string sums = "count(*), sum(pence), sum(case when pence < 0 then pence else 0 end)";
  const std::string kept = "sum(payments), sum(pence), sum(credits)";
  const std::string published = " where state = 'published'";
  const auto but = [](const std::string& a, const std::string& b) {
    return "(select count(*) from (select * from (" + a + ") x except select * from (" + b + ") y) z)";
  };
  const std::pair<std::string, std::string> same[]{
      {"select " + kept + " from spend_by_year", "select " + sums + " from payment"},
      {"select paid_on, month, " + kept + " from spend_by_day group by 1, 2",
       "select paid_on, month, " + sums + " from payment group by 1, 2"},
      {"select month, " + kept + " from spend_by_size where size >= 1000000 group by 1",
       "select month, " + sums + " from payment where pence >= 1000000 group by 1"},
      {"select month, " + kept + " from spend_by_size where size <= -50000 group by 1",
       "select month, " + sums + " from payment where pence <= -50000 group by 1"},
      {"select payer_key, supplier_key, financial_year, " + kept + " from spend_by_payer_supplier group by 1, 2, 3",
       "select coalesce(payer_key, 0), supplier_key, financial_year, " + sums + " from payment group by 1, 2, 3"},
      {"select supplier_key, " + kept + " from spend_by_supplier group by 1", "select supplier_key, " + sums + " from payment group by 1"},
      {"select " + kept + " from spend_by_day where provider_class = 'independent_sector'",
       "select " + sums + " from payment where supplier_key = 4 and paid_on <= '2025-03-31'"},
      {"select sum(awards), sum(either) from award_by_kind" + published,
       "select count(*), sum(coalesce(value_pence, gross_pence, 0)) from award" + published},
      {"select commissioner_key, provider_class, sum(awards), sum(stated) from award_cell group by 1, 2",
       "select coalesce(commissioner_key, 0), provider_class, count(*), sum(coalesce(value_pence, 0)) from award group by 1, 2"},
      {"select account, sum(awards) from award_by_kind" + published + " group by 1",
       "select 'net', 2 union select 'gross', 1 union select 'none', 2 union select 'currency', 1 union select 'maximum', 1"},
      {"select award_key, year_stated from award_counted where termed = 1", "select 1, 18250 union select 8, 500"},
      {"select award_key, provider_key from award_counted where noticed = 1", "select 1, 2"},
  };
  for (const auto& [held, expected] : same) {
    INFO(held);
    CHECK(cell(db, "select count(*) > 0 from (" + expected + ") x").find_first_of("1t") == 0);
    CHECK(cell(db, "select " + but(held, expected) + " || ' ' || " + but(expected, held)) == "0 0");
  }
}

} // namespace
} // namespace openward::test
