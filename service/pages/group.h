#pragma once
// GET /groups and GET /groups/{id}: who owns providers, and what all that an owner owned was paid and awarded while it did.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> group_page_routes();

} // namespace openward::pages::explore
