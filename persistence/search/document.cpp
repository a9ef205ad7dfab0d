#include "persistence/search/document.h"

#include "persistence/search/words.h"

namespace openward::persistence::search {
namespace {

constexpr std::string_view no_word = "\xC2\xA4"; // the general sign of a currency, which is in no word
constexpr std::array<char, places> weights{'A', 'B', 'C', 'D'};

} // namespace

void Document::add(Place place, std::string_view text) {
  if (text.empty() || !texts_.emplace(place, text).second) return;
  auto& list = words_[static_cast<std::size_t>(place)];
  if (!list.empty()) {
    list.emplace_back();
    ++length_;
  }
  for (Word& word : words_of(text)) {
    if (length_ >= longest_document) return;
    ++length_;
    list.push_back(++repeats_[word.text] > most_repeats ? std::string() : std::move(word.text));
  }
}

std::array<std::string, places> Document::columns() const {
  std::array<std::string, places> out;
  for (std::size_t i = 0; i < places; ++i) {
    for (const std::string& word : words_[i]) {
      if (!out[i].empty()) out[i] += ' ';
      out[i] += word.empty() ? no_word : word;
    }
  }
  return out;
}

std::string Document::tsvector() const {
  std::string out;
  std::size_t position = 0;
  for (std::size_t i = 0; i < places; ++i) {
    ++position; // no phrase goes from one place into the next
    for (const std::string& word : words_[i]) {
      ++position;
      if (word.empty()) continue;
      if (!out.empty()) out += ' ';
      out += "'" + word + "':" + std::to_string(position) + weights[i];
    }
  }
  return out;
}

} // namespace openward::persistence::search
