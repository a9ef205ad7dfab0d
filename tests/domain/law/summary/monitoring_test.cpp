#include "domain/law/summary/monitoring.h"
#include "tests/domain/law/summary/authorities.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;
using law::Outcome;
using law::procedure::Process;

namespace {

law::Rule rule(std::string id) {
  law::Rule out;
  out.title = "Title of " + id;
  out.citation = "reg 1";
  out.id = std::move(id);
  return out;
}
const std::vector<law::Rule> catalogue{rule("PSR-28"), rule("PSR-31")};

law::MonitoringReport of(const law::MonitoringMaterial& material, std::string_view year = "2024-25") {
  return law::monitoring_report(material, reporting(year), catalogue, later());
}

law::MonitoringMaterial three_awards() {
  AuthorityRecords records;
  records.add({});                          // aw-1
  records.add({});                          // aw-2
  records.add({.on = "2025-05-01"});        // aw-3, of the next year
  records.add({.regime = Regime::pcr2015}); // aw-4, which the rules do not concern
  law::MonitoringMaterial material;
  material.annual = std::move(records.material);
  return material;
}

std::string shown(const law::RuleTally& t) {
  const auto number = [](const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : std::string("?"); };
  return t.rule + " looked " + number(t.looked_at) + " passed " + number(t.passed) + " questions " + std::to_string(t.questions) +
         " fails " + std::to_string(t.fails) + " not computable " + number(t.not_computable);
}

} // namespace

TEST_CASE("a rule's line counts the awards of the year by outcome, and what could not be computed by itself", "[domain][law][summary]") {
  auto material = three_awards();
  material.every_outcome = true;
  material.findings = {
      {"aw-1", "PSR-28", Outcome::pass}, {"aw-2", "PSR-28", Outcome::fail},           {"aw-3", "PSR-28", Outcome::fail},
      {"aw-4", "PSR-28", Outcome::fail}, {"aw-1", "PSR-31", Outcome::not_computable}, {"aw-2", "PSR-31", Outcome::question},
      {"aw-1", "PSR-99", Outcome::fail}};
  material.checked = {
      {"aw-1", day("2026-01-02"), 1, 0, 1, 1}, {"aw-2", day("2026-01-03"), 0, 1, 1, 0}, {"aw-3", day("2026-02-01"), 9, 9, 9, 9}};
  const auto report = of(material);
  REQUIRE(report.rules.size() == 2);
  CHECK(shown(report.rules[0]) == "PSR-28 looked 2 passed 1 questions 0 fails 1 not computable 0");
  CHECK(shown(report.rules[1]) == "PSR-31 looked 2 passed 0 questions 1 fails 0 not computable 1");
  CHECK(report.rules[0].fail_awards == std::vector<std::string>{"aw-2"});
  CHECK(report.rules[1].question_awards == std::vector<std::string>{"aw-2"});
  CHECK(report.awards == 2);
  CHECK(report.awards_checked == 2);
  CHECK(report.last_checked == day("2026-01-03"));
  CHECK(report.passed == 1);
  CHECK(report.questions == 1);
  CHECK(report.fails == 2);
  CHECK(report.not_computable == 1);
}

TEST_CASE("where only questions and fails are kept, passes of a rule are unknown and not none", "[domain][law][summary]") {
  auto material = three_awards();
  material.findings = {{"aw-1", "PSR-28", Outcome::question}};
  material.checked = {{"aw-1", day("2026-01-02"), 20, 1, 0, 30}};
  const auto report = of(material);
  CHECK(shown(report.rules[0]) == "PSR-28 looked ? passed ? questions 1 fails 0 not computable ?");
  CHECK(report.passed == 20);
  CHECK(report.not_checked == std::vector<std::string>{"aw-2"});
}

TEST_CASE("a notice that came later than 30 days after the award is late by the days that it came later", "[domain][law][summary]") {
  struct Case {
    std::string awarded, published;
    std::string expected;
  };
  const auto one = GENERATE(values<Case>({
      {"2024-06-03", "2024-07-03", "in time"},
      {"2024-06-03", "2024-07-04", "within tolerance"},
      {"2024-06-03", "2024-07-05", "within tolerance"},
      {"2024-06-03", "2024-07-06", "late by 3, last day 2024-07-03"},
      {"2024-06-03", "2024-06-02", "not computable: its notice came before the award"},
      {"", "2024-06-02", "not computable: the day on which the contract was entered into is not known"},
  }));
  AuthorityRecords records;
  records.add({});
  law::MonitoringMaterial material;
  material.annual = records.material;
  material.notice_dates = {{"aw-1", one.awarded.empty() ? std::nullopt : std::optional(day(one.awarded)), {{}, day(one.published)}}};
  const auto times = of(material).notices;
  CHECK(times.looked_at == 1);
  std::string shown_times;
  if (times.in_time == 1) shown_times = "in time";
  if (times.within_tolerance == 1) shown_times = "within tolerance";
  if (times.not_computable == 1) shown_times = "not computable: " + times.without_date.front().words;
  for (const auto& late : times.late) shown_times = "late by " + std::to_string(late.days_late) + ", last day " + late.last_day.iso();
  CHECK(shown_times == one.expected);
}

TEST_CASE("of a run in the register the submission decides, without a tolerance", "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::direct_award_a, "2024-06-01",
              "enter_contract 2024-06-03; submit_award_notice 2024-07-04; publish_award_notice 2024-07-08");
  records.run(Process::urgent_award, "2024-06-01",
              "enter_contract 2024-06-03; submit_urgent_award_notice 2024-07-03; publish_urgent_award_notice 2024-07-20");
  law::MonitoringMaterial material;
  material.annual = std::move(records.material);
  const auto times = of(material).notices;
  CHECK(times.looked_at == 2);
  CHECK(times.in_time == 1);
  REQUIRE(times.late.size() == 1);
  CHECK(times.late.front().days_late == 1);
  CHECK(times.late.front().by_submission);
  CHECK(times.late.front().came_on == day("2024-07-04"));
}

TEST_CASE("an award of which no notice is held, or of another year, has no notice that could be late", "[domain][law][summary]") {
  auto material = three_awards();
  material.notice_dates = {{"aw-3", day("2025-05-01"), {{}, day("2025-09-01")}}, {"aw-4", day("2024-06-03"), {{}, day("2024-09-01")}}};
  CHECK(of(material).notices.looked_at == 0);
}
