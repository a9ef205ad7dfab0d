#pragma once
// Importing a file in a browser: GET and POST /imports. Previewed, then taken, by the API in the visitor's name.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> import_page_routes();

} // namespace openward::pages
