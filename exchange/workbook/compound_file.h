#pragma once
// One stream of an OLE compound file ([MS-CFB]). A pure function of the bytes; threads may call it.

#include <optional>
#include <string>
#include <string_view>

namespace openward::exchange {

/// Little-endian numbers at an offset; 0 past the end.
unsigned u16_at(std::string_view bytes, std::size_t at);
unsigned u32_at(std::string_view bytes, std::size_t at);

/// The stream of a workbook ("Workbook", or "Book" before 1997); none when the file is damaged or cut short, or the stream is one of the
/// small ones (under 4 KiB), which no spreadsheet program writes for a book.
std::optional<std::string> workbook_stream(std::string_view bytes);

} // namespace openward::exchange
