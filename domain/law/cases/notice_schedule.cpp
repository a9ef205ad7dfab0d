#include "domain/law/cases/notice_schedule.h"

namespace openward::law {
namespace {

bool is_competition(Route route) {
  return route == Route::competitive_process || route == Route::framework_conclusion || route == Route::framework_call_off_competed;
}

std::optional<int> when(bool condition, int schedule) { return condition ? std::optional(schedule) : std::nullopt; }

std::optional<int> intention_schedule(Route route) {
  if (route == Route::direct_award_c) return 3;
  if (route == Route::most_suitable_provider) return 6;
  return when(is_competition(route), 10);
}

std::optional<int> award_schedule(Route route) {
  if (route == Route::direct_award_a || route == Route::direct_award_b || route == Route::framework_call_off_direct) return 2;
  if (route == Route::direct_award_c) return 4;
  if (route == Route::most_suitable_provider) return 7;
  return when(is_competition(route), 11);
}

} // namespace

std::optional<int> schedule_of(NoticeKind kind, Route route) {
  switch (kind) {
  case NoticeKind::intention_to_follow_msp:
    return when(route == Route::most_suitable_provider, 5);
  case NoticeKind::invitation: // the parties of a framework are invited by letter (Sch 15)
    return when(is_competition(route) && route != Route::framework_call_off_competed, 8);
  case NoticeKind::intention_to_award:
    return intention_schedule(route);
  case NoticeKind::award:
    return award_schedule(route);
  case NoticeKind::modification:
    return 12;
  case NoticeKind::urgent_award:
    return 13;
  case NoticeKind::urgent_modification:
    return 14;
  default:
    return std::nullopt;
  }
}

bool asks_for(int schedule, const ContentItem& item, ScheduleConditions conditions) {
  if (schedule < first_schedule || schedule > last_schedule) return false;
  switch (item.schedules.at(static_cast<std::size_t>(schedule - first_schedule))) {
  case 'X':
    return true;
  case 'C':
    return !conditions.concludes_framework;
  case 'F':
    return conditions.concludes_framework;
  case 'T':
    return conditions.over_twelve_months;
  default:
    return false;
  }
}

} // namespace openward::law
