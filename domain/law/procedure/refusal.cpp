// Why a step without a row is refused. The first ban that fits speaks; they stand in the order in which a lawyer would ask: is it over, is
// it a step of this process at all, does the standstill forbid it, does a decision to abandon or repeat, is it out of order.

#include "domain/law/procedure/table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>

namespace openward::law::procedure {
namespace {

using enum State;

/// A set of words of one enumeration.
template <typename E>
struct Set {
  std::uint64_t bits = 0;
  constexpr Set(std::initializer_list<E> members) {
    for (const E member : members) bits |= std::uint64_t{1} << static_cast<unsigned>(member);
  }
  /// In the order of the enumeration, both ends included.
  static constexpr Set from_to(E first, E last) {
    Set set{};
    for (auto i = static_cast<unsigned>(first); i <= static_cast<unsigned>(last); ++i) set.bits |= std::uint64_t{1} << i;
    return set;
  }
  constexpr bool has(E member) const { return ((bits >> static_cast<unsigned>(member)) & 1U) != 0; }
};
static_assert(static_cast<unsigned>(Step::repeat_from_intention) < 64 && static_cast<unsigned>(withdrawn) < 64);

struct Ban {
  Set<State> in;
  Set<Step> what;
  Refusal why;
};

constexpr auto any_state = Set<State>::from_to(open, withdrawn);
constexpr auto the_standstill = Set<State>::from_to(standstill, abandon_told);
constexpr Set<State> undisclosed{proceed_decided, repeat_found, abandon_found};
constexpr Set<State> awaiting_advice{with_panel, proceed_with_panel};
constexpr auto current_intention = Set<State>::from_to(intention_submitted, standstill_ended);
constexpr Set<State> after_award{awarded, modified, notice_submitted};

constexpr auto any_step = Set<Step>::from_to(Step::set_award_criteria, Step::repeat_from_intention);
constexpr auto award_acts = Set<Step>::from_to(Step::enter_contract, Step::add_framework_providers);
constexpr auto further_decisions = Set<Step>::from_to(Step::decide_to_proceed, Step::decide_to_abandon);
constexpr Set<Step> turning_back{Step::decide_to_repeat, Step::decide_to_abandon};
constexpr auto repeats = Set<Step>::from_to(Step::inform_of_repeat, Step::repeat_from_intention);
constexpr Set<Step> abandonment_notices{Step::submit_abandonment_notice, Step::publish_abandonment_notice};
constexpr auto panel_steps = Set<Step>::from_to(Step::request_panel_advice, Step::close_panel_request);
constexpr Set<Step> panel_answers{Step::receive_panel_advice, Step::close_panel_request};
constexpr auto selection_steps = Set<Step>::from_to(Step::set_award_criteria, Step::publish_intention_to_award_notice);
constexpr auto standstill_steps = Set<Step>::from_to(Step::submit_intention_to_award_notice, Step::end_standstill);

constexpr Refusal nothing_to_repeat{"reg 15(8)(a)", "only steps of regulations 9, 10 and 11 are repeated, and this process has none"};

/// Steps that the process does not have, because it has no standstill.
constexpr auto foreign_bans = std::to_array<Ban>({
    {any_state,
     {Step::decide_to_abandon, Step::submit_abandonment_notice, Step::publish_abandonment_notice},
     {"reg 15(1)(a)", "a procurement is abandoned, a modification is withdrawn"}},
    {any_state, {Step::decide_to_repeat}, nothing_to_repeat},
    {any_state, repeats, nothing_to_repeat},
    {any_state,
     standstill_steps,
     {"reg 12(1)", "a standstill belongs to direct award C, the most suitable provider and competition alone"}},
});

constexpr auto bans = std::to_array<Ban>({
    // In the standstill, and up to its beginning.
    {Set<State>::from_to(open, abandon_told),
     award_acts,
     {"reg 12(1)", "nothing is entered into or concluded before a standstill has ended"}},
    {current_intention,
     {Step::submit_intention_to_award_notice},
     {"reg 15(1)(b)", "an intention is current already, and a second one needs a decision to go back and repeat that step",
      "second_intention"}},
    {{standstill}, turning_back, {"reg 15(2)", "in a standstill this is decided on a representation alone, in the way of regulation 12"}},
    {{standstill}, {Step::decide_to_proceed}, {"reg 12(4)(d)", "a further decision answers a representation, and none has been received"}},
    {{standstill}, {Step::provide_information}, {"reg 12(4)(b)", "the duty is owed to a provider who has made a representation"}},
    {{standstill}, panel_steps, {"reg 23(1)", "advice is on a decision under review, and no representation has been received"}},
    {{under_review},
     {Step::end_standstill},
     {"reg 12(10)(a)(ii)", "a representation is open until the decision has been reviewed and a further decision made"}},
    {undisclosed, {Step::end_standstill}, {"reg 12(10)(a)(iii)", "the providers have not been informed of the further decision"}},
    {awaiting_advice,
     {Step::end_standstill},
     {"reg 12(10)(a)(iv)", "advice has been asked for, so that another further decision may follow"}},
    {undisclosed, further_decisions, {"reg 12(6)", "each further decision is communicated before the next replaces it"}},
    {undisclosed, {Step::request_panel_advice}, {"reg 12(6)", "the further decision is communicated first"}},
    {awaiting_advice, further_decisions, {"reg 23(1)", "advice has been asked for: record its receipt, or close the request"}},
    {awaiting_advice, {Step::request_panel_advice}, {"reg 23(1)", "advice has been asked for already"}},
    {{repeat_told, abandon_told},
     {Step::request_panel_advice},
     {"reg 23(1)", "the Panel looks at an intended award, and none is intended now"}},
    {the_standstill, panel_answers, {"reg 23(1)", "no advice has been asked for"}},
    {the_standstill, {Step::communicate_further_decision}, {"reg 12(6)", "there is no further decision that has not been communicated"}},
    {the_standstill, {Step::begin_standstill}, {"reg 12(2)", "the standstill has begun"}},
    {the_standstill, abandonment_notices, {"reg 15(5)(a)(i)", "the notice is submitted after the standstill has ended"}},
    {the_standstill, repeats, {"reg 15(3)", "steps are repeated after the standstill has ended"}},
    {the_standstill, selection_steps, {"reg 15(2)", "in a standstill going back is decided in the way of regulation 12"}},
    // Once it is decided to abandon or to repeat.
    {{abandonment_due, abandonment_submitted},
     {Step::decide_to_abandon},
     {"reg 15(4)", "the abandonment has been decided; its notice is due"}},
    {{abandonment_due, abandonment_submitted},
     any_step,
     {"reg 15(1)(a)", "the procurement is abandoned, and its notice is all that is left to do"}},
    {{repeat_decided}, any_step, {"reg 15(6)", "the relevant providers are informed of the decision to repeat first"}},
    {{repeat_due}, any_step, {"reg 15(1)(b)", "the step to go back to is named first; that step and all after it are done again"}},
    // After the award.
    {after_award, turning_back, {"reg 15(1)", "this is open before the award is made or the framework concluded, and not after"}},
    // Standstill steps without a standstill.
    {{standstill_ended, awarded, notice_submitted}, {Step::receive_representation}, {"reg 12(3)", "the time for representations is over"}},
    {{standstill_ended, awarded, notice_submitted},
     Set<Step>::from_to(Step::begin_standstill, Step::end_standstill),
     {"reg 12(10)", "the standstill has ended"}},
    {any_state, {Step::begin_standstill}, {"reg 12(2)", "a standstill begins the day after the intention is published"}},
    {any_state, Set<Step>::from_to(Step::receive_representation, Step::decide_to_proceed), {"reg 12(2)", "the standstill has not begun"}},
    {any_state, {Step::communicate_further_decision, Step::end_standstill}, {"reg 12(2)", "the standstill has not begun"}},
    // Notices and repeats without their decision.
    {any_state, abandonment_notices, {"reg 15(4)", "it has not been decided to abandon the procurement"}},
    {any_state, repeats, {"reg 15(6)", "it has not been decided to repeat a step"}},
    {any_state, {Step::decide_to_repeat}, {"reg 15(1)(b)", "no step has been taken that could be repeated"}},
});

template <std::size_t Size>
std::optional<Refusal> first_ban(const std::array<Ban, Size>& list, State state, Step step) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Ban& ban) { return ban.in.has(state) && ban.what.has(step); });
  if (found == list.end()) return std::nullopt;
  return found->why;
}

