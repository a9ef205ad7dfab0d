#include "domain/law/rules/case_fields.h"

#include "domain/words.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

constexpr std::array fields{
    CaseField{"buyer", &CaseRecord::buyer},
    CaseField{"buyer_kind", &CaseRecord::buyer_kind},
    CaseField{"buyer_opened_on", &CaseRecord::buyer_opened_on},
    CaseField{"buyer_closed_on", &CaseRecord::buyer_closed_on},
    CaseField{"procedure_started_on", &CaseRecord::procedure_started_on},
    CaseField{"legacy_procedure", &CaseRecord::legacy_procedure},
    CaseField{"main_cpv", &CaseRecord::main_cpv},
    CaseField{"cpv_condition_met", &CaseRecord::cpv_condition_met},
    CaseField{"mixed_procurement", &CaseRecord::mixed_procurement},
    CaseField{"health_value", &CaseRecord::health_value},
    CaseField{"other_value", &CaseRecord::other_value},
    CaseField{"inseparability_recorded", &CaseRecord::inseparability_recorded},
    CaseField{"service_is_legal_choice", &CaseRecord::service_is_legal_choice},
    CaseField{"process", &CaseRecord::process},
    CaseField{"processes_stated", &CaseRecord::processes_stated},
    CaseField{"earlier_process", &CaseRecord::earlier_process},
    CaseField{"notice_form", &CaseRecord::notice_form},
    CaseField{"claims_psr", &CaseRecord::claims_psr},
    CaseField{"cites_other_procedure", &CaseRecord::cites_other_procedure},
    CaseField{"notice_text", &CaseRecord::notice_text},
    CaseField{"services_began_before", &CaseRecord::services_began_before},
    CaseField{"provider_limit_stated", &CaseRecord::provider_limit_stated},
    CaseField{"prior_providers", &CaseRecord::prior_providers},
    CaseField{"prior_ends", &CaseRecord::prior_ends},
    CaseField{"prior_value", &CaseRecord::prior_value},
    CaseField{"prior_contract_count", &CaseRecord::prior_contract_count},
    CaseField{"provider_succession", &CaseRecord::provider_succession},
    CaseField{"providers", &CaseRecord::providers},
    CaseField{"providers_without_address", &CaseRecord::providers_without_address},
    CaseField{"rivals_named", &CaseRecord::rivals_named},
    CaseField{"documented_group", &CaseRecord::documented_group},
    CaseField{"starts", &CaseRecord::starts},
    CaseField{"ends", &CaseRecord::ends},
    CaseField{"ends_with_options", &CaseRecord::ends_with_options},
    CaseField{"lifetime_value", &CaseRecord::lifetime_value},
    CaseField{"value_in_text", &CaseRecord::value_in_text},
    CaseField{"minimum_turnover", &CaseRecord::minimum_turnover},
    CaseField{"turnover_justified", &CaseRecord::turnover_justified},
    CaseField{"changes_attributable", &CaseRecord::changes_attributable},
    CaseField{"materially_different", &CaseRecord::materially_different},
    CaseField{"external_factors", &CaseRecord::external_factors},
    CaseField{"difference_finding_recorded", &CaseRecord::difference_finding_recorded},
    CaseField{"value_finding_recorded", &CaseRecord::value_finding_recorded},
    CaseField{"concludes_framework", &CaseRecord::concludes_framework},
    CaseField{"adds_framework_providers", &CaseRecord::adds_framework_providers},
    CaseField{"framework_starts", &CaseRecord::framework_starts},
    CaseField{"framework_ends", &CaseRecord::framework_ends},
    CaseField{"framework_term_justified", &CaseRecord::framework_term_justified},
    CaseField{"framework_authorities", &CaseRecord::framework_authorities},
    CaseField{"framework_providers", &CaseRecord::framework_providers},
    CaseField{"invited_providers", &CaseRecord::invited_providers},
    CaseField{"decided_on", &CaseRecord::decided_on},
    CaseField{"awarded_on", &CaseRecord::awarded_on},
    CaseField{"contract_known", &CaseRecord::contract_known},
    CaseField{"criteria_addressed", &CaseRecord::criteria_addressed},
    CaseField{"step_2_completed_on", &CaseRecord::step_2_completed_on},
    CaseField{"notices", &CaseRecord::notices},
    CaseField{"notices_complete", &CaseRecord::notices_complete},
    CaseField{"stated_deadline", &CaseRecord::stated_deadline},
    CaseField{"deadline_words", &CaseRecord::deadline_words},
    CaseField{"representations_received", &CaseRecord::representations_received},
    CaseField{"further_decisions", &CaseRecord::further_decisions},
    CaseField{"standstill_ended_on", &CaseRecord::standstill_ended_on},
    CaseField{"modifications", &CaseRecord::modifications},
    CaseField{"urgency_reasons", &CaseRecord::urgency_reasons},
    CaseField{"long_term_reasons_stated", &CaseRecord::long_term_reasons_stated},
    CaseField{"earlier_awards", &CaseRecord::earlier_awards},
    CaseField{"abandoned_on", &CaseRecord::abandoned_on},
    CaseField{"abandoned_in_standstill", &CaseRecord::abandoned_in_standstill},
    CaseField{"conflicts_stated", &CaseRecord::conflicts_stated},
    CaseField{"conflict_handling_stated", &CaseRecord::conflict_handling_stated},
    CaseField{"conflicts_looked_for", &CaseRecord::conflicts_looked_for},
    CaseField{"conflicts", &CaseRecord::conflicts},
    CaseField{"bidders", &CaseRecord::bidders},
    CaseField{"record_paragraphs", &CaseRecord::record_paragraphs},
    CaseField{"excluded_providers", &CaseRecord::excluded_providers},
    CaseField{"exclusion_overridden", &CaseRecord::exclusion_overridden},
    CaseField{"subcontractor_check_recorded", &CaseRecord::subcontractor_check_recorded},
    CaseField{"excluded_on", &CaseRecord::excluded_on},
    CaseField{"minister_notified_on", &CaseRecord::minister_notified_on},
    CaseField{"termination_paragraphs", &CaseRecord::termination_paragraphs},
    CaseField{"summary_year_ends", &CaseRecord::summary_year_ends},
    CaseField{"summary_published", &CaseRecord::summary_published},
    CaseField{"summary_published_on", &CaseRecord::summary_published_on},
    CaseField{"summary_free_online", &CaseRecord::summary_free_online},
    CaseField{"summary_figures", &CaseRecord::summary_figures},
    CaseField{"summary_counts", &CaseRecord::summary_counts},
    CaseField{"representations_counted", &CaseRecord::representations_counted},
    CaseField{"monitoring_report_published", &CaseRecord::monitoring_report_published},
    CaseField{"non_compliance_found", &CaseRecord::non_compliance_found},
    CaseField{"remedy_stated", &CaseRecord::remedy_stated},
    CaseField{"awards_recorded", &CaseRecord::awards_recorded},
    CaseField{"contracts_known_count", &CaseRecord::contracts_known_count},
};

