#include "domain/law/calendar/workings.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

using openward::law::GivenDay;
using openward::law::in_words;
using openward::law::read_given_day;
using openward::law::Workings;
using openward::test::day;
using openward::test::england;

namespace law = openward::law;

namespace {

GivenDay given(std::string_view text) { return *read_given_day(text); }

/// "starts=2026-03-25 ends=2026-04-08"
std::string answer(const Workings& workings) {
  std::string text;
  for (const auto& date : workings.answer) text += (text.empty() ? "" : " ") + std::string(date.name) + "=" + date.date.iso();
  return text;
}

std::string citations(const Workings& workings) {
  std::string text;
  for (const auto& step : workings.steps) text += (text.empty() ? "" : "; ") + step.citation;
  return text;
}

/// "26 1, 27 2, 28 Saturday": the day of the month, and its number or why it has none.
std::string counted(const law::Step& step) {
  std::string text;
  for (const auto& passed : step.days) {
    text += (text.empty() ? "" : ", ") + std::to_string(passed.date.day()) + " ";
    text += passed.number > 0 ? std::to_string(passed.number) : passed.not_counted;
  }
  return text;
}

} // namespace

TEST_CASE("a date is written out in English, whatever the locale", "[domain][law]") {
  CHECK(in_words(day("2026-03-24")) == "Tuesday 24 March 2026");
  CHECK(in_words(day("2024-02-29")) == "Thursday 29 February 2024");
  CHECK(in_words(day("2028-12-31")) == "Sunday 31 December 2028");
}

TEST_CASE("a day is given as a date or as a moment, and anything else is refused", "[domain][law]") {
  CHECK(given("2026-06-30").date == day("2026-06-30"));
  CHECK_FALSE(given("2026-06-30").moment);
  CHECK(given("2026-06-30T23:30:00Z").date == day("2026-07-01"));
  CHECK(given("2026-06-30T23:30:00").date == day("2026-06-30")); // no offset: London's own time
  for (const std::string text : {"", "24/03/2026", "2026-02-30", "tomorrow", "2026-03-24T25:00:00Z"}) {
    INFO(text);
    CHECK_FALSE(read_given_day(text));
  }
}

TEST_CASE("the working of a standstill shows each day that was counted and why others were not", "[domain][law]") {
  const auto workings = law::standstill_workings(given("2026-03-24"), england());
  REQUIRE(workings);
  CHECK(answer(*workings) == "starts=2026-03-25 ends=2026-04-08 earliest_contract=2026-04-09");
  CHECK(citations(*workings) == "reg 12(2); reg 12(3), (12); reg 12(9); reg 12(1)");
  CHECK(counted(workings->steps[1]) == "26 1, 27 2, 28 Saturday, 29 Sunday, 30 3, 31 4, 1 5, 2 6, 3 Good Friday, 4 Saturday, 5 Sunday, "
                                       "6 Easter Monday, 7 7, 8 8");
  CHECK_THAT(workings->steps[0].words, ContainsSubstring("Wednesday 25 March 2026"));
  CHECK_FALSE(law::standstill_workings(given("2028-12-20"), england()));
}

TEST_CASE("a moment is first turned into the day in London, with the time that London keeps", "[domain][law]") {
  const auto summer = law::standstill_workings(given("2026-06-30T23:30:00Z"), england());
  REQUIRE(summer);
  CHECK_THAT(summer->steps.front().words, ContainsSubstring("2026-06-30T23:30:00Z is Wednesday 1 July 2026 in London, in summer time"));
  const auto winter = law::standstill_workings(given("2026-01-20T23:30:00Z"), england());
  REQUIRE(winter);
  CHECK_THAT(winter->steps.front().words, ContainsSubstring("Tuesday 20 January 2026 in London, in Greenwich mean time"));
}

TEST_CASE("the working after a further decision counts five days and says what else must hold", "[domain][law]") {
  const auto workings = law::further_decision_workings(given("2025-12-22"), england());
  REQUIRE(workings);
  CHECK(answer(*workings) == "fifth_working_day=2025-12-31 earliest_contract=2026-01-01");
  CHECK(counted(workings->steps[0]) == "23 1, 24 2, 25 Christmas Day, 26 Boxing Day, 27 Saturday, 28 Sunday, 29 3, 30 4, 31 5");
  CHECK_THAT(workings->steps[1].words, ContainsSubstring("open to dispute"));
  CHECK_THAT(workings->steps[2].words, ContainsSubstring("time for representations"));
  CHECK_FALSE(law::further_decision_workings(given("2028-12-27"), england()));
}

TEST_CASE("each notice is worked out under its own regulation", "[domain][law]") {
  struct Case {
    Workings workings;
    std::string answer;
    std::string citations;
  };
  const std::vector<Case> all{
      {law::award_notice_workings(given("2025-12-05")), "last_day=2026-01-04",
       "regs 7(2)(b), 8(2)(b), 9(11)(b), 10(15)(b), 11(17)(b), 18(6)(b)"},
      {law::modification_notice_workings(given("2026-01-20")), "last_day=2026-02-19", "reg 13(4); reg 13(5)(a)"},
      {law::urgent_notice_workings(given("2026-03-31")), "last_day=2026-04-30", "reg 14(4); reg 14(5)(a)"},
      {law::abandonment_notice_workings(given("2026-04-01"), std::nullopt), "first_day=2026-04-01 last_day=2026-05-01", "reg 15(5)(b)"},
      {law::abandonment_notice_workings(given("2026-04-01"), given("2026-04-08")), "first_day=2026-04-09 last_day=2026-05-08",
       "reg 15(2), (3); reg 15(5)(a)(i); reg 15(5)(a)(ii)"},
      {law::abandonment_notice_workings(given("2026-04-10"), given("2026-04-08")), "first_day=2026-04-10 last_day=2026-05-10",
       "reg 15(5)(b); reg 15(5)(b)"},
      {law::most_suitable_provider_workings(given("2026-02-27")), "step_2_earliest=2026-03-13", "reg 10(5)"},
      {law::minister_notice_workings(given("2026-04-01")), "last_day=2026-04-30", "reg 20C(2)"},
  };
  for (const Case& c : all) {
    INFO(c.workings.title);
    CHECK(answer(c.workings) == c.answer);
    CHECK(citations(c.workings) == c.citations);
    CHECK_THAT(c.workings.steps.back().words, ContainsSubstring(in_words(c.workings.answer.back().date)));
  }
}

TEST_CASE("a date before the rule was law is worked out with a warning", "[domain][law]") {
  CHECK(citations(law::award_notice_workings(given("2023-12-31"))).starts_with("regs 1, 29; "));
  CHECK_FALSE(citations(law::award_notice_workings(given("2024-01-01"))).starts_with("regs 1, 29"));
  const Workings early = law::minister_notice_workings(given("2025-02-23"));
  CHECK(citations(early) == "SI 2025/163 regs 28, 34; reg 20C(2)");
  CHECK_THAT(early.steps.front().words, ContainsSubstring("in force from Monday 24 February 2025"));
  CHECK(citations(law::minister_notice_workings(given("2025-02-24"))) == "reg 20C(2)");
}
