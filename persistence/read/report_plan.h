#pragma once
// A report as it was asked for and understood. Refers to constant definitions and to the caller's lens; otherwise plain values of one
// thread.

#include "persistence/read/filter.h"

#include <memory>
#include <string>
#include <vector>

namespace openward::persistence::read {

/// A dimension whose SQL is written for one lens; the dimension views the text beside it.
struct SectorSplit {
  std::string sql;
  Dimension dimension;
};

struct Plan {
  const ReportDef* report = nullptr;
  const Resource* resource = nullptr;
  std::vector<Term> terms{};
  std::vector<const Dimension*> dimensions{};
  const Lens* lens = nullptr;
  std::unique_ptr<const SectorSplit> sector{};
  std::optional<Date> today{};
  std::string_view account{};
  std::vector<Part> parts{};
  std::optional<LensUse> lens_use{};
};

/// Errors are `invalid`, with a fault for each parameter.
Result<Plan> plan_report(const ReportDef&, const ReportRequest&);

std::vector<const ColumnDef*> group_columns(const Plan&);
/// The same rows, all in one.
Plan without_groups(const Plan&);

} // namespace openward::persistence::read
