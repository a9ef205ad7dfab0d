// The figures that only procurements run in the register can tell: representations, bridges and reviews by the Panel. None of them is
// published as a notice.

#include "domain/law/summary/figures.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace openward::law {
namespace {

using procedure::Process;
using procedure::Step;
using procedure::StepTaken;

std::optional<RepresentationOutcome> outcome_of(Step step) {
  if (step == Step::decide_to_proceed) return RepresentationOutcome::proceeded;
  if (step == Step::decide_to_repeat) return RepresentationOutcome::repeated;
  if (step == Step::decide_to_abandon) return RepresentationOutcome::abandoned;
  return std::nullopt;
}

} // namespace

std::string_view to_string(RepresentationOutcome outcome) {
  switch (outcome) {
  case RepresentationOutcome::proceeded:
    return "proceeded";
  case RepresentationOutcome::repeated:
    return "repeated";
  case RepresentationOutcome::abandoned:
    return "abandoned";
  case RepresentationOutcome::undecided:
    return "undecided";
  }
  return "";
}

std::vector<AnnualRepresentation> representations_of(const AnnualProcedure& procedure) {
  std::vector<AnnualRepresentation> out;
  // Those of one standstill share its end and its last further decision. A step that a repeat undid was taken all the same.
  std::size_t first = 0;
  std::optional<RepresentationOutcome> decided;
  bool panel = false;
  const auto close = [&](std::optional<Date> ended) {
    for (; first < out.size(); ++first) {
      out[first].standstill_ended_on = ended;
      out[first].outcome = decided.value_or(RepresentationOutcome::undecided);
      out[first].panel = panel;
    }
    decided.reset();
    panel = false;
  };
  for (const StepTaken& step : procedure.run.history()) {
    if (step.step == Step::receive_representation)
      out.push_back({procedure.ocid, step.on, {}, step.details.note, RepresentationOutcome::undecided, false});
    if (const auto outcome = outcome_of(step.step)) decided = outcome;
    panel = panel || step.step == Step::request_panel_advice;
    if (step.step == Step::end_standstill) close(step.on);
  }
  close(std::nullopt);
  return out;
}

