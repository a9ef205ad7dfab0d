#pragma once
// The register held against itself: its rows against each other, and its procurements against the releases they were read from.

#include "persistence/checks.h"
#include "service/app/clock.h"

namespace openward::app {

/// Everything of persistence::check_register, and: reading every kept release again gives the procurements and awards that are held.
/// Changes nothing.
Result<std::vector<persistence::Check>> check(persistence::Database&, const Clock&);

} // namespace openward::app
