#pragma once
// What a newcomer meets first: the figures the register was founded on, the bodies of the health service, and a sample of awards and
// payments that is invented and says so.

#include "persistence/database.h"
#include "service/app/clock.h"

#include <cstdint>
#include <filesystem>

namespace openward::app {

struct DemoSummary {
  std::int64_t bodies_new = 0, bodies_known = 0, providers_new = 0, successions = 0, ownerships = 0, centres = 0, programmes = 0,
               indicators = 0;
  std::int64_t real_awards_new = 0, awards_new = 0, payments_new = 0; // the last two are synthetic
  bool anything_new = false;
};

/// Loads the folder reference/ and its sample. Run again, it adds nothing. Errors: the folder's files (each fault with its line), or a
/// register that holds records which are not from a demonstration: invented awards are not mixed into it.
Result<DemoSummary> load_demo(persistence::Database&, const Clock&, const std::filesystem::path& reference);

} // namespace openward::app
