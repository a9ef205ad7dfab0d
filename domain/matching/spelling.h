#pragma once
// Words that differ by one slip of a finger. Pure functions of ASCII words.

#include <string>
#include <string_view>
#include <vector>

namespace openward::matching {

/// One letter more, fewer or other, or two neighbours exchanged. Equal words are not a slip.
bool one_slip_apart(std::string_view a, std::string_view b);

/// The word without one of its letters, each once: two words that are one slip apart share such a form, or one is a form of the other.
std::vector<std::string> shortened_forms(std::string_view word);

} // namespace openward::matching
