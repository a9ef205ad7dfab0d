#pragma once
// GET /v1/commissioners/{id}/annual-summary and …/monitoring-report. The same answers as `openward report annual-summary` and `monitoring`.

#include "persistence/read/query.h"
#include "service/api/router.h"
#include "service/app/summary.h"

#include <string>
#include <vector>

namespace openward::api {

std::vector<Route> summary_routes();

/// The year that a request asks for; errors name the form.
Result<law::ReportingYear> asked_year(const Call&);

std::string summary_json(const app::AuthoritySummary&);
/// A row for each figure and each part of one.
persistence::Table summary_table(const app::AuthoritySummary&);

std::string monitoring_json(const app::AuthorityMonitoring&);
/// A row for each rule, then the notices, those that were late, the representations, and the place for the authority's own words.
persistence::Table monitoring_table(const app::AuthorityMonitoring&);

} // namespace openward::api
