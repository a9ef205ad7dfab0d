#pragma once
// The book and the sheets of an .xls ([MS-XLS] 2.1.7, 2.4). Pure functions of the stream "Workbook", which must outlive what they return.
//
// The book's own records come first, then those of each sheet, between BOF and EOF:
//   0809 BOF version, kind     000A EOF     002F FILEPASS locked by a password     0022 DATEMODE 1 is 1904     0042 CODEPAGE
//   0085 BOUNDSHEET place, kind, name     00E0 XF font, format     041E FORMAT number, code     00FC SST shared texts
//   0203 NUMBER  027E RK  00BD MULRK  0204 LABEL  00D6 RSTRING  00FD LABELSST: row, column, style, what the cell holds
//   0006 FORMULA row, column, style, result (a double; or FFFF in its last two bytes: 0 text in the STRING that follows, 1 truth, 2 error)
//   0205 BOOLERR row, column, style, value, is-error     0207 STRING size, flags, characters     00E5 MERGEDCELLS

#include "exchange/workbook/xls_records.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace openward::exchange {

struct XlsNamedSheet {
  std::string name;
  std::size_t at = 0; // in the stream
};

struct XlsGlobals {
  explicit XlsGlobals(std::string_view stream);

  bool shows_day(unsigned style) const;

  bool whole = false; // its EOF was reached
  bool locked = false;
  bool from_1904 = false;
  XlsText text;
  std::vector<XlsNamedSheet> sheets; // of rows; charts and modules are none
  std::vector<std::string> shared;

 private:
  void take(const XlsRecord& record);
  std::vector<unsigned> formats_; // by style
  std::map<unsigned, bool> days_by_format_;
};

struct XlsCell {
  std::uint16_t row = 0, column = 0; // from 0
  std::string text;
};

/// Rows of one column that are merged, both inclusive, from 0.
struct XlsMerged {
  unsigned column = 0, first_row = 0, last_row = 0;
};

struct XlsCells {
  std::vector<XlsCell> cells; // by row and column; of two in one place the later
  std::vector<XlsMerged> merged;
  std::string fault; // why the sheet cannot be read; empty when it can
};

XlsCells xls_cells(const XlsGlobals& book, std::string_view stream, std::size_t at);

} // namespace openward::exchange
