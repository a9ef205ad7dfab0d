#pragma once
// Published awards set beside payments: which have no notice, no parties or no payment, and who was both paid and awarded. Worked out by
// the database over the narrow table award_counted, so that no award is read that is not listed. Same rules as query.h.

#include "persistence/read/query.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace openward::persistence {

enum class AwardGap {
  without_notice,   // no notice that speaks of it is held
  without_parties,  // it names no commissioner or no provider; in no gap below
  of_no_spend_file, // no payments of its commissioner are held
  without_payment,  // none of its providers was paid by its commissioner, whose payments are held
};

/// Filters of awards that leave any row of a body or an origin: commissioner and synthetic.
using GapFilters = std::vector<FilterTerm>;

Result<std::int64_t> count_award_gap(Session&, AwardGap, const GapFilters&);

/// An award with its first provider.
struct GapAward {
  Cell award;
  Cell effective_on;
  Cell commissioner_id;
  Cell commissioner_name;
  Cell provider_id;
  Cell provider_name; // "a person" for people, unless the session reads in full
};
/// In the order in which they came to the register, the first `most` of them.
Result<std::vector<GapAward>> list_award_gap(Session&, AwardGap, const GapFilters&, std::int64_t most);

/// Public ids of payer and payee, of payments of this origin, where an award of that payer to that payee is held.
Result<std::set<std::pair<std::string, std::string>>> paid_and_awarded(Session&, const GapFilters&);

} // namespace openward::persistence