/// Parts of lists, and what the surroundings of a case give.
constexpr std::array<std::string_view, 27> further_inputs{"notices.submitted_on",
                                                          "notices.published_on",
                                                          "notices.lacking_items",
                                                          "notices.unfound_items",
                                                          "modifications.modified_on",
                                                          "modifications.ground",
                                                          "modifications.value_change",
                                                          "modifications.attributable",
                                                          "modifications.materially_different",
                                                          "modifications.selection_criteria_met",
                                                          "modifications.notice_exists",
                                                          "modifications.notice_submitted_on",
                                                          "modifications.notice_published_on",
                                                          "conflicts.board_member",
                                                          "conflicts.post_in",
                                                          "conflicts.recused",
                                                          "earlier_awards.route",
                                                          "earlier_awards.awarded_on",
                                                          "earlier_awards.starts",
                                                          "earlier_awards.ends",
                                                          "summary_counts.stated",
                                                          "summary_counts.counted",
                                                          "representations_counted.standstill_ended_on",
                                                          "modifications.new_end",
                                                          "bank_holidays",
                                                          "schedule_1",
                                                          "checked_on"};

constexpr std::array<std::string_view, 7> authority_spellings{
    "nhs_england", "integrated_care_board", "nhs_trust", "nhs_foundation_trust", "local_authority_england", "combined_authority", "other"};
static_assert(openward::detail::spells_all(authority_spellings, AuthorityKind::other));

constexpr std::array<std::string_view, 5> criterion_spellings{"quality_and_innovation", "value", "integration", "access", "social_value"};
static_assert(openward::detail::spells_all(criterion_spellings, KeyCriterion::social_value));

} // namespace

std::span<const CaseField> case_fields() { return fields; }

bool is_rule_input(std::string_view name) {
  return std::any_of(fields.begin(), fields.end(), [&](const CaseField& field) { return field.name == name; }) ||
         std::find(further_inputs.begin(), further_inputs.end(), name) != further_inputs.end();
}

std::string_view to_string(AuthorityKind v) { return openward::detail::word_of(authority_spellings, v); }
std::optional<AuthorityKind> authority_kind_from(std::string_view word) {
  return openward::detail::from_word<AuthorityKind>(authority_spellings, word);
}
std::string_view to_string(KeyCriterion v) { return openward::detail::word_of(criterion_spellings, v); }
std::optional<KeyCriterion> key_criterion_from(std::string_view word) {
  return openward::detail::from_word<KeyCriterion>(criterion_spellings, word);
}

} // namespace openward::law
