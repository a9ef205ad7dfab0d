#include "domain/law/calendar/deadlines.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

#include <tuple>

using openward::Date;
using openward::FinancialYear;
using openward::law::NoticeDates;
using openward::law::NoticeWindow;
using openward::law::ReportingYear;
using openward::law::Timeliness;
using openward::test::day;

namespace law = openward::law;

namespace {

std::optional<Date> maybe(const std::string& iso) { return iso.empty() ? std::nullopt : std::optional(day(iso)); }

std::string words(const std::optional<ReportingYear>& year) {
  if (!year) return "none";
  return year->year.text() + " " + year->first.iso() + " " + year->last.iso() + " " + year->expected_by.iso();
}

} // namespace

TEST_CASE("a notice within 30 days of an award, a modification or an urgent award may be submitted on the 30th day after it",
          "[domain][law]") {
  const auto [event, last] = GENERATE(table<std::string, std::string>({
      {"2024-04-01", "2024-05-01"},
      {"2025-07-23", "2025-08-22"},
      {"2025-12-05", "2026-01-04"}, // a Sunday: calendar days are not moved
      {"2024-01-31", "2024-03-01"}, // over 29 February
      {"2025-01-31", "2025-03-02"},
      {"2026-03-15", "2026-04-14"}, // over the change of the clocks
      {"2028-12-31", "2029-01-30"}, // calendar days need no list of holidays
  }));
  const NoticeWindow expected{day(event), day(last)};
  CAPTURE(event);
  CHECK(law::award_notice(day(event)) == expected);
  CHECK(law::modification_notice(day(event)) == expected);
  CHECK(law::urgent_notice(day(event)) == expected);
}

TEST_CASE("a Minister is told within 30 days that begin with the day of the exclusion", "[domain][law]") {
  CHECK(law::minister_notice(day("2026-04-01")) == NoticeWindow{day("2026-04-01"), day("2026-04-30")});
  CHECK(law::minister_notice(day("2025-03-03")) == NoticeWindow{day("2025-03-03"), day("2025-04-01")});
}

TEST_CASE("step 2 of the most suitable provider process may be completed 14 days after the submission", "[domain][law]") {
  const auto [submitted, earliest] = GENERATE(table<std::string, std::string>({
      {"2026-02-27", "2026-03-13"},
      {"2025-12-18", "2026-01-01"}, // a bank holiday: the period runs in calendar days
      {"2024-02-15", "2024-02-29"},
  }));
  CHECK(law::most_suitable_provider_step_2(day(submitted)).iso() == earliest);
}

TEST_CASE("the notice of abandonment runs from the decision, or from the end of the standstill in which it was made", "[domain][law]") {
  struct Case {
    const char* decided;
    const char* standstill_ends;
    const char* opens;
    const char* closes;
    bool in_standstill;
  };
  const std::vector<Case> all{
      {"2026-04-01", "", "2026-04-01", "2026-05-01", false},
      {"2026-04-01", "2026-04-08", "2026-04-09", "2026-05-08", true},
      {"2026-04-08", "2026-04-08", "2026-04-09", "2026-05-08", true},  // on its last day
      {"2026-04-09", "2026-04-08", "2026-04-09", "2026-05-09", false}, // after it
  };
  for (const Case& c : all) {
    INFO(c.decided << " " << c.standstill_ends);
    CHECK(law::decided_in_standstill(day(c.decided), maybe(c.standstill_ends)) == c.in_standstill);
    CHECK(law::abandonment_notice(day(c.decided), maybe(c.standstill_ends)) == NoticeWindow{day(c.opens), day(c.closes)});
  }
}

