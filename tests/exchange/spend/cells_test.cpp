#include "exchange/spend/cells.h"
#include "tests/support/catch.h"

#include <string>

using openward::exchange::CellState;
using openward::exchange::read_amount;
using openward::exchange::read_date;

namespace {

std::string amount(std::string_view cell) {
  const auto read = read_amount(cell);
  switch (read.state) {
  case CellState::blank:
    return "blank";
  case CellState::read:
    return std::to_string(read.pence);
  case CellState::unreadable:
    return "unreadable";
  case CellState::too_large:
    return "too large";
  }
  return "";
}

std::string date(std::string_view cell, bool day_first = true) {
  const auto read = read_date(cell, day_first);
  if (read.state == CellState::blank) return "blank";
  return read.state == CellState::read ? read.date.iso() : "unreadable";
}

} // namespace

TEST_CASE("every published form of an amount is read to the penny", "[spend][cells]") {
  const auto [cell, pence] = GENERATE(table<std::string, std::string>({
      {"1234.5", "123450"},
      {"1234", "123400"},
      {"1,234", "123400"},
      {"123,456,789.01", "12345678901"},
      {"1234,567", "unreadable"},
      {"1,2345.00", "unreadable"},
      {"12,34", "unreadable"},
      {",234.00", "unreadable"},
      {"1,234,56.00", "unreadable"},
      {"1.2.00", "unreadable"},
      {"-1,234.56", "-123456"},
      {"0000012.00", "1200"},
      {"1234567890123.45", "123456789012345"},
      {"12345678901234.56", "1234567890123456"},
      {"6,989,422.58", "698942258"},
      {"£9,999.99", "999999"},
      {" 9,999 ", "999900"},
      {" £500,000.00 ", "50000000"},
      {"-£0.01", "-1"},
      {"£-0.01", "-1"},
      {"- 250.00", "-25000"},
      {"(1,234.56)", "-123456"},
      {"(£1,234.56)", "-123456"},
      {" £-   ", "0"},
      {" -   ", "0"},
      {"(0)", "0"},
      {"(-)", "0"},
      {"123-", "-12300"},
      {"0", "0"},
      {"0.01", "1"},
      {".50", "50"},
      {"12.", "1200"},
      {"GBP 12.00", "1200"},
      {"\xE2\x88\x92"
       "5",
       "-500"},
      {"\xC2\xA0"
       "5.00\xC2\xA0",
       "500"},
      {"1.5E+05", "15000000"},
      {"", "blank"},
      {" \xC2\xA0 ", "blank"},
  }));
  CHECK(amount(cell) == pence);
}

TEST_CASE("an amount of three decimals is rounded half away from zero", "[spend][cells]") {
  const auto [cell, pence] = GENERATE(table<std::string, std::string>({
      {"0.004", "0"},
      {"0.005", "1"},
      {"-0.005", "-1"},
      {"1.015", "102"},
      {"2.675", "268"},
      {"(2.675)", "-268"},
      {"159114.61000000002", "15911461"},
      {"0.0049999", "0"},
  }));
  CHECK(amount(cell) == pence);
}

TEST_CASE("what is not an amount is not made into one", "[spend][cells]") {
  const std::string cell =
      GENERATE(as<std::string>{}, "abc", "12,34", "1234,56", "1,2345.00", "1,,234", ",123", "1.2.3", "12.3,4", "--5", "(-5)", "£(5)", "-5-",
               "£", "#N/A", "########", "5 apples", "0x10", "nan", "inf", "1e", "1 234", "£ £ 5 5");
  CHECK(amount(cell) == "unreadable");
}

TEST_CASE("an amount beyond 64 bits of pence is too large, not wrapped", "[spend][cells]") {
  CHECK(amount("92,233,720,368,547,758.07") == "9223372036854775807");
  CHECK(amount("92233720368547758.08") == "too large");
  CHECK(amount("99999999999999999999999999") == "too large");
  CHECK(amount("1e9999") == "too large");
}

TEST_CASE("every published form of a date is read", "[spend][cells]") {
  const auto [cell, iso] = GENERATE(table<std::string, std::string>({
      {"14/09/2020", "2020-09-14"},
      {"4/9/2020", "2020-09-04"},
      {"04/09/20", "2020-09-04"},
      {"14.09.2020", "2020-09-14"},
      {"14-Sep-20", "2020-09-14"},
      {"07-SEP-2020 ", "2020-09-07"},
      {"7 September 2020", "2020-09-07"},
      {"1-Aug-11", "2011-08-01"},
      {"Sep 7, 2020", "2020-09-07"},
      {"2020-09-14", "2020-09-14"},
      {"2020-09-14T00:00:00Z", "2020-09-14"},
      {"2020/09/14", "2020-09-14"},
      {"14/09/2020 00:00", "2020-09-14"},
      {"14/09/2020 12:00:00 AM", "2020-09-14"},
      {"20200914", "2020-09-14"},
      {"43924", "2020-04-03"},
      {"41852", "2014-08-01"},
      {"43924.5", "2020-04-03"},
      {"36526", "2000-01-01"},
      {"29/02/2020", "2020-02-29"},
      {"01/06/99", "1999-06-01"},
      {"", "blank"},
  }));
  CHECK(date(cell) == iso);
}

TEST_CASE("what is not a date is not made into one", "[spend][cells]") {
  const std::string cell = GENERATE(as<std::string>{}, "14/09/20111", "31/02/2020", "29/02/2021", "00/01/2020", "13/13/2020", "Jun-20",
                                    "June 2020", "2020", "99999", "14/09/1066", "14/Foo/2020", "14/09", "n/a", "14/09/2020 and later",
                                    "1/2/3/4", "43924-5", "(14/09/2020)", "14/9/2020 99");
  CHECK(date(cell) == "unreadable");
}

TEST_CASE("a date with one possible order is read in it, whatever the file's order", "[spend][cells]") {
  CHECK(date("4/30/2020", true) == "2020-04-30");
  CHECK(date("30/4/2020", false) == "2020-04-30");
  CHECK(date("03/04/2020", true) == "2020-04-03");
  CHECK(date("03/04/2020", false) == "2020-03-04");
}

TEST_CASE("zero-padded digits are an identifier", "[spend][cells]") {
  CHECK(openward::exchange::zero_padded("000123"));
  CHECK_FALSE(openward::exchange::zero_padded("0"));
  CHECK_FALSE(openward::exchange::zero_padded("0.50"));
  CHECK_FALSE(openward::exchange::zero_padded("1000"));
}
