// Spend files: every line kept, the account agreeing with the lines to the penny, suppliers told apart by their words.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Backend;
using persistence::Bodies;
using persistence::Sources;
using persistence::Spend;
using persistence::UnitOfWork;

PaymentLine line(std::int64_t row, const std::string& day, std::int64_t pence, const std::string& supplier) {
  return {row, *Date::parse(day), pence, supplier, "T" + std::to_string(row), "Drugs", "Pharmacy", "Fen ICB"};
}

/// Imports the lines as one file whose account is `account`.
Result<> import(persistence::Database& db, const std::string& sha256, const std::vector<PaymentLine>& lines, SpendFile account,
                const std::string& publisher = "", std::int64_t bytes = 1) {
  return db.write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Spend spend(u);
    const std::int64_t file = spend.open(Sources(u).add({sha256 + ".csv", "spend", sha256, bytes, false}), publisher);
    for (const PaymentLine& l : lines) spend.add(file, l);
    spend.close(file, account);
    return Done{};
  });
}

SpendFile account_of(const std::vector<PaymentLine>& lines) {
  SpendFile account;
  account.name = "file.csv";
  account.encoding = "windows-1252";
  for (const PaymentLine& l : lines) account.total_pence += l.pence;
  account.payments = static_cast<std::int64_t>(lines.size());
  account.rows_read = account.payments;
  return account;
}

TEST_CASE("a line is kept with every cell, its month and its financial year", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string payer =
      written(*t.db, [](UnitOfWork& u) { return *Bodies(u).resolve("NHS Fen Integrated Care Board", {}, "", "", true); });
  PaymentLine odd = line(7, "2025-03-31", -9007199254740993, "A\\B \"quoted\", 'single'\ttabbed\nbroken\\N é");
  odd.transaction = "\\.";
  REQUIRE(import(*t.db, "aa", {odd}, account_of({odd}), payer));
  const auto get = [&](const std::string& what) {
    return cell(*t.db, "select " + what + " from payment p join supplier_string s on s.key = p.supplier_key");
  };
  CHECK(get("p.row") == "7");
  CHECK(get("p.pence") == "-9007199254740993");
  CHECK(get("p.paid_on") == "2025-03-31");
  CHECK(get("p.month") == "202503");
  CHECK(get("p.financial_year") == "2024");
  CHECK(get("s.words") == odd.supplier);
  CHECK(get("p.transaction_reference") == "\\.");
  CHECK(get("p.expense_type || '|' || p.expense_area || '|' || p.entity") == "Drugs|Pharmacy|Fen ICB");
  CHECK(cell(*t.db, "select b.id from payment p join body b on b.key = p.payer_key") == payer);
  CHECK(cell(*t.db, "select total_pence from spend_file") == "-9007199254740993");
  CHECK(cell(*t.db, "select encoding from spend_file") == "windows-1252");
}

TEST_CASE("a file of many lines is kept whole, in one event", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<PaymentLine> lines;
  for (int i = 0; i < 25001; ++i)
    lines.push_back(line(i + 2, "2025-04-0" + std::to_string(1 + i % 9), i - 100, "Supplier " + std::to_string(i % 777)));
  REQUIRE(import(*t.db, "aa", lines, account_of(lines)));
  CHECK(cell(*t.db, "select count(*) from payment") == "25001");
  CHECK(cell(*t.db, "select cast(sum(pence) as bigint) from payment") == std::to_string(account_of(lines).total_pence));
  CHECK(cell(*t.db, "select count(*) from supplier_string") == "777");
  CHECK(feed(*t.db) == "source_file.imported spend_file.imported");
}

/// The indexes of the lines as they stand, each with its definition.
std::string indexes(TestDatabase& t, Backend backend) {
  return cell(*t.db, backend == Backend::sqlite
                         ? "select group_concat(sql, '; ') from (select sql from sqlite_master where type = 'index' and tbl_name = "
                           "'payment' order by name)"
                         : "select string_agg(indexdef, '; ' order by indexname) from pg_indexes where tablename = 'payment'");
}

TEST_CASE("a file that brings more lines than are held leaves the indexes of the lines as they were, kept or refused", "[persistence]") {
  const Backend backend = GENERATE(from_range(backends()));
  TestDatabase t = fresh_database(backend);
  constexpr std::int64_t bytes = 20'000'000;
  const std::string before = indexes(t, backend);
  REQUIRE_THAT(before, ContainsSubstring("payment_by_supplier"));
  std::vector<PaymentLine> lines;
  for (int i = 0; i < 5000; ++i)
    lines.push_back(line(i + 2, "2025-04-0" + std::to_string(1 + i % 9), i, "Supplier " + std::to_string(i % 77)));
  SpendFile wrong = account_of(lines);
  ++wrong.total_pence;
  REQUIRE_FALSE(import(*t.db, "aa", lines, wrong, "", bytes));
  CHECK(indexes(t, backend) == before);
  REQUIRE(import(*t.db, "aa", lines, account_of(lines), "", bytes));
  CHECK(indexes(t, backend) == before);
  REQUIRE(import(*t.db, "bb", {line(2, "2025-05-01", 5, "Supplier 3")}, account_of({line(2, "2025-05-01", 5, "")}), "", bytes));
  CHECK(indexes(t, backend) == before);
  CHECK(cell(*t.db, "select count(*) from payment where paid_on = '2025-04-09'") == "555");
  if (backend == Backend::sqlite) CHECK(cell(*t.db, "pragma integrity_check") == "ok");
}

