#pragma once
// One run of selecting a provider, or of modifying a contract, as its steps tell it. A value: copy it freely, share it between threads only
// while nobody changes it. The tables say which step may follow; the guards here add what the Regulations say about dates. A step that was
// taken late is recorded (lateness is for the rules to find); a step that was not open on its day is refused.

#include "domain/date.h"
#include "domain/law/procedure/words.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace openward::law::procedure {

/// The n-th working day strictly after a date (reg 12(12)). An error where no holidays are loaded for the year.
using NthWorkingDayAfter = std::function<Result<Date>(Date after, int n)>;

struct StepDetails {
  std::string party{};     // public id or name: who made the representation, who was informed
  std::string reference{}; // of the notice or the letter
  std::string note{};
};

struct StepTaken {
  Step step = Step::decide;
  Date on;
  StepDetails details{};
  State before = State::open;
  State after = State::open;
  bool undone = false; // a later repeat went back behind it; kept, because nothing is dropped
};

/// As the database holds a step.
struct StoredStep {
  Step step = Step::decide;
  Date on;
  StepDetails details{};
};

class Procedure {
 public:
  /// Refused: a date before 2024 (reg 29), a choice that regulation 6 does not leave for the process, and a bridge (see there).
  static Result<Procedure> begin(Process, Choice, Date on);
  /// Another process in place of one that was chosen at discretion and is abandoned (reg 6(9)). The old one keeps its own notice duty.
  static Result<Procedure> switched(const Procedure& abandoned, Process to, Date on);
  /// A modification that keeps the existing contract going while `award` stands in its standstill with advice asked for (reg 14(3)).
  static Result<Procedure> bridge(const Procedure& award, Date on);
  /// The database alone: the steps as stored, led through the table without the guards. A step that the table does not have is internal.
  static Result<Procedure> restore(Process, Choice, Date began, std::optional<Process> switched_from, std::vector<StoredStep> steps);

  /// Takes the step, or changes nothing. A refusal is of kind conflict and has one fault, at /step (step_not_allowed, second_intention,
  /// not_taken_yet) or /date (out_of_order, too_early, too_late, wrong_day); its message names the regulation and the steps that are
  /// allowed now. A representation without a party is invalid (/party missing). Errors of the calendar are passed on.
  Result<> apply(Step, Date on, const StepDetails&, const NthWorkingDayAfter&);

  Process process() const { return process_; }
  Choice choice() const { return choice_; }
  Date began() const { return began_; }
  std::optional<Process> switched_from() const { return switched_from_; }
  State state() const { return state_; }
  bool closed() const { return is_closed(state_); }
  const std::vector<StepTaken>& history() const { return history_; }
  std::vector<Step> allowed() const;

  /// The latest such step that no repeat has undone.
  const StepTaken* latest(Step) const;
  /// When the intention that now stands was submitted.
  std::optional<Date> current_intention() const;
  /// Representations that no repeat has undone.
  std::size_t representations() const;
  /// The last day for the notice that is due now: 30 days of the award, the modification, the decision to abandon, or the end of the
  /// standstill in which that was decided (regs 7(2)(b) to 15(5)). For a modification it holds where a notice is due at all (reg 13(4)).
  std::optional<Date> notice_due() const;

 private:
  Procedure() = default;
  void take(Step, Date, StepDetails, State to);

  Process process_ = Process::direct_award_a;
  Choice choice_ = Choice::mandatory;
  Date began_;
  std::optional<Process> switched_from_{};
  State state_ = State::open;
  std::vector<StepTaken> history_;
};

/// "direct_award_c: decide 2026-03-02, submit_intention_to_award_notice 2026-03-03 -> intention_submitted"; an undone step in brackets.
std::string to_string(const Procedure&);

} // namespace openward::law::procedure
