#include "exchange/workbook/xlsx_sheet.h"

#include "domain/text.h"
#include "exchange/workbook/number_text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace openward::exchange {
namespace {

constexpr std::int64_t most_rows = 1'048'576; // the format's own bounds
constexpr int most_columns = 16'384;
constexpr int columns_read = 1024; // text beyond is no column of a table of spend
constexpr std::size_t longest_row = 1024 * 1024;
constexpr std::size_t longest_cell = 4 * 32'767; // bytes of the longest text that a spreadsheet program holds
constexpr std::size_t most_merged = 10'000;

template <typename T>
std::optional<T> number_of(std::string_view digits) {
  T out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return out;
}

struct CellName {
  int column = 0;
  std::int64_t row = 0;
};

/// "AB12" is column 27, row 12.
std::optional<CellName> cell_name(std::string_view name) {
  CellName out{-1, 0};
  std::size_t at = 0;
  for (; at < name.size() && detail::is_upper(detail::to_upper(name[at])) && out.column < most_columns; ++at)
    out.column = (out.column + 1) * 26 + (detail::to_upper(name[at]) - 'A');
  const auto row = number_of<std::int64_t>(name.substr(at));
  if (out.column < 0 || out.column >= most_columns || !row || *row < 1 || *row > most_rows) return std::nullopt;
  out.row = *row;
  return out;
}

} // namespace

void XlsxSheet::damaged(std::string why) {
  if (fault_.empty()) fault_ = std::move(why);
}

void XlsxSheet::begin(std::string_view element, const XmlAttributes& attributes) noexcept {
  if (!fault_.empty()) return;
  if (element == "sheetData") {
    in_data_ = true;
  } else if (element == "mergeCell") {
    begin_merge(attributes["ref"]);
  } else if (!in_data_) {
    return;
  } else if (element == "row") {
    begin_row(attributes);
  } else if (element == "c") {
    begin_cell(attributes);
  } else if (element == "v") {
    in_value_ = true;
  } else if (element == "is") {
    in_inline_ = true;
  } else if (element == "rPh") {
    spoken_ = true;
  } else if (element == "t") {
    in_value_ = in_inline_ && !spoken_;
  }
}

void XlsxSheet::begin_row(const XmlAttributes& attributes) {
  const std::string_view stated = attributes["r"];
  const std::int64_t next = row_ + 1;
  const auto number = stated.empty() ? std::optional(next) : number_of<std::int64_t>(stated);
  if (!number || *number < next || *number > most_rows) return damaged("its row after row " + std::to_string(row_) + " is out of order");
  row_ = *number;
  row_begin_ = cells_.size();
  row_text_ = text_.size();
  row_open_ = true;
  column_ = -1;
}

void XlsxSheet::begin_cell(const XmlAttributes& attributes) {
  const std::string_view stated = attributes["r"];
  if (stated.empty()) {
    ++column_;
  } else {
    const auto name = cell_name(stated);
    if (!name || name->column <= column_) return damaged("a cell of row " + std::to_string(row_) + " is out of order");
    column_ = name->column;
  }
  if (column_ >= most_columns) return damaged("row " + std::to_string(row_) + " has more than 16,384 cells");
  const std::string_view type = attributes["t"];
  type_ = type == "s"                            ? CellType::shared
          : type == "b"                          ? CellType::boolean
          : type == "e"                          ? CellType::error
          : type == "d"                          ? CellType::iso_date
          : type == "str" || type == "inlineStr" ? CellType::text
                                                 : CellType::number;
  style_ = number_of<std::size_t>(attributes["s"]).value_or(0);
  value_.clear();
}

void XlsxSheet::begin_merge(std::string_view range) {
  const auto colon = range.find(':');
  if (colon == std::string_view::npos) return;
  const auto from = cell_name(range.substr(0, colon));
  const auto to = cell_name(range.substr(colon + 1));
  if (!from || !to || to->row <= from->row) return; // merged across one row: the text stands in its first column
  if (found_.size() == most_merged) return damaged("it has more than 10,000 merged areas");
  found_.push_back({from->column, from->row, to->row});
}

