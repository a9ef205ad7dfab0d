#pragma once
// POST /v1/assessments: a planned award held against the law. No token, and nothing is recorded. The same answer as `openward assess`.

#include "domain/law/change/assessment.h"
#include "service/api/router.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

std::vector<Route> assessment_routes();

/// From the JSON of a planned award to its assessment. Errors: everything that is wrong with it at once, each with its JSON pointer.
Result<law::Assessment> assess_json(std::string_view body);

/// The assessment as the API gives it.
std::string assessment_json(const law::Assessment&);

} // namespace openward::api
