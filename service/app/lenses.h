#pragma once
// The lenses of the copies of reference/lenses.tsv and reference/budgets.tsv that are built into the program. Immutable; any thread may use
// them.

#include "domain/lens.h"

namespace openward::app {

const LensBook& lenses();

} // namespace openward::app
