#pragma once
// The numbering of events, which is the order of the feed, the history and the log.

#include "domain/event.h"
#include "persistence/detail/session.h"

#include <vector>

namespace openward::persistence::detail {

/// The last thing before COMMIT: numbers the events on from the highest, without a gap, and stores them.
void write_events(Session&, std::vector<Event>&);
/// From here to the end of the transaction nobody else writes events; on SQLite nobody does anyway.
void lock_events(Session&);

} // namespace openward::persistence::detail
