#include "domain/law/timeline/facts.h"

#include "domain/law/procedure/table.h"

#include <algorithm>

namespace openward::law::timeline_parts {
namespace {

using procedure::Process;
using procedure::State;
using procedure::Step;
using procedure::StepTaken;

bool is_submission(Step step) { return procedure::to_string(step).starts_with("submit_"); }

bool makes_award(Step step) {
  return step == Step::enter_contract || step == Step::conclude_framework || step == Step::add_framework_providers;
}

bool is_further_decision(Step step) {
  return step == Step::decide_to_proceed || step == Step::decide_to_repeat || step == Step::decide_to_abandon;
}

NoticeSeen seen(const NoticeReading& notice) {
  NoticeSeen out;
  out.kind = notice.kind;
  out.dates.published = london_date(notice.published);
  out.source = notice.release_id;
  out.stated_deadline = notice.stated.representations_until;
  out.deadline_reason = notice.stated.representations_reason;
  return out;
}

void note_step(Run& run, const StepTaken& taken, NoticeKind kind, const std::string& source) {
  if (is_submission(taken.step)) {
    NoticeSeen notice;
    notice.kind = kind;
    notice.dates.submitted = taken.on;
    notice.source = source;
    run.notices.push_back(std::move(notice));
    return;
  }
  const auto submitted =
      std::find_if(run.notices.rbegin(), run.notices.rend(), [&](const NoticeSeen& n) { return n.kind == kind && !n.dates.published; });
  if (submitted == run.notices.rend()) return;
  submitted->dates.published = taken.on;
  submitted->source = source;
}

void note_fact(Run& run, const StepTaken& taken, Process process, const std::string& source) {
  if (taken.step == Step::receive_representation) run.representations.push_back(taken.on);
  if (taken.step == Step::communicate_further_decision) run.further_decision = taken.on;
  if (taken.step == Step::end_standstill) run.standstill_ended = taken.on;
  if (taken.step == Step::make_modification) run.modifications.push_back({taken.on, process, false, source});
  if (taken.step == Step::find_no_notice_due && !run.modifications.empty()) run.modifications.back().found_not_due = true;
  // A later decision replaces an earlier one.
  if (is_further_decision(taken.step)) run.abandonment.reset();
  if (taken.step == Step::decide_to_abandon) run.abandonment = Abandonment{taken.on, procedure::in_standstill(taken.before), source};
  if (!makes_award(taken.step)) return;
  AwardsMade made;
  made.route = procedure::route_of(process).value_or(Route::unknown);
  // Providers who join a framework are given no route of their own.
  if (process == Process::framework_addition) made.citation = "reg 11(16), (17), reg 17(2)";
  made.on = taken.on;
  made.source = source;
  run.awards.push_back(std::move(made));
}

Run recorded_run(const TimelineMaterial& material, std::size_t index, Date today) {
  const procedure::Procedure& recorded = material.procedures[index];
  Run run;
  run.recorded = true;
  for (std::size_t i = 0; i < recorded.history().size(); ++i) {
    const StepTaken& taken = recorded.history()[i];
    if (taken.undone || taken.on > today) continue;
    const std::string source = step_name(material, index, i);
    if (const auto kind = procedure::notice_of(taken.step)) {
      note_step(run, taken, *kind, source);
    } else {
      note_fact(run, taken, recorded.process(), source);
    }
  }
  for (AwardsMade& made : run.awards) {
    const NoticeSeen* notice = latest(run, made.route == Route::urgent_award ? NoticeKind::urgent_award : NoticeKind::award);
    if (notice != nullptr) made.notice = *notice;
  }
  return run;
}

/// The notice that announced the award: the one on the day for which the register holds it.
NoticeSeen announcement(const TimelineMaterial& material, Date published) {
  for (const NoticeReading& notice : material.notices) {
    if (notice.makes_award && london_date(notice.published) == published) return seen(notice);
  }
  NoticeSeen out;
  out.kind = NoticeKind::award;
  out.dates.published = published;
  return out;
}

void add_award(Run& run, const TimelineMaterial& material, const TimelineAward& award) {
  const auto same = std::find_if(run.awards.begin(), run.awards.end(), [&](const AwardsMade& made) {
    return made.route == award.route && made.on == award.awarded_on &&
           (made.notice ? made.notice->dates.published : std::nullopt) == award.published_on;
  });
  if (same != run.awards.end()) {
    ++same->count;
    return;
  }
  AwardsMade made;
  made.route = award.route;
  made.on = award.awarded_on;
  made.source = award.id;
  if (award.published_on) made.notice = announcement(material, *award.published_on);
  run.awards.push_back(std::move(made));
}

/// An award that joins a recorded procedure is made on the day of its step, and the step tells of it.
bool told_by_steps(const TimelineAward& award, const std::vector<Run>& recorded) {
  if (award.published_on) return false;
  return std::any_of(recorded.begin(), recorded.end(), [&](const Run& run) {
    return std::any_of(run.awards.begin(), run.awards.end(), [&](const AwardsMade& made) { return made.on == award.awarded_on; });
  });
}

Run published_run(const TimelineMaterial& material, const std::vector<Run>& recorded) {
  Run run;
  for (const NoticeReading& notice : material.notices) {
    run.notices.push_back(seen(notice));
    if (notice.kind == NoticeKind::abandonment) run.abandonment = Abandonment{std::nullopt, false, notice.release_id};
  }
  for (const TimelineAward& award : material.awards) {
    if (!told_by_steps(award, recorded)) add_award(run, material, award);
  }
  return run;
}

} // namespace

std::vector<Run> runs_of(const TimelineMaterial& material, Date today) {
  std::vector<Run> recorded;
  for (std::size_t i = 0; i < material.procedures.size(); ++i) recorded.push_back(recorded_run(material, i, today));
  std::vector<Run> runs;
  Run published = published_run(material, recorded);
  if (!published.notices.empty() || !published.awards.empty()) runs.push_back(std::move(published));
  for (Run& run : recorded) runs.push_back(std::move(run));
  return runs;
}

const NoticeSeen* latest(const Run& run, NoticeKind kind) {
  const auto found = std::find_if(run.notices.rbegin(), run.notices.rend(), [&](const NoticeSeen& n) { return n.kind == kind; });
  return found == run.notices.rend() ? nullptr : &*found;
}

std::string in_words(NoticeKind kind) {
  if (kind == NoticeKind::intention_to_follow_msp) return "intention to follow the most suitable provider process";
  std::string words(openward::to_string(kind));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string step_name(const TimelineMaterial& material, std::size_t procedure, std::size_t step) {
  const std::string name = "step " + std::to_string(step + 1);
  return material.procedures.size() == 1 ? name : "run " + std::to_string(procedure + 1) + ", " + name;
}

TimelineStanding passed_or_due(Date on, Date today) { return on <= today ? TimelineStanding::happened : TimelineStanding::due; }

std::string counted(int count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}
std::string counted(std::size_t count, std::string_view thing) { return counted(static_cast<int>(count), thing); }

} // namespace openward::law::timeline_parts
