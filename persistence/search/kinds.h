#pragma once
// What is searched: for each kind of record its number in search_due, the table of its words, and where its texts come from. Constants;
// threads share them.

#include "persistence/search/document.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::search {

/// Texts of some records: "select key, text, withheld from …" with {{keys}} for the keys that are asked for.
struct Source {
  Place place = Place::word; // where it is not withheld
  std::string sql;
  bool json = false; // the text is a release: what it says in words is taken out of it
};

struct Kind {
  int number;
  std::string_view name;  // for people: "awards"
  std::string_view table; // "award_words"
  std::string_view root;  // "award"
  std::vector<Source> sources;
};

std::span<const Kind> kinds();

/// What a release says in words: titles, descriptions and reasons, of whatever part of it. Nothing of a text that is no JSON.
std::vector<std::string> words_of_release(std::string_view raw);

} // namespace openward::persistence::search
