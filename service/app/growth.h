#pragma once
// What changed between two financial years, and whose change it is: every group of a dimension before and after, and its share of the whole
// change. A change is no level: nine tenths of an increase can go to somebody who has a tenth of the whole.

#include "service/app/table_report.h"

namespace openward::app {

struct GrowthQuestion {
  SpendQuestion spend{};
  int from = 0; // starting years
  int to = 0;
  std::string group_by = "provider_class";
};

/// Refuses a dimension of time, since every such group lies in one of the two years alone, and a year that is compared with itself.
Result<TableReport> growth(persistence::Session&, const GrowthQuestion&);

/// The dimensions of spend that it can be split by.
std::vector<std::string> growth_dimensions();

} // namespace openward::app
