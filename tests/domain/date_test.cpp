#include "domain/date.h"
#include "tests/support/catch.h"

#include <tuple>

using namespace std::chrono_literals;
using openward::Date;
using openward::FinancialYear;
using openward::from_london;
using openward::Instant;
using openward::is_british_summer_time;
using openward::london_date;

namespace {
Date day(std::string_view iso) { return *Date::parse(iso); }
Instant at(std::string_view text) { return *Instant::parse(text); }
} // namespace

TEST_CASE("a date is written as it is read", "[domain][date]") {
  const std::string iso = GENERATE(as<std::string>(), "1900-01-01", "2199-12-31", "2024-02-29", "2000-02-29", "2026-08-10");
  const auto date = Date::parse(iso);
  REQUIRE(date);
  CHECK(date->iso() == iso);
}

TEST_CASE("a text that is no calendar date from 1900 to 2199 is refused with the form to use", "[domain][date]") {
  const std::string text =
      GENERATE(as<std::string>(), "", "2026-8-10", "10/08/2026", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
               "2026-01-00", "1899-12-31", "2200-01-01", "2026-08-10 ", " 2026-08-10", "2026-08-10T00:00:00Z", "20260810", "2026-08-1x");
  CAPTURE(text);
  const auto date = Date::parse(text);
  REQUIRE_FALSE(date);
  CHECK(date.error().faults.front().code == "bad_date");
  CHECK_THAT(date.error().message, ContainsSubstring("2026-08-10"));
}

TEST_CASE("a date knows its parts, its weekday and its neighbours", "[domain][date]") {
  const Date date = *Date::create(2024, 2, 28);
  CHECK(date.year() == 2024);
  CHECK(date.month() == 2);
  CHECK(date.day() == 28);
  CHECK(date.weekday() == std::chrono::Wednesday);
  CHECK(date.plus_days(1).iso() == "2024-02-29");
  CHECK(date.plus_days(2).iso() == "2024-03-01");
  CHECK(date.plus_days(-59).iso() == "2023-12-31");
  CHECK(date < date.plus_days(1));
  CHECK_FALSE(Date::create(2023, 2, 29));
}

