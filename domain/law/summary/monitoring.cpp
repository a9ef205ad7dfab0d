#include "domain/law/summary/monitoring.h"

#include "domain/law/summary/figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace openward::law {
namespace {

using procedure::Step;
using procedure::StepTaken;
using summary::Year;

struct NoticeSteps {
  Step made;
  Step submitted;
  Step published;
  NoticeWindow (*window)(Date);
  std::string_view citation;
};

/// What falls due within 30 days of a step of a recorded run, by the step.
constexpr std::array<NoticeSteps, 6> notices_due_after{{
    {Step::enter_contract, Step::submit_award_notice, Step::publish_award_notice, award_notice, "regs 7(2)(b) to 11(17)(b)"},
    {Step::conclude_framework, Step::submit_award_notice, Step::publish_award_notice, award_notice, "reg 11(17)(b)"},
    {Step::add_framework_providers, Step::submit_award_notice, Step::publish_award_notice, award_notice, "reg 11(17)(b)"},
    {Step::enter_contract, Step::submit_urgent_award_notice, Step::publish_urgent_award_notice, urgent_notice, "reg 14(5)(a)"},
    {Step::make_modification, Step::submit_modification_notice, Step::publish_modification_notice, modification_notice, "reg 13(5)(a)"},
    {Step::make_modification, Step::submit_urgent_modification_notice, Step::publish_urgent_modification_notice, urgent_notice,
     "reg 14(5)(a)"},
}};

std::optional<Date> day_of(const StepTaken* step) { return step == nullptr ? std::nullopt : std::optional(step->on); }

void add_time(NoticeTimes& times, RecordReference record, std::string_view citation, NoticeWindow window, NoticeDates dates) {
  ++times.looked_at;
  const auto timing = notice_timing(window, dates);
  if (!timing || timing->verdict == Timeliness::too_early) {
    ++times.not_computable;
    record.words = timing ? "its notice came before the award" : "the dates of its notice cannot be compared";
    times.without_date.push_back(std::move(record));
    return;
  }
  switch (timing->verdict) {
  case Timeliness::in_time:
    ++times.in_time;
    return;
  case Timeliness::within_tolerance:
    ++times.within_tolerance;
    return;
  default:
    times.late.push_back({std::move(record), std::string(citation), window.closes,
                          timing->by_submission ? *dates.submitted : *dates.published, timing->days_late, timing->by_submission});
  }
}

/// An award that was read from notices.
void add_award(NoticeTimes& times, const AnnualAward& award, const AwardNoticeDates& dates) {
  RecordReference record = summary::reference_to(award);
  if (!dates.awarded_on) {
    ++times.looked_at;
    ++times.not_computable;
    record.words = "the day on which the contract was entered into is not known";
    times.without_date.push_back(std::move(record));
    return;
  }
  const bool urgent = award.route == Route::urgent_award;
  add_time(times, std::move(record), urgent ? "reg 14(5)(a)" : "regs 7(2)(b) to 11(17)(b), 18(6)(b)",
           urgent ? urgent_notice(*dates.awarded_on) : award_notice(*dates.awarded_on), dates.notice);
}

void add_run(NoticeTimes& times, const AnnualProcedure& procedure, const Year& year) {
  for (const NoticeSteps& due : notices_due_after) {
    const auto made = day_of(procedure.run.latest(due.made));
    const NoticeDates dates{day_of(procedure.run.latest(due.submitted)), day_of(procedure.run.latest(due.published))};
    if (!made || !year.holds(*made) || (!dates.submitted && !dates.published)) continue;
    add_time(times, {RecordKind::procurement, procedure.ocid, {}}, due.citation, due.window(*made), dates);
  }
}

NoticeTimes notice_times(const Year& year, const std::vector<AwardNoticeDates>& dates) {
  NoticeTimes times;
  std::set<std::string_view> run_here;
  for (const AnnualProcedure& procedure : year.material.procedures) {
    run_here.insert(procedure.ocid);
    add_run(times, procedure, year);
  }
  std::map<std::string_view, const AwardNoticeDates*> of_award;
  for (const AwardNoticeDates& one : dates) of_award.emplace(one.award_id, &one);
  for (const AnnualAward* award : year.made) {
    const auto found = of_award.find(award->id);
    if (found != of_award.end() && run_here.count(award->ocid) == 0) add_award(times, *award, *found->second);
  }
  std::sort(times.late.begin(), times.late.end(), [](const LateNotice& a, const LateNotice& b) {
    return std::tie(b.days_late, a.record.id) < std::tie(a.days_late, b.record.id);
  });
  return times;
}

void tally(RuleTally& line, const AwardFinding& finding) {
  switch (finding.outcome) {
  case Outcome::pass:
    line.passed = line.passed.value_or(0) + 1;
    break;
  case Outcome::question:
    ++line.questions;
    line.question_awards.push_back(finding.award_id);
    break;
  case Outcome::fail:
    ++line.fails;
    line.fail_awards.push_back(finding.award_id);
    break;
  case Outcome::not_computable:
    line.not_computable = line.not_computable.value_or(0) + 1;
    break;
  }
}

std::vector<RuleTally> tallies(const MonitoringMaterial& material, const std::set<std::string_view>& awards, std::span<const Rule> rules) {
  std::vector<RuleTally> lines;
  std::map<std::string_view, std::size_t> at;
  for (const Rule& rule : rules) {
    at.emplace(rule.id, lines.size());
    RuleTally line{rule.id, rule.title, rule.citation};
    if (material.every_outcome) line.passed = line.not_computable = 0;
    lines.push_back(std::move(line));
  }
  for (const AwardFinding& finding : material.findings) {
    const auto found = at.find(finding.rule);
    if (found == at.end() || awards.count(finding.award_id) == 0) continue;
    if (!material.every_outcome && finding.outcome != Outcome::question && finding.outcome != Outcome::fail) continue;
    tally(lines[found->second], finding);
  }
  if (!material.every_outcome) return lines;
  for (RuleTally& line : lines) line.looked_at = *line.passed + line.questions + line.fails + *line.not_computable;
  return lines;
}

void add_notes(MonitoringReport& report, const MonitoringMaterial& material, Date today) {
  if (today <= report.year.last)
    report.notes.push_back("The year runs until " + report.year.last.iso() + ": the figures are those of " + today.iso() + ".");
  report.notes.emplace_back("A finding is a question with a citation, not a verdict: the record may not hold what would answer it. What a "
                            "rule could not compute is a figure of its own and in none of the others.");
  if (!material.every_outcome)
    report.notes.emplace_back("Of each rule the register keeps questions and fails; what passed and what could not be computed is kept for "
                              "each award and stands in the sums alone.");
  if (!report.not_checked.empty())
    report.notes.push_back(summary::number_of(report.not_checked.size(), "award of the year was", "awards of the year were") +
                           " not checked yet, and no line counts them; openward check --all does.");
  report.notes.emplace_back("A notice known by its publication alone is called late when it appeared more than " +
                            std::to_string(default_publication_tolerance) +
                            " days after the last day: the Regulations ask when it was submitted, and a platform needs time.");
}

} // namespace

