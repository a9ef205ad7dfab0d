#pragma once
// GET /missing: what the register does not hold, in plain words.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> missing_page_routes();

} // namespace openward::pages::explore
