#pragma once
// A planned award held against SI 2023/1348 as a whole: whether the Regulations apply, which routes are mandatory, open or closed, what
// cannot be told yet, which notices fall due, and what they still lack. A pure function; nothing is recorded.

#include "domain/law/change/notices_due.h"
#include "domain/law/change/route_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::law {

/// A route with what it asks for. A closed route asks for nothing, unless it is the one that was planned.
struct RouteAssessment {
  ChoiceStanding standing;
  std::vector<NoticeDue> notices{};
};

struct Assessment {
  Decision applies; // whether the Regulations apply; `missing` names members
  std::string applies_because;
  TreeResult tree;
  std::vector<RouteAssessment> routes; // all of them: mandatory, open, undecided, then closed
  ConsiderableChange change;
  std::optional<ModificationFinding> modification{};
  std::optional<Standstill> standstill{}; // of intention_published_on
  std::string standstill_note;            // why there is none though the day is known
  std::vector<Warning> warnings{};
  std::string conclusion; // one sentence
};

/// Errors: values that cannot be (negative, or terms that end before they start), each at the member at fault.
Result<Assessment> assess(const PlannedAward&, const BankHolidays* holidays);

/// The value as one over the whole term, in pounds, that the law's limits can be held against; none for a placeholder, an annual value
/// or another currency.
std::optional<std::int64_t> lifetime_pence(const std::optional<StatedValue>&);

} // namespace openward::law
