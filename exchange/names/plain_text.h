#pragma once
// A published name as plain text: Unicode in one form, mojibake undone, letters without accents. Pure functions; threads may call them.

#include <string>
#include <string_view>

namespace openward::exchange {

struct PlainText {
  std::string text;  // UTF-8, NFKC, one space between words, no control characters; as its source wrote it otherwise
  std::string ascii; // the same in ASCII capitals, where a letter has a base in ASCII; other characters are spaces
  bool repaired = false;
};

/// Mojibake (UTF-8 that was once read as Windows-1252: "Guyâ€™s") is undone only when that is certain: every character of the text comes
/// from one byte, and the bytes together are UTF-8. Bytes that are not UTF-8 are read as Windows-1252.
PlainText plain_text(std::string_view published);

} // namespace openward::exchange
