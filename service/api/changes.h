#pragma once
// The feed of changes and the history of an award: what changed, and what it said before and after.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> change_routes();

} // namespace openward::api
