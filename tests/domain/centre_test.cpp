#include "domain/centre.h"
#include "tests/domain/faults.h"
#include "tests/support/catch.h"

using namespace openward;
using openward::test::faults_of;
using Lines = std::vector<std::string>;

namespace {

Date day(std::string_view iso) { return *Date::parse(iso); }

DiagnosticCentre centre_with(std::vector<CentreStatusChange> history) {
  DiagnosticCentre centre;
  centre.name = "Invented Diagnostic Centre";
  centre.place = "Inventown";
  centre.history = std::move(history);
  return centre;
}

} // namespace

TEST_CASE("a centre needs a name, a place and a status", "[domain][centre]") {
  const auto refused = DiagnosticCentre::create({});
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/name missing", "/place missing", "/history missing"});
}

TEST_CASE("the status of a centre is the last of its history", "[domain][centre]") {
  const auto centre =
      DiagnosticCentre::create(centre_with({{CentreStatus::announced, {}, ""}, {CentreStatus::open, day("2022-07-01"), ""}}));
  REQUIRE(centre);
  CHECK(centre->status() == CentreStatus::open);
}

TEST_CASE("a centre cannot close before it opens", "[domain][centre]") {
  const auto by_date =
      DiagnosticCentre::create(centre_with({{CentreStatus::open, day("2024-01-02"), ""}, {CentreStatus::closed, day("2024-01-01"), ""}}));
  REQUIRE_FALSE(by_date);
  CHECK(faults_of(by_date.error()) == Lines{"/history/1 before_opening"});
  const auto by_order = DiagnosticCentre::create(centre_with({{CentreStatus::closed, {}, ""}, {CentreStatus::open, {}, ""}}));
  REQUIRE_FALSE(by_order);
  CHECK(faults_of(by_order.error()) == Lines{"/history/0 before_opening"});
}

TEST_CASE("a centre may be given up before it opened, and may open again", "[domain][centre]") {
  CHECK(DiagnosticCentre::create(centre_with({{CentreStatus::announced, {}, ""}, {CentreStatus::closed, day("2024-01-01"), ""}})));
  CHECK(DiagnosticCentre::create(centre_with({{CentreStatus::open, day("2022-01-01"), ""},
                                              {CentreStatus::closed, day("2023-01-01"), ""},
                                              {CentreStatus::open, day("2024-01-01"), ""}})));
}

TEST_CASE("a programme needs a name, a unit, and a target for its target date", "[domain][centre]") {
  Programme programme;
  programme.target_date = day("2025-03-31");
  const auto refused = Programme::create(programme);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/name missing", "/unit missing", "/target missing"});
  programme.name = "Invented centres";
  programme.unit = "centres";
  programme.target = -1;
  CHECK(faults_of(Programme::create(programme).error()) == Lines{"/target negative"});
  programme.target = 160;
  CHECK(Programme::create(programme));
}

TEST_CASE("an indicator's values name their body and period, and do not run backwards", "[domain][centre]") {
  Indicator indicator;
  indicator.name = "Bed occupancy";
  indicator.unit = "per cent";
  indicator.values.push_back({"ods:X9Z", "2024-25 Q1", day("2024-04-01"), day("2024-06-30"), 91'400, ""});
  CHECK(Indicator::create(indicator));
  indicator.values.push_back({"", "", day("2024-06-30"), day("2024-04-01"), 0, ""});
  const auto refused = Indicator::create(indicator);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/values/1/body missing", "/values/1/period missing", "/values/1/to before_start"});
}
