#pragma once
// contracts-ending is asked in months from a day on: `within` and `from` become the filters ends_from and ends_to, which its rows have too.

#include "domain/date.h"
#include "persistence/read/query.h"
#include "service/http/message.h"

#include <string>
#include <string_view>

namespace openward::api {

constexpr std::string_view ending_report = "contracts-ending";

/// The parameters with ends_from and ends_to in the place of within (12 where it is not given) and from (`today`). Others are left alone,
/// and so is every other report. Refused: within or from beside ends_from or ends_to, and words that are no number of months or no day.
Result<http::Parameters> with_ending_terms(const persistence::ReportInfo&, const http::Parameters& given, Date today);

/// From the first of these days to the last day of so many months: from 22 November within 12 is to 21 November. The day that a month does
/// not have is its last one.
Date last_day_within(Date from, int months);

/// NAME_from and NAME_to of so many months from a month ("2026-11") on, inside those that there are.
void narrow_to_months(http::Parameters&, std::string_view name, std::string_view first, int months);
/// The first month of a quarter ("2026-27 Q4" is "2027-01").
std::string first_month(std::string_view quarter);

} // namespace openward::api
