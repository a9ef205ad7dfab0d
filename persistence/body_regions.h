#pragma once
// In which region of NHS England bodies lie. Works in the unit of work it is given; one thread.

#include "domain/region.h"
#include "persistence/database.h"

#include <cstdint>
#include <map>
#include <string>

namespace openward::persistence {

/// By ODS code.
using RegionsOfCodes = std::map<std::string, Region, std::less<>>;

/// Places the bodies of these codes that the register holds, and records body.placed; gives how many lay elsewhere before, or nowhere
/// known.
std::int64_t place_bodies(UnitOfWork&, const RegionsOfCodes&);
/// The same of bodies whose region is not known: what another source said of one stays.
std::int64_t place_unknown_bodies(UnitOfWork&, const RegionsOfCodes&);

} // namespace openward::persistence
