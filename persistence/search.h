#pragma once
// The words that are searched, held against the texts they were made from. The comparison reads; the rebuilding works in the transaction it
// is given and takes as long as reading every text.

#include "persistence/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace openward::persistence {

struct SearchCheck {
  std::int64_t records = 0;         // of every kind that is searched
  std::int64_t differing = 0;       // records whose words are not what their texts give, and words of no record
  std::vector<std::string> words{}; // the first twenty of them
};

SearchCheck check_search(Session&);
/// Throws all words away and reads every text again.
void rebuild_search(Session&);

} // namespace openward::persistence
