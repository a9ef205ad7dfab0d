#pragma once
// Whom the names in spend files mean, for curators: GET and POST /matches. Decided and taken back by the API, in the visitor's name.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> match_page_routes();

} // namespace openward::pages
