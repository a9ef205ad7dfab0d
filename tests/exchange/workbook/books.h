#pragma once
// Workbooks made by the tests: an .xlsx from its parts (stored or packed), and an .xls from records.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace openward::test {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive of these parts.
std::string zipped(const Parts& parts);

/// The parts of a workbook with one sheet: what stands in <sheetData>, and after it.
struct Book {
  std::string rows;
  std::string after_rows;
  std::vector<std::string> strings;
  std::vector<std::string> format_codes; // style 1 and on; style 0 is General
  bool from_1904 = false;
  std::vector<std::string> other_sheets_first; // names of empty sheets before "Spend"
};
Parts parts_of(const Book& book);
inline std::string xlsx(const Book& book) { return zipped(parts_of(book)); }

/// Records of an .xls sheet, little-endian.
class XlsSheet {
 public:
  explicit XlsSheet(bool excel_95 = false) : excel_95_(excel_95) {}
  void label(unsigned row, unsigned column, const std::string& text);
  void number(unsigned row, unsigned column, double value, unsigned style = 0);
  void formula(unsigned row, unsigned column, double result, unsigned style = 0);
  void formula_text(unsigned row, unsigned column, const std::string& text);
  void error(unsigned row, unsigned column, unsigned char code);
  /// A number as 30 bits: a whole number, or a hundredth of it.
  void small(unsigned row, unsigned column, int value, bool hundredth);
  /// Several in one record, from the column on.
  void smalls(unsigned row, unsigned column, const std::vector<int>& values);
  /// The text that stands in the book's list at this index.
  void shared(unsigned row, unsigned column, unsigned index);
  void merge(unsigned first_row, unsigned last_row, unsigned column);
  /// Hides the row, as a filter does.
  void hide(unsigned row);
  const std::string& records() const { return records_; }
  unsigned rows() const { return rows_; }
  unsigned columns() const { return columns_; }

 private:
  void seen(unsigned row, unsigned column);
  bool excel_95_;
  std::string records_;
  unsigned rows_ = 0;
  unsigned columns_ = 0;
};
/// Pieces of the record of shared texts: each after the first stands in a record that continues it.
using SharedPieces = std::vector<std::string>;
/// "text" as the list of shared texts holds it, a byte a character or two.
std::string shared_text(const std::string& text, bool wide = false);

struct XlsBook {
  bool from_1904 = false;
  bool locked = false;
  bool excel_95 = false; // text without flags, in windows-1252
  SharedPieces shared{}; // after the two counts
  unsigned shared_count = 0;
};
/// A workbook whose style 0 is General and style 1 a day.
std::string xls(const XlsSheet& sheet, const XlsBook& book = {});

} // namespace openward::test
