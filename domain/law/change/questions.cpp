#include "domain/law/change/questions.h"

#include <array>

namespace openward::law {
namespace {

Told stated(std::optional<bool> given) { return {answer_of(given), given ? Basis::stated : Basis::not_stated, {}}; }
Told stated_not(std::optional<bool> given) { return {opposite(answer_of(given)), given ? Basis::stated : Basis::not_stated, {}}; }
Told computed(Answer answer, std::string because) {
  return {answer, answer == Answer::unknown ? Basis::not_stated : Basis::computed, std::move(because)};
}
Told not_claimed(std::string because) { return {Answer::no, Basis::not_claimed, std::move(because)}; }

bool is_mixed(const PlannedScope& scope) { return scope.health_pence || scope.other_pence || scope.separable; }

Told health_is_main_part(const Worked& w) {
  const PlannedScope& scope = w.plan.scope;
  if (!is_mixed(scope)) return {Answer::yes, Basis::not_claimed, "No other goods or services are stated."};
  if (!scope.health_pence || !scope.other_pence) return {};
  if (*scope.health_pence == *scope.other_pence)
    return {Answer::unknown, Basis::not_stated, "Both parts have the same value, and the regulation asks which is higher."};
  const bool higher = *scope.health_pence > *scope.other_pence;
  return computed(answer_of(higher),
                  "Health care £" + Money{*scope.health_pence, {}}.decimal() + ", other £" + Money{*scope.other_pence, {}}.decimal() + ".");
}

Told not_separable(const Worked& w) {
  if (!is_mixed(w.plan.scope)) return {Answer::yes, Basis::not_claimed, "No other goods or services are stated."};
  return stated_not(w.plan.scope.separable);
}

Told listed_service(const Worked& w) {
  const auto& listed = w.plan.scope.cpv_in_schedule_1;
  if (w.plan.cpv.empty() || !listed) return {};
  return computed(answer_of(listed), *listed ? "At least one of the codes is listed." : "None of the codes is listed.");
}

template <std::optional<bool> PlannedUrgency::*Member>
Told urgency(const Worked& w) {
  if (!w.plan.urgency) return not_claimed("No urgency is claimed.");
  return stated((*w.plan.urgency).*Member);
}
template <std::optional<bool> PlannedUrgency::*Member>
Told urgency_not(const Worked& w) {
  if (!w.plan.urgency) return not_claimed("No urgency is claimed.");
  return stated_not((*w.plan.urgency).*Member);
}

Told framework_step(const Worked& w, bool call_off) {
  if (!w.plan.framework) return not_claimed("No framework is stated.");
  return {answer_of((w.plan.framework->step == FrameworkStep::call_off) == call_off), Basis::stated, {}};
}

Told single_provider_framework(const Worked& w) {
  if (!w.plan.framework) return not_claimed("No framework is stated.");
  return stated(w.plan.framework->single_provider);
}

Told changes_a_contract(const Worked& w) {
  if (!w.plan.modification) return not_claimed("No modification is stated.");
  return {Answer::yes, Basis::stated, {}};
}

Told modification_permitted(const Worked& w) {
  if (!w.modification) return not_claimed("No modification is stated.");
  return computed(w.modification->permitted.answer, w.modification->because);
}

/// The existing contract's state on the day of the award, as its dates tell it.
std::optional<bool> expired_before_award(const PlannedAward& plan) {
  if (!plan.existing.ends || !plan.awarded_on) return std::nullopt;
  return *plan.existing.ends < *plan.awarded_on;
}

bool is_new_service(const PlannedAward& plan) { return plan.existing.exists && !*plan.existing.exists; }

std::string lapsed(const PlannedAward& plan) {
  return "The existing contract ends on " + plan.existing.ends->iso() + ", before the award on " + plan.awarded_on->iso() +
         "; an existing provider holds an unexpired contract (reg 2(1)).";
}

Told existing_provider(const Worked& w) {
  if (is_new_service(w.plan)) return {Answer::no, Basis::stated, "There is no existing contract."};
  if (expired_before_award(w.plan).value_or(false)) return computed(Answer::no, lapsed(w.plan));
  return stated(w.plan.existing.same_provider);
}

Told term_due_to_expire(const Worked& w) {
  if (is_new_service(w.plan)) return {Answer::no, Basis::stated, "There is no existing contract."};
  if (const auto expired = expired_before_award(w.plan))
    return *expired ? computed(Answer::no, lapsed(w.plan)) : computed(Answer::yes, "It ends on " + w.plan.existing.ends->iso() + ".");
  return stated(w.plan.existing.due_to_expire);
}

std::optional<bool> follows_at_once(const PlannedAward& plan) {
  if (!plan.existing.ends || !plan.starts) return std::nullopt;
  return *plan.starts <= plan.existing.ends->plus_days(1);
}

Told replaces_at_end(const Worked& w) {
  if (is_new_service(w.plan)) return {Answer::no, Basis::stated, "There is no existing contract."};
  if (const auto follows = follows_at_once(w.plan)) {
    const auto gap = (w.plan.starts->days() - w.plan.existing.ends->days()).count() - 1;
    return computed(answer_of(follows), *follows ? "The new term starts on " + w.plan.starts->iso() + ", when the old one ends."
                                                 : "There is a gap of " + std::to_string(gap) + " days between the two terms.");
  }
  return stated(w.plan.existing.replaced_at_end);
}

Told no_considerable_change(const Worked& w) {
  if (is_new_service(w.plan)) return {Answer::unknown, Basis::not_stated, "There is no existing contract to compare with."};
  return computed(opposite(w.change.met.answer), w.change.because);
}

using Q = QuestionId;
const std::array<Question, 26> catalogue{{
    {Q::relevant_authority, "relevant_authority", "Is the buyer a relevant authority?", "NHS Act 2006 s 12ZB(7)",
     "scope.relevant_authority", [](const Worked& w) { return stated(w.plan.scope.relevant_authority); }},
    {Q::health_care, "health_care", "Is it health care for individuals, for the health service in England?", "reg 2(1), reg 3(1)",
     "scope.health_care", [](const Worked& w) { return stated(w.plan.scope.health_care); }},
    {Q::listed_service, "listed_service", "Is one of the CPV codes in Schedule 1?", "reg 2(1), Sch 1", "cpv", listed_service},
    {Q::health_is_main_part, "health_is_main_part", "Is health care the part of higher value?", "reg 3(3)(a)", "scope.health_value",
     health_is_main_part},
    {Q::not_separable, "not_separable", "Could the other goods or services not reasonably be supplied under a separate contract?",
     "reg 3(3)(b), (4)", "scope.separable", not_separable},
    {Q::must_be_urgent, "must_be_urgent", "Must the award or modification be made urgently?", "reg 14(2)(a)", "urgency.urgent",
     urgency<&PlannedUrgency::urgent>},
    {Q::not_foreseeable, "not_foreseeable", "Was the reason for the urgency not foreseeable?", "reg 14(2)(b)", "urgency.foreseeable",
     urgency_not<&PlannedUrgency::foreseeable>},
    {Q::not_attributable, "not_attributable", "Is the reason for the urgency not attributable to the authority?", "reg 14(2)(b)",
     "urgency.attributable_to_authority", urgency_not<&PlannedUrgency::attributable_to_authority>},
    {Q::delay_risks_safety, "delay_risks_safety", "Would delay likely pose a risk to the safety of patients or the public?", "reg 14(2)(c)",
     "urgency.delay_risks_safety", urgency<&PlannedUrgency::delay_risks_safety>},
    {Q::changes_a_contract, "changes_a_contract", "Does it change an existing contract during its term?", "reg 6(2), reg 13(1)",
     "modification", changes_a_contract},
    {Q::is_call_off, "is_call_off", "Is the contract based on an existing framework agreement?", "reg 6(2), reg 18", "framework.step",
     [](const Worked& w) { return framework_step(w, true); }},
    {Q::single_provider_framework, "single_provider_framework", "Has the framework agreement one provider?", "reg 18(3)",
     "framework.single_provider", single_provider_framework},
    {Q::modification_permitted, "modification_permitted", "Is the modification permitted without a new procurement?", "reg 13(1) to (3)",
     "modification", modification_permitted},
    {Q::concludes_framework, "concludes_framework", "Is the purpose to conclude a framework agreement, or to add providers to one?",
     "reg 6(8), reg 16(3), reg 17(2)", "framework.step", [](const Worked& w) { return framework_step(w, false); }},
    {Q::existing_provider, "existing_provider", "Is the planned provider the existing one?", "reg 6(3)(a), reg 2(1)",
     "existing_contract.same_provider", existing_provider},
    {Q::only_capable_provider, "only_capable_provider", "Is it the only capable provider, due to the nature of the services?",
     "reg 6(3)(b)", "existing_contract.only_capable", [](const Worked& w) { return stated(w.plan.existing.only_capable); }},
    {Q::choice_offered, "choice_offered", "Are patients offered a choice of provider?", "reg 6(4)(a)", "patient_choice.offered",
     [](const Worked& w) { return stated(w.plan.choice.offered); }},
    {Q::numbers_not_restricted, "numbers_not_restricted", "Is the number of providers not restricted?", "reg 6(4)(b)",
     "patient_choice.providers_restricted", [](const Worked& w) { return stated_not(w.plan.choice.providers_restricted); }},
    {Q::offered_to_all, "offered_to_all", "Are contracts offered to every provider that meets all requirements?", "reg 6(4)(c)",
     "patient_choice.offered_to_all_qualifying", [](const Worked& w) { return stated(w.plan.choice.offered_to_all_qualifying); }},
    {Q::can_express_interest, "can_express_interest", "Are there arrangements for providers to express an interest?", "reg 6(4)(d)",
     "patient_choice.can_express_interest", [](const Worked& w) { return stated(w.plan.choice.can_express_interest); }},
    {Q::term_due_to_expire, "term_due_to_expire", "Is the term of the existing contract due to expire?", "reg 6(5)(b)",
     "existing_contract.due_to_expire", term_due_to_expire},
    {Q::replaces_at_end, "replaces_at_end", "Would the new contract replace the existing one at the end of its term?", "reg 6(5)(b)",
     "existing_contract.replaced_at_end", replaces_at_end},
    {Q::no_considerable_change, "no_considerable_change", "Is the considerable change threshold not met?", "reg 6(5)(c), (10) to (12)",
     "change", no_considerable_change},
    {Q::satisfies_existing, "satisfies_existing", "Is the existing provider satisfying the existing contract to a sufficient standard?",
     "reg 6(5)(d)", "existing_contract.satisfied", [](const Worked& w) { return stated(w.plan.existing.satisfied); }},
    {Q::will_likely_satisfy, "will_likely_satisfy", "Will it likely satisfy the planned contract to a sufficient standard?", "reg 6(5)(d)",
     "existing_contract.likely_to_satisfy", [](const Worked& w) { return stated(w.plan.existing.likely_to_satisfy); }},
    {Q::most_suitable_identifiable, "most_suitable_identifiable",
     "Is the authority likely to be able to identify the most suitable provider, from all relevant information?", "reg 6(6)",
     "most_suitable_provider_identifiable", [](const Worked& w) { return stated(w.plan.most_suitable_provider_identifiable); }},
}};

} // namespace

std::string_view to_string(Basis basis) {
  constexpr std::array<std::string_view, 4> words{"stated", "computed", "not_claimed", "not_stated"};
  return words.at(static_cast<std::size_t>(basis));
}

std::span<const Question> questions() { return catalogue; }
const Question& question(QuestionId id) { return catalogue.at(static_cast<std::size_t>(id)); }

std::vector<Warning> contradictions(const PlannedAward& plan) {
  std::vector<Warning> out;
  const auto expired = expired_before_award(plan);
  if (expired && plan.existing.due_to_expire && *plan.existing.due_to_expire == *expired)
    out.push_back(
        {"dates_contradict", "existing_contract.due_to_expire contradicts the dates; the dates were followed. Correct one of them."});
  const auto follows = follows_at_once(plan);
  if (follows && plan.existing.replaced_at_end && *plan.existing.replaced_at_end != *follows)
    out.push_back(
        {"dates_contradict", "existing_contract.replaced_at_end contradicts the dates; the dates were followed. Correct one of them."});
  if (follows.value_or(false) && *plan.starts <= *plan.existing.ends)
    out.push_back(
        {"terms_overlap", "The planned contract starts before the existing one ends. Regulation 6(5)(b) speaks of the end of its term."});
  return out;
}

} // namespace openward::law
