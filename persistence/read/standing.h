#pragma once
// bodies=as_then|as_now: whether the rows of a closed commissioner stand under it, as when they were made, or under the body that followed
// it by the caller's today. A body that passed to several stays as it is, because no row says which part it went with. Pure functions of
// constant definitions; threads share them.

#include "persistence/read/filter.h"

namespace openward::persistence::read {

inline constexpr std::string_view standing_filter = "bodies";

/// For the tables of filters of resources that have a commissioner or payer under the alias `c` or `payer`.
FilterDef standing_def();

/// The resource that these terms ask for: the same, or its reading as of `today`. Refuses as_now without a day.
Result<const Resource*> standing(const Resource&, const std::vector<Term>&, std::optional<Date> today);

/// The key of the body under which the rows stand, "payer.key"; "" where the terms do not ask for as_now.
std::string standing_key(const Resource&, const std::vector<Term>&);

/// Rows of the filter that stay under a body which was divided; none where the terms do not ask for as_now.
/// `count` is over the resource, which may be a roll-up of itself.
Result<std::optional<std::int64_t>> divided_rows(Session&, const Resource&, const std::vector<Term>&, std::optional<Date> today,
                                                 std::string_view count = "count(*)");

} // namespace openward::persistence::read
