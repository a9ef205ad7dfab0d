#include "domain/money.h"
#include "tests/support/catch.h"

#include <limits>
#include <tuple>

using namespace std::string_view_literals;
using openward::add_pence;
using openward::Currency;
using openward::Money;
using openward::parse_pence;
using openward::StatedValue;

namespace {
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
} // namespace

TEST_CASE("a decimal amount is read into exact pence", "[domain][money]") {
  const auto [text, pence] = GENERATE(table<std::string, std::int64_t>({
      {"0", 0},
      {"1", 100},
      {"1234.56", 123456},
      {"1234.5", 123450},
      {"-0.01", -1},
      {"-0", 0},
      {"007.50", 750},
      {"1.5e3", 150000},
      {"1.5E+3", 150000},
      {"277972486", 27797248600},
      {"12345e-2", 12345},
      {"12345e-4", 123},
      {"1e-9", 0},
      {"0e9999", 0},
      {"0.000e99999999999999999999", 0},
      {"1e-99999999999999999999", 0},
      {"0.29", 29}, // 0.29 has no exact binary form
      {"159114.61000000002", 15911461},
      {"92233720368547758.07", largest},
      {"-92233720368547758.08", smallest},
      {"9223372036854775807e-2", largest},
  }));
  CAPTURE(text);
  const auto read = parse_pence(text);
  REQUIRE(read);
  CHECK(*read == pence);
}

TEST_CASE("more than two decimals are rounded half away from zero", "[domain][money]") {
  const auto [text, pence] = GENERATE(table<std::string, std::int64_t>({
      {"0.004", 0},
      {"0.005", 1},
      {"0.0049999999", 0},
      {"-0.005", -1},
      {"-0.004", 0},
      {"1.005", 101},
      {"1.995", 200},
      {"99.999", 10000},
      {"5e-3", 1},
      {"0.5e-2", 1},
      {"49e-4", 0},
  }));
  CAPTURE(text);
  const auto read = parse_pence(text);
  REQUIRE(read);
  CHECK(*read == pence);
}

TEST_CASE("what is not a plain or scientific decimal number is refused with the text and the remedy", "[domain][money]") {
  const std::string text = GENERATE(as<std::string>(), "", "-", ".5", "5.", "1,234.56", "£5", "1 2", " 1", "1 ", "+1", "1e", "1e+", "e5",
                                    "--1", "0x10", "NaN", "inf", "1.2.3", "1e5.0", "(5)");
  CAPTURE(text);
  const auto read = parse_pence(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == openward::ErrorKind::invalid);
  REQUIRE(read.error().faults.size() == 1);
  CHECK(read.error().faults.front().code == "bad_amount");
  CHECK_THAT(read.error().message, ContainsSubstring("\"" + text + "\"") && ContainsSubstring("1234.56"));
}

TEST_CASE("an amount beyond 64 bits of pence is refused, not wrapped", "[domain][money]") {
  const std::string text =
      GENERATE(as<std::string>(), "1e9999", "-1e9999", "92233720368547758.08", "-92233720368547758.09", "92233720368547758.075", "1e17",
               "184467440737095516.16", "99999999999999999999", "1e99999999999999999999");
  CAPTURE(text);
  const auto read = parse_pence(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().faults.front().code == "amount_out_of_range");
}

TEST_CASE("money is written with two decimals and reads back to the same pence", "[domain][money]") {
  const auto [pence, text] = GENERATE(table<std::int64_t, std::string>({
      {0, "0.00"},
      {1, "0.01"},
      {-1, "-0.01"},
      {10, "0.10"},
      {123456, "1234.56"},
      {-100, "-1.00"},
      {largest, "92233720368547758.07"},
      {smallest, "-92233720368547758.08"},
  }));
  CHECK(Money{pence, {}}.decimal() == text);
  const auto back = parse_pence(text);
  REQUIRE(back);
  CHECK(*back == pence);
}

TEST_CASE("a sum that leaves 64 bits is refused", "[domain][money]") {
  CHECK(*add_pence(1, 2) == 3);
  CHECK(*add_pence(largest, smallest) == -1);
  CHECK(*add_pence(largest - 1, 1) == largest);
  CHECK(*add_pence(smallest + 1, -1) == smallest);
  CHECK_FALSE(add_pence(largest, 1));
  CHECK_FALSE(add_pence(1, largest));
  CHECK_FALSE(add_pence(smallest, -1));
  CHECK_FALSE(add_pence(smallest, smallest));
}

TEST_CASE("a currency is three capital letters", "[domain][money]") {
  CHECK(Currency::create("EUR")->text() == "EUR");
  CHECK(Currency{}.text() == "GBP");
  CHECK_FALSE(*Currency::create("NOK") == Currency{});
  const std::string wrong = GENERATE(as<std::string>(), "", "gbp", "GB", "GBPX", "£££", "G P", "GB1");
  CAPTURE(wrong);
  CHECK_FALSE(Currency::create(wrong));
}

TEST_CASE("a value of at most one pound is a placeholder, a negative one is not", "[domain][money]") {
  const auto [pence, placeholder] =
      GENERATE(table<std::int64_t, bool>({{0, true}, {1, true}, {100, true}, {101, false}, {-1, false}, {2500000, false}}));
  CAPTURE(pence);
  CHECK(StatedValue{{pence, {}}}.placeholder() == placeholder);
}
