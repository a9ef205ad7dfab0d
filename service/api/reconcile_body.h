#pragma once
// What a client of the Reconciliation Service API sends: a batch of queries, or a request to extend a table, as JSON inside a form field.
// Pure functions. A fault is a JSON pointer into that JSON.
//
//   queries = {QID: {query?, type?: ID|[ID…], type_strict?: any|should|all, limit?, properties?: [{pid, v: VALUE|[VALUE…]}…]}…}
//   extend  = {ids: [ID…], properties: [{id, settings?: {}}…]}
//   VALUE   = text, number, boolean or {id, name?}

#include "service/app/reconcile.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::api {

/// What one request may hold: queries of a batch, or ids to extend.
constexpr std::size_t kReconcileBatch = 100;
constexpr std::size_t kReconcileLimit = 100;

using QueryBatch = std::vector<std::pair<std::string, app::ReconcileQuery>>;

/// Errors: not JSON, a member that the protocol does not have, a type, pid or word that is not known here, neither query nor property, a
/// limit that is not 1 to 100.
Result<QueryBatch> read_queries(std::string_view json);

struct ExtendRequest {
  std::vector<std::string> ids;
  std::vector<std::string> properties;
};
/// `known` are the properties that a table can be extended by. Errors as above.
Result<ExtendRequest> read_extend(std::string_view json, const std::vector<std::string>& known);

} // namespace openward::api
