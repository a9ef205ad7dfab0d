#include "tests/domain/faults.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <tuple>

using openward::Date;
using openward::law::BankHolidays;
using openward::law::good_friday;
using openward::law::Holiday;
using openward::test::day;
using openward::test::england;
using openward::test::faults_of;

namespace {

/// 2020, in which the bank holiday of early May was moved from Monday the 4th to Friday the 8th.
std::vector<Holiday> year_2020() {
  return {{day("2020-01-01"), "New Year's Day"},         {day("2020-04-10"), "Good Friday"},
          {day("2020-04-13"), "Easter Monday"},          {day("2020-05-08"), "Early May bank holiday"},
          {day("2020-05-25"), "Spring bank holiday"},    {day("2020-08-31"), "Summer bank holiday"},
          {day("2020-12-25"), "Christmas Day"},          {day("2020-12-26"), "Boxing Day"},
          {day("2020-12-28"), "Boxing Day (substitute)"}};
}

std::vector<Holiday> without(std::vector<Holiday> days, std::string_view date) {
  std::erase_if(days, [&](const Holiday& holiday) { return holiday.date == day(date); });
  return days;
}

} // namespace

TEST_CASE("the listed days have their names and other days have none", "[domain][law]") {
  const auto [date, name] = GENERATE(table<std::string, std::string>({
      {"2024-03-29", "Good Friday"},
      {"2023-05-08", "Coronation of King Charles III"},
      {"2026-12-28", "Boxing Day"},
      {"2028-01-03", "New Year's Day"},
      {"2026-05-04", "Early May bank holiday"},
      {"2026-05-11", ""},
      {"2028-05-08", ""}, // the second Monday in May at its earliest
      {"2026-06-01", ""},
      {"2023-01-03", ""},
      {"2028-12-31", ""},
  }));
  CAPTURE(date);
  const auto found = england().name_on(day(date));
  REQUIRE(found);
  CHECK(*found == name);
}

TEST_CASE("the first Monday in May is a public holiday although its bank holiday was moved, and so is the day it was moved to",
          "[domain][law]") {
  const auto holidays = BankHolidays::create(year_2020(), "holidays.tsv");
  REQUIRE(holidays);
  CHECK(*holidays->name_on(day("2020-05-04")) == "first Monday in May");
  CHECK(*holidays->name_on(day("2020-05-08")) == "Early May bank holiday");
  CHECK(holidays->name_on(day("2020-05-11"))->empty());
  CHECK(holidays->name_on(day("2020-05-05"))->empty());
}

TEST_CASE("a date in a year that is not loaded is an error that names the year, the file and what is loaded", "[domain][law]") {
  const std::string date = GENERATE(as<std::string>(), "2022-12-31", "2029-01-01", "2029-05-05", "1970-01-01", "2199-12-31");
  CAPTURE(date);
  const auto found = england().name_on(day(date));
  REQUIRE_FALSE(found);
  CHECK(found.error().faults.front().code == "holidays_not_loaded");
  CHECK_THAT(found.error().message, ContainsSubstring("no bank holidays of " + date.substr(0, 4) + " are loaded") &&
                                        ContainsSubstring("bank-holidays-england.tsv") && ContainsSubstring("2023 to 2028"));
}

TEST_CASE("with no holidays every date is refused", "[domain][law]") {
  const auto none = BankHolidays::create({}, "holidays.tsv");
  REQUIRE(none);
  CHECK_FALSE(none->covers(2026));
  const auto found = none->name_on(day("2026-08-10"));
  REQUIRE_FALSE(found);
  CHECK_THAT(found.error().message, ContainsSubstring("loaded: none"));
}

TEST_CASE("years with a gap between them are loaded, and the gap is not", "[domain][law]") {
  auto days = year_2020();
  for (const Holiday& holiday : year_2020()) {
    if (holiday.date == day("2020-04-10") || holiday.date == day("2020-04-13")) continue;
    days.push_back({*Date::create(2022, holiday.date.month(), holiday.date.day()), holiday.name});
  }
  days.push_back({day("2022-04-15"), "Good Friday"});
  const auto holidays = BankHolidays::create(days, "holidays.tsv");
  REQUIRE(holidays);
  CHECK(holidays->covers(2020));
  CHECK_FALSE(holidays->covers(2021));
  CHECK(holidays->covers(2022));
  const auto found = holidays->name_on(day("2021-06-01"));
  REQUIRE_FALSE(found);
  CHECK_THAT(found.error().message, ContainsSubstring("loaded: 2020, 2022"));
}

TEST_CASE("a year that is listed in part is refused, with the days that it lacks", "[domain][law]") {
  struct Case {
    std::vector<Holiday> days;
    std::vector<std::string> faults;
    std::string words;
  };
  const std::vector<Case> all{
      {without(year_2020(), "2020-12-25"), {"holidays.tsv incomplete_year"}, "lack Christmas Day; add 2020-12-25 to holidays.tsv"},
      {without(year_2020(), "2020-04-10"), {"holidays.tsv incomplete_year"}, "lack Good Friday; add 2020-04-10 to holidays.tsv"},
      {without(without(year_2020(), "2020-05-08"), "2020-12-28"), {"holidays.tsv incomplete_year"}, "are 7 days"},
      {{{day("2029-01-01"), "New Year's Day"}},
       {"holidays.tsv incomplete_year", "holidays.tsv incomplete_year", "holidays.tsv incomplete_year"},
       "of 2029 lack Christmas Day"},
  };
  for (const Case& c : all) {
    const auto holidays = BankHolidays::create(c.days, "holidays.tsv");
    INFO(c.words);
    REQUIRE_FALSE(holidays);
    CHECK(faults_of(holidays.error()) == c.faults);
    CHECK_THAT(holidays.error().message, ContainsSubstring(c.words));
  }
}

TEST_CASE("a day that is listed twice is refused", "[domain][law]") {
  auto days = year_2020();
  days.push_back({day("2020-05-25"), "once more"});
  const auto holidays = BankHolidays::create(days, "holidays.tsv");
  REQUIRE_FALSE(holidays);
  CHECK(faults_of(holidays.error()) == std::vector<std::string>{"holidays.tsv repeated"});
  CHECK_THAT(holidays.error().message, ContainsSubstring("2020-05-25"));
}

TEST_CASE("the order in which the days are listed does not matter", "[domain][law]") {
  auto days = year_2020();
  std::reverse(days.begin(), days.end());
  const auto holidays = BankHolidays::create(days, "holidays.tsv");
  REQUIRE(holidays);
  for (const Holiday& holiday : year_2020()) CHECK(*holidays->name_on(holiday.date) == holiday.name);
}

TEST_CASE("Good Friday is two days before Easter Day", "[domain][law]") {
  // Among them the exceptions of the Gregorian reckoning (1954, 1981, 2049, 2076) and the latest Easters (1943, 2038).
  const std::string friday = GENERATE(as<std::string>(), "1943-04-23", "1954-04-16", "1981-04-17", "2000-04-21", "2008-03-21", "2011-04-22",
                                      "2024-03-29", "2026-04-03", "2028-04-14", "2038-04-23", "2049-04-16", "2076-04-17");
  CHECK(good_friday(day(friday).year()).iso() == friday);
}
