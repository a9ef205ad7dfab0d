// PSR-10 to PSR-18: whether the direct award process that was followed was open to the authority (reg 6).

#include "domain/law/change/limits.h"
#include "domain/law/rules/rule_functions.h"

#include <algorithm>
#include <set>

namespace openward::law::detail {
namespace {

bool share_a_member(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) { return holds(b, item); });
}

/// Whether the old contract was unexpired when the authority decided. The award follows the decision, so a contract that still ran at the
/// award ran at the decision too; the reverse cannot be told.
Verdict unexpired_at_decision(Inquiry& c, Date prior_ends) {
  if (const Date* decided = c.known(&CaseRecord::decided_on)) {
    c.note("decided_on", *decided);
    return prior_ends >= *decided ? Verdict::pass : Verdict::question;
  }
  const Date* awarded = c.known(&CaseRecord::awarded_on);
  if (awarded != nullptr && prior_ends >= *awarded) {
    c.note("awarded_on", *awarded);
    return Verdict::pass;
  }
  c.miss("decided_on");
  return Verdict::not_computable;
}

/// P - E >= £500,000 and P >= 1.25 E, both inclusive (reg 6(10)(b)). 4P >= 5E is P - E >= E/4 rounded up.
bool money_limbs_met(std::int64_t existing, std::int64_t proposed) {
  const std::int64_t rise = proposed - existing;
  return rise >= considerable_pence && rise >= quarter_up(existing);
}

} // namespace

Verdict a_has_existing_provider(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_a})) return *stop;
  const auto* before = c.need(&CaseRecord::prior_providers);
  const auto* now = c.need(&CaseRecord::providers);
  const Date* ends = c.need(&CaseRecord::prior_ends);
  if (before != nullptr && before->empty()) return Verdict::question; // no contract came before: a new service
  if (!c.complete()) return Verdict::not_computable;
  c.note("prior_ends", *ends);
  c.note("same_provider", share_a_member(*before, *now) ? "yes" : "no");
  if (!share_a_member(*before, *now)) return Verdict::question;
  return unexpired_at_decision(c, *ends);
}

Verdict a_has_one_capable_provider(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_a})) return *stop;
  const auto* providers = c.need(&CaseRecord::providers);
  const auto* rivals = c.need(&CaseRecord::rivals_named);
  if (rivals != nullptr) {
    for (const std::string& rival : *rivals) c.note("rival", rival);
    if (!rivals->empty()) return Verdict::question;
  }
  if (!c.complete()) return Verdict::not_computable;
  c.note_count("providers", static_cast<std::int64_t>(providers->size()));
  if (providers->size() <= 1) return Verdict::pass;
  const auto* group = c.need(&CaseRecord::documented_group);
  return group != nullptr && *group ? Verdict::pass : Verdict::question;
}

Verdict b_where_choice_is_a_right(Inquiry& c) {
  if (const auto stop = c.unless_process(
          {Route::direct_award_a, Route::direct_award_b, Route::direct_award_c, Route::most_suitable_provider, Route::competitive_process}))
    return *stop;
  const auto* choice = c.need(&CaseRecord::service_is_legal_choice);
  if (choice == nullptr) return Verdict::not_computable;
  const bool is_b = *c.need(&CaseRecord::process) == Route::direct_award_b;
  return !*choice || is_b ? Verdict::pass : Verdict::question;
}

Verdict b_is_not_restricted(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_b})) return *stop;
  const auto* limited = c.need(&CaseRecord::provider_limit_stated);
  if (limited == nullptr) return Verdict::not_computable;
  return *limited ? Verdict::question : Verdict::pass;
}

Verdict c_follows_on_from_existing_contract(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const Date* ends = c.need(&CaseRecord::prior_ends);
  const Date* starts = c.need(&CaseRecord::starts);
  if (!c.complete()) return Verdict::not_computable;
  c.note("prior_ends", *ends);
  c.note("starts", *starts);
  const Verdict replaces = *starts <= ends->plus_days(1) ? Verdict::pass : Verdict::question;
  return worse(replaces, unexpired_at_decision(c, *ends));
}

Verdict c_keeps_the_provider(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const auto* before = c.need(&CaseRecord::prior_providers);
  const auto* now = c.need(&CaseRecord::providers);
  if (!c.complete()) return Verdict::not_computable;
  c.note("prior_providers", listed(*before));
  c.note("providers", listed(*now));
  if (std::set(before->begin(), before->end()) == std::set(now->begin(), now->end())) return Verdict::pass;
  const auto* succession = c.need(&CaseRecord::provider_succession);
  if (succession == nullptr) return Verdict::question;
  return *succession ? Verdict::pass : Verdict::fail;
}

Verdict c_change_below_threshold(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const auto* existing = c.need_amount(&CaseRecord::prior_value);
  const auto* proposed = c.need_amount(&CaseRecord::lifetime_value);
  if (!c.complete()) return Verdict::not_computable;
  if (*existing < 0 || *proposed < 0) return Verdict::question; // a value below zero is a slip, and no test runs on it
  c.note_pence("prior_value", *existing);
  c.note_pence("lifetime_value", *proposed);
  c.note_pence("change", *proposed - *existing);
  const bool met = money_limbs_met(*existing, *proposed);
  c.note("money_limbs", met ? "met" : "not met");
  if (!met) return Verdict::pass;
  const auto* attributable = c.need(&CaseRecord::changes_attributable);
  if (attributable != nullptr && !*attributable) return Verdict::pass;
  // Reg 6(12): the exception has to be shown, and it does not help a contract of another character.
  const auto* external = c.known(&CaseRecord::external_factors);
  if (external != nullptr && *external) {
    const auto* different = c.need(&CaseRecord::materially_different);
    if (different == nullptr) return Verdict::question;
    if (!*different) return Verdict::pass;
  }
  return attributable == nullptr ? Verdict::question : Verdict::fail;
}

Verdict c_change_assessment_recorded(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const auto* difference = c.need(&CaseRecord::difference_finding_recorded);
  const auto* value = c.need(&CaseRecord::value_finding_recorded);
  if ((difference != nullptr && !*difference) || (value != nullptr && !*value)) return Verdict::question;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

Verdict c_replaces_one_contract(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const int* count = c.need(&CaseRecord::prior_contract_count);
  if (count == nullptr) return Verdict::not_computable;
  c.note_count("prior_contracts", *count);
  return *count == 1 ? Verdict::pass : Verdict::question;
}

} // namespace openward::law::detail
