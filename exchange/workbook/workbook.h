#pragma once
// Workbooks of spreadsheet programs as rows of text: .xlsx (Office Open XML) and .xls (BIFF, 97-2003), told apart by their bytes.
//
// Every row that the file holds is given, hidden by a filter or not. A cell is what was stored in it: a formula is its last result, an
// error is its code ("#N/A"), TRUE and FALSE are words, a number is the shortest decimal that means the same double, and a number in a
// style of dates is its day ("2020-04-03"). One reader serves one file and one thread.

#include "domain/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct SheetRow {
  std::int64_t number = 0; // as the spreadsheet numbers it, the first being 1
  std::span<const std::string_view> cells;
  std::span<const int> merged; // columns whose text stands in a cell above, with which theirs is merged
};

/// Answers false to stop reading.
using SheetVisitor = std::function<Result<bool>(const SheetRow&)>;

class Workbook {
 public:
  Workbook() = default;
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  virtual ~Workbook() = default;

  virtual std::string_view kind() const = 0;               // "xlsx" | "xls"
  virtual std::span<const std::string> sheets() const = 0; // names, in the order of the tabs
  /// Days are counted from 1904, so that a bare number in a column of dates means another day.
  virtual bool from_1904() const = 0;
  /// Rows in order. Merged cells are known from the second reading of a sheet on. Memory does not grow with the sheet of an .xlsx.
  virtual Result<> each_row(std::size_t sheet, const SheetVisitor& visit) = 0;
};

/// By the first bytes: it may still be another kind of archive or document.
bool may_be_workbook(std::string_view bytes);

/// `bytes` must outlive the workbook. Errors name what the file is instead (an archive, a Word document, locked by a password, damaged), or
/// which bound a hostile one passes, and the remedy.
Result<std::unique_ptr<Workbook>> open_workbook(std::string_view bytes);

} // namespace openward::exchange
