#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"

#include <algorithm>

using openward::exchange::Encoding;
using openward::exchange::SpendOptions;
using openward::test::account_of;
using openward::test::dump;

namespace {

const std::string odd = "Spend of Anyshire\nWhen,Payee Name,Worth,Net\n03/04/2020,Acme,5,4\n04/05/2020,Beta,6,5\n";

SpendOptions with_columns(openward::exchange::ColumnChoices columns) {
  SpendOptions options;
  options.columns = std::move(columns);
  return options;
}

std::string why(const openward::exchange::SpendReading& reading, std::string_view field) {
  const auto& all = reading.understood;
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& column) { return column.field == field; });
  return at == all.end() ? "absent" : at->why;
}

} // namespace

TEST_CASE("columns that nobody would know are chosen by heading or by number", "[spend][options]") {
  CHECK_THAT(dump(odd), ContainsSubstring("No header row was found"));
  const SpendOptions options =
      GENERATE(values<SpendOptions>({with_columns({{"date", "When"}, {"supplier", "payee name"}, {"amount", "Worth"}}),
                                     with_columns({{"date", "1"}, {"supplier", "Payee Name"}, {"amount", "3"}})}));
  SpendOptions at_two = options;
  at_two.header_row = 2;
  CHECK(dump(odd, at_two) == "3 2020-04-03 500 Acme\n4 2020-05-04 600 Beta\nrows 2 = 2 paid + 0 refused + 0 blank, 1100p");
  CHECK(why(*account_of(odd, at_two), "supplier") == "chosen by hand");
}

TEST_CASE("a chosen heading finds the header row by itself", "[spend][options]") {
  const auto read = account_of(odd, with_columns({{"date", "When"}, {"supplier", "Payee Name"}, {"amount", "Net"}}));
  REQUIRE(read);
  CHECK(read->file.header_row == 2);
  CHECK(read->file.total_pence == 900);
}

TEST_CASE("a choice that the file does not have is refused with what it has; a remembered one is passed over", "[spend][options]") {
  const std::string csv = "Date,Supplier,Amount\n03/04/2020,Acme,5\n";
  const auto chosen = account_of(csv, with_columns({{"supplier", "Payee"}}));
  REQUIRE_FALSE(chosen);
  CHECK_THAT(chosen.error().message, ContainsSubstring("\"Supplier\""));
  CHECK_THAT(chosen.error().faults.at(0).message, ContainsSubstring("There is no column \"Payee\" for the supplier"));
  SpendOptions remembered;
  remembered.remembered = {{"supplier", "Payee"}, {"transaction", "Voucher"}};
  CHECK(account_of(csv, remembered)->file.payments == 1);
  CHECK_THAT(account_of(csv, with_columns({{"suplier", "Supplier"}})).error().message, ContainsSubstring("There is no field \"suplier\""));
}

TEST_CASE("a remembered column gives way to one chosen by hand, and says where it is from", "[spend][options]") {
  const std::string csv = "Date,Supplier,Payee,Agent,Amount\n03/04/2020,Acme,Beta,Capita,5\n";
  SpendOptions options;
  options.remembered = {{"supplier", "Payee"}};
  CHECK(dump(csv, options).starts_with("2 2020-04-03 500 Beta"));
  CHECK(why(*account_of(csv, options), "supplier") == "the publisher's remembered layout");
  options.columns = {{"supplier", "Agent"}};
  CHECK(dump(csv, options).starts_with("2 2020-04-03 500 Capita"));
}

TEST_CASE("a file without a header is read by column numbers", "[spend][options]") {
  const std::string csv = "03/04/2020;Acme;5,00\n13/04/2020;Beta;6\n";
  SpendOptions options = with_columns({{"date", "1"}, {"supplier", "2"}, {"amount", "3"}});
  options.header_row = 0;
  CHECK(dump(csv, options) == "1 refused bad_amount\n2 2020-04-13 600 Beta\nrows 2 = 1 paid + 1 refused + 0 blank, 600p");
  options.columns.erase("amount");
  CHECK_THAT(dump(csv, options), ContainsSubstring("needs the number of each column"));
}

TEST_CASE("the order of the day, the delimiter and the encoding can be said", "[spend][options]") {
  SpendOptions options;
  options.day_first = false;
  CHECK(dump("Date,Supplier,Amount\n03/04/2020,Acme,5\n", options).starts_with("2 2020-03-04"));
  CHECK(account_of("Date,Supplier,Amount\n03/04/2020,Acme,5\n", options)->days.decided_by == "by hand");
  options = {};
  options.delimiter = ';';
  CHECK_THAT(dump("Date,Supplier,Amount\n03/04/2020,Acme,5\n", options), ContainsSubstring("No header row"));
  options = {};
  options.encoding = Encoding::utf16le;
  std::string wide;
  for (const char c : std::string("Date,Supplier,Amount\n03/04/2020,Acme,5\n")) wide += {c, '\0'};
  CHECK_THAT(dump(wide), ContainsSubstring("say its encoding (utf-16le)"));
  CHECK(dump(wide, options).starts_with("2 2020-04-03 500 Acme"));
}

TEST_CASE("every column is told, with what decided", "[spend][options]") {
  const auto read = account_of("Date,Supplier,Invoice Date,Amount,Colour\n13/04/2020,Acme,01/04/2020,5,red\n");
  REQUIRE(read);
  REQUIRE(read->understood.size() == 5);
  CHECK(read->understood[0].field == "date");
  CHECK(read->understood[2].field.empty());
  CHECK(read->understood[2].why == "another column is the date: its heading says so better");
  CHECK(read->understood[4].why.empty());
  CHECK(read->days.day_first == 1);
  CHECK(read->days.decided_by == "the dates");
}

TEST_CASE("two forms of date in one file are each read in their own order", "[spend][dates]") {
  CHECK(dump("Date,Supplier,Amount\n2/28/2021,A,1\n2/27/2021,A,1\n1/2/2021,A,1\n28/02/21,A,1\n01/02/21,A,1\n") ==
        "2 2021-02-28 100 A\n3 2021-02-27 100 A\n4 2021-01-02 100 A\n5 2021-02-28 100 A\n6 2021-02-01 100 A\n"
        "rows 5 = 5 paid + 0 refused + 0 blank, 500p");
  CHECK(account_of("Date,Supplier,Amount\n2/28/2021,A,1\n28/02/21,A,1\n")->days.mixed());
}
