#include "exchange/spend/survey.h"

#include "domain/text.h"
#include "exchange/spend/cells.h"

#include <algorithm>

namespace openward::exchange {
namespace {

constexpr std::int64_t amounts_looked_at = 10'000; // per column that could be the amount

bool of_two_numbers(std::string_view cell) {
  const auto mark = cell.find_first_not_of("0123456789");
  return mark >= 1 && mark <= 2 && mark + 1 < cell.size() && detail::is_digit(cell[mark + 1]);
}

} // namespace

/// 0 to 3 by the mark ('/', '-', '.', another), and 4 more for a year of two digits.
std::size_t DateOrders::form_of(std::string_view cell) {
  const std::string_view text = detail::trimmed(cell);
  const auto first = text.find_first_not_of("0123456789");
  if (first == std::string_view::npos) return 3;
  const char mark = text[first];
  const std::size_t kind = mark == '/' ? 0U : mark == '-' ? 1U : mark == '.' ? 2U : 3U;
  const auto second = text.find_first_not_of("0123456789", first + 1);
  if (second == std::string_view::npos) return kind;
  const auto end = std::min(text.find_first_not_of("0123456789", second + 1), text.size());
  return kind + (end - second - 1 == 2 ? 4U : 0U);
}

void DateOrders::look_at(std::string_view cell) {
  const DateCell date = read_date(cell, true);
  if (date.state != CellState::read) {
    return;
  }
  Votes& own = votes_[form_of(cell)];
  switch (date.vote) {
  case OrderVote::day_first:
    ++own.day_first;
    ++all_.day_first;
    break;
  case OrderVote::month_first:
    ++own.month_first;
    ++all_.month_first;
    break;
  case OrderVote::none:
    if (of_two_numbers(detail::trimmed(cell))) ++all_.either;
    break;
  }
}

bool DateOrders::day_first() const { return by_hand_.value_or(all_.month_first <= all_.day_first); }

bool DateOrders::day_first(std::string_view cell) const {
  if (by_hand_) return *by_hand_;
  if (all_.day_first == 0 || all_.month_first == 0) return day_first();
  const Votes& own = votes_[form_of(cell)];
  return own.day_first == own.month_first ? day_first() : own.day_first > own.month_first;
}

DayOrder DateOrders::told() const {
  const bool votes = all_.day_first + all_.month_first > 0;
  return {all_.day_first, all_.month_first, all_.either, by_hand_ ? "by hand" : votes ? "the dates" : "no date tells: the day comes first"};
}

Survey::Survey(const Header& header, const SpendOptions& options)
    : header_(header), by_hand_(options.columns.contains("amount")), orders_(options.day_first), tallies_(header.amount_columns.size()) {}

void Survey::look_at(const CsvRow& row) {
  orders_.look_at(row.cell(header_.columns.date));
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const std::string_view cell = detail::trimmed(row.cell(header_.amount_columns[i]));
    Tally& tally = tallies_[i];
    if (cell.empty() || tally.filled == amounts_looked_at) continue;
    ++tally.filled;
    if (read_amount(cell).state == CellState::read) ++tally.numeric;
    if (zero_padded(cell)) ++tally.padded;
  }
}

Result<int> Survey::amount_column() const {
  std::optional<std::size_t> empty_one;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const Tally& t = tallies_[i];
    if (t.filled == 0 && !empty_one) empty_one = i;
    const bool amounts = by_hand_ || t.numeric * 2 >= t.filled;
    if (t.filled > 0 && amounts && t.padded * 2 < t.filled) return header_.amount_columns[i];
  }
  if (empty_one) return header_.amount_columns[*empty_one];
  const Tally& t = tallies_.front();
  const std::string column = std::to_string(header_.amount_columns.front() + 1);
  return invalid_at("row " + std::to_string(header_.row) + " column " + column, "no_amounts_in_column",
                    "Column " + column + " is " + (by_hand_ ? "chosen" : "headed") + " as the amount, but only " +
                        std::to_string(t.numeric) + " of its first " + std::to_string(t.filled) + " cells are amounts" +
                        (t.padded * 2 >= t.filled ? " and most are numbers padded with zeros, as identifiers are" : "") +
                        ". The columns may be shifted against their headings: correct the header row, or say which column it is (column "
                        "amount=NUMBER).");
}

} // namespace openward::exchange
