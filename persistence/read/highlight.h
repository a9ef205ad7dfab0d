#pragma once
// The fragments of a row in which the words of a question stand, as pieces of plain text: whoever shows them escapes each as they would any
// text. Plain values.

#include "persistence/read/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

struct Highlight {
  struct Part {
    std::string text;
    bool found = false; // it is what was looked for
  };
  std::string column;
  std::vector<Part> parts; // together they are the fragment
  bool cut_before = false, cut_after = false;
};

/// Of the texts that are shown in the row; none where the words stand in the text of its notices alone, or withheld.
std::vector<Highlight> highlights(const std::vector<Column>&, const Row&, std::string_view q);

} // namespace openward::persistence
