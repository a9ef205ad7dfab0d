#pragma once
// What the record of a provider or a commissioner says beyond the row of its list: figures made by the reports, each with the address of
// the rows that add up to it, and the same figures at length under addresses of their own. Real and invented rows never stand in one
// figure: those of the other origin are counted as left out. Pure functions of the register.

#include "service/api/router.h"

#include <string>
#include <vector>

namespace openward::api {

/// GET /v1/providers/{id}/income and /v1/commissioners/{id}/spend.
std::vector<Route> body_figure_routes();

/// The member `figures` of a single record, from its row; "" for a resource without any.
Result<std::string> record_figures(persistence::Session&, const persistence::ResourceInfo&, const persistence::Row&);

} // namespace openward::api
