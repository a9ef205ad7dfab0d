#include "domain/law/procedure/guards.h"

#include <algorithm>

namespace openward::law::procedure::detail {
namespace {

constexpr int days_before_identification = 14; // reg 10(5)
constexpr int days_for_representations = 8;    // working days, reg 12(3) and (9)
constexpr int days_after_decision = 5;         // working days, reg 12(10)(a)(v) and (b)(v)

struct Attempt {
  const Procedure& procedure;
  Step step;
  Date on;
  const NthWorkingDayAfter& nth_working_day_after;

  Error refuse(std::string code, std::string_view regulation, const std::string& because) const {
    return refused(procedure, "/date", std::move(code), step, regulation, because);
  }
  std::optional<Date> when(Step taken) const {
    const StepTaken* found = procedure.latest(taken);
    if (!found) return std::nullopt;
    return found->on;
  }
  Result<Date> working_day(Date after, int n) const {
    if (nth_working_day_after) return nth_working_day_after(after, n);
    return Error{ErrorKind::internal, "the working days of the standstill cannot be counted", {}, "no working-day calendar was given"};
  }
};

Result<> in_order(const Attempt& a) {
  const std::vector<StepTaken>& history = a.procedure.history();
  const Date last = history.empty() ? a.procedure.began() : history.back().on;
  if (a.on >= last) return Done{};
  const std::string before = history.empty() ? "the procurement began" : std::string(to_string(history.back().step)) + " was taken";
  return a.refuse("out_of_order", "reg 6(1)", "on " + last.iso() + " " + before + "; give that day or a later one");
}

Result<> identification(const Attempt& a) {
  const auto submitted = a.when(Step::submit_intention_to_follow_msp_notice);
  if (!submitted) return Done{};
  const Date earliest = submitted->plus_days(days_before_identification);
  if (a.on >= earliest) return Done{};
  return a.refuse("too_early", "reg 10(5)",
                  "the notice was submitted on " + submitted->iso() + ", so that this step is completed on " + earliest.iso() +
                      " or later");
}

Result<> standstill_beginning(const Attempt& a) {
  const auto published = a.when(Step::publish_intention_to_award_notice);
  if (!published) return Done{};
  const Date first = published->plus_days(1);
  if (a.on == first) return Done{};
  return a.refuse("wrong_day", "reg 12(2)",
                  "the intention was published on " + published->iso() + ", so that the standstill begins on " + first.iso());
}

Result<> representation(const Attempt& a) {
  const auto began = a.when(Step::begin_standstill);
  if (!began) {
    const auto published = a.when(Step::publish_intention_to_award_notice);
    if (!published || a.on == *published) return Done{};
    return a.refuse("out_of_order", "reg 12(2)",
                    "the standstill began on " + published->plus_days(1).iso() + "; record its beginning before what followed");
  }
  const auto last = a.working_day(*began, days_for_representations);
  if (!last) return last.error();
  if (a.on <= *last) return Done{};
  return a.refuse("too_late", "reg 12(3)",
                  "representations could be made until " + last->iso() + ", the 8th working day after " + began->iso() +
                      "; keep a later letter as a note on another step");
}

Result<> standstill_end(const Attempt& a) {
  const auto began = a.when(Step::begin_standstill);
  if (!began) return Done{};
  const auto last = a.working_day(*began, days_for_representations);
  if (!last) return last.error();
  if (a.on < *last) {
    const std::string_view regulation = a.procedure.representations() == 0 ? "reg 12(9)" : "reg 12(3)";
    return a.refuse("too_early", regulation,
                    "the standstill began on " + began->iso() + ", and providers may make representations until " + last->iso() +
                        ", the 8th working day after it");
  }
  const auto told = a.when(Step::communicate_further_decision);
  if (!told) return Done{};
  const auto earliest = a.working_day(*told, days_after_decision);
  if (!earliest) return earliest.error();
  if (a.on >= *earliest) return Done{};
  const std::string_view regulation = a.procedure.state() == State::proceed_told ? "reg 12(10)(a)(v)" : "reg 12(10)(b)(v)";
  return a.refuse("too_early", regulation,
                  "the last further decision was communicated on " + told->iso() + ", and the 5th working day after it is " +
                      earliest->iso());
}

Result<> after_standstill(const Attempt& a, std::string_view regulation) {
  const auto ended = a.when(Step::end_standstill);
  if (!ended || a.on > *ended) return Done{};
  return a.refuse("too_early", regulation,
                  "the standstill ends at midnight at the end of " + ended->iso() + "; the first day open is " + ended->plus_days(1).iso());
}

/// From the day after publication it stands still, whether or not anybody has recorded the beginning.
Result<> turning_back(const Attempt& a) {
  const State state = a.procedure.state();
  if (auto ended = after_standstill(a, "reg 15(2)"); !ended) return ended;
  if (state != State::intention_published && state != State::challenged) return Done{};
  const auto published = a.when(Step::publish_intention_to_award_notice);
  if (!published || a.on <= *published) return Done{};
  return a.refuse("too_late", "reg 15(2)",
                  "the standstill began on " + published->plus_days(1).iso() +
                      "; record its beginning, and decide on a representation or after its end");
}

} // namespace

bool is_repeat(Step step) { return step >= Step::repeat_from_criteria; }

bool goes_back_to(Step repeat, Step taken) {
  switch (repeat) {
  case Step::repeat_from_criteria:
    return taken == Step::set_award_criteria;
  case Step::repeat_from_msp_notice:
    return taken == Step::submit_intention_to_follow_msp_notice;
  case Step::repeat_from_invitation:
    return taken == Step::submit_invitation_notice || taken == Step::invite_framework_parties;
  case Step::repeat_from_identification:
    return taken == Step::identify_providers;
  case Step::repeat_from_assessment:
    return taken == Step::assess;
  case Step::repeat_from_decision:
    return taken == Step::decide;
  case Step::repeat_from_informing:
    return taken == Step::inform_providers;
  case Step::repeat_from_intention:
    return taken == Step::submit_intention_to_award_notice;
  default:
    return false;
  }
}

Error refused(const Procedure& procedure, std::string where, std::string code, Step step, std::string_view regulation,
              const std::string& because) {
  std::string message = std::string(to_string(step)) + " is refused by " + std::string(regulation) + ": " + because + " (" +
                        std::string(to_string(procedure.process())) + ", " + std::string(to_string(procedure.state())) + "); allowed now: ";
  const std::vector<Step> allowed = procedure.allowed();
  if (allowed.empty()) message += "nothing, it is closed";
  for (std::size_t i = 0; i < allowed.size(); ++i) message += (i == 0 ? "" : ", ") + std::string(to_string(allowed[i]));
  Error error{ErrorKind::conflict, message, {}, {}};
  error.faults.push_back({std::move(where), std::move(code), std::move(message)});
  return error;
}

Result<> check_date(const Procedure& procedure, Step step, Date on, const NthWorkingDayAfter& nth_working_day_after) {
  const Attempt attempt{procedure, step, on, nth_working_day_after};
  if (auto order = in_order(attempt); !order) return order;
  switch (step) {
  case Step::identify_providers:
    return identification(attempt);
  case Step::begin_standstill:
    return standstill_beginning(attempt);
  case Step::receive_representation:
    return representation(attempt);
  case Step::end_standstill:
    return standstill_end(attempt);
  case Step::enter_contract:
  case Step::conclude_framework:
  case Step::add_framework_providers:
    return after_standstill(attempt, "reg 12(1)");
  case Step::submit_abandonment_notice:
    return after_standstill(attempt, "reg 15(5)(a)(i)");
  case Step::decide_to_abandon:
  case Step::decide_to_repeat:
    return turning_back(attempt);
  default:
    return is_repeat(step) ? after_standstill(attempt, "reg 15(3)") : Result<>(Done{});
  }
}

} // namespace openward::law::procedure::detail
