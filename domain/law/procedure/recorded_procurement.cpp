#include "domain/law/procedure/recorded_procurement.h"

#include "domain/law/procedure/table.h"
#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::law::procedure {
namespace {

namespace text = openward::detail;

constexpr std::size_t longest_title = 1000;

constexpr auto states = std::to_array<std::string_view>({"draft", "published"});
static_assert(text::spells_all(states, ProcurementState::published));

constexpr auto reasons = std::to_array<std::string_view>({"switch", "bridge", "modification"});
static_assert(text::spells_all(reasons, Because::contract_modified));

constexpr auto award_steps = std::to_array<Step>({Step::enter_contract, Step::conclude_framework, Step::add_framework_providers});

bool selects(Process process) {
  return process != Process::modification && process != Process::urgent_modification && process != Process::bridge_modification;
}

Error conflict_at(std::string where, std::string code, std::string message) {
  Error error{ErrorKind::conflict, message, {}, {}};
  error.faults.push_back({std::move(where), std::move(code), std::move(message)});
  return error;
}

/// The same error with its faults at the member that the recorder wrote.
Error at_member(Error error, std::string_view from, std::string_view to) {
  for (Fault& fault : error.faults) {
    if (fault.where == from) fault.where = to;
  }
  return error;
}

std::optional<Fault> future_day(std::string where, const std::optional<Date>& day, Date today) {
  if (!day || *day <= today) return std::nullopt;
  return Fault{std::move(where), "in_future",
               "the day " + day->iso() + " is after today (" + today.iso() + "); record what happened when it has happened"};
}

std::vector<Fault> faults_of(const ProcurementFacts& facts) {
  std::vector<Fault> faults;
  if (facts.commissioner_id.empty())
    faults.push_back({"/commissioner", "missing", "the procurement names no commissioner; name the body that buys"});
  if (text::trimmed(facts.title).empty())
    faults.push_back({"/title", "missing", "the procurement has no title; name the service that is to be bought"});
  if (text::characters(facts.title) > longest_title)
    faults.push_back({"/title", "too_long", "the title has more than 1,000 characters; move the detail to the description"});
  for (std::size_t i = 0; i < facts.cpv.size(); ++i) {
    if (facts.cpv[i].size() == 8 && text::all_digits(facts.cpv[i])) continue;
    faults.push_back(
        {"/cpv/" + std::to_string(i), "bad_cpv",
         "the CPV code " + text::quoted(facts.cpv[i]) + " is not eight digits; write it like \"85100000\", without the check digit"});
  }
  if (facts.estimate && facts.estimate->amount.pence < 0) {
    faults.push_back({"/estimate/amount", "negative",
                      "the estimate " + facts.estimate->amount.decimal() + " is negative; an expected value is zero or more"});
  }
  return faults;
}

/// The first run, or what is wrong with it.
std::optional<Procedure> begun_by(const Beginning& beginning, Date today, std::vector<Fault>& faults) {
  if (!beginning.process)
    faults.push_back({"/process", "missing", "the process is missing; say which process of the Regulations is followed (reg 6(1))"});
  if (!beginning.began) faults.push_back({"/began", "missing", "the day on which the process began is missing; give it, as 2026-03-02"});
  if (auto fault = future_day("/began", beginning.began, today)) faults.push_back(*std::move(fault));
  if (!beginning.process || !beginning.began) return std::nullopt;
  if (!selects(*beginning.process)) {
    faults.push_back({"/process", "no_selection",
                      std::string(to_string(*beginning.process)) +
                          " selects no provider; record it in the procurement whose contract it modifies, as a further procedure"});
    return std::nullopt;
  }
  auto run = Procedure::begin(*beginning.process, beginning.choice, *beginning.began);
  if (run) return *std::move(run);
  const Error refused = at_member(run.error(), "/date", "/began");
  faults.insert(faults.end(), refused.faults.begin(), refused.faults.end());
  return std::nullopt;
}

std::optional<Step> notice_step(NoticeKind kind, std::string_view beginning) {
  for (const std::string_view word : step_words()) {
    const auto step = step_from(word);
    if (step && word.starts_with(beginning) && notice_of(*step) == kind) return step;
  }
  return std::nullopt;
}

} // namespace

std::string_view to_string(ProcurementState v) { return text::word_of(states, v); }
std::optional<ProcurementState> procurement_state_from(std::string_view word) { return text::from_word<ProcurementState>(states, word); }
std::span<const std::string_view> procurement_state_words() { return states; }

std::string_view to_string(Because v) { return text::word_of(reasons, v); }
std::optional<Because> because_from(std::string_view word) { return text::from_word<Because>(reasons, word); }
std::span<const std::string_view> because_words() { return reasons; }

