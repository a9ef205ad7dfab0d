#pragma once
// A workbook of Excel 97-2003 (and 95), read by xls_sheet.h. It is held whole in memory, which its format bounds: 65,536
// rows of 256 columns. One owner, one thread.

#include "exchange/workbook/workbook.h"

namespace openward::exchange {

Result<std::unique_ptr<Workbook>> open_xls(std::string_view bytes);

} // namespace openward::exchange
