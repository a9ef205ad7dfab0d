#pragma once
// Every committed change, in commit order, numbered without a gap. The change feed, the history and, later, the leaf of the log.

#include "domain/date.h"

#include <cstdint>
#include <string>

namespace openward {

struct Event {
  std::int64_t seq = 0; // given by the database on commit
  Instant recorded_at{};
  std::string type;    // "award.drafted", "award.published", "contract.modified", "release.imported", …
  std::string subject; // public id or "ocid:…"
  int version = 0;     // of the subject after the change
  std::string actor;   // token name, "import", "demo"
  std::string body;    // canonical JSON: sorted keys, no floats
};

} // namespace openward
