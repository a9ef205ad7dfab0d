#pragma once
// Rows of delimited text, read piece by piece through libcsv. One reader serves one text and one thread. Memory is bounded by the
// longest row, and a row may have 1 MiB.
//
// Grammar: RFC 4180, leniently. A row ends at CR, LF or CRLF; a field that begins with a quotation mark ends at the next lone one and
// may hold delimiters and line ends; a quotation mark elsewhere is a character like others. White space around a field is dropped.
// Rows that need no more than that are parted here, without a copy; whatever is odd in a row is left to libcsv, which reads a fifth as
// fast. Rows are numbered as a spreadsheet numbers them: the first is 1, blank lines count, and a field of several lines is one row.

#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct csv_parser;

namespace openward::exchange {

struct CsvRow {
  std::int64_t number = 0;
  std::span<const std::string_view> cells; // valid during the call
  std::span<const int> merged{};           // of a workbook: columns whose text stands in a cell above

  /// The cell, or "" past the end of a ragged row and for a column that the file does not have (-1).
  std::string_view cell(int column) const {
    return column >= 0 && static_cast<std::size_t>(column) < cells.size() ? cells[static_cast<std::size_t>(column)] : std::string_view{};
  }
};

/// Answers false to stop reading.
using RowVisitor = std::function<Result<bool>(const CsvRow&)>;

class CsvRows {
 public:
  explicit CsvRows(char delimiter);
  ~CsvRows();
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;

  Result<bool> feed(std::string_view piece, const RowVisitor& visit);
  /// The end of the text. An error when it stands inside a quoted field.
  Result<bool> finish(const RowVisitor& visit);
  /// Ends without looking at what is left, as for a sample of a longer text.
  Result<bool> finish_sample(const RowVisitor& visit);

  // libcsv's callbacks; no exception may cross its frames.
  void take_field(const char* text, std::size_t size) noexcept;
  void take_row(int terminator) noexcept;

 private:
  Result<bool> deliver(const RowVisitor& visit);
  Result<bool> parse(std::string_view piece, const RowVisitor& visit);
  bool between_rows() const;
  std::size_t plain_row(std::string_view text);

  std::unique_ptr<csv_parser> parser_;
  const char delimiter_;
  std::string text_;                    // fields of the rows not yet delivered, end to end
  std::vector<std::size_t> field_ends_; // into text_
  std::vector<std::size_t> row_ends_;   // into field_ends_
  std::vector<std::string_view> cells_;
  std::int64_t delivered_ = 0;
  bool row_open_ = false;
  bool after_cr_ = false;
};

/// The first `count` rows of a text, for looking at.
std::vector<std::vector<std::string>> first_rows(std::string_view text, char delimiter, std::size_t count);

} // namespace openward::exchange
