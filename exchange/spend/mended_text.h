#pragma once
// Text of windows-1252 that a program took for Latin-1 and wrote as UTF-8: its quotation marks and dashes are control characters then
// (U+0080 to U+009F), which no name has. Pure functions.

#include <cstdint>
#include <string>
#include <string_view>

namespace openward::exchange {

bool has_c1(std::string_view utf8);

/// Puts the characters that were meant, and says how many.
std::int64_t mend_c1(std::string& utf8);

} // namespace openward::exchange
