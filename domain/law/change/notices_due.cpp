#include "domain/law/change/notices_due.h"

#include "domain/law/calendar/deadlines.h"

#include <array>

namespace openward::law {
namespace {

using C = Choice;
using T = Timing;

constexpr std::string_view letter = "letter_to_unsuccessful_provider";
constexpr std::string_view framework_invitation = "invitation_to_framework_parties";

constexpr std::array<NoticeRule, 23> rules{{
    {C::urgent_award, "urgent_award", true, 13, "reg 14(4), (5)", T::after_the_award},
    {C::urgent_modification, "urgent_modification", true, 14, "reg 14(4), (5)", T::after_the_modification},
    {C::framework_call_off_direct, "award", true, 2, "reg 18(5), (6)", T::after_the_award},
    {C::framework_call_off_competed, framework_invitation, false, 15, "reg 18(7), (8)", T::at_the_start},
    {C::framework_call_off_competed, letter, false, 9, "reg 11(8)(b), reg 18(7)", T::with_the_decision},
    {C::framework_call_off_competed, "intention_to_award", true, 10, "reg 11(9), reg 18(7)", T::before_the_standstill},
    {C::framework_call_off_competed, "award", true, 11, "reg 11(16), (17), reg 18(7)", T::after_the_award},
    {C::modification, "modification", true, 12, "reg 13(4), (5)", T::after_the_modification},
    {C::framework_conclusion, "invitation", true, 8, "reg 11(3), reg 16(3)", T::at_the_start},
    {C::framework_conclusion, letter, false, 9, "reg 11(8)(b)", T::with_the_decision},
    {C::framework_conclusion, "intention_to_award", true, 10, "reg 11(9)", T::before_the_standstill},
    {C::framework_conclusion, "award", true, 11, "reg 11(16), (17)", T::after_the_award},
    {C::direct_award_a, "award", true, 2, "reg 7(2)", T::after_the_award},
    {C::direct_award_b, "award", true, 2, "reg 8(2)", T::after_the_award},
    {C::direct_award_c, "intention_to_award", true, 3, "reg 9(3)", T::before_the_standstill},
    {C::direct_award_c, "award", true, 4, "reg 9(10), (11)", T::after_the_award},
    {C::most_suitable_provider, "intention_to_follow_msp", true, 5, "reg 10(2), (5)", T::two_weeks_before_step_2},
    {C::most_suitable_provider, "intention_to_award", true, 6, "reg 10(7)", T::before_the_standstill},
    {C::most_suitable_provider, "award", true, 7, "reg 10(14), (15)", T::after_the_award},
    {C::competitive_process, "invitation", true, 8, "reg 11(3)", T::at_the_start},
    {C::competitive_process, letter, false, 9, "reg 11(8)(b)", T::with_the_decision},
    {C::competitive_process, "intention_to_award", true, 10, "reg 11(9)", T::before_the_standstill},
    {C::competitive_process, "award", true, 11, "reg 11(16), (17)", T::after_the_award},
}};

std::string words_of(Timing timing) {
  switch (timing) {
  case T::two_weeks_before_step_2:
    return "at the start; potential providers may not be settled before the day 14 days after it is submitted (reg 10(5))";
  case T::at_the_start:
    return "at the start of the competition";
  case T::with_the_decision:
    return "promptly when the decision is made";
  case T::before_the_standstill:
    return "before the standstill, which begins the day after publication (reg 12(2))";
  case T::after_the_award:
    return "submitted within 30 days of the award";
  case T::after_the_modification:
    return "submitted within 30 days of the modification";
  }
  return {};
}

/// The day on which the intention is, or can at the latest be, published.
std::optional<Date> intention_day(const PlannedAward& plan, const BankHolidays* holidays) {
  if (plan.intention_published_on) return plan.intention_published_on;
  if (!plan.awarded_on || holidays == nullptr) return std::nullopt;
  const auto latest = latest_intention(*plan.awarded_on, *holidays);
  if (!latest) return std::nullopt;
  return *latest;
}

void bound_intention(NoticeDue& due, const PlannedAward& plan, const BankHolidays* holidays) {
  if (due.rule->choice == C::most_suitable_provider && plan.msp_notice_submitted_on) {
    due.no_earlier_than = most_suitable_provider_step_2(*plan.msp_notice_submitted_on);
    due.date_note = "Step 2 may not be completed earlier (reg 10(5)). ";
  }
  if (!plan.awarded_on) {
    due.date_note += "Give awarded_on for the last day.";
  } else if (holidays == nullptr) {
    due.date_note += "No bank holidays are loaded, so the last day is not computed.";
  } else if (const auto latest = latest_intention(*plan.awarded_on, *holidays)) {
    due.no_later_than = *latest;
    due.date_note +=
        "Published on this day, its standstill ends before the contract on " + plan.awarded_on->iso() + ", if no representations come.";
  } else {
    due.date_note += latest.error().message;
  }
}

void bound(NoticeDue& due, const PlannedAward& plan, const BankHolidays* holidays) {
  switch (due.rule->timing) {
  case T::after_the_award:
    if (!plan.awarded_on) {
      due.date_note = "Give awarded_on for the last day.";
      return;
    }
    due.no_earlier_than = award_notice(*plan.awarded_on).opens;
    due.no_later_than = award_notice(*plan.awarded_on).closes;
    return;
  case T::after_the_modification:
    if (!plan.modification || !plan.modification->modified_on) {
      due.date_note = "Give modification.modified_on for the last day.";
      return;
    }
    due.no_earlier_than = modification_notice(*plan.modification->modified_on).opens;
    due.no_later_than = modification_notice(*plan.modification->modified_on).closes;
    return;
  case T::before_the_standstill:
    return bound_intention(due, plan, holidays);
  case T::two_weeks_before_step_2:
    if (const auto intention = intention_day(plan, holidays)) {
      due.no_later_than = intention->plus_days(-most_suitable_provider_days);
      due.date_note = "So that 14 days pass before the intention to award on " + intention->iso() + ".";
    } else {
      due.date_note = "Give intention_published_on or awarded_on for the last day.";
    }
    return;
  case T::at_the_start:
  case T::with_the_decision:
    return;
  }
}

bool has_standstill(Choice choice) {
  for (const NoticeRule& rule : rules) {
    if (rule.choice == choice && rule.timing == T::before_the_standstill) return true;
  }
  return false;
}

} // namespace

std::span<const NoticeRule> notice_rules() { return rules; }

std::vector<NoticeDue> notices_due(Choice choice, const PlannedAward& plan, const BankHolidays* holidays) {
  std::vector<NoticeDue> out;
  for (const NoticeRule& rule : rules) {
    if (rule.choice != choice) continue;
    NoticeDue due;
    due.rule = &rule;
    due.when = words_of(rule.timing);
    bound(due, plan, holidays);
    due.contents = contents_of(rule.schedule, plan, choice == C::framework_conclusion);
    out.push_back(std::move(due));
  }
  return out;
}

std::optional<Result<Standstill>> planned_standstill(const PlannedAward& plan, const BankHolidays* holidays) {
  if (!plan.intention_published_on || holidays == nullptr) return std::nullopt;
  return standstill(*plan.intention_published_on, *holidays);
}

Result<Date> latest_intention(Date contract, const BankHolidays& holidays) {
  // A standstill takes nine days at the least; a run of holidays never makes it a month.
  for (int days = 9; days < 31; ++days) {
    const Date published = contract.plus_days(-days);
    const auto still = standstill(published, holidays);
    if (!still) return still.error();
    if (still->earliest_contract <= contract) return published;
  }
  return Error{ErrorKind::internal, "No day within a month before " + contract.iso() + " leaves time for a standstill.", {}, {}};
}

std::vector<Warning> date_warnings(Choice choice, const PlannedAward& plan, const BankHolidays* holidays) {
  std::vector<Warning> out;
  if (!has_standstill(choice)) return out;
  const auto still = planned_standstill(plan, holidays);
  if (still && *still && plan.awarded_on && *plan.awarded_on < (*still)->earliest_contract) {
    out.push_back({"award_in_standstill", "The contract would be entered into on " + plan.awarded_on->iso() +
                                              ", but the standstill lasts to the end of " + (*still)->ends.iso() +
                                              " (reg 12(1), (9)). Plan it for " + (*still)->earliest_contract.iso() + " or later."});
  }
  if (choice != C::most_suitable_provider || !plan.msp_notice_submitted_on || !plan.intention_published_on) return out;
  const Date step_2 = most_suitable_provider_step_2(*plan.msp_notice_submitted_on);
  if (*plan.intention_published_on < step_2) {
    out.push_back({"intention_too_soon", "Step 2 may not be completed before " + step_2.iso() +
                                             " (reg 10(5)), but the intention to award is planned for " +
                                             plan.intention_published_on->iso() + "."});
  }
  return out;
}

} // namespace openward::law
