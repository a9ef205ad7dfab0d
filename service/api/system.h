#pragma once
// What is not a resource: health, readiness, metrics, the contract, the index, the feed of changes.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> system_routes();

/// api-spec/openapi.yaml as JSON.
const std::string& contract_json();

} // namespace openward::api
