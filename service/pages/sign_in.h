#pragma once
// Signing in and out in a browser: GET and POST /sign-in, POST /sign-out.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> sign_in_routes();

} // namespace openward::pages
