#pragma once
// The Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/), so that a
// spreadsheet can be matched against the register with OpenRefine and its like; and type-ahead for our own pages.
//
//   GET, POST /v1/reconcile                      manifest, queries=…, extend=…
//   GET /v1/reconcile/suggest/{entity,property,type}?prefix=&cursor=
//   GET /v1/reconcile/flyout/entity/{id}         {id, html}
//   GET /v1/reconcile/preview/{id}               HTML
//   GET /v1/reconcile/extend/propose?type=&limit=
//   GET /v1/suggest?q=&limit=
//
// All of it may be read by pages of any origin, and none of it records anything.

#include "service/api/router.h"
#include "service/app/body_directory.h"

#include <functional>
#include <memory>

namespace openward::api {

/// Shared by the actions of one router: each would otherwise keep all bodies for itself.
using SharedKeeper = std::shared_ptr<app::DirectoryKeeper>;

/// All of the above.
std::vector<Route> lookup_routes(const SharedKeeper& keeper);

std::vector<Route> reconcile_routes(const SharedKeeper& keeper);
std::vector<Route> suggest_routes(const SharedKeeper& keeper);
std::vector<Route> preview_routes(const SharedKeeper& keeper);

/// An action over the directory of now; its answer may be read by pages of any origin.
using LookupAction = std::function<http::Response(const Call&, const app::BodyDirectory&)>;
std::function<http::Response(const Call&)> looking_up(const SharedKeeper& keeper, LookupAction action);

/// A whole number from `least` to `most`, or `otherwise` when it is not given. Errors: anything else; given twice.
Result<std::size_t> count_parameter(const http::Request& request, std::string_view name, std::size_t least, std::size_t most,
                                    std::size_t otherwise);
/// A parameter that is given once; "" when it is not given.
Result<std::string> text_parameter(const http::Request& request, std::string_view name);

} // namespace openward::api
