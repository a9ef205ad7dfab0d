#pragma once
// Splitting text of the tables of cases. Pure.

#include <string_view>
#include <vector>

namespace openward::test {

/// The pieces between separators; one empty piece for an empty text.
inline std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto at = text.find(separator);
    pieces.push_back(text.substr(0, at));
    if (at == text.npos) return pieces;
    text.remove_prefix(at + separator.size());
  }
}

} // namespace openward::test