namespace summary {
namespace {

/// How far the runs of the register reach over what the authority did in the year.
enum class Coverage { none, part, whole };

bool has_standstill_in(const AnnualProcedure& procedure, const Year& year) {
  const auto& steps = procedure.run.history();
  return std::any_of(steps.begin(), steps.end(), [&](const StepTaken& s) { return s.step == Step::end_standstill && year.holds(s.on); });
}

Coverage standstill_coverage(const Year& year) {
  const auto& runs = year.material.procedures;
  const bool any = std::any_of(runs.begin(), runs.end(), [&](const AnnualProcedure& p) { return has_standstill_in(p, year); });
  if (year.unrecorded_standstills == 0) return runs.empty() ? Coverage::none : Coverage::whole;
  return any ? Coverage::part : Coverage::none;
}

std::string only_notices(std::string_view what) {
  return "The register holds only published notices of this authority for the year, and " + std::string(what) +
         " Procurements that are run in the register tell it.";
}

void partly(SummaryFigure& figure, std::size_t unrecorded) {
  figure.status = FigureStatus::in_part;
  figure.reason = number_of(unrecorded, "award of the year is", "awards of the year are") +
                  " known from notices alone, which do not tell of this; counted are the procurements that are run in the register.";
}

/// One more in the part of this title; the first of them opens it.
void count_by(SummaryFigure& figure, const std::string& key, const std::string& title, const RecordReference& record) {
  auto part = std::find_if(figure.parts.begin(), figure.parts.end(), [&](const SummaryFigure& p) { return p.title == title; });
  if (part == figure.parts.end()) {
    figure.parts.push_back({key, title, figure.citation});
    part = std::prev(figure.parts.end());
    part->count = 0;
  }
  ++*part->count;
  part->records.push_back(record);
}

std::string outcome_title(RepresentationOutcome outcome) {
  switch (outcome) {
  case RepresentationOutcome::proceeded:
    return "the authority went on with its decision";
  case RepresentationOutcome::repeated:
    return "the authority went back to an earlier step";
  case RepresentationOutcome::abandoned:
    return "the authority abandoned the procurement";
  case RepresentationOutcome::undecided:
    return "no further decision is recorded";
  }
  return "";
}

std::string words_of(const AnnualRepresentation& one) {
  return "received " + one.received_on.iso() +
         (one.standstill_ended_on ? ", standstill ended " + one.standstill_ended_on->iso() : std::string(", standstill not ended"));
}

/// The modifications of a process that were made in the year.
std::vector<AnnualModification> made_by(const Year& year, Process process) {
  std::vector<AnnualModification> out;
  for (const AnnualProcedure& procedure : year.material.procedures) {
    if (procedure.run.process() != process) continue;
    const StepTaken* made = procedure.run.latest(Step::make_modification);
    if (made == nullptr || !year.holds(made->on)) continue;
    out.push_back({{RecordKind::procurement, procedure.ocid, "modified " + made->on.iso()}, procedure.contract_id, made->on});
  }
  return out;
}

/// What the representations were about, in the words of who recorded them.
void count_natures(SummaryFigure& figure, const Year& year, const std::vector<AnnualRepresentation>& of_all_years) {
  const std::size_t outcomes = figure.parts.size();
  for (const AnnualRepresentation& one : of_all_years) {
    if (!one.standstill_ended_on || !year.holds(*one.standstill_ended_on)) continue;
    const std::string title = one.nature.empty() ? std::string("nature not recorded") : "nature as recorded: " + one.nature;
    count_by(figure, "i.nature_" + std::to_string(figure.parts.size() - outcomes + 1), title,
             {RecordKind::procurement, one.ocid, words_of(one)});
  }
}

SummaryFigure urgent_modifications(const Year& year) {
  SummaryFigure figure{"f.urgent_modification", "contracts modified", "reg 14(2)"};
  if (year.nothing_held) {
    cannot_tell(figure, nothing_words(year));
    return figure;
  }
  std::set<std::pair<std::string, Date>> seen;
  for (const AnnualModification& told : year.material.urgent_modifications) {
    if (!year.holds(told.made_on)) continue;
    figure.records.push_back(told.record);
    if (!told.contract_id.empty()) seen.emplace(told.contract_id, told.made_on);
  }
  for (const AnnualModification& run : made_by(year, Process::urgent_modification)) {
    // The run and the change of the contract that it made are one modification.
    if (!run.contract_id.empty() && seen.count({run.contract_id, run.made_on}) == 1) continue;
    figure.records.push_back(run.record);
  }
  figure.count = static_cast<std::int64_t>(figure.records.size());
  return figure;
}

SummaryFigure bridges(const Year& year) {
  SummaryFigure figure{"f.bridge_modification", "contracts kept going while a standstill was open", "reg 14(3)"};
  const Coverage coverage = standstill_coverage(year);
  for (const AnnualModification& run : made_by(year, Process::bridge_modification)) figure.records.push_back(run.record);
  if (coverage == Coverage::none && figure.records.empty()) {
    cannot_tell(figure, year.nothing_held ? nothing_words(year) : only_notices("no notice is due for such a modification (reg 14(4))."));
    return figure;
  }
  figure.count = static_cast<std::int64_t>(figure.records.size());
  if (coverage != Coverage::whole) partly(figure, year.unrecorded_standstills);
  return figure;
}

void count_steps(SummaryFigure& figure, const Year& year, Step step, const std::string& key, const std::string& title) {
  SummaryFigure part{key, title, "reg 23(1)"};
  for (const AnnualProcedure& procedure : year.material.procedures) {
    for (const StepTaken& taken : procedure.run.history()) {
      if (taken.step == step && year.holds(taken.on))
        part.records.push_back({RecordKind::procurement, procedure.ocid, "on " + taken.on.iso()});
    }
  }
  part.count = static_cast<std::int64_t>(part.records.size());
  figure.parts.push_back(std::move(part));
}

} // namespace

SummaryFigure urgent_reliance(const Year& year) {
  SummaryFigure figure{"f", "Contracts awarded and modifications made in reliance on regulation 14", "reg 25(2)(f)"};
  figure.parts = {urgent_contracts(year), urgent_modifications(year), bridges(year)};
  if (year.nothing_held) {
    cannot_tell(figure, nothing_words(year));
    return figure;
  }
  figure.count = 0;
  for (const SummaryFigure& part : figure.parts) {
    *figure.count += part.count.value_or(0);
    figure.records.insert(figure.records.end(), part.records.begin(), part.records.end());
    if (part.status == FigureStatus::counted) continue;
    figure.status = FigureStatus::in_part;
    figure.reason += (figure.reason.empty() ? "" : " ") + ("Of " + part.title + ": " + part.reason);
    figure.open.insert(figure.open.end(), part.open.begin(), part.open.end());
  }
  return figure;
}

SummaryFigure representations(const Year& year, const std::vector<AnnualRepresentation>& of_all_years) {
  SummaryFigure figure{"i", "Written representations received in standstills that ended in the year", "reg 25(2)(i)"};
  const Coverage coverage = standstill_coverage(year);
  std::size_t still_open = 0;
  for (const AnnualRepresentation& one : of_all_years) {
    const RecordReference record{RecordKind::procurement, one.ocid, words_of(one)};
    if (!one.standstill_ended_on && one.received_on <= year.period.last) ++still_open;
    if (!one.standstill_ended_on || !year.holds(*one.standstill_ended_on)) continue;
    figure.records.push_back(record);
    count_by(figure, "i.outcome_" + std::string(to_string(one.outcome)), outcome_title(one.outcome), record);
    if (one.panel) count_by(figure, "i.panel_advice_sought", "the Panel was asked for advice", record);
  }
  count_natures(figure, year, of_all_years);
  if (coverage == Coverage::none) {
    cannot_tell(figure, year.nothing_held ? nothing_words(year) : only_notices("representations are not published as notices."));
    return figure;
  }
  figure.count = static_cast<std::int64_t>(figure.records.size());
  figure.note = "A representation belongs to the year in which its standstill ended, whenever it was received.";
  if (still_open > 0)
    figure.note += " " + number_of(still_open, "representation stands", "representations stand") +
                   " in a standstill that has not ended, and is in no year yet.";
  if (coverage == Coverage::part) partly(figure, year.unrecorded_standstills);
  return figure;
}

SummaryFigure panel_reviews(const Year& year) {
  SummaryFigure figure{"panel_reviews", "Reviews by the Panel in which its advice was given in the year", "guidance"};
  count_steps(figure, year, Step::request_panel_advice, "panel_reviews.requested", "advice asked for");
  count_steps(figure, year, Step::receive_panel_advice, "panel_reviews.advised", "advice given");
  count_steps(figure, year, Step::close_panel_request, "panel_reviews.closed", "closed without advice");
  const Coverage coverage = standstill_coverage(year);
  const bool any = std::any_of(figure.parts.begin(), figure.parts.end(), [](const SummaryFigure& p) { return p.count.value_or(0) > 0; });
  if (coverage == Coverage::none && !any) {
    cannot_tell(figure, year.nothing_held ? nothing_words(year) : only_notices("requests to the Panel are not published as notices."));
    figure.parts.clear();
    return figure;
  }
  figure.records = figure.parts[1].records;
  figure.count = figure.parts[1].count;
  if (coverage != Coverage::whole) partly(figure, year.unrecorded_standstills);
  return figure;
}

} // namespace summary
} // namespace openward::law
