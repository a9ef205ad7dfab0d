#pragma once
// The sums of spend by who was paid, for the reports that rank and square payees: a line for each body (or group of bodies), and one for
// all words that are linked to none, which nobody knows how many bodies they are.

#include "persistence/read/query.h"

namespace openward::persistence {

/// For run_report. Its dimensions are those of spend; `provider` and `provider_group` have neither id nor name in the line of the words
/// that are linked to no body. Measures: payments, paid, and `words`, how many different ones those are.
const ReportInfo& payees();

} // namespace openward::persistence
