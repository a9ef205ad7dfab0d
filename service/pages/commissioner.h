#pragma once
// GET /commissioners/{id}: what one buyer paid and awarded, in plain words, beside others of its kind.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> commissioner_page_routes();

} // namespace openward::pages::explore
