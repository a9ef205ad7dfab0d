#pragma once
// What was paid on each day, by class, kind and size: the table spend_by_day, which is made from the lines themselves because no cell knows
// a day, and what is made from it. Called by rollups.cpp, under its lock of the catalogue, in the transaction that changes the lines. One
// thread, that of its session.

#include "persistence/detail/session.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// "select …" of the keys and sums of spend_by_day, from the lines of payment that meet the condition over `p`.
std::string days_of_lines(std::string_view condition);
/// A condition over `column` for the days of a month, 202404.
std::string days_of_month(std::string_view column, std::int64_t month);

/// Adds the days of a file whose lines are kept.
void count_days_of_file(Session&, std::int64_t spend_file);

/// Before the cells of these suppliers (the keys as a list in JSON) are worked out again: as what their lines were counted.
void note_names(Session&, const std::string& suppliers);
/// Afterwards: their lines of every day go from what they were counted as to what they count as now.
void move_days(Session&, const std::string& suppliers);

} // namespace openward::persistence::detail
