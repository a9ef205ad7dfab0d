#pragma once
// The filter `q` and the order `relevance` as conditions of SQL, and where the words of `q` stand in a row that is shown. Plain values;
// nothing is shared.

#include "persistence/read/filter.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::read {

/// Rows whose `key` has what the text asks for in the words of `table`; what is withheld counts only for eyes that may see it.
std::string search_condition(Query&, std::string_view key, std::string_view table, std::string_view text);

/// How near a row is to the question, the same on both databases: 3 all words as one phrase in its title, 2 all of them in its title, 1 in
/// its title, its parties and its identifiers, 0 anywhere.
std::string relevance(Query&, std::string_view key, std::string_view table, std::string_view text);

/// The term of `q`; none where nothing is searched.
const Term* search_term(const std::vector<Term>&);

} // namespace openward::persistence::read
