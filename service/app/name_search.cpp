#include "service/app/name_search.h"

#include "domain/name_words.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace openward::app {
namespace {

/// More words than a name has; what is typed beyond them is not looked at.
constexpr std::size_t most_words = 12;

std::vector<std::string> words_of(std::string_view text) {
  const std::string spaced = detail::name_words(text);
  std::vector<std::string> out;
  std::string_view rest = spaced;
  while (!rest.empty()) {
    rest.remove_prefix(1); // the space before each word
    const auto end = std::min(rest.find(' '), rest.size());
    if (end > 0) out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return out;
}

} // namespace

NameSearch::NameSearch(std::vector<SearchEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const SearchEntry& a, const SearchEntry& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.name.size() != b.name.size()) return a.name.size() < b.name.size();
    return a.name != b.name ? a.name < b.name : a.payload < b.payload;
  });
  std::unordered_map<std::string, WordId> met;
  const auto take = [&](const std::string& text) {
    for (std::string& word : words_of(text))
      entry_words_.push_back(met.try_emplace(std::move(word), static_cast<WordId>(met.size())).first->second);
  };
  for (const SearchEntry& entry : entries) {
    payloads_.push_back(entry.payload);
    first_word_.push_back(static_cast<std::uint32_t>(entry_words_.size()));
    take(entry.name);
    first_other_.push_back(static_cast<std::uint32_t>(entry_words_.size()));
    for (const std::string& other : entry.also) take(other);
  }
  first_word_.push_back(static_cast<std::uint32_t>(entry_words_.size()));

  words_.reserve(met.size());
  for (const auto& [word, id] : met) words_.push_back(word);
  std::sort(words_.begin(), words_.end());
  std::vector<WordId> sorted_id(met.size());
  for (WordId id = 0; id < words_.size(); ++id) sorted_id[met.at(words_[id])] = id;
  for (WordId& word : entry_words_) word = sorted_id[word];

  first_posting_.assign(words_.size() + 1, 0);
  for (const WordId word : entry_words_) ++first_posting_[word + 1];
  std::partial_sum(first_posting_.begin(), first_posting_.end(), first_posting_.begin());
  postings_.resize(entry_words_.size());
  std::vector<std::uint32_t> next(first_posting_.begin(), first_posting_.end() - 1);
  for (std::uint32_t entry = 0; entry < payloads_.size(); ++entry)
    for (auto at = first_word_[entry]; at < first_word_[entry + 1]; ++at) postings_[next[entry_words_[at]]++] = entry;
}

NameSearch::Range NameSearch::range_of(std::string_view beginning) const {
  const auto from = std::lower_bound(words_.begin(), words_.end(), beginning);
  const auto to = std::partition_point(from, words_.end(), [&](const std::string& word) { return word.starts_with(beginning); });
  return {static_cast<WordId>(from - words_.begin()), static_cast<WordId>(to - words_.begin()), from != to && *from == beginning};
}

bool NameSearch::fits(std::uint32_t entry, const std::vector<Range>& typed) const {
  const auto first = entry_words_.begin() + first_word_[entry];
  const auto last = entry_words_.begin() + first_word_[entry + 1];
  return std::all_of(typed.begin(), typed.end(),
                     [&](const Range& range) { return std::any_of(first, last, [&](WordId word) { return range.holds(word); }); });
}

unsigned NameSearch::tier(std::uint32_t entry, const std::vector<Range>& typed) const {
  const auto* const name = entry_words_.data() + first_word_[entry];
  const std::size_t length = first_other_[entry] - first_word_[entry];
  bool begins = typed.size() <= length;
  bool equal = typed.size() == length;
  for (std::size_t i = 0; i < typed.size() && begins; ++i) {
    begins = typed[i].holds(name[i]);
    equal = equal && typed[i].exact && name[i] == typed[i].from;
  }
  if (begins) return equal ? 0 : 1;
  if (length > 0 && typed.front().holds(name[0])) return 2;
  const auto* const others = entry_words_.data() + first_other_[entry];
  const auto* const end = entry_words_.data() + first_word_[entry + 1];
  const bool named =
      std::any_of(typed.begin(), typed.end(), [&](const Range& r) { return r.exact && std::find(others, end, r.from) != end; });
  return named ? 2 : 3;
}

std::vector<std::uint32_t> NameSearch::find(std::string_view typed, std::size_t most) const {
  std::vector<std::string> words = words_of(typed);
  if (words.size() > most_words) words.resize(most_words);
  std::vector<Range> ranges;
  for (const std::string& word : words) ranges.push_back(range_of(word));
  if (ranges.empty()) return {};
  const auto postings_in = [&](const Range& r) { return first_posting_[r.to] - first_posting_[r.from]; };
  const Range& rarest =
      *std::min_element(ranges.begin(), ranges.end(), [&](const Range& a, const Range& b) { return postings_in(a) < postings_in(b); });

  std::vector<std::uint64_t> found; // the tier above the entry, so that one comparison orders both
  std::vector<bool> seen(payloads_.size(), false);
  for (auto at = first_posting_[rarest.from]; at < first_posting_[rarest.to]; ++at) {
    const std::uint32_t entry = postings_[at];
    if (seen[entry] || (ranges.size() > 1 && !fits(entry, ranges))) continue;
    seen[entry] = true;
    found.push_back(std::uint64_t{tier(entry, ranges)} << 32U | entry);
  }
  const auto wanted = std::min(most, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted), found.end());
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < wanted; ++i) out.push_back(payloads_[static_cast<std::uint32_t>(found[i])]);
  return out;
}

} // namespace openward::app
