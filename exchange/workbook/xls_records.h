#pragma once
// The records of an .xls and the text in them ([MS-XLS] 2.1.4, 2.5.240, 2.5.293). Views into bytes that must outlive them; one owner, one
// thread.
//
// A record is (type u16, size u16, body), little-endian; a body over 8,224 bytes goes on in records of type 003C. Text is a byte a
// character (Latin-1) or two (UTF-16), as a bit before it says; before Excel 97 it is in the code page of the book.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct XlsRecord {
  unsigned type = 0;
  std::string_view body;
  std::vector<std::string_view> more; // bodies of the records that continue it
};

/// Records one after another from a place in the stream; none past the last that is whole.
class XlsRecords {
 public:
  XlsRecords(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}
  std::optional<XlsRecord> next();

 private:
  std::string_view stream_;
  std::size_t at_;
};

/// How the book writes text: `code_page` is of no meaning from Excel 97 on.
struct XlsText {
  bool flagged = true; // BIFF8: the flags before the characters say how wide they are
  unsigned code_page = 1252;

  /// The text of a record from `at` on, its size being of two bytes, or of one in the name of a sheet.
  std::string read(const XlsRecord& record, std::size_t at, std::size_t size_of_size = 2) const;
};

/// The texts that the cells of the book share (record SST). A text that the file cuts short is the last.
std::vector<std::string> xls_shared_texts(const XlsRecord& record);

} // namespace openward::exchange
