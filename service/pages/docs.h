#pragma once
// The reference of the API as a page: GET /docs. Made once from the embedded contract and its recorded examples; threads share it.

#include "service/api/router.h"

#include <string>

namespace openward::pages {

const std::string& docs_page();
std::vector<api::Route> docs_routes();

} // namespace openward::pages
