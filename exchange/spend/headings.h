#pragma once
// Which row of a spend file is its header, and what its columns mean. Pure functions; safe from any thread.

#include "exchange/spend/spend_reader.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct Header {
  char delimiter = ',';
  std::int64_t row = 0; // 1-based
  SpendColumns columns;
  std::vector<int> amount_columns; // every column that could be the amount, best first
  std::vector<std::string> headings;
};

/// Lower-case letters and digits of a heading, without a "(T)" mark: "Supplier(T)" is "supplier", " Amount £ " is "amount".
std::string normalised_heading(std::string_view heading);

/// Looks for the header, and for the delimiter that gives it, in the first rows of `sample`. The error says which heading is missing.
Result<Header> find_header(std::string_view sample);

} // namespace openward::exchange
