#pragma once
// What the first reading of a file learns of its columns: the order of day and month, and which column holds the amount. One thread.

#include "exchange/spend/csv_rows.h"
#include "exchange/spend/headings.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// The order of each form of date in a file. A publisher that joins two systems' lists writes 2/28/2021 in one and 28/02/21 in the other:
/// the forms (the mark between the numbers, and the digits of the year) are judged apart, and one that tells nothing follows the file.
class DateOrders {
 public:
  explicit DateOrders(std::optional<bool> by_hand) : by_hand_(by_hand) {}

  void look_at(std::string_view cell);
  bool day_first() const;
  bool day_first(std::string_view cell) const;
  DayOrder told() const;

 private:
  struct Votes {
    std::int64_t day_first = 0, month_first = 0, either = 0;
  };
  static std::size_t form_of(std::string_view cell);
  std::optional<bool> by_hand_;
  std::array<Votes, 8> votes_{}; // by form
  Votes all_;
};

class Survey {
 public:
  Survey(const Header& header, const SpendOptions& options);
  void look_at(const CsvRow& row);
  const DateOrders& orders() const { return orders_; }

  /// Published files have had their columns shifted against their headings, so a heading alone does not make an amount.
  Result<int> amount_column() const;

 private:
  struct Tally {
    std::int64_t filled = 0;
    std::int64_t numeric = 0;
    std::int64_t padded = 0;
  };
  const Header& header_;
  bool by_hand_;
  DateOrders orders_;
  std::vector<Tally> tallies_;
};

} // namespace openward::exchange
