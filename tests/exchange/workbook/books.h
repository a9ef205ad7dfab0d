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
  void label(unsigned row, unsigned column, const std::string& text);
  void number(unsigned row, unsigned column, double value, unsigned style = 0);
  void formula(unsigned row, unsigned column, double result, unsigned style = 0);
  void formula_text(unsigned row, unsigned column, const std::string& text);
  void error(unsigned row, unsigned column, unsigned char code);
  /// Hides the row, as a filter does.
  void hide(unsigned row);
  const std::string& records() const { return records_; }
  unsigned rows() const { return rows_; }
  unsigned columns() const { return columns_; }

 private:
  void seen(unsigned row, unsigned column);
  std::string records_;
  unsigned rows_ = 0;
  unsigned columns_ = 0;
};
/// A BIFF8 workbook whose style 0 is General and style 1 a day.
std::string xls(const XlsSheet& sheet, bool from_1904 = false);

} // namespace openward::test
