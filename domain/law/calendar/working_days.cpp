#include "domain/law/calendar/working_days.h"

namespace openward::law {

Result<std::string_view> why_not_working(Date date, const BankHolidays& holidays) {
  // Asked for weekends too: a year that is not loaded is refused on every one of its days, so that no answer depends on the weekday.
  const auto holiday = holidays.name_on(date);
  if (!holiday) return holiday.error();
  if (date.weekday() == std::chrono::Saturday) return std::string_view("Saturday");
  if (date.weekday() == std::chrono::Sunday) return std::string_view("Sunday");
  return *holiday;
}

Result<bool> is_working_day(Date date, const BankHolidays& holidays) {
  const auto why = why_not_working(date, holidays);
  if (!why) return why.error();
  return why->empty();
}

Result<Date> add_working_days(Date date, int count, const BankHolidays& holidays) {
  if (count < 0)
    return invalid_at("", "negative_count", "working days are counted forwards; give a count of 0 or more, not " + std::to_string(count));
  for (int counted = 0; counted < count;) {
    date = date.plus_days(1);
    const auto working = is_working_day(date, holidays);
    if (!working) return working.error();
    if (*working) ++counted;
  }
  return date;
}

Result<int> working_days_between(Date after, Date upto, const BankHolidays& holidays) {
  int counted = 0;
  for (Date date = after.plus_days(1); date <= upto; date = date.plus_days(1)) {
    const auto working = is_working_day(date, holidays);
    if (!working) return working.error();
    if (*working) ++counted;
  }
  return counted;
}

} // namespace openward::law
