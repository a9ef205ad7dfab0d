#pragma once
// The decisions of curators over HTTP: POST /v1/matches/{id}/decision and …/undo, GET and POST /v1/providers/{id}/classifications. The
// queue itself is the list /v1/matches.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> match_routes();

} // namespace openward::api
