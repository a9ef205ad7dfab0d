#pragma once
// One spend file on its way into the register, inside a transaction.

#include "service/app/import.h"

namespace openward::app {

/// Reads the file as the options, the publisher's remembered layout and the file itself say, and keeps every payment and refusal of it.
Result<> take_spend(persistence::UnitOfWork&, FileOutcome&, std::int64_t source, std::string_view bytes, const ImportOptions&);

/// A file that is held already: a publisher that is given by hand is not passed over. It is taken where nobody was known to have published
/// the file; where it differs from who did, the file is refused with what to do.
Result<> seen_spend(persistence::UnitOfWork&, FileOutcome&, std::int64_t source, const ImportOptions&);

/// Adds a refusal to the tally of its reason.
void count_refusal(FileOutcome&, const persistence::Refusal&);
/// The commonest reason first.
void sort_refusals(FileOutcome&);

} // namespace openward::app
