#pragma once
// The roll-ups of awards held against the awards they were made from: the second half of check_rollups, with what both halves put into
// words. Reads; one thread, one Session.

#include "persistence/rollups.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// Of cells that differ, how many are put into words.
inline constexpr std::size_t most_rollup_words = 20;

/// SQL that gives "payer_key 3, month 202404" of the columns "payer_key, month", for people.
std::string shown_keys(std::string_view keys);

/// Adds what differs. Each award is looked at once, and each level is added up from the one below.
void check_award_sums(Session&, RollUpCheck&);

} // namespace openward::persistence::detail
