#pragma once
// GET /payments: lines of spend files as they were published, each with its file and its row: what every figure of spend is made of.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> payments_page_routes();

} // namespace openward::pages
