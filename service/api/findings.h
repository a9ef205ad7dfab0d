#pragma once
// The law over HTTP: GET /v1/awards/{id}/findings, GET /v1/procurements/{id}/findings, GET /v1/rules, GET /v1/rules/{id}.

#include "service/api/router.h"
#include "service/app/findings.h"

#include <vector>

namespace openward::api {

std::vector<Route> finding_routes();

/// The findings of an award, or of a procurement without one, as the API and `openward check` write them.
std::string findings_json(const app::CheckedAward& checked);

} // namespace openward::api
