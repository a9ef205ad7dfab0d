#include "persistence/read/counted.h"

#include <algorithm>

namespace openward::persistence::read {
namespace {

const ReportDef* report_of(const Resource& resource) {
  const auto all = report_definitions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const ReportDef* r) { return r->resource == resource.name && r->rollups; });
  return found == all.end() ? nullptr : *found;
}

} // namespace

Result<std::optional<CountedAlready>> counted_already(Session& s, const Resource& resource, const std::vector<Term>& terms,
                                                      std::optional<Date> today, std::span<const Dimension* const> split_by) {
  const ReportDef* report = report_of(resource);
  if (!report) return std::optional<CountedAlready>();
  Plan plan{report, &resource, terms};
  plan.dimensions.assign(split_by.begin(), split_by.end());
  plan.today = today;
  plan.parts = {{"rows", "count(*)"}};
  auto found = rolled(s, plan);
  if (!found) return found.error();
  if (!*found) return std::optional<CountedAlready>();
  return std::optional<CountedAlready>({*std::move(*found), report->rollups->rows});
}

} // namespace openward::persistence::read
