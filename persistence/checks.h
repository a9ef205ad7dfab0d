#pragma once
// What must be true of a register, recomputed from its rows.

#include "persistence/database.h"

#include <string>
#include <vector>

namespace openward::persistence {

struct Check {
  std::string name; // "every spend file equals its lines"
  std::int64_t looked_at = 0;
  std::vector<std::string> broken{}; // what does not hold, at most twenty
};

/// The feed has no gap; every spend file accounts for its rows, its refusals and, to the penny, its payments; every award's class is that
/// of its providers; every imported award stands on a release that is held; findings are of published awards under the Provider Selection
/// Regime and of procurements without one, and as many as their counts say.
std::vector<Check> check_register(Session&);

} // namespace openward::persistence
