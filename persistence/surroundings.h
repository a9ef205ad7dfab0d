#pragma once
// Centres, programmes and indicators as they are held, and centres brought up to date by lists. Same rules as repositories.h.

#include "persistence/repositories.h"

#include <string_view>
#include <vector>

namespace openward::persistence {

/// Each with everything it has, by name.
std::vector<DiagnosticCentre> centres(Session&);
std::vector<Programme> programmes(Session&);
std::vector<Indicator> indicators(Session&);

/// Adds a centre that a list states, or brings the held one up to date (DiagnosticCentre::updated_by): the one with its code, else the one
/// with its name. Refused: a code that two held centres have, and what the domain refuses.
Result<Kept> take_centre(UnitOfWork&, const DiagnosticCentre& stated);

/// Other held centres of the same place, which may be the same one under another name. Nothing is merged for that.
std::vector<std::string> centres_in_place_of(Session&, const DiagnosticCentre&);

} // namespace openward::persistence
