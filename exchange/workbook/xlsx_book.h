#pragma once
// A workbook in Office Open XML. One owner, one thread.

#include "exchange/workbook/workbook.h"

namespace openward::exchange {

Result<std::unique_ptr<Workbook>> open_xlsx(std::string_view bytes);

} // namespace openward::exchange
