#pragma once
// What holds the sheets of a workbook together: the parts of the package (ECMA-376, part 2) that are the same for all rows. Plain values.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace openward::render {

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

struct WorkbookPart {
  std::string name;
  std::string xml;
};

/// The name of a sheet's part; the sheet behind those of rows is `about`.
std::string sheet_part(std::size_t sheet);
/// Every part but the sheets, of a workbook with so many sheets of rows ("rows", "rows 2" and so on) and `about` behind them.
std::vector<WorkbookPart> workbook_parts(std::size_t sheets_of_rows);

} // namespace openward::render
