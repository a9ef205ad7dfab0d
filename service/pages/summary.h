#pragma once
// The annual summary of an authority as a page that prints: GET /commissioners/{id}/annual-summary.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> summary_page_routes();

} // namespace openward::pages