void XlsxSheet::text(std::string_view piece) noexcept {
  if (in_value_ && value_.size() <= longest_cell) value_ += piece;
}

void XlsxSheet::end(std::string_view element) noexcept {
  if (element == "sheetData") {
    in_data_ = false;
  } else if (element == "v" || element == "t") {
    in_value_ = false;
  } else if (element == "is") {
    in_inline_ = false;
  } else if (element == "rPh") {
    spoken_ = false;
  } else if (!in_data_ || !fault_.empty()) {
    return;
  } else if (element == "c") {
    end_cell();
  } else if (element == "row") {
    rows_.push_back({row_, cells_.size()});
    row_open_ = false;
  }
}

void XlsxSheet::end_cell() {
  if (!row_open_) return;
  switch (type_) {
  case CellType::shared:
    if (const auto string = strings_.at(value_)) return put(*string);
    if (!value_.empty()) damaged("a cell of row " + std::to_string(row_) + " has a text that is not in the file");
    return;
  case CellType::boolean:
    return put(value_.empty() ? "" : value_ == "0" ? "FALSE" : "TRUE");
  case CellType::text:
    return put(value_.find("_x") == std::string::npos ? value_ : without_escapes(value_));
  case CellType::error:
  case CellType::iso_date:
    return put(value_);
  case CellType::number:
    break;
  }
  if (value_.empty()) return;
  const bool day = style_ < styles_.shows_days.size() && styles_.shows_days[style_];
  put(day ? day_text(value_, styles_.from_1904) : number_text(value_));
}

void XlsxSheet::put(std::string_view text) {
  if (text.empty()) return;
  if (column_ >= columns_read) return damaged("row " + std::to_string(row_) + " has text beyond its first 1,024 columns");
  if (text.size() > longest_cell) return damaged("a cell of row " + std::to_string(row_) + " is longer than a spreadsheet program allows");
  if (text_.size() - row_text_ + text.size() > longest_row) return damaged("row " + std::to_string(row_) + " is longer than 1 MiB");
  cells_.resize(row_begin_ + static_cast<std::size_t>(column_) + 1);
  cells_.back() = {text_.size(), text.size()};
  text_ += text;
}

/// A merged cell shows its text in every row that it covers.
void XlsxSheet::give_merged(std::int64_t row) {
  merged_here_.clear();
  for (std::size_t i = 0; i < merged_.size(); ++i) {
    const MergedCells& m = merged_[i];
    if (row < m.first_row || row > m.last_row) continue;
    const auto column = static_cast<std::size_t>(m.column);
    if (row == m.first_row) {
      held_[i] = column < views_.size() ? std::string(views_[column]) : std::string();
    } else if (!held_[i].empty() && (column >= views_.size() || views_[column].empty())) {
      if (column >= views_.size()) views_.resize(column + 1);
      views_[column] = held_[i];
      merged_here_.push_back(m.column);
    }
  }
}

Result<bool> XlsxSheet::more() {
  std::size_t cell = 0;
  bool go_on = true;
  for (const Row& row : rows_) {
    views_.clear();
    for (; cell < row.cells_end; ++cell) views_.push_back(std::string_view(text_).substr(cells_[cell].begin, cells_[cell].size));
    give_merged(row.number);
    auto more = visit_(SheetRow{row.number, views_, merged_here_});
    if (!more) return more;
    go_on = *more;
    if (!go_on) break;
  }
  if (!fault_.empty()) {
    return Error{ErrorKind::unsupported,
                 "The file is an Excel workbook (.xlsx) whose sheet cannot be read: " + fault_ +
                     ". Open it in a spreadsheet program and save it as CSV.",
                 {},
                 {}};
  }
  // What is left belongs to a row that the next piece goes on with.
  const std::size_t cells_done = row_open_ ? row_begin_ : cells_.size();
  const std::size_t text_done = row_open_ ? row_text_ : text_.size();
  rows_.clear();
  cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(cells_done));
  text_.erase(0, text_done);
  for (Span& span : cells_) span.begin -= std::min(span.begin, text_done);
  row_begin_ = row_text_ = 0;
  return go_on;
}

} // namespace openward::exchange