std::string_view regulation_of(Process process) {
  switch (process) {
  case Process::direct_award_a:
    return "reg 7(1)";
  case Process::direct_award_b:
    return "reg 8(1)";
  case Process::direct_award_c:
    return "reg 9(1)";
  case Process::most_suitable_provider:
    return "reg 10(1)";
  case Process::competitive_process:
    return "reg 11(1)";
  case Process::framework_conclusion:
    return "reg 16(3)";
  case Process::framework_addition:
    return "reg 17(2)";
  case Process::framework_call_off_direct:
    return "reg 18(5)";
  case Process::framework_call_off_competed:
    return "reg 18(7)";
  case Process::urgent_award:
  case Process::urgent_modification:
    return "reg 14(2)";
  case Process::bridge_modification:
    return "reg 14(3)";
  case Process::modification:
    return "reg 13(1)";
  }
  return "reg 6(1)";
}

/// Where the process itself asks for the step, or allows it.
const Row* first_row_with(Process process, Step step) {
  const std::span<const Row> rows = table_of(process);
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.step == step; });
  return found == rows.end() ? nullptr : &*found;
}

} // namespace

Refusal refusal_of(Process process, State state, Step step) {
  if (state == abandoned) return {"reg 15(1)(a)", "the procurement was abandoned; a new one begins from its first step"};
  if (state == withdrawn) return {regulation_of(process), "the modification was withdrawn; a new one begins from its first step"};
  if (state == completed) return {regulation_of(process), "every step of the process has been taken"};

  const Row* home = first_row_with(process, step);
  if (!home) {
    if (!has_standstill(process)) {
      if (const auto why = first_ban(foreign_bans, state, step)) return *why;
    }
    return {regulation_of(process), "it is no step of this process"};
  }
  if (const auto why = first_ban(bans, state, step)) return *why;
  return {home->regulation, "it comes at another place in the order of steps"};
}

} // namespace openward::law::procedure