std::optional<Step> award_step_of(Process process) {
  for (const Step step : award_steps) {
    if (!states_taking(process, step).empty()) return step;
  }
  return std::nullopt;
}

std::optional<NoticeToCome> notice_to_come(const Procedure& run) {
  const auto last_day = run.notice_due();
  if (!last_day) return std::nullopt;
  for (const Step step : run.allowed()) {
    if (const auto kind = notice_of(step)) return NoticeToCome{*kind, *last_day};
  }
  return std::nullopt;
}

std::optional<Step> submission_of(NoticeKind kind) { return notice_step(kind, "submit_"); }
std::optional<Step> publication_of(NoticeKind kind) { return notice_step(kind, "publish_"); }

Result<RecordedProcurement> RecordedProcurement::create(ProcurementFacts facts, const Beginning& beginning, Date today) {
  std::vector<Fault> faults = faults_of(facts);
  auto run = begun_by(beginning, today, faults);
  if (!faults.empty() || !run) return invalid("the procurement cannot be recorded as given", std::move(faults));
  RecordedProcurement made;
  made.facts_ = std::move(facts);
  made.procedures_.push_back({{}, *std::move(run), {}});
  return made;
}

RecordedProcurement RecordedProcurement::restore(std::string ocid, ProcurementState state, int version, bool imported,
                                                 ProcurementFacts facts, std::vector<RecordedProcedure> procedures) {
  RecordedProcurement stored;
  stored.ocid_ = std::move(ocid);
  stored.state_ = state;
  stored.version_ = version;
  stored.imported_ = imported;
  stored.facts_ = std::move(facts);
  stored.procedures_ = std::move(procedures);
  return stored;
}

Result<> RecordedProcurement::must_be_ours(std::string_view what) const {
  if (!imported_) return Done{};
  return conflict_at("", "imported",
                     "the procurement " + ocid_ + " was read from published notices, so " + std::string(what) +
                         "; it changes when its notices do");
}

Result<> RecordedProcurement::publish() {
  if (auto ours = must_be_ours("it is published already"); !ours) return ours;
  if (state_ == ProcurementState::published)
    return conflict_at("", "published_already", "the procurement " + ocid_ + " is published already; record its next step");
  if (!selection())
    return conflict_at("", "no_procedure",
                       "the procurement " + ocid_ + " was opened by an award and is published with it; publish the award");
  state_ = ProcurementState::published;
  return Done{};
}

const RecordedProcedure* RecordedProcurement::selection() const {
  const auto found =
      std::find_if(procedures_.rbegin(), procedures_.rend(), [](const RecordedProcedure& p) { return selects(p.run.process()); });
  return found == procedures_.rend() ? nullptr : &*found;
}

Result<std::size_t> RecordedProcurement::index_of(const std::string& procedure_id) const {
  if (procedure_id.empty()) {
    if (const RecordedProcedure* chosen = selection()) return static_cast<std::size_t>(chosen - procedures_.data());
    return conflict_at("/procedure", "no_procedure",
                       "the award of " + ocid_ +
                           " was recorded without the steps that led to it; begin a procedure, and name it, to record steps");
  }
  std::string known;
  for (std::size_t i = 0; i < procedures_.size(); ++i) {
    if (procedures_[i].id == procedure_id) return i;
    known += (known.empty() ? "" : ", ") + procedures_[i].id + " (" + std::string(to_string(procedures_[i].run.process())) + ")";
  }
  return invalid_at("/procedure", "unknown_procedure",
                    "the procurement " + ocid_ + " has no procedure " + text::quoted(procedure_id) +
                        "; its procedures are: " + (known.empty() ? "none" : known));
}

Result<> RecordedProcurement::take(const StepToTake& wanted, Date today, const NthWorkingDayAfter& nth_working_day_after) {
  if (auto ours = must_be_ours("no steps are recorded for it"); !ours) return ours;
  std::vector<Fault> faults;
  if (!wanted.step) faults.push_back({"/step", "missing", "the step is missing; GET .../procedure lists the steps that are allowed now"});
  if (!wanted.on) faults.push_back({"/on", "missing", "the day of the step is missing; say on which day it was taken, as 2026-03-02"});
  if (auto fault = future_day("/on", wanted.on, today)) faults.push_back(*std::move(fault));
  if (!faults.empty()) return invalid("the step cannot be recorded as given", std::move(faults));
  const auto index = index_of(wanted.procedure_id);
  if (!index) return index.error();
  auto taken = procedures_[*index].run.apply(*wanted.step, *wanted.on, wanted.details, nth_working_day_after);
  if (!taken) return at_member(taken.error(), "/date", "/on");
  return Done{};
}

