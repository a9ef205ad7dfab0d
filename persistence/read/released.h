#pragma once
// Which releases and records of OCDS there are for a filter of the list of procurements: their keys in the order in which packages are
// written, and how many in all. Reads of one session.

#include "persistence/read/query.h"

#include <cstdint>
#include <vector>

namespace openward::persistence {

/// The filters by which a package is chosen: those of procurements, but for the state, as nothing else than what is published becomes a
/// release, and for whether bodies stand as of now, as a release states its own.
std::span<const FilterInfo> release_filters();

/// The releases that were read and belong to the filter, after this key; at most `limit`.
Result<std::vector<std::int64_t>> release_keys_after(Session&, const std::vector<FilterTerm>&, std::int64_t key, int limit);
/// Its procurements, or those of them that were recorded here.
enum class ProcurementsOf { everything, recorded };
Result<std::vector<std::int64_t>> procurement_keys_after(Session&, const std::vector<FilterTerm>&, ProcurementsOf, std::int64_t key,
                                                         int limit);

/// Exact, of what whoever the session reads for may see: everybody sees no release that was read of an award to a person.
Result<std::int64_t> count_releases(Session&, const std::vector<FilterTerm>&);
/// Procurements with at least one such release.
Result<std::int64_t> count_records(Session&, const std::vector<FilterTerm>&);

} // namespace openward::persistence
