#pragma once
// GET /search: one question over every kind of record, for people.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> search_page_routes();

} // namespace openward::pages
