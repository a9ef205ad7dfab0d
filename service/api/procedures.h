#pragma once
// A procurement run step by step: POST /v1/procurements, GET /v1/procurements/{id}/procedure, and POST …/publish, …/steps, …/procedures,
// …/notices, …/representations, …/abandonment.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> procedure_routes();

} // namespace openward::api
