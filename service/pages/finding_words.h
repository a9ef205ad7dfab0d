#pragma once
// What a finding was worked out from, as people say it. Threads share nothing.

#include "service/pages/figures.h"

#include <string>

namespace openward::pages {

/// "Awarded on: 1 July 2026; Not found: conflicts, decision makers" of the column `computed` of a finding; "" where nothing was.
std::string worked_out(const Record& finding);
/// "conflicts stated, conflict handling stated" of its column `missing`: what the register does not hold; "" where it holds all.
std::string not_held(const Record& finding);

} // namespace openward::pages
