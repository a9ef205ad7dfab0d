#pragma once
// Files sent to the register: POST /v1/imports (a preview with dry_run=true), GET /v1/imports/{id}.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> import_routes();

} // namespace openward::api
