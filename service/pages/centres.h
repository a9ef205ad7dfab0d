#pragma once
// GET /diagnostic-centres: who runs them, whose buildings they are in, who paid, and how far the programme is. GET
// /diagnostic-centres/{id}: one of them with its history.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> centre_page_routes();

} // namespace openward::pages::explore
