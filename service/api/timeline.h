#pragma once
// GET /v1/procurements/{id}/timeline: what happened, what is due and by when, what is late. The same answer as `openward timeline`.

#include "service/api/router.h"
#include "service/app/timeline.h"

#include <string>
#include <vector>

namespace openward::api {

std::vector<Route> timeline_routes();

/// The timeline as the API gives it.
std::string timeline_json(const app::TimelineAnswer&);

} // namespace openward::api
