#pragma once
// The words of a procedure under the Provider Selection Regime (SI 2023/1348): which process is followed, the step that is taken, the state
// that it leads to. Plain values; any thread may use them. A new word goes at the place where a reader of the Regulations would look for
// it.

#include "domain/vocabulary.h"

#include <optional>
#include <span>
#include <string_view>

namespace openward::law::procedure {

/// A process of the Regulations, each with its own table of steps.
enum class Process {
  direct_award_a,              // reg 7
  direct_award_b,              // reg 8
  direct_award_c,              // reg 9
  most_suitable_provider,      // reg 10
  competitive_process,         // reg 11
  framework_conclusion,        // regs 11, 16(3)
  framework_addition,          // regs 11, 17(2): further providers join a framework during its term
  framework_call_off_direct,   // reg 18(5)
  framework_call_off_competed, // regs 11, 18(7)
  urgent_award,                // reg 14(2)
  urgent_modification,         // reg 14(2)
  bridge_modification,         // reg 14(3): the existing contract is kept going while a standstill is open
  modification,                // reg 13
};

enum class Step {
  set_award_criteria,
  submit_intention_to_follow_msp_notice,
  publish_intention_to_follow_msp_notice,
  submit_invitation_notice,
  publish_invitation_notice,
  invite_framework_parties,
  identify_providers, // the completion of it: reg 10(5) counts to that day
  assess,
  decide,
  inform_providers,
  submit_intention_to_award_notice,
  publish_intention_to_award_notice,
  begin_standstill,
  receive_representation,
  provide_information,
  request_panel_advice,
  receive_panel_advice,
  close_panel_request, // without advice: declined, withdrawn, or no longer awaited
  decide_to_proceed,
  decide_to_repeat,
  decide_to_abandon,
  communicate_further_decision,
  end_standstill, // its date is the last day of the standstill
  enter_contract,
  conclude_framework,
  add_framework_providers,
  submit_award_notice,
  publish_award_notice,
  make_modification,
  withdraw_modification,
  find_no_notice_due,
  submit_modification_notice,
  publish_modification_notice,
  submit_urgent_award_notice,
  publish_urgent_award_notice,
  submit_urgent_modification_notice,
  publish_urgent_modification_notice,
  submit_abandonment_notice,
  publish_abandonment_notice,
  inform_of_repeat,
  repeat_from_criteria,
  repeat_from_msp_notice,
  repeat_from_invitation,
  repeat_from_identification,
  repeat_from_assessment,
  repeat_from_decision,
  repeat_from_informing,
  repeat_from_intention,
};

enum class State {
  open,
  criteria_set,
  msp_notice_submitted,
  msp_notice_published,
  invitation_submitted,
  offers_invited,
  providers_identified,
  assessed,
  decided,
  providers_informed,
  intention_submitted,
  intention_published,
  challenged, // a representation came on the day of publication, before the standstill began
  standstill,
  under_review,
  with_panel, // advice is awaited and no further decision has been told
  proceed_decided,
  proceed_told,
  proceed_with_panel, // advice is awaited on the further decision that was told
  repeat_found,       // the further decision is to repeat, and nobody has been told
  repeat_told,
  abandon_found,
  abandon_told,
  standstill_ended,
  awarded, // the contract is entered into, or the framework concluded or joined
  modified,
  notice_submitted,
  repeat_decided,
  repeat_due,
  abandonment_due,
  abandonment_submitted,
  completed,
  abandoned,
  withdrawn,
};

/// Why this process: the only one open, or one chosen at discretion, which may be left for another (reg 6(9)).
enum class Choice {
  mandatory,
  among_c_msp_cp, // reg 6(5)
  among_msp_cp,   // reg 6(6)
};

std::string_view to_string(Process);
std::string_view to_string(Step);
std::string_view to_string(State);
std::string_view to_string(Choice);

std::optional<Process> process_from(std::string_view);
std::optional<Step> step_from(std::string_view);
std::optional<State> state_from(std::string_view);
std::optional<Choice> choice_from(std::string_view);

std::span<const std::string_view> process_words();
std::span<const std::string_view> step_words();
std::span<const std::string_view> state_words();
std::span<const std::string_view> choice_words();

/// The route of the award that the process leads to; none for a modification, and for providers who join a framework.
std::optional<Route> route_of(Process);

/// The notice that the step submits or publishes.
std::optional<NoticeKind> notice_of(Step);

/// completed, abandoned or withdrawn: no step leads out.
bool is_closed(State);

/// The standstill has begun and has not ended.
bool in_standstill(State);

} // namespace openward::law::procedure