TEST_CASE("the submission decides whether a notice is late; a publication alone is given the tolerance", "[domain][law]") {
  struct Case {
    const char* event;
    const char* submitted;
    const char* published;
    const char* verdict;
    int days_late;
    bool by_submission;
  };
  const std::vector<Case> all{
      {"2025-07-23", "", "2025-08-18", "in_time", 0, false}, // day 26
      {"2025-07-23", "", "2025-08-22", "in_time", 0, false}, // day 30
      {"2025-07-23", "", "2025-08-23", "within_tolerance", 1, false},
      {"2025-07-23", "", "2025-08-24", "within_tolerance", 2, false},
      {"2025-07-23", "", "2025-08-25", "late", 3, false},
      {"2025-07-23", "2025-08-22", "2025-08-30", "in_time", 0, true},
      {"2025-07-23", "2025-08-23", "2025-08-23", "late", 1, true}, // day 31
      {"2025-07-23", "2025-08-22", "", "in_time", 0, true},
      {"2025-07-23", "2025-07-23", "", "in_time", 0, true}, // on the day of the award
      {"2025-07-23", "2025-07-22", "2025-07-24", "too_early", 0, true},
      {"2025-07-23", "", "2025-07-22", "too_early", 0, false},
      {"2026-01-20", "", "2026-05-19", "late", 89, false}, // published 119 days after the modification
      {"2026-03-31", "", "2026-04-30", "in_time", 0, false},
      {"2026-03-30", "", "2026-04-30", "within_tolerance", 1, false},
  };
  for (const Case& c : all) {
    INFO(c.event << " submitted " << c.submitted << " published " << c.published);
    const auto timing = law::notice_timing(law::award_notice(day(c.event)), {maybe(c.submitted), maybe(c.published)});
    REQUIRE(timing);
    CHECK(to_string(timing->verdict) == c.verdict);
    CHECK(timing->days_late == c.days_late);
    CHECK(timing->by_submission == c.by_submission);
  }
}

TEST_CASE("the tolerance is a setting, and 0 takes the day of publication as it is", "[domain][law]") {
  const NoticeWindow window = law::award_notice(day("2025-07-23"));
  const NoticeDates a_day_late{std::nullopt, day("2025-08-23")};
  CHECK(law::notice_timing(window, a_day_late, 0)->verdict == Timeliness::late);
  CHECK(law::notice_timing(window, a_day_late, 1)->verdict == Timeliness::within_tolerance);
}

TEST_CASE("a notice of abandonment that appears while the standstill runs is too early", "[domain][law]") {
  const NoticeWindow window = law::abandonment_notice(day("2026-04-01"), day("2026-04-08"));
  CHECK(law::notice_timing(window, {std::nullopt, day("2026-04-08")})->verdict == Timeliness::too_early);
  CHECK(law::notice_timing(window, {std::nullopt, day("2026-04-09")})->verdict == Timeliness::in_time);
}

TEST_CASE("a notice without any day, or published before it was submitted, is an error and not a verdict", "[domain][law]") {
  const NoticeWindow window = law::award_notice(day("2025-07-23"));
  const auto no_day = law::notice_timing(window, {});
  REQUIRE_FALSE(no_day);
  CHECK(no_day.error().faults.front().code == "no_notice_date");
  const auto backwards = law::notice_timing(window, {day("2025-08-02"), day("2025-08-01")});
  REQUIRE_FALSE(backwards);
  CHECK_THAT(backwards.error().message, ContainsSubstring("2025-08-01") && ContainsSubstring("2025-08-02"));
}

TEST_CASE("the first annual summary covers fifteen months, later ones a financial year, each expected by 30 September", "[domain][law]") {
  const auto [date, expected] = GENERATE(table<std::string, std::string>({
      {"2023-12-31", "none"},
      {"2024-01-01", "2024-25 2024-01-01 2025-03-31 2025-09-30"},
      {"2024-03-31", "2024-25 2024-01-01 2025-03-31 2025-09-30"},
      {"2025-03-31", "2024-25 2024-01-01 2025-03-31 2025-09-30"},
      {"2025-04-01", "2025-26 2025-04-01 2026-03-31 2026-09-30"},
      {"2026-11-22", "2026-27 2026-04-01 2027-03-31 2027-09-30"},
  }));
  CAPTURE(date);
  CHECK(words(law::reporting_year_of(day(date))) == expected);
}

TEST_CASE("an annual summary is asked for by its financial year, and 2023-24 has none of its own", "[domain][law]") {
  CHECK(words(law::reporting_year(FinancialYear(2022))) == "none");
  CHECK(words(law::reporting_year(FinancialYear(2023))) == "none");
  CHECK(words(law::reporting_year(FinancialYear(2024))) == "2024-25 2024-01-01 2025-03-31 2025-09-30");
  CHECK(words(law::reporting_year(FinancialYear(2025))) == "2025-26 2025-04-01 2026-03-31 2026-09-30");
}
