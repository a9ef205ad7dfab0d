#pragma once
// What changed last, first: the rows of a list with the latest of the register's events about each behind the resource's own columns.

#include "persistence/read/definition.h"
#include "persistence/read/query.h"

#include <span>
#include <string_view>

namespace openward::persistence {

/// Whether the rows of a resource have changes of their own: awards, procurements and findings.
bool has_changes(std::string_view resource);
/// What a page by change has behind the resource's columns: changed.seq, changed.at, changed.type, changed.first_at.
std::span<const Column> change_columns();
/// A page of the list with the latest change first; the request's sort is passed over. Errors: see list().
Result<Page> list_by_change(Session&, const ResourceInfo&, ListRequest);

namespace read {
/// The resource with those columns, sorted by them; null when it has no changes.
const Resource* find_by_change(std::string_view name);
} // namespace read

} // namespace openward::persistence
