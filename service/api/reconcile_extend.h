#pragma once
// What a table of reconciled bodies can be extended by, and the values. Pure functions of a directory.

#include "service/api/reconcile_body.h"
#include "service/render/json.h"

namespace openward::api {

/// In the order in which they are proposed.
std::span<const app::ReconcileWord> extend_properties();
std::vector<std::string> extend_property_ids();

/// {"meta": […], "rows": {id: {property: [values]}}}. An id that the register does not list has no values.
void write_extension(render::Json& out, const app::BodyDirectory& directory, const ExtendRequest& request);

} // namespace openward::api
