#pragma once
// Published awards as pairs of who buys and who provides, for setting them beside payments. Same rules as query.h.

#include "persistence/read/query.h"

namespace openward::persistence {

/// One provider of one award; an award without providers is one pair too.
struct AwardPair {
  std::string award;
  Cell effective_on;
  Cell commissioner_id;
  Cell commissioner_name;
  Cell provider_id;
  Cell provider_name;      // "a person" for people, unless the session reads in full
  bool has_notice = false; // the register holds a notice that speaks of it
};

/// By award, in the order of the notice. The filters are those of awards; see depends_on_day for `today`.
Result<std::vector<AwardPair>> award_pairs(Session&, const std::vector<FilterTerm>&, std::optional<Date> today = {});

} // namespace openward::persistence
