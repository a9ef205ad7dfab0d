#pragma once
// One sheet of an .xlsx as rows. One owner, one thread. Memory is bounded by the longest row (1 MiB of text) and by the merged cells.
//
// <sheetData><row r="2"><c r="B2" t="s" s="5"><v>17</v></c></row></sheetData><mergeCells><mergeCell ref="B2:B5"/></mergeCells>
//   r is left out by some writers: the next row or column is meant. t: s shared string, str formula's text, inlineStr, b, e, d (a day in
//   ISO form), n or none (a number, a day when the style s says so).

#include "exchange/workbook/shared_strings.h"
#include "exchange/workbook/workbook.h"
#include "exchange/workbook/xml_part.h"

#include <string>
#include <utility>
#include <vector>

namespace openward::exchange {

/// Cells of one column that are shown as one.
struct MergedCells {
  int column = 0;
  std::int64_t first_row = 0, last_row = 0;
};

struct XlsxStyles {
  std::vector<bool> shows_days; // by the number of the style
  bool from_1904 = false;
};

class XlsxSheet : public XmlEvents {
 public:
  /// `merged` is what an earlier reading of the sheet found.
  XlsxSheet(const SharedStrings& strings, const XlsxStyles& styles, std::vector<MergedCells> merged, const SheetVisitor& visit)
      : strings_(strings), styles_(styles), merged_(std::move(merged)), held_(merged_.size()), visit_(visit) {}

  void begin(std::string_view element, const XmlAttributes& attributes) noexcept override;
  void end(std::string_view element) noexcept override;
  void text(std::string_view piece) noexcept override;
  Result<bool> more() override;

  /// Known after the last row was read.
  std::vector<MergedCells> merged_cells() && { return std::move(found_); }

 private:
  enum class CellType { number, shared, text, boolean, error, iso_date };
  struct Row {
    std::int64_t number;
    std::size_t cells_end; // into cells_
  };
  struct Span {
    std::size_t begin = 0, size = 0;
  };
  void begin_row(const XmlAttributes& attributes);
  void begin_cell(const XmlAttributes& attributes);
  void begin_merge(std::string_view range);
  void end_cell();
  void put(std::string_view text);
  void give_merged(std::int64_t row);
  void damaged(std::string why);

  const SharedStrings& strings_;
  const XlsxStyles& styles_;
  std::vector<MergedCells> merged_;
  std::vector<std::string> held_; // the text of each of merged_
  const SheetVisitor& visit_;
  std::vector<MergedCells> found_;
  std::string text_; // of the cells not yet delivered
  std::vector<Span> cells_;
  std::vector<Row> rows_;
  std::vector<std::string_view> views_;
  std::vector<int> merged_here_;
  std::string value_;
  std::string fault_;
  std::int64_t row_ = 0;
  std::size_t row_begin_ = 0; // into cells_
  std::size_t row_text_ = 0;  // into text_
  bool row_open_ = false;
  int column_ = -1;
  CellType type_ = CellType::number;
  std::size_t style_ = 0;
  bool in_data_ = false, in_value_ = false, in_inline_ = false, spoken_ = false;
};

} // namespace openward::exchange
