#pragma once
// Everything that can be taken away whole: the complete downloads, and what a program must know to read them.

#include "service/api/router.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// GET /v1/exports, and for each list /v1/<resource>.csv-metadata.json.
std::vector<Route> export_routes();

/// The value of a Link header that leads from a CSV to the description of its columns; `query` is that of the CSV.
std::string described_by(const std::string& resource, const http::Parameters& query);

} // namespace openward::api
