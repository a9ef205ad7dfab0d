#pragma once
// Every resource of the read side, as a list, as one record, and as a complete download.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

/// GET /v1/<resource> (.json a page, .csv and .ndjson the whole filter) and GET /v1/<resource>/{id}, for every resource.
std::vector<Route> list_routes();

} // namespace openward::api
