#pragma once
// Whether a report can be answered by what is added up already, and how. A roll-up answers when everything that is asked (groups, filters,
// parts, what the lens looks at) can be said with the columns of its cells, and with the tables these lead to: then all rows of a cell
// agree in it, and the sums are the same to the penny. Pure functions of constant definitions; threads share them.

#include "persistence/read/report_plan.h"

#include <memory>
#include <string>

namespace openward::persistence::read {

/// A plan in the words of a roll-up. The plan views texts beside it.
struct RolledPlan {
  struct Texts;
  RolledPlan();
  RolledPlan(RolledPlan&&) noexcept;
  RolledPlan& operator=(RolledPlan&&) noexcept;
  ~RolledPlan();

  Plan plan;
  std::string_view root;      // of the roll-up
  bool asks_for_days = false; // right only while `month_divided` counts nothing
  std::unique_ptr<Texts> texts;
};

/// With the smallest roll-up that can say it; none where the rows have to be read.
std::optional<RolledPlan> rolled(const Plan&);

/// The same, after asking whether the database's months are whole where that matters.
Result<std::optional<RolledPlan>> rolled(Session&, const Plan&);

} // namespace openward::persistence::read
