#include "exchange/workbook/workbook.h"

#include "exchange/workbook/xls_book.h"
#include "exchange/workbook/xlsx_book.h"

namespace openward::exchange {
namespace {

constexpr std::string_view zip_signature = "PK\x03\x04";
constexpr std::string_view ole_signature = "\xD0\xCF\x11\xE0";

} // namespace

bool may_be_workbook(std::string_view bytes) { return bytes.starts_with(zip_signature) || bytes.starts_with(ole_signature); }

Result<std::unique_ptr<Workbook>> open_workbook(std::string_view bytes) {
  return bytes.starts_with(ole_signature) ? open_xls(bytes) : open_xlsx(bytes);
}

} // namespace openward::exchange
