#pragma once
// GET /awards: awards found by words and filters, with what else could be asked and how many rows each choice leaves.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> awards_page_routes();

} // namespace openward::pages
