#pragma once
// The classes of one body as rows, and what follows from them: its class now, the classes of its awards, those of the words linked to it.

#include "domain/body.h"
#include "persistence/detail/bodies.h"

#include <cstdint>
#include <optional>

namespace openward::persistence::detail {

/// A class as it is recorded.
struct ClassToRecord {
  const Classification& held;
  std::optional<std::int64_t> supersedes{}; // the row that it corrects
  bool by_actor = false;                    // stated by a person, who is named; otherwise it was read
};

/// Keeps the row, settles the body's class, and records body.classified.
void record_class(UnitOfWork&, const StoredBody&, const ClassToRecord&);

/// What holds for always, as it was recorded last; none where nothing does.
std::optional<Classification> class_for_always(Session&, std::int64_t body);

/// Makes the body's class that of this day, and says whether that changed it.
bool settle_class(Session&, std::int64_t body, Date today);

/// The class of the body reaches its awards, each as of its own day, and the supplier strings that are linked to it.
void spread_class(Session&, std::int64_t body);
/// Its awards alone: strings that were led to another body keep the class of their words, which counts where the body has none.
void spread_class_to_awards(Session&, std::int64_t body);
/// The same of one award, where one of its providers has classes of a time.
void settle_class_of_award(Session&, std::int64_t award);

} // namespace openward::persistence::detail