TEST_CASE("a month in which a supplier's body changes its class is told apart by day, as the lines are", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::vector<PaymentLine> before{line(2, "2025-04-01", 100, "ACME")};
  REQUIRE(import(*t.db, "aa", before, account_of(before)));
  REQUIRE(change(*t.db,
                 "insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence, dated_classes) values "
                 "('bd-x', 'Acme', 'acme', 'for_profit', 'curated', 100, 1)"));
  REQUIRE(change(*t.db,
                 "insert into body_class (body_key, provider_class, evidence, confidence, recorded_at, from_date) values ((select key "
                 "from body where id = 'bd-x'), 'charity', 'curated', 100, '2025-06-01T00:00:00Z', '2025-05-15')"));
  REQUIRE(change(*t.db, "update supplier_string set body_key = (select key from body where id = 'bd-x')"));
  const std::vector<PaymentLine> lines{line(2, "2025-05-14", 1, "ACME"), line(3, "2025-05-15", 20, "ACME"),
                                       line(4, "2025-05-16", -3, "ACME"), line(5, "2025-05-16", 4000, "Beta")};
  REQUIRE(import(*t.db, "bb", lines, account_of(lines)));
  const auto sum = [&](const std::string& what, const std::string& provider_class) {
    return cell(*t.db, "select cast(sum(" + what + ") as bigint) from spend_cell where month = 202505 and provider_class = '" +
                           provider_class + "'");
  };
  CHECK(sum("pence", "for_profit") == "1");
  CHECK(sum("pence", "charity") == "17");
  CHECK(sum("credits", "charity") == "-3");
  CHECK(sum("payments", "charity") == "2");
  CHECK(sum("pence", "unclassified") == "4000");
  CHECK(sum("unlinked", "unclassified") == "1");
}

TEST_CASE("identical lines of one file are all kept", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::vector<PaymentLine> lines{line(2, "2025-04-01", 500, "ACME"), line(3, "2025-04-01", 500, "ACME")};
  REQUIRE(import(*t.db, "aa", lines, account_of(lines)));
  CHECK(cell(*t.db, "select count(*) from payment where pence = 500") == "2");
}

TEST_CASE("an account that does not agree with its lines keeps nothing", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::vector<PaymentLine> lines{line(2, "2025-04-01", 500, "ACME")};
  SpendFile one_penny_more = account_of(lines);
  one_penny_more.total_pence += 1;
  SpendFile one_line_more = account_of(lines);
  one_line_more.payments += 1;
  for (const SpendFile& account : {one_penny_more, one_line_more}) {
    const auto result = import(*t.db, "aa", lines, account);
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().message, ContainsSubstring("does not agree"));
  }
  CHECK(cell(*t.db,
             "select (select count(*) from payment) + (select count(*) from source_file) + (select count(*) from supplier_string)") == "0");
}

TEST_CASE("words that were not met before wait for the matching, and are one string in every file", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  written(*t.db, [](UnitOfWork& u) {
    if (auto id = Bodies(u).add(*Body::create("Fen Care Limited", {identifier("coh:01532937")}), false, true); !id)
      throw std::runtime_error(id.error().message);
    return 0;
  });
  const std::vector<PaymentLine> lines{line(2, "2025-04-01", 1, "FEN CARE LTD"), line(3, "2025-04-01", 1, ""),
                                       line(4, "2025-04-01", 5, "FEN CARE LTD")};
  REQUIRE(import(*t.db, "aa", lines, account_of(lines)));
  CHECK(
      cell(*t.db, "select count(*) from supplier_string where body_key is null and provider_class = 'unclassified' and match_rules = ''") ==
      "2");
  REQUIRE(import(*t.db, "bb", {line(2, "2025-05-01", 1, "FEN CARE LTD")}, account_of({line(2, "2025-05-01", 1, "FEN CARE LTD")})));
  CHECK(cell(*t.db, "select count(*) from supplier_string") == "2");
  CHECK(cell(*t.db, "select lines || ' ' || pence from supplier_string where words = 'FEN CARE LTD'") == "3 7");
}

TEST_CASE("a payment whose words hold a NUL is refused with the file", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  using namespace std::string_literals;
  const std::vector<PaymentLine> lines{line(2, "2025-04-01", 1, "ACME\0 hidden"s)};
  const auto result = import(*t.db, "aa", lines, account_of(lines));
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::invalid);
  CHECK(cell(*t.db, "select count(*) from spend_file") == "0");
}

TEST_CASE("a file is not taken twice", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::vector<PaymentLine> lines{line(2, "2025-04-01", 1, "ACME")};
  REQUIRE(import(*t.db, "aa", lines, account_of(lines)));
  const auto again = import(*t.db, "aa", lines, account_of(lines));
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);
  CHECK(cell(*t.db, "select count(*) from payment") == "1");
}

} // namespace
} // namespace openward::test
