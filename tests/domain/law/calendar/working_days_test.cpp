#include "domain/law/calendar/working_days.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

#include <tuple>

using openward::Date;
using openward::law::add_working_days;
using openward::law::is_working_day;
using openward::law::why_not_working;
using openward::law::working_days_between;
using openward::test::day;
using openward::test::england;

TEST_CASE("a working day is not a Saturday, a Sunday or a public holiday", "[domain][law]") {
  const auto [date, why] = GENERATE(table<std::string, std::string>({
      {"2026-08-07", ""},
      {"2026-08-08", "Saturday"},
      {"2026-08-09", "Sunday"},
      {"2026-08-10", ""},
      {"2026-08-31", "Summer bank holiday"},
      {"2026-12-24", ""},
      {"2026-12-25", "Christmas Day"},
      {"2026-12-26", "Saturday"},
      {"2026-12-28", "Boxing Day"},
      {"2027-12-27", "Christmas Day"},
      {"2024-02-29", ""},
  }));
  CAPTURE(date);
  const auto found = why_not_working(day(date), england());
  REQUIRE(found);
  CHECK(*found == why);
  CHECK(*is_working_day(day(date), england()) == why.empty());
}

TEST_CASE("working days are counted from the day after", "[domain][law]") {
  const auto [from, count, to] = GENERATE(table<std::string, int, std::string>({
      {"2026-03-30", 5, "2026-04-08"}, // Good Friday, a weekend, Easter Monday
      {"2025-12-22", 5, "2025-12-31"}, // Christmas Day and Boxing Day
      {"2026-08-10", 0, "2026-08-10"},
      {"2026-08-09", 0, "2026-08-09"}, // nothing is counted, so a Sunday stays
      {"2026-08-07", 1, "2026-08-10"},
      {"2026-08-08", 1, "2026-08-10"},
      {"2026-12-24", 1, "2026-12-29"},
      {"2026-12-31", 1, "2027-01-04"},
      {"2024-02-28", 2, "2024-03-01"},
  }));
  CAPTURE(from, count);
  const auto reached = add_working_days(day(from), count, england());
  REQUIRE(reached);
  CHECK(reached->iso() == to);
  CHECK(*working_days_between(day(from), *reached, england()) == count);
}

TEST_CASE("2026 has 253 working days in England", "[domain][law]") {
  CHECK(*working_days_between(day("2025-12-31"), day("2026-12-31"), england()) == 261 - 8);
}

TEST_CASE("no working day lies between a day and itself or an earlier one", "[domain][law]") {
  CHECK(*working_days_between(day("2026-08-10"), day("2026-08-10"), england()) == 0);
  CHECK(*working_days_between(day("2026-08-10"), day("2026-08-03"), england()) == 0);
}

TEST_CASE("a count that reaches into a year that is not loaded is an error, whatever the weekday", "[domain][law]") {
  CHECK(add_working_days(day("2028-12-20"), 5, england())); // 29 December, the last working day that is known
  const auto beyond = add_working_days(day("2028-12-20"), 6, england());
  REQUIRE_FALSE(beyond);
  CHECK_THAT(beyond.error().message, ContainsSubstring("2029"));
  CHECK_FALSE(is_working_day(day("2029-01-06"), england())); // a Saturday
  CHECK_FALSE(working_days_between(day("2028-12-29"), day("2029-01-02"), england()));
  CHECK_FALSE(add_working_days(day("2022-06-01"), 1, england()));
}

TEST_CASE("a negative count is refused", "[domain][law]") {
  const auto back = add_working_days(day("2026-08-10"), -1, england());
  REQUIRE_FALSE(back);
  CHECK(back.error().faults.front().code == "negative_count");
}
