#pragma once
// Recording an award in a browser: GET and POST /record. The law is asked as the form is filled in; drafts are stored and published by the
// API, in the visitor's name.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> record_routes();

} // namespace openward::pages
