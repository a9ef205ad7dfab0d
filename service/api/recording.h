#pragma once
// Writes: POST /v1/awards, POST /v1/awards/{id}/publish, POST /v1/awards/{id}/cancel, POST /v1/contracts/{id}/modifications.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> recording_routes();

} // namespace openward::api
