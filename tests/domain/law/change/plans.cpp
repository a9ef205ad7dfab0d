#include "tests/domain/law/change/plans.h"

#include "tests/support/catch.h"

#include <algorithm>

namespace openward::test {

using namespace law;

PlannedAward health_care_plan() {
  PlannedAward plan;
  plan.cpv = {"85121270"};
  plan.scope.relevant_authority = true;
  plan.scope.health_care = true;
  plan.scope.cpv_in_schedule_1 = true;
  return plan;
}

PlannedAward replacement_plan() {
  PlannedAward plan = health_care_plan();
  plan.existing.same_provider = true;
  plan.existing.only_capable = false;
  plan.existing.due_to_expire = true;
  plan.existing.replaced_at_end = true;
  plan.existing.satisfied = true;
  plan.existing.likely_to_satisfy = true;
  plan.existing.value = StatedValue{{100'000'000, {}}, Vat::excluded, ValueKind::lifetime};
  plan.value = StatedValue{{110'000'000, {}}, Vat::excluded, ValueKind::lifetime};
  plan.choice.offered = false;
  plan.change.materially_different = false;
  plan.change.attributable_to_authority = true;
  return plan;
}

const BankHolidays& holidays() {
  static const BankHolidays one = [] {
    std::vector<Holiday> days;
    for (const char* iso :
         {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01",
          "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03",
          "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-26", "2026-12-28", "2027-01-01", "2027-03-26",
          "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28"}) {
      days.push_back({day(iso), "a public holiday"});
    }
    auto made = BankHolidays::create(std::move(days), "the holidays of this test");
    REQUIRE(made);
    return *std::move(made);
  }();
  return one;
}

Assessment assessed(const PlannedAward& plan) {
  auto out = assess(plan, &holidays());
  REQUIRE(out);
  return *std::move(out);
}

std::string standings(const Assessment& assessment) {
  std::string out;
  for (const RouteAssessment& one : assessment.routes) {
    if (one.standing.standing == Standing::closed) continue;
    out += (out.empty() ? "" : " ") + std::string(to_string(one.standing.choice)) + ":" + std::string(to_string(one.standing.standing));
  }
  return out;
}

std::string until(const Assessment& assessment) {
  std::string out;
  for (const QuestionId id : assessment.tree.until) out += (out.empty() ? "" : " ") + std::string(question(id).name);
  return out;
}

const RouteAssessment& route(const Assessment& assessment, Choice choice) {
  return *std::find_if(assessment.routes.begin(), assessment.routes.end(),
                       [&](const RouteAssessment& one) { return one.standing.choice == choice; });
}

} // namespace openward::test
