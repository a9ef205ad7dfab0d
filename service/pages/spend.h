#pragma once
// GET /spend: what was paid, by kind of provider, sector, region or body, over financial years, through a lens. Each figure leads to its
// payments.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> spend_page_routes();

} // namespace openward::pages
