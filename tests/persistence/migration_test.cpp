// A register of an earlier schema comes through its migrations with its records right.
#include "persistence/checks.h"
#include "persistence/detail/address.h"
#include "persistence/detail/connect.h"
#include "persistence/detail/migrate.h"
#include "persistence/search.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <algorithm>

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

/// A database as a program left it that knew the migrations up to this one alone.
void make_earlier(const std::string& url, int last, std::string_view records) {
  const auto address = detail::read_address(url);
  REQUIRE(address);
  auto session = detail::connect(*address);
  REQUIRE(session);
  REQUIRE(detail::prepare(**session, detail::Role::writer, *address));
  detail::run(**session, "begin");
  detail::run(**session, "create table schema_version (version integer primary key, applied_at text not null)");
  for (const detail::Migration& step : detail::migrations()) {
    if (step.number > last) break;
    run_all(**session, step.text);
    detail::run(**session,
                "insert into schema_version (version, applied_at) values (" + std::to_string(step.number) + ", '2026-01-01T00:00:00Z')");
  }
  run_all(**session, records);
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
  make_earlier(url, 6, two_files);
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
  make_earlier(url, 12, R"(
insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence) values ('bd-1', 'Fen Trust', 'fen trust', 'nhs_trust', 'none', 0), ('bd-2', 'Zebedee Zoo', 'zebedee zoo', 'individual', 'none', 0);
insert into procurement (ocid, title, description, regime, route, tender_class, scope, latest_kind, first_published_at, latest_published_at) values ('ocds-1', 'Marsh clinics', '', 'psr', 'unknown', 'unknown', 'other', 'award', '', '');
insert into award (id, procurement_key, ocid, state, title, regime, route, tender_class, scope, provider_class, commissioner_key) values ('aw-1', 1, 'ocds-1', 'published', 'Marsh clinics', 'psr', 'unknown', 'unknown', 'other', 'nhs_trust', 1);
insert into supplier_string (words, provider_class) values ('ZEBEDEE ZOO', 'individual');
)");
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

} // namespace
} // namespace openward::test
