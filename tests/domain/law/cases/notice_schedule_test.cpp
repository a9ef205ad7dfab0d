// Which Schedule a notice is read against, and which items it asks for.

#include "domain/law/cases/notice_schedule.h"
#include "tests/support/catch.h"

#include <set>
#include <string>

using openward::NoticeKind;
using openward::Route;
using openward::law::asks_for;
using openward::law::content_items;
using openward::law::schedule_of;
using enum openward::NoticeKind;

TEST_CASE("each notice is read against the Schedule that its kind and route ask for", "[domain][law][cases]") {
  struct Row {
    NoticeKind kind;
    Route route;
    int schedule; // 0: none
  };
  const auto row = GENERATE(values<Row>({
      {intention_to_follow_msp, Route::most_suitable_provider, 5},
      {intention_to_follow_msp, Route::direct_award_c, 0},
      {invitation, Route::competitive_process, 8},
      {invitation, Route::framework_conclusion, 8},
      {invitation, Route::framework_call_off_competed, 0},
      {intention_to_award, Route::direct_award_c, 3},
      {intention_to_award, Route::most_suitable_provider, 6},
      {intention_to_award, Route::competitive_process, 10},
      {intention_to_award, Route::framework_conclusion, 10},
      {intention_to_award, Route::framework_call_off_competed, 10},
      {intention_to_award, Route::direct_award_a, 0},
      {award, Route::direct_award_a, 2},
      {award, Route::direct_award_b, 2},
      {award, Route::framework_call_off_direct, 2},
      {award, Route::direct_award_c, 4},
      {award, Route::most_suitable_provider, 7},
      {award, Route::competitive_process, 11},
      {award, Route::unknown, 0},
      {award, Route::pcr_open, 0},
      {modification, Route::pcr_open, 12},
      {urgent_award, Route::urgent_award, 13},
      {urgent_modification, Route::direct_award_c, 14},
      {abandonment, Route::direct_award_c, 0},
      {tender, Route::competitive_process, 0},
  }));
  INFO(to_string(row.kind) << " " << to_string(row.route));
  CHECK(schedule_of(row.kind, row.route).value_or(0) == row.schedule);
}

TEST_CASE("some items are due only of a framework, a contract, or a long urgent term", "[domain][law][cases]") {
  const auto items = [](int schedule, openward::law::ScheduleConditions conditions) {
    std::set<std::string> names;
    for (const auto& item : content_items()) {
      if (asks_for(schedule, item, conditions)) names.emplace(item.name);
    }
    return names;
  };
  CHECK(items(11, {.concludes_framework = true}).count("framework_terms") == 1);
  CHECK(items(11, {.concludes_framework = true}).count("service_dates") == 0);
  CHECK(items(11, {}).count("framework_terms") == 0);
  CHECK(items(11, {}).count("service_dates") == 1);
  CHECK(items(13, {}).count("term_reasons") == 0);
  CHECK(items(13, {.over_twelve_months = true}).count("term_reasons") == 1);
  CHECK(items(5, {}) == std::set<std::string>{"process_statement", "title_and_reference", "description_and_cpv", "decision_makers"});
  CHECK(items(1, {}).empty());
  CHECK(items(16, {}).empty());
}
