#pragma once
// The ways in which the bytes of a file can be rows: each delimiter of a text, each sheet of a workbook. Immutable after construction but
// for a workbook's own state: one thread.

#include "exchange/spend/csv_rows.h"
#include "exchange/spend/spend_reader.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// Told now and then how many bytes of the text are done; may be empty.
using BytesPassed = std::function<void(std::int64_t)>;

struct Layout {
  std::string kind;     // csv | xlsx | xls
  std::string encoding; // of a workbook its kind
  char delimiter = ',';
  std::string sheet;
  bool from_1904 = false;
  std::vector<std::vector<std::string>> first_rows; // enough to look for a header in
  /// Every row of the file, blank ones and those above the header included.
  std::function<Result<>(const RowVisitor&, const BytesPassed&)> each_row;
};

/// `bytes` must outlive them. Errors name what the file is instead of a table, or a sheet that the workbook does not have.
Result<std::vector<Layout>> layouts_of(std::string_view bytes, const SpendOptions& options);

} // namespace openward::exchange
