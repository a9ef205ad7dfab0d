#pragma once
// Everything that can be looked up by a name: bodies, programmes and diagnostic centres, read whole, for indexes that are kept in memory.
// Bodies of the class `individual` are left out here, so that nothing above can list one. Plain values; the functions belong to their
// Session.

#include "domain/matching/known_body.h"
#include "persistence/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace openward::persistence {

struct NamedBody {
  matching::KnownBody known; // without its address
  std::string group{};       // public id of the body at the top of its owners, today; "" when it is owned by nobody
  bool commissioner = false;
  bool provider = false;   // provides, or is paid
  std::int64_t awards = 0; // published ones, that it made or that went to it
};

struct NamedRecord {
  std::string id;
  std::string name;
  bool synthetic = false;
};

/// The id of a body that was merged, and that of the body it leads to.
struct MergedId {
  std::string from;
  std::string into;
};

struct NamedThings {
  std::int64_t seq = 0;          // of the register when this was read
  std::vector<NamedBody> bodies; // in the order in which they came; without those that were merged into another
  std::vector<MergedId> merged;
  std::vector<NamedRecord> programmes;
  std::vector<NamedRecord> centres;
  std::vector<Succession> successions;
};

/// `today` chooses the owners.
NamedThings named_things(Session&, Date today);

/// True when an event after `since` may have changed an answer of named_things, apart from the counts of awards.
bool names_changed(Session&, std::int64_t since);

} // namespace openward::persistence
