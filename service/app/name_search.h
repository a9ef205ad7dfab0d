#pragma once
// Type-ahead: entries whose words begin as the words typed do, best first. Built once and then never changed, so any number of threads may
// share it.
//
// Every word typed must begin a word of the entry, in any order. Best first: the name is what was typed; it begins with what was typed; the
// first word typed begins it, or another name or a code is a word typed; the rest. Within each the heavier, then the shorter, then by name.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

struct SearchEntry {
  std::string name;
  std::vector<std::string> also{}; // codes, former names: found by them, but not in front of names
  std::int64_t weight = 0;
  std::uint32_t payload = 0; // the caller's own
};

class NameSearch {
 public:
  explicit NameSearch(std::vector<SearchEntry> entries);

  /// Payloads, at most `most`. Nothing for a text without letters and digits.
  std::vector<std::uint32_t> find(std::string_view typed, std::size_t most) const;
  std::size_t entries() const { return payloads_.size(); }

 private:
  using WordId = std::uint32_t;
  struct Range {
    WordId from = 0;
    WordId to = 0; // one past the last
    bool exact = false;
    bool holds(WordId word) const { return from <= word && word < to; }
  };
  Range range_of(std::string_view beginning) const;
  bool fits(std::uint32_t entry, const std::vector<Range>& typed) const;
  unsigned tier(std::uint32_t entry, const std::vector<Range>& typed) const;

  std::vector<std::uint32_t> payloads_;                 // by entry; an entry's number is its place among equals
  std::vector<std::string> words_;                      // sorted, so that the words with one beginning are neighbours
  std::vector<WordId> entry_words_;                     // of all entries, one after the other: the words of the name, then the others
  std::vector<std::uint32_t> first_word_, first_other_; // by entry, and one past the last
  std::vector<std::uint32_t> postings_;                 // entries by word, and where each word's begin
  std::vector<std::uint32_t> first_posting_;
};

} // namespace openward::app
