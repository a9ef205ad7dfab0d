#pragma once
// The feed as it is read: every event with what its record said before. Kept are the events alone: what was said before stands in an
// earlier event of the same record, and is looked up there, so that nobody who writes pays for it.
//
// Some events tell all that a record says after them: those of awards, contracts, imported procurements, bodies, centres, programmes,
// indicators, tokens, remembered layouts and checks by the law. The others tell what happened, such as a step that was taken, and have
// nothing before them.

#include "domain/event.h"
#include "persistence/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

/// What kind of record the body of an event of this type is the whole of: "award", "contract", …; "" for what happened.
std::string_view record_told_by(std::string_view event_type);

/// What a record said, and the event that said it.
struct Told {
  std::string type;
  std::string body;
};

struct Change {
  Event event;
  std::optional<Told> before{}; // none where the record is new, and where the event tells no record
};

std::vector<Change> changes_since(Session&, std::int64_t seq, int limit);
/// The history of one subject, oldest first.
std::vector<Change> changes_of(Session&, std::string_view subject);

} // namespace openward::persistence
