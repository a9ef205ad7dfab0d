#pragma once
// How many rows a filter leaves, and how they are split by a value, from what is added up already where that can say it: the total and the
// facets of a list then cost the same at a thousand rows and at a million. Constant definitions; one thread, one Session.

#include "persistence/read/rollups.h"

#include <optional>
#include <span>
#include <string_view>

namespace openward::persistence::read {

/// The plan of a count in the words of a roll-up, and the sum that counts.
struct CountedAlready {
  RolledPlan rolled;
  std::string_view rows;

  const Resource& resource() const { return *rolled.plan.resource; }
  const std::vector<Term>& terms() const { return rolled.plan.terms; }
  /// In the order in which they were asked for.
  std::vector<const ColumnDef*> columns() const { return group_columns(rolled.plan); }
};

/// None where the rows have to be counted. `split_by` outlives what is given back.
Result<std::optional<CountedAlready>> counted_already(Session&, const Resource&, const std::vector<Term>&, std::optional<Date> today,
                                                      std::span<const Dimension* const> split_by = {});

} // namespace openward::persistence::read
