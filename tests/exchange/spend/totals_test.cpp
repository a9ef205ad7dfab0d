#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"

#include <optional>

using openward::test::account_of;
using openward::test::dump;
using openward::test::payments_of;
using openward::test::refusals_of;

namespace {

const std::string head = "Date,Supplier,Transaction Number,Amount\n01/04/2020,A,1,10\n02/04/2020,B,2,20\n03/04/2020,C,3,30\n";

} // namespace

TEST_CASE("the file's own total is told beside the sum of its rows, and never added", "[spend][totals]") {
  const auto [rows, stated, at] = GENERATE(table<std::string, std::int64_t, std::int64_t>({
      {",,,60\n", 6000, 5},
      {"Total,,,60.00\n", 6000, 5},
      {",TOTAL,,61\n", 6100, 5},                    // differs: still the file's word
      {"03/04/2020,,,60\n", 6000, 5},               // dated, of nobody, the sum of what stands above
      {"03/04/2020,Grand Total,,60.01\n", 6001, 5}, // nearly
      {",,Sum:,60\n,,,\n", 6000, 5},                //
      {"Sub-total,,,55\nTotal,,,60\n", 6000, 6},    // the whole, not the part
      {"Total,,,60\n,,,1234\n", 6000, 5},           // the one that agrees
  }));
  const auto read = account_of(head + rows);
  REQUIRE(read);
  CHECK(read->file.total_pence == 6000);
  CHECK(read->file.payments == 3);
  CHECK(read->file.stated_total_pence == std::optional(stated));
  CHECK(read->file.stated_total_row == at);
}

TEST_CASE("a payment is no total because of its supplier's name or its size", "[spend][totals]") {
  const std::string row = GENERATE(as<std::string>{}, "03/04/2020,TOTAL GAS & POWER,4,60\n", "03/04/2020,,4,60\n", "03/04/2020,,,59\n",
                                   "03/04/2020,Total,,7\n", "03/04/2020,Acme,,60\n");
  const auto read = account_of(head + row);
  REQUIRE(read);
  CHECK(read->file.payments == 4);
  CHECK_FALSE(read->file.stated_total_pence);
}

TEST_CASE("a supplier named TOTAL without a date lacks a date", "[spend][totals]") {
  const auto refused = refusals_of(head + ",TOTAL GAS & POWER,4,7\n");
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].code == "no_date");
}

TEST_CASE("an amount in another currency is refused by its name", "[spend][currency]") {
  const auto [csv, code, says] = GENERATE(table<std::string, std::string, std::string>({
      {"Date,Supplier,Currency,Amount\n01/04/2020,A,EUR,5\n01/04/2020,A,GBP,5\n01/04/2020,A,\xC2\xA3,5\n", "other_currency", "EUR"},
      {"Date,Supplier,Amount\n01/04/2020,A,\xE2\x82\xAC"
       "5.00\n01/04/2020,A,5\n01/04/2020,A,GBP 5\n",
       "other_currency", "EUR"},
      {"Date,Supplier,Amount\n01/04/2020,A,5 usd\n01/04/2020,A,5\n01/04/2020,A,5\n", "other_currency", "USD"},
      {"Date,Supplier,Amount\n01/04/2020,A,$5\n01/04/2020,A,5\n01/04/2020,A,5\n", "other_currency", "$"},
  }));
  const auto refused = refusals_of(csv);
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].code == code);
  CHECK_THAT(refused[0].reason, ContainsSubstring(says));
  CHECK(account_of(csv)->file.total_pence == 1000);
}

TEST_CASE("a column headed in euros is not the amount", "[spend][currency]") {
  const auto read = account_of("Date,Supplier,Amount (\xE2\x82\xAC),Amount (\xC2\xA3)\n01/04/2020,A,6,5\n");
  REQUIRE(read);
  CHECK(read->file.total_pence == 500);
  CHECK(read->understood[2].why == "a heading of amounts in another currency");
}

TEST_CASE("a text that no field has is refused, and the rows beside it are kept", "[spend][rows]") {
  const std::string csv = "Date,Supplier,Amount,Description\n01/04/2020," + std::string(10000, 'x') + ",5,\n01/04/2020,A,5," +
                          std::string(10000, 'y') + "\n01/04/2020,#N/A,5,\n";
  CHECK(dump(csv) == "2 refused too_long\n3 2020-04-01 500 A\n4 refused error_cell\nrows 3 = 1 paid + 2 refused + 0 blank, 500p");
}

TEST_CASE("windows-1252 that was written into UTF-8 as control characters is read as what it means", "[spend][encoding]") {
  const std::string csv = "Date,Supplier,Amount\n01/04/2020,ST JOHN\xC2\x92S \xC2\x96 CARE,5\n";
  REQUIRE(payments_of(csv).size() == 1);
  CHECK(payments_of(csv)[0].supplier == "ST JOHN\xE2\x80\x99S \xE2\x80\x93 CARE");
  CHECK(account_of(csv)->mended_characters == 2);
  CHECK(account_of(csv)->file.encoding == "utf-8");
}
