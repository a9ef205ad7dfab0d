#pragma once
// Reports over HTTP: GET /v1/reports/spend, GET /v1/reports/awards.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> report_routes();

/// "a,b" and repeated parameters alike; none given is the report's default.
std::vector<std::string> group_by(const persistence::ReportInfo&, const http::Parameters& given);

/// Filters, group_by and lens, from the query of a URL or the options of a command line.
Result<persistence::ReportRequest> report_request(const persistence::ReportInfo&, const http::Parameters& given);

} // namespace openward::api
