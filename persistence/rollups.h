#pragma once
// The roll-ups of spend held against the lines they were made from, and those of awards against the awards. The comparison reads; the
// rebuilding works in the transaction it is given and takes as long as reading every line.

#include "persistence/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace openward::persistence {

struct RollUpCheck {
  std::int64_t lines = 0;           // of payment
  std::int64_t awards = 0;          // in whichever state
  std::int64_t cells = 0;           // of all levels
  std::int64_t differing = 0;       // cells that are not what their lines give
  std::vector<std::string> words{}; // the first twenty: which cell, and by how much
};

/// Adds up the lines again, payer by payer, each once, and each level from the one below. Memory is bounded by the lines of one payer.
RollUpCheck check_rollups(Session&);
/// Throws every level away and works it out from the lines and the awards.
void rebuild_rollups(Session&);

} // namespace openward::persistence
