#pragma once
// The forms in which English public bodies write an amount and a date. Pure functions; safe from any thread.
//
// Amounts: 1234.5 | 6,989,422.58 | £9,999.99 | -£0.01 | £-0.01 | (1,234.56) | 123- | 1.5E+05 | "-", "£-" and "(-)" for zero.
//   A comma must part thousands: "1234,56" could be a decimal comma and is refused.
// Dates: 14/09/2020 | 4-9-20 | 14.09.2020 | 2020-09-14 | 20200914 | 14-Sep-20 | 14 September 2020 | Sep 14, 2020 | an Excel serial (43924),
//   each with or without a time of day. Years 1990 to 2099; two digits are 2000 to 2089, 1990 to 1999.

#include "domain/date.h"

#include <cstdint>
#include <string_view>

namespace openward::exchange {

enum class CellState { blank, read, unreadable, too_large };

struct AmountCell {
  CellState state = CellState::blank;
  std::int64_t pence = 0;
};
AmountCell read_amount(std::string_view cell);

/// Digits alone with a leading zero ("000123"): an identifier, not money.
bool zero_padded(std::string_view cell);

/// What one date says of the order of day and month in its file.
enum class OrderVote { none, day_first, month_first };

struct DateCell {
  CellState state = CellState::blank;
  Date date{};
  OrderVote vote = OrderVote::none;
  std::string_view reason{}; // why it is unreadable
};
/// A date with one possible order is read in that order; `day_first` decides the others.
DateCell read_date(std::string_view cell, bool day_first);

} // namespace openward::exchange
