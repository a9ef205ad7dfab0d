// The tables are put together from blocks, because regs 9, 10 and 11 share the standstill of reg 12 and the going back of reg 15.
// tests/cases/law/procedure-tables.tsv has every table written out in full.

#include "domain/law/procedure/table.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace openward::law::procedure {
namespace {

using enum State;

template <std::size_t... Sizes>
constexpr auto joined(const std::array<Row, Sizes>&... blocks) {
  std::array<Row, (Sizes + ...)> all{};
  auto at = all.begin();
  ((at = std::copy(blocks.begin(), blocks.end(), at)), ...);
  return all;
}

template <std::size_t Size>
constexpr std::array<Row, Size> from_each(const std::array<State, Size>& states, Step step, State to, std::string_view regulation) {
  std::array<Row, Size> rows{};
  std::transform(states.begin(), states.end(), rows.begin(), [&](State from) { return Row{from, step, to, regulation}; });
  return rows;
}

/// From the published intention to the end of the standstill, for every process that has one.
constexpr auto standstill_block = std::to_array<Row>({
    {intention_published, Step::begin_standstill, standstill, "reg 12(2)"},
    // Reg 12(3) says until when representations may come, and not from when.
    {intention_published, Step::receive_representation, challenged, "reg 12(3)"},
    {challenged, Step::receive_representation, challenged, "reg 12(3)"},
    {challenged, Step::begin_standstill, under_review, "reg 12(2)"},

    {standstill, Step::receive_representation, under_review, "reg 12(3)"},
    {standstill, Step::end_standstill, standstill_ended, "reg 12(9)"},

    {under_review, Step::receive_representation, under_review, "reg 12(3)"},
    {under_review, Step::provide_information, under_review, "reg 12(4)(b)"},
    {under_review, Step::request_panel_advice, with_panel, "reg 23(1)"},
    {under_review, Step::decide_to_proceed, proceed_decided, "reg 12(4)(d)(i)"},
    {under_review, Step::decide_to_repeat, repeat_found, "reg 12(4)(d)(ii)"},
    {under_review, Step::decide_to_abandon, abandon_found, "reg 12(4)(d)(iii)"},

    {with_panel, Step::receive_representation, with_panel, "reg 12(3)"},
    {with_panel, Step::provide_information, with_panel, "reg 12(4)(b)"},
    {with_panel, Step::receive_panel_advice, under_review, "reg 23(1)"},
    {with_panel, Step::close_panel_request, under_review, "reg 23(1)"},

    {proceed_decided, Step::receive_representation, under_review, "reg 12(3)"},
    {proceed_decided, Step::provide_information, proceed_decided, "reg 12(4)(b)"},
    {proceed_decided, Step::communicate_further_decision, proceed_told, "reg 12(6)"},
    {repeat_found, Step::receive_representation, under_review, "reg 12(3)"},
    {repeat_found, Step::provide_information, repeat_found, "reg 12(4)(b)"},
    {repeat_found, Step::communicate_further_decision, repeat_told, "reg 12(6)"},
    {abandon_found, Step::receive_representation, under_review, "reg 12(3)"},
    {abandon_found, Step::provide_information, abandon_found, "reg 12(4)(b)"},
    {abandon_found, Step::communicate_further_decision, abandon_told, "reg 12(6)"},

    {proceed_told, Step::receive_representation, under_review, "reg 12(3)"},
    {proceed_told, Step::provide_information, proceed_told, "reg 12(4)(b)"},
    {proceed_told, Step::request_panel_advice, proceed_with_panel, "reg 23(1)"},
    {proceed_told, Step::decide_to_proceed, proceed_decided, "reg 12(7)(a)"},
    {proceed_told, Step::decide_to_repeat, repeat_found, "reg 12(7)(b)"},
    {proceed_told, Step::decide_to_abandon, abandon_found, "reg 12(7)(c)"},
    {proceed_told, Step::end_standstill, standstill_ended, "reg 12(10)(a)"},

    {proceed_with_panel, Step::receive_representation, with_panel, "reg 12(3)"},
    {proceed_with_panel, Step::provide_information, proceed_with_panel, "reg 12(4)(b)"},
    {proceed_with_panel, Step::receive_panel_advice, under_review, "reg 23(1)"},
    {proceed_with_panel, Step::close_panel_request, proceed_told, "reg 23(1)"},

    {repeat_told, Step::receive_representation, under_review, "reg 12(3)"},
    {repeat_told, Step::provide_information, repeat_told, "reg 12(4)(b)"},
    {repeat_told, Step::decide_to_proceed, proceed_decided, "reg 12(7)(a)"},
    {repeat_told, Step::decide_to_repeat, repeat_found, "reg 12(7)(b)"},
    {repeat_told, Step::decide_to_abandon, abandon_found, "reg 12(7)(c)"},
    {repeat_told, Step::end_standstill, repeat_due, "reg 12(10)(b)"},

    {abandon_told, Step::receive_representation, under_review, "reg 12(3)"},
    {abandon_told, Step::provide_information, abandon_told, "reg 12(4)(b)"},
    {abandon_told, Step::decide_to_proceed, proceed_decided, "reg 12(7)(a)"},
    {abandon_told, Step::decide_to_repeat, repeat_found, "reg 12(7)(b)"},
    {abandon_told, Step::decide_to_abandon, abandon_found, "reg 12(7)(c)"},
    {abandon_told, Step::end_standstill, abandonment_due, "reg 12(10)(b)"},
});

constexpr auto abandonment_notice = std::to_array<Row>({
    {abandonment_due, Step::submit_abandonment_notice, abandonment_submitted, "reg 15(4)"},
    {abandonment_submitted, Step::publish_abandonment_notice, abandoned, "reg 15(4)"},
});

/// Outside a standstill the relevant providers are told (reg 15(6)); in one, reg 12(6) has told them (reg 15(7)) and repeat_due comes at
/// once.
constexpr auto repeat_block = std::to_array<Row>({
    {repeat_decided, Step::inform_of_repeat, repeat_due, "reg 15(6)"},
    {repeat_decided, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"},
    {repeat_due, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"},
});

constexpr auto publication_states = std::to_array<State>({intention_submitted, intention_published, challenged, standstill_ended});

/// What follows a selection under regs 9 to 11: `selection` is every state before the intention but `open`.
template <std::size_t Size>
constexpr auto after_selection(const std::array<State, Size>& selection) {
  return joined(standstill_block, std::array<Row, 1>{{{open, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"}}},
                from_each(selection, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"),
                from_each(publication_states, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"),
                from_each(selection, Step::decide_to_repeat, repeat_decided, "reg 15(1)(b)"),
                from_each(publication_states, Step::decide_to_repeat, repeat_decided, "reg 15(1)(b)"), repeat_block, abandonment_notice);
}

/// An award without steps of regs 9 to 11: the contract, then its notice.
constexpr auto plain_award(std::string_view award, Step submit, Step publish, std::string_view notice) {
  return joined(std::array<Row, 4>{{{open, Step::enter_contract, awarded, award},
                                    {open, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"},
                                    {awarded, submit, notice_submitted, notice},
                                    {notice_submitted, publish, completed, notice}}},
                abandonment_notice);
}

constexpr auto direct_award_a = plain_award("reg 7(1)(a)", Step::submit_award_notice, Step::publish_award_notice, "reg 7(1)(b)");
constexpr auto direct_award_b = plain_award("reg 8(1)(a)", Step::submit_award_notice, Step::publish_award_notice, "reg 8(1)(b)");
constexpr auto call_off_direct = plain_award("reg 18(1)", Step::submit_award_notice, Step::publish_award_notice, "reg 18(5)");
constexpr auto urgent_award = plain_award("reg 14(2)", Step::submit_urgent_award_notice, Step::publish_urgent_award_notice, "reg 14(4)");

constexpr auto direct_award_c = joined(std::to_array<Row>({
                                           {open, Step::decide, decided, "reg 9(2)"},
                                           {decided, Step::submit_intention_to_award_notice, intention_submitted, "reg 9(3)"},
                                           {intention_submitted, Step::publish_intention_to_award_notice, intention_published, "reg 9(3)"},
                                           {standstill_ended, Step::enter_contract, awarded, "reg 9(9)"},
                                           {awarded, Step::submit_award_notice, notice_submitted, "reg 9(10)"},
                                           {notice_submitted, Step::publish_award_notice, completed, "reg 9(10)"},
                                           {repeat_due, Step::repeat_from_decision, open, "reg 15(1)(b)"},
                                           {repeat_due, Step::repeat_from_intention, decided, "reg 15(1)(b)"},
                                       }),
                                       after_selection(std::to_array<State>({decided})));

constexpr auto most_suitable_provider =
    joined(std::to_array<Row>({
               {open, Step::submit_intention_to_follow_msp_notice, msp_notice_submitted, "reg 10(2)"},
               {msp_notice_submitted, Step::publish_intention_to_follow_msp_notice, msp_notice_published, "reg 10(2)"},
               {msp_notice_published, Step::identify_providers, providers_identified, "reg 10(4)"},
               {providers_identified, Step::assess, assessed, "reg 10(6)"},
               {assessed, Step::decide, decided, "reg 10(6)"},
               {decided, Step::submit_intention_to_award_notice, intention_submitted, "reg 10(7)"},
               {intention_submitted, Step::publish_intention_to_award_notice, intention_published, "reg 10(7)"},
               {standstill_ended, Step::enter_contract, awarded, "reg 10(13)"},
               {awarded, Step::submit_award_notice, notice_submitted, "reg 10(14)"},
               {notice_submitted, Step::publish_award_notice, completed, "reg 10(14)"},
               {repeat_due, Step::repeat_from_msp_notice, open, "reg 15(1)(b)"},
               {repeat_due, Step::repeat_from_identification, msp_notice_published, "reg 15(1)(b)"},
               {repeat_due, Step::repeat_from_assessment, providers_identified, "reg 15(1)(b)"},
               {repeat_due, Step::repeat_from_intention, decided, "reg 15(1)(b)"},
           }),
           after_selection(std::to_array<State>({msp_notice_submitted, msp_notice_published, providers_identified, assessed, decided})));

constexpr auto invitation_by_notice = std::to_array<Row>({
    {criteria_set, Step::submit_invitation_notice, invitation_submitted, "reg 11(3)"},
    {invitation_submitted, Step::publish_invitation_notice, offers_invited, "reg 11(3)"},
    {invitation_submitted, Step::decide_to_abandon, abandonment_due, "reg 15(1)(a)"},
    {invitation_submitted, Step::decide_to_repeat, repeat_decided, "reg 15(1)(b)"},
});

constexpr auto invitation_to_parties = std::to_array<Row>({{criteria_set, Step::invite_framework_parties, offers_invited, "reg 18(7)"}});

/// Reg 11, whose steps 2 (how offers are invited) and 9 (what is entered into) differ.
template <std::size_t Size>
constexpr auto competition(const std::array<Row, Size>& invitation, Step award, std::string_view regulation) {
  return joined(std::array<Row, 1>{{{open, Step::set_award_criteria, criteria_set, "reg 11(2)"}}}, invitation,
                std::array<Row, 15>{{
                    {offers_invited, Step::assess, assessed, "reg 11(5)"},
                    {assessed, Step::assess, assessed, "reg 11(6)"},
                    {assessed, Step::decide, decided, "reg 11(7)"},
                    {decided, Step::inform_providers, providers_informed, "reg 11(8)"},
                    {providers_informed, Step::submit_intention_to_award_notice, intention_submitted, "reg 11(9)"},
                    {intention_submitted, Step::publish_intention_to_award_notice, intention_published, "reg 11(9)"},
                    {standstill_ended, award, awarded, regulation},
                    {awarded, Step::submit_award_notice, notice_submitted, "reg 11(16)"},
                    {notice_submitted, Step::publish_award_notice, completed, "reg 11(16)"},
                    {repeat_due, Step::repeat_from_criteria, open, "reg 15(1)(b)"},
                    {repeat_due, Step::repeat_from_invitation, criteria_set, "reg 15(1)(b)"},
                    {repeat_due, Step::repeat_from_assessment, offers_invited, "reg 15(1)(b)"},
                    {repeat_due, Step::repeat_from_decision, assessed, "reg 15(1)(b)"},
                    {repeat_due, Step::repeat_from_informing, decided, "reg 15(1)(b)"},
                    {repeat_due, Step::repeat_from_intention, providers_informed, "reg 15(1)(b)"},
                }},
                after_selection(std::to_array<State>({criteria_set, offers_invited, assessed, decided, providers_informed})));
}

constexpr auto competitive_process = competition(invitation_by_notice, Step::enter_contract, "reg 11(15)");
constexpr auto framework_conclusion = competition(invitation_by_notice, Step::conclude_framework, "reg 11(15)");
constexpr auto framework_addition = competition(invitation_by_notice, Step::add_framework_providers, "reg 17(2)");
constexpr auto call_off_competed = competition(invitation_to_parties, Step::enter_contract, "reg 11(15)");

constexpr auto modification = std::to_array<Row>({
    {open, Step::make_modification, modified, "reg 13(1)"},
    {open, Step::withdraw_modification, withdrawn, "reg 13(1)"},
    {modified, Step::submit_modification_notice, notice_submitted, "reg 13(4)"},
    {modified, Step::find_no_notice_due, completed, "reg 13(4)"},
    {notice_submitted, Step::publish_modification_notice, completed, "reg 13(4)"},
});

constexpr auto urgent_modification = std::to_array<Row>({
    {open, Step::make_modification, modified, "reg 14(2)"},
    {open, Step::withdraw_modification, withdrawn, "reg 14(2)"},
    {modified, Step::submit_urgent_modification_notice, notice_submitted, "reg 14(4)"},
    {notice_submitted, Step::publish_urgent_modification_notice, completed, "reg 14(4)"},
});

/// Reg 14(4) asks for a notice where 14(2) applies, and so for none here.
constexpr auto bridge_modification = std::to_array<Row>({
    {open, Step::make_modification, completed, "reg 14(3)"},
    {open, Step::withdraw_modification, withdrawn, "reg 14(3)"},
});

} // namespace

std::span<const Row> table_of(Process process) {
  switch (process) {
  case Process::direct_award_a:
    return direct_award_a;
  case Process::direct_award_b:
    return direct_award_b;
  case Process::direct_award_c:
    return direct_award_c;
  case Process::most_suitable_provider:
    return most_suitable_provider;
  case Process::competitive_process:
    return competitive_process;
  case Process::framework_conclusion:
    return framework_conclusion;
  case Process::framework_addition:
    return framework_addition;
  case Process::framework_call_off_direct:
    return call_off_direct;
  case Process::framework_call_off_competed:
    return call_off_competed;
  case Process::urgent_award:
    return urgent_award;
  case Process::urgent_modification:
    return urgent_modification;
  case Process::bridge_modification:
    return bridge_modification;
  case Process::modification:
    return modification;
  }
  return {};
}

std::optional<Row> row_of(Process process, State state, Step step) {
  const std::span<const Row> rows = table_of(process);
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.from == state && row.step == step; });
  if (found == rows.end()) return std::nullopt;
  return *found;
}

std::vector<Step> steps_from(Process process, State state) {
  std::vector<Step> steps;
  for (const Row& row : table_of(process)) {
    if (row.from == state) steps.push_back(row.step);
  }
  return steps;
}

std::vector<Process> processes_with(Step step) {
  std::vector<Process> processes;
  for (const std::string_view word : process_words()) {
    const Process process = *process_from(word);
    if (!states_taking(process, step).empty()) processes.push_back(process);
  }
  return processes;
}

std::vector<State> states_taking(Process process, Step step) {
  std::vector<State> states;
  for (const Row& row : table_of(process)) {
    if (row.step == step) states.push_back(row.from);
  }
  return states;
}

bool has_standstill(Process process) {
  const std::span<const Row> rows = table_of(process);
  return std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.step == Step::begin_standstill; });
}

} // namespace openward::law::procedure
