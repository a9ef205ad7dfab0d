#pragma once
// GET /findings: where awards are not as a rule asks, as a list to work through. GET /rules: the catalogue of rules in plain words.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> finding_page_routes();

} // namespace openward::pages::explore
