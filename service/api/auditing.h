#pragma once
// The account of writes as the API keeps and shows it. Entries hold who (by token id), what, when and how it ended; never a token, a body
// or the query of an address.

#include "persistence/audit.h"
#include "persistence/repositories.h"
#include "service/api/router.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// What is known of a write before it ends.
persistence::AuditEntry entry_of(const http::Request&, std::string_view operation, const persistence::Token&);

/// Keeps an entry of a write that was refused, in a transaction of its own: that of the write was undone, or never begun. A fault of the
/// database in doing so is for the log: the refusal stands.
void record_refusal(App&, const http::Request&, std::string_view operation, const http::Response&);

std::vector<Route> audit_routes();

} // namespace openward::api
