#pragma once
// Keeps the words of records as their texts are. Triggers note in search_due whose texts changed, whoever changed them; the same
// transaction reads those texts again before it ends, so that a search never shows what is not held. One thread, one Session.

#include "persistence/detail/session.h"
#include "persistence/search/kinds.h"

#include <cstdint>
#include <map>
#include <vector>

namespace openward::persistence::search {

bool anything_due(Session&);
/// Writes the words of everything that is due. On PostgreSQL it waits for whoever else is writing words: two that changed one record's
/// texts at a time both see, in turn, what the other wrote.
void index_due(Session&);
/// Everything is due.
void all_due(Session&);

/// The documents of these records as their texts are now; none for a record that is not held.
std::map<std::int64_t, Document> documents(Session&, const Kind&, const std::vector<std::int64_t>& keys);
/// How many records at a time: their releases are in memory together.
inline constexpr std::size_t records_at_once = 200;

} // namespace openward::persistence::search
