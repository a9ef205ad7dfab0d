#pragma once
// What a rule needs besides the case itself: working days, Schedule 1, the day of the check. Given by the caller, since the domain has no
// clock and no files. Immutable while rules run; threads may share it when the two functions may be called by several at once.

#include "domain/date.h"
#include "domain/result.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace openward::law {

/// Working days of regulation 12(12). An Error, and never a guess, for a year whose holidays are not loaded.
struct WorkingDays {
  /// The last day of the standstill that follows an intention notice published on that day, without representations (reg 12(2), (3), (9)).
  std::function<Result<Date>(Date published)> standstill_end;
  /// The n-th working day after a day.
  std::function<Result<Date>(Date day, int n)> add_working_days;
};

struct Surroundings {
  WorkingDays working_days;
  /// Schedule 1: the code of eight digits and the condition set for it, "" when there is none.
  std::map<std::string, std::string, std::less<>> schedule_1;
  /// The day on which the check is made, for rules about what is still awaited.
  std::optional<Date> checked_on{};
  /// By how much a figure of an annual summary may differ from the register's own count.
  int count_tolerance = 0;
};

} // namespace openward::law
