#include "domain/law/procedure/procedure.h"

#include "domain/law/procedure/guards.h"
#include "domain/law/procedure/table.h"
#include "domain/text.h"

#include <algorithm>
#include <array>

namespace openward::law::procedure {
namespace {

constexpr int days_for_a_notice = 30; // regs 7(2)(b), 8(2)(b), 9(11)(b), 10(15)(b), 11(17)(b), 13(5)(a), 14(5)(a), 15(5), 18(6)(b)

const Date in_force = Date::from_days(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)); // reg 1(1)

struct Discretion {
  Choice choice;
  Process process;
};

/// Where regulation 6 leaves a choice. Reg 6(7) and (8) make competition mandatory where there is none.
constexpr auto discretions = std::to_array<Discretion>({
    {Choice::among_c_msp_cp, Process::direct_award_c},
    {Choice::among_c_msp_cp, Process::most_suitable_provider},
    {Choice::among_c_msp_cp, Process::competitive_process},
    {Choice::among_msp_cp, Process::most_suitable_provider},
    {Choice::among_msp_cp, Process::competitive_process},
});

std::vector<Process> processes_of(Choice choice) {
  std::vector<Process> open;
  for (const Discretion& d : discretions) {
    if (d.choice == choice) open.push_back(d.process);
  }
  return open;
}

bool left_open(Choice choice, Process process) {
  const bool chosen = process == Process::direct_award_c || process == Process::most_suitable_provider;
  if (choice == Choice::mandatory) return !chosen;
  return std::any_of(discretions.begin(), discretions.end(),
                     [&](const Discretion& d) { return d.choice == choice && d.process == process; });
}

template <typename E>
std::string listed(const std::vector<E>& values) {
  std::string text;
  for (const E value : values) text += (text.empty() ? "" : ", ") + std::string(to_string(value));
  return text;
}

/// Where the step would be in place.
std::string place_of(Process process, Step step) {
  const std::vector<State> states = states_taking(process, step);
  return states.empty() ? "; it is a step of " + listed(processes_with(step)) : "; it is taken in " + listed(states);
}

Error conflict(std::string where, std::string code, std::string message) {
  Error error{ErrorKind::conflict, message, {}, {}};
  error.faults.push_back({std::move(where), std::move(code), std::move(message)});
  return error;
}

Date last_day(const Procedure& procedure) { return procedure.history().empty() ? procedure.began() : procedure.history().back().on; }

bool has_taken_what_repeats(const Procedure& procedure, Step repeat) {
  const std::vector<StepTaken>& history = procedure.history();
  return std::any_of(history.begin(), history.end(), [&](const StepTaken& t) { return !t.undone && detail::goes_back_to(repeat, t.step); });
}

std::optional<Error> fault_of_beginning(Process process, Choice choice, Date on) {
  if (on < in_force) {
    return invalid_at("/date", "before_the_regime",
                      "the Provider Selection Regime governs what began on 2024-01-01 or later (regs 1(1) and 29), and this began on " +
                          on.iso() + "; record it under the law of its time");
  }
  if (left_open(choice, process)) return std::nullopt;
  const std::string remedy = choice == Choice::mandatory
                                 ? "is followed by choice alone (reg 6(5) or (6)): say among which processes it was chosen"
                                 : "is not among the processes of that choice: " + listed(processes_of(choice)) + " (reg 6(5) and (6))";
  return invalid_at("/choice", "not_open",
                    std::string(to_string(process)) + " with the choice \"" + std::string(to_string(choice)) + "\": it " + remedy);
}

} // namespace

Result<Procedure> Procedure::begin(Process process, Choice choice, Date on) {
  if (process == Process::bridge_modification)
    return conflict("/process", "no_standstill",
                    "a bridge modification needs the award that it waits for (reg 14(3)(a)): begin it from that procedure");
  if (auto fault = fault_of_beginning(process, choice, on)) return std::move(*fault);
  Procedure begun;
  begun.process_ = process;
  begun.choice_ = choice;
  begun.began_ = on;
  return begun;
}

Result<Procedure> Procedure::switched(const Procedure& abandoned, Process to, Date on) {
  const std::string from(to_string(abandoned.process_));
  const std::string way = from + " cannot be switched to " + std::string(to_string(to)) + " (reg 6(9)): ";
  if (abandoned.choice_ == Choice::mandatory)
    return conflict("/process", "not_discretionary",
                    way + from + " was not chosen at discretion under reg 6(5) or (6); abandon it and begin anew");
  const State state = abandoned.state_;
  if (state != State::abandonment_due && state != State::abandonment_submitted && state != State::abandoned) {
    return conflict("/process", "not_abandoned",
                    way + "it is " + std::string(to_string(state)) + " and not abandoned; decide to abandon it under reg 15 first");
  }
  if (to == abandoned.process_ || !left_open(abandoned.choice_, to))
    return conflict("/process", "not_open",
                    way + "the choice was among " + listed(processes_of(abandoned.choice_)) + "; take another one of these");
  if (on < last_day(abandoned))
    return conflict("/date", "out_of_order", way + "it was abandoned on " + last_day(abandoned).iso() + "; give that day or a later one");
  auto begun = begin(to, abandoned.choice_, on);
  if (begun) begun->switched_from_ = abandoned.process_;
  return begun;
}

