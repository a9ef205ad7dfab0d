#pragma once
// What the register holds of one procurement for its timeline. Same rules as repositories.h.

#include "domain/law/timeline/timeline.h"
#include "persistence/repositories.h"

#include <optional>
#include <string_view>
#include <vector>

namespace openward::persistence {

/// The releases are still to be read into `facts.notices`.
struct HeldTimeline {
  law::TimelineMaterial facts;
  std::vector<StoredRelease> releases; // of the procurement and of those that are linked to it, oldest first
};

/// None when there is no such procurement. Of its awards the published ones, with the term that their contract has now.
std::optional<HeldTimeline> held_timeline(Session&, std::string_view ocid);

} // namespace openward::persistence