TEST_CASE("an instant is read with its offset and written in UTC", "[domain][date]") {
  const auto [text, utc] = GENERATE(table<std::string, std::string>({
      {"2026-08-10T07:57:11+01:00", "2026-08-10T06:57:11Z"},
      {"2026-08-10T07:57:11Z", "2026-08-10T07:57:11Z"},
      {"2026-08-10t07:57:11z", "2026-08-10T07:57:11Z"},
      {"2026-08-10 07:57:11Z", "2026-08-10T07:57:11Z"},
      {"2026-08-10T07:57:11.999999+01:00", "2026-08-10T06:57:11Z"},
      {"2026-01-01T00:30:00+05:30", "2025-12-31T19:00:00Z"},
      {"2025-12-31T23:30:00-03:30", "2026-01-01T03:00:00Z"},
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
      {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
  }));
  CAPTURE(text);
  const auto instant = Instant::parse(text);
  REQUIRE(instant);
  CHECK(instant->iso() == utc);
}

TEST_CASE("a time without offset is London time, a bare date is London midnight", "[domain][date]") {
  const auto [text, utc] = GENERATE(table<std::string, std::string>({
      {"2026-08-10T07:57:11", "2026-08-10T06:57:11Z"},
      {"2026-01-10T07:57:11", "2026-01-10T07:57:11Z"},
      {"2026-08-10T07:57:11.5", "2026-08-10T06:57:11Z"},
      {"2026-08-10", "2026-08-09T23:00:00Z"},
      {"2026-01-10", "2026-01-10T00:00:00Z"},
  }));
  CAPTURE(text);
  const auto instant = Instant::parse(text);
  REQUIRE(instant);
  CHECK(instant->iso() == utc);
}

TEST_CASE("a text that is no date and time is refused", "[domain][date]") {
  const std::string text = GENERATE(as<std::string>(), "", "yesterday", "2026-08-10T", "2026-08-10T07:57", "2026-08-10T24:00:00Z",
                                    "2026-08-10T07:60:00Z", "2026-08-10T07:57:61Z", "2026-08-10T07:57:11+1:00", "2026-08-10T07:57:11+0100",
                                    "2026-08-10T07:57:11+24:00", "2026-08-10T07:57:11+01:00x", "2026-08-10T07:57:11Zx",
                                    "2026-08-10T07:57:11.Z", "2026-08-10X07:57:11Z", "2026-02-30T07:57:11Z");
  CAPTURE(text);
  const auto instant = Instant::parse(text);
  REQUIRE_FALSE(instant);
  CHECK(instant.error().faults.front().code == "bad_time");
}

TEST_CASE("summer time begins and ends at 01:00 UTC on the last Sundays of March and October", "[domain][date]") {
  const auto [utc, summer] = GENERATE(table<std::string, bool>({
      {"2026-03-29T00:59:59Z", false},
      {"2026-03-29T01:00:00Z", true},
      {"2026-07-01T12:00:00Z", true},
      {"2026-10-25T00:59:59Z", true},
      {"2026-10-25T01:00:00Z", false},
      {"2026-12-25T12:00:00Z", false},
      {"2024-03-31T01:00:00Z", true}, // the last day of the month
      {"2027-03-28T00:59:59Z", false},
      {"2027-10-31T00:59:59Z", true},
  }));
  CAPTURE(utc);
  CHECK(is_british_summer_time(at(utc)) == summer);
}

TEST_CASE("the London date turns at local midnight", "[domain][date]") {
  const auto [utc, date] = GENERATE(table<std::string, std::string>({
      {"2026-08-09T22:59:59Z", "2026-08-09"},
      {"2026-08-09T23:00:00Z", "2026-08-10"},
      {"2026-01-09T23:59:59Z", "2026-01-09"},
      {"2026-03-28T23:59:59Z", "2026-03-28"},
      {"2026-03-29T22:59:59Z", "2026-03-29"},
      {"2026-03-29T23:00:00Z", "2026-03-30"},
      {"2026-10-24T23:00:00Z", "2026-10-25"},
      {"2026-10-25T23:59:59Z", "2026-10-25"},
      {"2026-10-26T00:00:00Z", "2026-10-26"},
  }));
  CAPTURE(utc);
  CHECK(london_date(at(utc)).iso() == date);
}

TEST_CASE("London wall time across both clock changes", "[domain][date]") {
  const auto [date, time, utc] = GENERATE(table<std::string, std::chrono::minutes, std::string>({
      {"2026-03-29", 0h + 59min, "2026-03-29T00:59:00Z"},
      {"2026-03-29", 1h + 0min, "2026-03-29T01:00:00Z"},  // does not exist: moved on to 02:00 summer time
      {"2026-03-29", 1h + 30min, "2026-03-29T01:30:00Z"}, // so too
      {"2026-03-29", 2h + 0min, "2026-03-29T01:00:00Z"},
      {"2026-10-25", 0h + 59min, "2026-10-24T23:59:00Z"},
      {"2026-10-25", 1h + 0min, "2026-10-25T00:00:00Z"},  // comes twice: the summer one
      {"2026-10-25", 1h + 59min, "2026-10-25T00:59:00Z"}, // so too
      {"2026-10-25", 2h + 0min, "2026-10-25T02:00:00Z"},
      {"2026-06-01", 0h + 0min, "2026-05-31T23:00:00Z"},
  }));
  CAPTURE(date, time.count());
  CHECK(from_london(day(date), time).iso() == utc);
}

TEST_CASE("a financial year runs from 1 April to 31 March", "[domain][date]") {
  const auto [date, year] = GENERATE(table<std::string, std::string>({
      {"2025-03-31", "2024-25"},
      {"2025-04-01", "2025-26"},
      {"2025-12-31", "2025-26"},
      {"2026-01-01", "2025-26"},
      {"2000-03-31", "1999-00"},
      {"1999-04-01", "1999-00"},
      {"2100-03-31", "2099-00"},
  }));
  CAPTURE(date);
  CHECK(FinancialYear::of(day(date)).text() == year);
}

TEST_CASE("an hour before London midnight on 31 March falls in the old financial year, at midnight in the new one", "[domain][date]") {
  CHECK(FinancialYear::of(london_date(at("2025-03-31T22:59:59Z"))).text() == "2024-25");
  CHECK(FinancialYear::of(london_date(at("2025-03-31T23:00:00Z"))).text() == "2025-26"); // 00:00 BST on 1 April
}

TEST_CASE("a financial year is read from its two years alone", "[domain][date]") {
  const auto year = FinancialYear::parse("1999-00");
  REQUIRE(year);
  CHECK(year->start_year() == 1999);
  CHECK(year->first().iso() == "1999-04-01");
  CHECK(year->last().iso() == "2000-03-31");
  CHECK(year->text() == "1999-00");
  CHECK(FinancialYear::parse("2023-24")->last().iso() == "2024-03-31");

  const std::string wrong =
      GENERATE(as<std::string>(), "", "2024", "2024-26", "2024-24", "2024/25", "2024-2025", "24-25", "2024-25 ", "1899-01");
  CAPTURE(wrong);
  const auto refused = FinancialYear::parse(wrong);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("\"2024-25\""));
}
