#pragma once
// Working days of regulation 12(12) of SI 2023/1348: any day that is not a Saturday, a Sunday or a public holiday. The definition is for
// regulation 12 alone; the 14-day and 30-day periods of the other regulations run in calendar days (deadlines.h). Pure functions. A date in
// a year for which no bank holidays are loaded is an error that names the year and the file.

#include "domain/law/calendar/bank_holidays.h"

namespace openward::law {

/// Why a date is no working day ("Saturday", "Sunday", the name of the holiday), or "" where it is one (reg 12(12)). The view lives as long
/// as `holidays`.
Result<std::string_view> why_not_working(Date date, const BankHolidays& holidays);

/// Reg 12(12).
Result<bool> is_working_day(Date date, const BankHolidays& holidays);

/// The `count`th working day after `date`, which is itself not counted; `date` for 0. A negative count is refused.
Result<Date> add_working_days(Date date, int count, const BankHolidays& holidays);

/// How many working days lie after `after`, up to `upto` and with it; 0 where `upto` is not later.
Result<int> working_days_between(Date after, Date upto, const BankHolidays& holidays);

} // namespace openward::law