Result<Procedure> Procedure::bridge(const Procedure& award, Date on) {
  if (!in_standstill(award.state_)) {
    return conflict("/process", "no_standstill",
                    "the award is " + std::string(to_string(award.state_)) +
                        " and not in a standstill (reg 14(3)(a)); a bridge modification is for the time of a standstill");
  }
  const StepTaken* asked = award.latest(Step::request_panel_advice);
  if (!asked) {
    return conflict("/process", "no_advice_sought",
                    "no independent expert advice has been sought in the standstill (reg 14(3)(b)); record request_panel_advice first");
  }
  if (on < asked->on)
    return conflict("/date", "out_of_order", "advice was sought on " + asked->on.iso() + " (reg 14(3)(b)); give that day or a later one");
  Procedure begun;
  begun.process_ = Process::bridge_modification;
  begun.began_ = on;
  return begun;
}

Result<Procedure> Procedure::restore(Process process, Choice choice, Date began, std::optional<Process> switched_from,
                                     std::vector<StoredStep> steps) {
  Procedure stored;
  stored.process_ = process;
  stored.choice_ = choice;
  stored.began_ = began;
  stored.switched_from_ = switched_from;
  for (StoredStep& step : steps) {
    const auto row = row_of(process, stored.state_, step.step);
    if (!row) {
      return Error{ErrorKind::internal,
                   "a stored procedure cannot be read",
                   {},
                   to_string(stored) + ": the stored step " + std::string(to_string(step.step)) + " has no row"};
    }
    stored.take(step.step, step.on, std::move(step.details), row->to);
  }
  return stored;
}

Result<> Procedure::apply(Step step, Date on, const StepDetails& details, const NthWorkingDayAfter& nth_working_day_after) {
  const auto row = row_of(process_, state_, step);
  if (!row) {
    const Refusal why = refusal_of(process_, state_, step);
    return detail::refused(*this, "/step", std::string(why.code), step, why.regulation,
                           std::string(why.because) + place_of(process_, step));
  }
  if (detail::is_repeat(step) && !has_taken_what_repeats(*this, step)) {
    return detail::refused(*this, "/step", "not_taken_yet", step, "reg 15(1)(b)",
                           "an earlier step is repeated, and this one has not been taken");
  }
  if (auto dated = detail::check_date(*this, step, on, nth_working_day_after); !dated) return dated;
  if (step == Step::receive_representation && openward::detail::trimmed(details.party).empty()) {
    return invalid_at(
        "/party", "missing",
        "receive_representation does not say who made the representation; each of them is to be told the further decision (reg 12(6)(a))");
  }
  take(step, on, details, row->to);
  return Done{};
}

void Procedure::take(Step step, Date on, StepDetails details, State to) {
  if (detail::is_repeat(step)) {
    // The first one that stands: an assessment in stages (reg 11(6)) is one step.
    auto back =
        std::find_if(history_.begin(), history_.end(), [&](const StepTaken& t) { return !t.undone && detail::goes_back_to(step, t.step); });
    for (; back != history_.end(); ++back) back->undone = true;
  }
  history_.push_back({step, on, std::move(details), state_, to, false});
  state_ = to;
}

std::vector<Step> Procedure::allowed() const {
  std::vector<Step> steps = steps_from(process_, state_);
  std::erase_if(steps, [&](Step step) { return detail::is_repeat(step) && !has_taken_what_repeats(*this, step); });
  return steps;
}

const StepTaken* Procedure::latest(Step step) const {
  const auto found = std::find_if(history_.rbegin(), history_.rend(), [&](const StepTaken& t) { return !t.undone && t.step == step; });
  return found == history_.rend() ? nullptr : &*found;
}

std::optional<Date> Procedure::current_intention() const {
  const StepTaken* submitted = latest(Step::submit_intention_to_award_notice);
  if (!submitted || state_ == State::abandoned) return std::nullopt;
  return submitted->on;
}

std::size_t Procedure::representations() const {
  return static_cast<std::size_t>(std::count_if(history_.begin(), history_.end(),
                                                [](const StepTaken& t) { return !t.undone && t.step == Step::receive_representation; }));
}

std::optional<Date> Procedure::notice_due() const {
  const bool due = state_ == State::awarded || state_ == State::modified || state_ == State::abandonment_due;
  if (!due || history_.empty()) return std::nullopt;
  // The step that led here: the award, the modification, the decision to abandon, or the end of the standstill in which that was decided.
  return history_.back().on.plus_days(days_for_a_notice);
}

std::string to_string(const Procedure& procedure) {
  std::string text(to_string(procedure.process()));
  text += ':';
  for (const StepTaken& taken : procedure.history()) {
    const std::string step = std::string(to_string(taken.step)) + " " + taken.on.iso();
    text += (&taken == &procedure.history().front() ? " " : ", ") + (taken.undone ? "(" + step + ")" : step);
  }
  return text + " -> " + std::string(to_string(procedure.state()));
}

} // namespace openward::law::procedure
