#pragma once
// GET /about: what every word of the register means, where its records come from, how figures are made and how to cite them.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> about_page_routes();

} // namespace openward::pages::explore
