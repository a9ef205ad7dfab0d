#pragma once
// A page of awards, procurements or findings, sorted by its latest changes, as an Atom feed: each record once, under an id that stays, with
// a sentence of what changed.

#include "persistence/read/query.h"
#include "service/render/atom.h"

#include <string>
#include <vector>

namespace openward::api {

struct FeedAddresses {
  std::string self, first;
  std::string next{}; // "" on the last page
};

/// The page has the columns of changes (list_by_change). `now` is when the register changed last; a feed without entries has it.
render::AtomFeed feed_from(const persistence::ResourceInfo&, const persistence::Page&, const std::vector<persistence::FilterTerm>&,
                           const FeedAddresses&, Instant now);

} // namespace openward::api
