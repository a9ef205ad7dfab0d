#pragma once
// GET /areas: from the name of a place, a trust, a board or a council to its page; and the regions with their buyers and what those paid.

#include "service/api/reconcile.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> area_page_routes(const api::SharedKeeper& keeper);

} // namespace openward::pages::explore