Result<> RecordedProcurement::open(const FurtherProcedure& wanted, Date today) {
  if (auto ours = must_be_ours("no procedure is recorded for it"); !ours) return ours;
  std::vector<Fault> faults;
  const bool needs_process = wanted.because != Because::bridge;
  if (!wanted.because)
    faults.push_back({"/because", "missing", "the reason is missing; say why a further procedure begins: switch, bridge or modification"});
  if (!wanted.process && needs_process)
    faults.push_back({"/process", "missing", "the process is missing; say which process of the Regulations is followed"});
  if (!wanted.began) faults.push_back({"/began", "missing", "the day on which it began is missing; give it, as 2026-03-02"});
  if (auto fault = future_day("/began", wanted.began, today)) faults.push_back(*std::move(fault));
  if (wanted.because == Because::contract_modified && wanted.contract_id.empty())
    faults.push_back({"/contract", "missing", "the contract is missing; name the contract that is modified, by its public id"});
  if (wanted.because == Because::process_switched && !wanted.contract_id.empty())
    faults.push_back({"/contract", "no_effect", "a switch concerns no contract; leave it out"});
  if (wanted.because == Because::bridge && wanted.process && *wanted.process != Process::bridge_modification)
    faults.push_back({"/process", "not_open", "a bridge is a bridge_modification (reg 14(3)); leave the process out"});
  if (wanted.because == Because::contract_modified && wanted.process && *wanted.process != Process::modification &&
      *wanted.process != Process::urgent_modification)
    faults.push_back({"/process", "not_open", "a contract is modified by modification (reg 13) or urgent_modification (reg 14(2))"});
  if (!faults.empty()) return invalid("the procedure cannot be recorded as given", std::move(faults));

  const RecordedProcedure* award = selection();
  if (wanted.because != Because::contract_modified && !award)
    return conflict_at("/because", "no_procedure", "the award of " + ocid_ + " was recorded without a procedure that this could follow");
  auto run = wanted.because == Because::process_switched ? Procedure::switched(award->run, *wanted.process, *wanted.began)
             : wanted.because == Because::bridge         ? Procedure::bridge(award->run, *wanted.began)
                                                         : Procedure::begin(*wanted.process, Choice::mandatory, *wanted.began);
  if (!run) return at_member(run.error(), "/date", "/began");
  procedures_.push_back({{}, *std::move(run), wanted.contract_id});
  return Done{};
}

std::optional<AwardProcedure> RecordedProcurement::award_procedure() const {
  const RecordedProcedure* chosen = selection();
  if (!chosen) return std::nullopt;
  const Process process = chosen->run.process();
  const auto step = award_step_of(process);
  AwardProcedure told;
  told.ocid = ocid_;
  told.published = state_ == ProcurementState::published;
  told.route = route_of(process);
  if (step) {
    told.awaited = to_string(*step);
    if (const StepTaken* taken = chosen->run.latest(*step)) told.made_on = taken->on;
  }
  return told;
}

Result<AwardDraft> RecordedProcurement::joined_by(AwardDraft draft) const {
  if (auto ours = must_be_ours("no award is recorded for it"); !ours) return at_member(ours.error(), "", "/procurement");
  const auto procedure = award_procedure();
  if (!procedure) {
    return conflict_at("/procurement", "no_procedure",
                       "the procurement " + ocid_ + " was opened by an award and has no procedure; record this award without it");
  }
  std::vector<Fault> faults;
  if (!procedure->route) {
    faults.push_back({"/procurement", "no_award",
                      "the procedure of " + ocid_ + " adds providers to a framework, and that is no award; leave the procurement out"});
  }
  if (draft.commissioner_id.empty()) draft.commissioner_id = facts_.commissioner_id;
  if (draft.commissioner_id != facts_.commissioner_id)
    faults.push_back(
        {"/commissioner", "other_commissioner", "the procurement " + ocid_ + " is of another commissioner; name that one or none"});
  if (procedure->route && draft.route == Route::unknown) draft.route = *procedure->route;
  if (procedure->route && draft.route != *procedure->route) {
    faults.push_back({"/route", "other_route",
                      "the process of " + ocid_ + " leads to " + std::string(openward::to_string(*procedure->route)) + " and not to " +
                          std::string(openward::to_string(draft.route)) + "; give that route or none"});
  }
  if (!faults.empty()) return invalid("the award cannot join the procurement as given", std::move(faults));
  draft.procurement = ocid_;
  return draft;
}

} // namespace openward::law::procedure
