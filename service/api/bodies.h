#pragma once
// Two records of one organisation: POST /v1/bodies/{id}/merge and …/split by a curator; the id of a merged body leads to the other.

#include "service/api/router.h"

#include <optional>
#include <string_view>
#include <vector>

namespace openward::api {

std::vector<Route> body_routes();

/// 301 to the record of the body that this one was merged into, for GET of providers and commissioners; none for anything else.
std::optional<http::Response> moved_body(const Call&, std::string_view resource, std::string_view id);

} // namespace openward::api