MonitoringReport monitoring_report(const MonitoringMaterial& material, const ReportingYear& reporting, std::span<const Rule> rules,
                                   Date today) {
  const Year year(material.annual, reporting);
  std::vector<AnnualRepresentation> received;
  for (const AnnualProcedure& procedure : material.annual.procedures) {
    for (AnnualRepresentation& one : representations_of(procedure)) received.push_back(std::move(one));
  }
  std::set<std::string_view> awards;
  for (const auto* list : {&year.made, &year.open}) {
    for (const AnnualAward* award : *list) {
      if (award->regime == Regime::psr) awards.insert(award->id);
    }
  }
  MonitoringReport report;
  report.year = reporting;
  report.awards = static_cast<std::int64_t>(awards.size());
  std::set<std::string_view> checked;
  for (const CheckedAward& one : material.checked) {
    if (awards.count(one.award_id) == 0) continue;
    checked.insert(one.award_id);
    report.passed += one.passed;
    report.questions += one.questions;
    report.fails += one.fails;
    report.not_computable += one.not_computable;
    report.last_checked = std::max(report.last_checked.value_or(one.checked_on), one.checked_on);
  }
  report.awards_checked = static_cast<std::int64_t>(checked.size());
  for (const std::string_view id : awards) {
    if (checked.count(id) == 0) report.not_checked.emplace_back(id);
  }
  report.rules = tallies(material, awards, rules);
  report.notices = notice_times(year, material.notice_dates);
  report.representations = summary::representations(year, received);
  add_notes(report, material, today);
  return report;
}

} // namespace openward::law
