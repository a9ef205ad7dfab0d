#pragma once
// The roll-ups of awards held against the awards they were made from: the second half of check_rollups. Reads; one thread, one Session.

#include "persistence/rollups.h"

#include <cstddef>

namespace openward::persistence::detail {

/// Of cells that differ, how many are put into words.
inline constexpr std::size_t most_rollup_words = 20;

/// Adds what differs. Each award is looked at once, and each level is added up from the one below.
void check_award_sums(Session&, RollUpCheck&);

} // namespace openward::persistence::detail
