#pragma once
// GET /commissioners and GET /providers: the bodies as lists to search, with the filters of the API.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> body_list_routes();

} // namespace openward::pages::explore
