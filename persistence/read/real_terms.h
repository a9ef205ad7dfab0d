#pragma once
// What prices of one year add to a report of payments: the money of every line, added up by financial year, each year's sum brought to the
// prices asked for and rounded once (halves to even), then added up. So the figure of a line is exact for its years, a total is the sum of
// the lines that are shown, and totals of differently split reports may differ by pennies. Functions of one call each.

#include "persistence/read/query.h"

namespace openward::persistence::read {

/// Why a report of anything but payments has none.
inline constexpr std::string_view no_real_terms =
    "basis=real is for money paid, which has a year: the lifetime value of an award is for all years of its term together, and notices do "
    "not say how much falls in which, so there is no year whose prices it is in; use basis=nominal or leave it out";

/// Puts the columns of real terms behind every row and the totals of a report that was made for this request, whose first `group_columns`
/// columns name the group. A line with a year that has no index gets none and a note that names the year.
Result<> add_real_terms(Session&, const ReportInfo&, const ReportRequest&, std::size_t group_columns, Report&);

} // namespace openward::persistence::read
