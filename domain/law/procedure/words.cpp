#include "domain/law/procedure/words.h"

#include "domain/words.h"

#include <array>

namespace openward::law::procedure {
namespace {

constexpr auto processes = std::to_array<std::string_view>({
    "direct_award_a",
    "direct_award_b",
    "direct_award_c",
    "most_suitable_provider",
    "competitive_process",
    "framework_conclusion",
    "framework_addition",
    "framework_call_off_direct",
    "framework_call_off_competed",
    "urgent_award",
    "urgent_modification",
    "bridge_modification",
    "modification",
});
static_assert(openward::detail::spells_all(processes, Process::modification));

constexpr auto steps = std::to_array<std::string_view>({
    "set_award_criteria",
    "submit_intention_to_follow_msp_notice",
    "publish_intention_to_follow_msp_notice",
    "submit_invitation_notice",
    "publish_invitation_notice",
    "invite_framework_parties",
    "identify_providers",
    "assess",
    "decide",
    "inform_providers",
    "submit_intention_to_award_notice",
    "publish_intention_to_award_notice",
    "begin_standstill",
    "receive_representation",
    "provide_information",
    "request_panel_advice",
    "receive_panel_advice",
    "close_panel_request",
    "decide_to_proceed",
    "decide_to_repeat",
    "decide_to_abandon",
    "communicate_further_decision",
    "end_standstill",
    "enter_contract",
    "conclude_framework",
    "add_framework_providers",
    "submit_award_notice",
    "publish_award_notice",
    "make_modification",
    "withdraw_modification",
    "find_no_notice_due",
    "submit_modification_notice",
    "publish_modification_notice",
    "submit_urgent_award_notice",
    "publish_urgent_award_notice",
    "submit_urgent_modification_notice",
    "publish_urgent_modification_notice",
    "submit_abandonment_notice",
    "publish_abandonment_notice",
    "inform_of_repeat",
    "repeat_from_criteria",
    "repeat_from_msp_notice",
    "repeat_from_invitation",
    "repeat_from_identification",
    "repeat_from_assessment",
    "repeat_from_decision",
    "repeat_from_informing",
    "repeat_from_intention",
});
static_assert(openward::detail::spells_all(steps, Step::repeat_from_intention));

constexpr auto states = std::to_array<std::string_view>({
    "open",
    "criteria_set",
    "msp_notice_submitted",
    "msp_notice_published",
    "invitation_submitted",
    "offers_invited",
    "providers_identified",
    "assessed",
    "decided",
    "providers_informed",
    "intention_submitted",
    "intention_published",
    "challenged",
    "standstill",
    "under_review",
    "with_panel",
    "proceed_decided",
    "proceed_told",
    "proceed_with_panel",
    "repeat_found",
    "repeat_told",
    "abandon_found",
    "abandon_told",
    "standstill_ended",
    "awarded",
    "modified",
    "notice_submitted",
    "repeat_decided",
    "repeat_due",
    "abandonment_due",
    "abandonment_submitted",
    "completed",
    "abandoned",
    "withdrawn",
});
static_assert(openward::detail::spells_all(states, State::withdrawn));

constexpr auto choices = std::to_array<std::string_view>({"mandatory", "among_c_msp_cp", "among_msp_cp"});
static_assert(openward::detail::spells_all(choices, Choice::among_msp_cp));

} // namespace

std::string_view to_string(Process value) { return openward::detail::word_of(processes, value); }
std::string_view to_string(Step value) { return openward::detail::word_of(steps, value); }
std::string_view to_string(State value) { return openward::detail::word_of(states, value); }
std::string_view to_string(Choice value) { return openward::detail::word_of(choices, value); }

std::optional<Process> process_from(std::string_view word) { return openward::detail::from_word<Process>(processes, word); }
std::optional<Step> step_from(std::string_view word) { return openward::detail::from_word<Step>(steps, word); }
std::optional<State> state_from(std::string_view word) { return openward::detail::from_word<State>(states, word); }
std::optional<Choice> choice_from(std::string_view word) { return openward::detail::from_word<Choice>(choices, word); }

std::span<const std::string_view> process_words() { return processes; }
std::span<const std::string_view> step_words() { return steps; }
std::span<const std::string_view> state_words() { return states; }
std::span<const std::string_view> choice_words() { return choices; }

std::optional<Route> route_of(Process process) {
  switch (process) {
  case Process::direct_award_a:
    return Route::direct_award_a;
  case Process::direct_award_b:
    return Route::direct_award_b;
  case Process::direct_award_c:
    return Route::direct_award_c;
  case Process::most_suitable_provider:
    return Route::most_suitable_provider;
  case Process::competitive_process:
    return Route::competitive_process;
  case Process::framework_conclusion:
    return Route::framework_conclusion;
  case Process::framework_call_off_direct:
    return Route::framework_call_off_direct;
  case Process::framework_call_off_competed:
    return Route::framework_call_off_competed;
  case Process::urgent_award:
    return Route::urgent_award;
  case Process::framework_addition:
  case Process::urgent_modification:
  case Process::bridge_modification:
  case Process::modification:
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<NoticeKind> notice_of(Step step) {
  switch (step) {
  case Step::submit_intention_to_follow_msp_notice:
  case Step::publish_intention_to_follow_msp_notice:
    return NoticeKind::intention_to_follow_msp;
  case Step::submit_invitation_notice:
  case Step::publish_invitation_notice:
    return NoticeKind::invitation;
  case Step::submit_intention_to_award_notice:
  case Step::publish_intention_to_award_notice:
    return NoticeKind::intention_to_award;
  case Step::submit_award_notice:
  case Step::publish_award_notice:
    return NoticeKind::award;
  case Step::submit_modification_notice:
  case Step::publish_modification_notice:
    return NoticeKind::modification;
  case Step::submit_urgent_award_notice:
  case Step::publish_urgent_award_notice:
    return NoticeKind::urgent_award;
  case Step::submit_urgent_modification_notice:
  case Step::publish_urgent_modification_notice:
    return NoticeKind::urgent_modification;
  case Step::submit_abandonment_notice:
  case Step::publish_abandonment_notice:
    return NoticeKind::abandonment;
  default:
    return std::nullopt;
  }
}

bool is_closed(State state) { return state == State::completed || state == State::abandoned || state == State::withdrawn; }

bool in_standstill(State state) { return state >= State::standstill && state <= State::abandon_told; }

} // namespace openward::law::procedure
