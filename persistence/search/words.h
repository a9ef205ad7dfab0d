#pragma once
// What a word is to the search, the same for texts, for questions and for marks, and the same on both databases because neither of them is
// asked: letters and digits in a row, without case and accents, an apostrophe inside left out, "&" as "and", and an English plural without
// its ending. Pure functions.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::search {

struct Word {
  std::string text;      // folded: a-z, 0-9 and bytes of other scripts, at most `longest_word` bytes
  std::size_t begin = 0; // where it stands in the source, in bytes
  std::size_t end = 0;
};

inline constexpr std::size_t longest_word = 60;

/// `kept` leaves the ending of a plural where it stands: for the beginning of a word.
enum class Ending { folded, kept };

/// Broken UTF-8 parts words, like white space.
std::vector<Word> words_of(std::string_view text, Ending ending = Ending::folded);

} // namespace openward::persistence::search
