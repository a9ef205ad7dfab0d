#include "service/app/assess.h"

#include "exchange/ocds/classify.h"
#include "service/app/law_surroundings.h"

#include <algorithm>

namespace openward::app {

Result<law::Assessment> assess(law::PlannedAward plan) {
  const auto listed = [](const std::string& code) { return exchange::in_schedule_1(code); };
  if (!plan.cpv.empty()) plan.scope.cpv_in_schedule_1 = std::any_of(plan.cpv.begin(), plan.cpv.end(), listed);
  auto assessment = law::assess(plan, &bank_holidays());
  if (assessment && !plan.cpv.empty() && !listed(plan.cpv.front())) {
    assessment->warnings.push_back(
        {"main_code_not_listed", "The main CPV code " + plan.cpv.front() +
                                     " is not in Schedule 1, and a notice gives the most relevant code. Put a listed one first."});
  }
  return assessment;
}

} // namespace openward::app
