#pragma once
// What a newcomer meets first: the figures the register was founded on, the bodies of the health service, and a sample of awards and
// payments that is invented and says so.

#include "persistence/database.h"
#include "service/app/clock.h"
#include "service/app/reference.h"

#include <cstdint>
#include <filesystem>

namespace openward::app {

struct DemoSummary {
  ReferenceSummary reference;
  std::int64_t real_awards_new = 0, awards_new = 0, payments_new = 0; // the last two are synthetic

  bool anything_new() const { return reference.anything_new() || real_awards_new + awards_new + payments_new > 0; }
};

/// Loads the folder reference/ and its sample. Run again, it adds nothing. Errors: the folder's files (each fault with its line), or a
/// register that holds records which are not from a demonstration: invented awards are not mixed into it.
Result<DemoSummary> load_demo(persistence::Database&, const Clock&, const std::filesystem::path& reference);

} // namespace openward::app
