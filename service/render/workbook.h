#pragma once
// Rows as an Office Open XML workbook (ECMA-376): `rows`, as many sheets of them as they fill, and `about` with what a reader must know to
// quote them. Rows go to a temporary file one by one, so that memory does not grow with them. One thread.
//
// The sheets are written here, and not through a library, because libraries take numbers as binary floating point: 9.95 pounds came out as
// 9.949999999999999. Here an amount is the decimal of its pence, to the last digit.
//
// Texts are strings and never formulas, and stay strings when somebody edits the cell. A control character, which XML cannot carry, is
// written as _x0007_ and read back as itself. What has more than 15 digits, past which spreadsheet programs round, is text. A text of more
// than 32,767 characters, the most that a cell holds, is cut and says so; `about` counts these.

#include "domain/result.h"
#include "persistence/read/query.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::render {

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view licence = "Contains public sector information licensed under the Open Government Licence v3.0 "
                                     "(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)";

/// What spreadsheet programs take, less the row of headings.
constexpr std::int64_t most_rows_of_a_sheet = 1'048'575;

using AboutLines = std::vector<std::pair<std::string, std::string>>;

class Workbook {
 public:
  /// Errors: no room or no right to write in the temporary folder (TMPDIR).
  static Result<Workbook> create(std::span<const persistence::Column> columns, std::int64_t rows_of_a_sheet = most_rows_of_a_sheet);

  /// Errors: as above.
  Result<> add(const persistence::Row&);
  /// The finished file, at its beginning; gone when its last holder is. The numbers of rows and of what was cut stand behind `about`.
  Result<std::shared_ptr<std::FILE>> finish(const AboutLines& about);

  std::int64_t rows() const { return rows_; }

 private:
  Workbook(std::span<const persistence::Column> columns, std::int64_t rows_of_a_sheet)
      : columns_(columns.begin(), columns.end()), rows_of_a_sheet_(rows_of_a_sheet) {}
  Result<> begin_sheet();
  Result<> write(std::string_view xml);
  void append_cell(std::string& out, const persistence::Column&, const persistence::Cell&, const std::string& reference);
  void append_text(std::string& out, std::string_view text, const std::string& reference);

  std::vector<std::shared_ptr<std::FILE>> sheets_; // the last is being written
  std::vector<persistence::Column> columns_;
  std::int64_t rows_of_a_sheet_ = most_rows_of_a_sheet;
  std::int64_t rows_of_last_ = 0;
  std::int64_t rows_ = 0;
  std::int64_t cut_ = 0;
  std::int64_t long_numbers_ = 0;
};

/// "A" for the first column, "AA" behind "Z".
std::string column_letters(std::size_t column);

} // namespace openward::render
