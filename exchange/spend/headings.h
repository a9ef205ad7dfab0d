#pragma once
// Which row of a spend file is its header, and what its columns mean. Pure functions; safe from any thread.

#include "exchange/spend/layouts.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct Header {
  std::int64_t row = 0; // 1-based; 0 where the file has none
  SpendColumns columns;
  std::vector<int> amount_columns; // every column that could be the amount, best first
  std::vector<std::string> titles; // as they stand
  std::vector<std::string> headings;
  std::vector<ColumnReading> understood; // one for each title
};

/// A layout and the header in it.
struct FoundHeader {
  std::size_t layout = 0;
  Header header;
};

/// Lower-case letters and digits of a heading, without a "(T)" mark: "Supplier(T)" is "supplier", " Amount £ " is "amount".
std::string normalised_heading(std::string_view heading);

/// Looks for the header, and for the layout that gives it, in the first rows of each. The error says which heading is missing, and how to
/// say it by hand.
Result<FoundHeader> find_header(std::span<const Layout> layouts, const SpendOptions& options);

/// The column of a field, and its name.
struct SpendField {
  int SpendColumns::*column;
  std::string_view name;
};
std::span<const SpendField> all_spend_fields();

} // namespace openward::exchange
