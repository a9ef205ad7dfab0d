#pragma once
// One record as the search holds it: its words in the four places where they may stand, written for FTS5 (a text per column) or for
// PostgreSQL (a tsvector, a weight per place). Both hold the same words at the same distances, and the same limits are kept for both: a
// document has at most `longest_document` words, and a word counts at most `most_repeats` times in it (what PostgreSQL can keep). A sign
// that is no word stands for what is left out and between two texts, so that no phrase reaches over it. One thread.

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::search {

enum class Place { title, party, word, withheld };
inline constexpr std::size_t places = 4;
inline constexpr std::size_t longest_document = 12000;
inline constexpr int most_repeats = 250;

class Document {
 public:
  /// The same text at the same place counts once.
  void add(Place, std::string_view text);
  /// For FTS5.
  std::array<std::string, places> columns() const;
  /// For PostgreSQL.
  std::string tsvector() const;

 private:
  std::array<std::vector<std::string>, places> words_; // "" is the sign
  std::set<std::pair<Place, std::string>> texts_;
  std::map<std::string, int, std::less<>> repeats_;
  std::size_t length_ = 0;
};

} // namespace openward::persistence::search
