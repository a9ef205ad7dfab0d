#pragma once
// What libfreexl leaves out of an .xls: the stored results of formulas, and cells that hold TRUE, FALSE or an error. Pure functions of the
// bytes; threads may call them.
//
// An .xls is a compound file: sectors, chained by an allocation table, of which the stream "Workbook" is the book. It is records of
// (type u16, size u16, body), little-endian: first the book's own (formats, styles, the place of each sheet), then those of each sheet.
//   0006 FORMULA row, column, style, result (a double; or FFFF in its last two bytes: 0 text in the STRING that follows, 1 truth, 2 error)
//   0205 BOOLERR row, column, style, value, is-error     0207 STRING size, flags, characters
//   0085 BOUNDSHEET place of the sheet     00E0 XF font, format     041E FORMAT number, code     0022 DATEMODE 1 is 1904

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::exchange {

/// By row and column, both from 0.
using XlsCells = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

/// For each sheet of the book in its order. What a damaged file does not let one follow is left out: libfreexl judges the file.
std::vector<XlsCells> xls_results(std::string_view bytes);

} // namespace openward::exchange
