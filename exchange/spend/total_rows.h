#pragma once
// Rows that sum others up. They are no payments; what the file's own total says is told beside the exact sum. One thread.

#include "exchange/spend/csv_rows.h"
#include "exchange/spend/spend_reader.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace openward::exchange {

class TotalRows {
 public:
  explicit TotalRows(const SpendColumns& columns) : columns_(columns) {}

  /// Judges a row that has an amount. `dated`: it has a date that can be read; then only a row without supplier and reference whose amount
  /// is, or nearly is, the sum of the `payments` before it is a total, for companies are named TOTAL.
  bool is_total(const CsvRow& row, std::int64_t pence, bool dated, std::int64_t sum_before, std::int64_t payments) const;
  void keep(const CsvRow& row, std::int64_t pence);

  struct Stated {
    std::int64_t pence = 0;
    std::int64_t row = 0;
  };
  /// The one that equals `sum`, else the last that is no subtotal, else the last.
  std::optional<Stated> stated(std::int64_t sum) const;

 private:
  struct Kept {
    Stated stated;
    bool part = false; // a subtotal by its words
  };
  const SpendColumns& columns_;
  std::vector<Kept> kept_;
};

} // namespace openward::exchange
