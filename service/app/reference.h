#pragma once
// The folder reference/ as a part of the register: facts that a register of one's own starts from, each with its source and none invented.

#include "persistence/database.h"
#include "service/app/clock.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace openward::app {

struct ReferenceSummary {
  std::int64_t bodies_new = 0, bodies_known = 0, providers_new = 0, successions = 0, ownerships = 0, centres = 0, programmes = 0,
               indicators = 0;

  bool anything_new() const { return bodies_new + providers_new + successions + ownerships + centres + programmes + indicators > 0; }
};

/// Adds what the register does not hold yet: integrated care boards, trusts and what they came from; providers with their names, classes
/// and owners; centres, programmes and indicators. What it holds otherwise stays as it is, but for a source that says more of a provider.
/// Errors: the folder's files, each fault with its line; then nothing was added.
Result<ReferenceSummary> load_reference(persistence::Database&, const Clock&, const std::filesystem::path& reference,
                                        const std::string& actor);

} // namespace openward::app
