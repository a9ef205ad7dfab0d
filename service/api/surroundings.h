#pragma once
// GET /v1/reports/centres, /v1/reports/programmes and /v1/reports/indicators: what spend is read beside. The same answers as `openward
// report` gives under these names.

#include "service/api/router.h"
#include "service/api/surroundings_report.h"
#include "service/render/workbook.h"

#include <functional>
#include <string>
#include <vector>

namespace openward::api {

std::vector<Route> surroundings_routes();

/// A parameter of one of these reports; values are as in a URL.
struct SurroundingsParameter {
  std::string name;
  std::string description;
};

/// One report, as it is asked for from a URL or a command line. Errors name the parameter and its form.
struct SurroundingsReportInfo {
  std::string name;
  std::string description;
  std::vector<SurroundingsParameter> parameters;
  std::function<Result<SurroundingsReport>(persistence::Session&, const http::Parameters& given, Date today)> make;
};
const std::vector<SurroundingsReportInfo>& surroundings_reports();

std::string surroundings_json(const SurroundingsReport&);
/// What a workbook of the report says of itself.
render::AboutLines about_surroundings(const SurroundingsReport&, Date today);

} // namespace openward::api
