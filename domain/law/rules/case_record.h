#pragma once
// What the rules of law ask of one case: a procurement with its award and contract, or one authority's year. Every field is optional, and
// an absent one means "not known": a rule that needs it says so and does not guess. Plain values; threads may share a record that none
// changes.

#include "domain/award.h"
#include "domain/date.h"
#include "domain/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// What the buyer was on the day of the award. `other` is not a relevant authority (NHS Act 2006 s12ZB(7)).
enum class AuthorityKind {
  nhs_england,
  integrated_care_board,
  nhs_trust,
  nhs_foundation_trust,
  local_authority_england,
  combined_authority,
  other
};
std::string_view to_string(AuthorityKind);
std::optional<AuthorityKind> authority_kind_from(std::string_view);

/// The five key criteria (reg 5).
enum class KeyCriterion { quality_and_innovation, value, integration, access, social_value };
std::string_view to_string(KeyCriterion);
std::optional<KeyCriterion> key_criterion_from(std::string_view);

struct CaseNotice {
  NoticeKind kind = NoticeKind::other;
  std::optional<Date> submitted_on{};
  std::optional<Date> published_on{};                      // Europe/London date
  std::optional<std::vector<std::string>> lacking_items{}; // items of its Schedule that it does not hold, by their names in
  // domain/law/change/notice_contents; absent: its contents were not read
  std::vector<std::string> unfound_items{}; // items that nothing in it was read as, which is less than knowing that they are not there
};

struct CaseModification {
  Date modified_on;
  bool dated_by_notice = false; // the day is that of its notice: the modification was made then or before
  ModificationGround ground = ModificationGround::unknown;
  std::optional<std::int64_t> value_change{}; // pence, signed
  std::optional<bool> attributable{};         // to a decision of the authority
  std::optional<bool> materially_different{};
  std::optional<bool> selection_criteria_met{}; // by the successor, for a change of provider identity
  std::optional<Date> new_end{};
  std::optional<bool> notice_exists{};
  std::optional<Date> notice_submitted_on{};
  std::optional<Date> notice_published_on{};
};

/// An interest of one person in one provider.
struct CaseConflict {
  std::string person;
  std::optional<bool> board_member{};   // a chair, chief executive or ordinary member of an integrated care board (reg 21(5))
  std::optional<std::string> post_in{}; // identifier of the provider in which the person holds a post
  std::optional<bool> recused{};
};

/// An award of the same service by the same authority to the same provider, before this one.
struct EarlierAward {
  Route route = Route::unknown;
  std::optional<Date> awarded_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
};

/// One figure of an annual summary (reg 25(2)(a) to (i)): what it states and what the register counts.
struct SummaryCount {
  char figure = 'a';
  std::optional<int> stated{};
  std::optional<int> counted{};
};

/// A representation and the year (by its last day) in whose summary it was counted.
struct CountedRepresentation {
  std::optional<Date> standstill_ended_on{};
  Date counted_in_year_ending;
};

/// The words of a notice on which a field of the record rests.
struct FieldWords {
  std::string field;
  std::string words;
};

/// Money is whole pence without VAT; lists of providers and authorities hold identifiers ("ods:QHM"); terms include their last day.
struct CaseRecord {
  std::string subject; // "award:…", "authority-year:…": what the findings are about

  std::optional<std::string> buyer{};
  std::optional<AuthorityKind> buyer_kind{};
  std::optional<Date> buyer_opened_on{};
  std::optional<Date> buyer_closed_on{};
  std::optional<Date> procedure_started_on{}; // reg 29(4); SI 2025/163 reg 34
  std::optional<bool> legacy_procedure{};     // commenced before 2024, or under a dynamic purchasing system still valid (reg 29(1))
  std::optional<std::string> main_cpv{};      // eight digits
  std::optional<bool> cpv_condition_met{};    // the condition that Schedule 1 sets for this code
  std::optional<bool> mixed_procurement{};
  std::optional<std::int64_t> health_value{}; // estimated lifetime value of the health part
  std::optional<std::int64_t> other_value{};
  std::optional<bool> inseparability_recorded{}; // the finding of reg 3(3)
  std::optional<bool> service_is_legal_choice{}; // SI 2012/2996 reg 39, and outside its regs 40 and 41

  std::optional<Route> process{};
  std::optional<std::vector<Route>> processes_stated{}; // every process that the notice's text names
  std::optional<Route> earlier_process{};               // an earlier process for the same reference
  std::optional<std::string> notice_form{};             // "F03", "UK6"
  std::optional<bool> claims_psr{};
  std::optional<bool> cites_other_procedure{}; // a procedure of PCR 2015 or the Procurement Act 2023 as its basis
  std::optional<std::string> notice_text{};
  std::optional<bool> services_began_before{}; // the notice says that services were given before the award
  std::optional<bool> provider_limit_stated{}; // a cap on the number of providers

  std::optional<std::vector<std::string>> prior_providers{};
  std::optional<Date> prior_ends{};
  std::optional<std::int64_t> prior_value{}; // lifetime value when entered into
  std::optional<int> prior_contract_count{}; // contracts that the new one replaces
  std::optional<bool> provider_succession{}; // the new provider succeeded the old one

  std::optional<std::vector<std::string>> providers{};
  std::optional<std::vector<std::string>> providers_without_address{};
  std::optional<std::vector<std::string>> rivals_named{}; // other providers named for the same service and area
  std::optional<bool> documented_group{};                 // several providers that contract as one
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::optional<Date> ends_with_options{};
  std::optional<std::int64_t> lifetime_value{}; // of this award's contract when entered into
  std::optional<std::int64_t> value_in_text{};  // where the text states one
  std::optional<std::int64_t> minimum_turnover{};
  std::optional<bool> turnover_justified{};

  std::optional<bool> changes_attributable{}; // changes in the services, to a decision of the authority (reg 6(10)(b)(i))
  std::optional<bool> materially_different{}; // in character, from the contract when entered into
  std::optional<bool> external_factors{};     // reg 6(12)
  std::optional<bool> difference_finding_recorded{};
  std::optional<bool> value_finding_recorded{};

  std::optional<bool> concludes_framework{};
  std::optional<bool> adds_framework_providers{};
  std::optional<Date> framework_starts{};
  std::optional<Date> framework_ends{}; // with every extension
  std::optional<bool> framework_term_justified{};
  std::optional<std::vector<std::string>> framework_authorities{};
  std::optional<std::vector<std::string>> framework_providers{};
  std::optional<std::vector<std::string>> invited_providers{};

  std::optional<Date> decided_on{};
  std::optional<Date> awarded_on{};     // the contract entered into, or the framework concluded
  std::optional<bool> contract_known{}; // from the register or from payments
  std::optional<std::vector<KeyCriterion>> criteria_addressed{};
  std::optional<Date> step_2_completed_on{}; // potential providers identified (reg 10(4))
  std::optional<std::vector<CaseNotice>> notices{};
  std::optional<bool> notices_complete{}; // every notice of the case is in the record, so that one which is not there does not exist

  std::optional<Date> stated_deadline{}; // for representations
  std::optional<std::string> deadline_words{};
  std::optional<int> representations_received{};
  std::optional<std::vector<Date>> further_decisions{}; // the days on which they were communicated
  std::optional<Date> standstill_ended_on{};

  std::optional<std::vector<CaseModification>> modifications{};

  std::optional<std::string> urgency_reasons{};
  std::optional<bool> long_term_reasons_stated{};
  std::optional<std::vector<EarlierAward>> earlier_awards{};
  std::optional<Date> abandoned_on{};
  std::optional<bool> abandoned_in_standstill{};

  std::optional<bool> conflicts_stated{};
  std::optional<bool> conflict_handling_stated{};
  std::optional<bool> conflicts_looked_for{}; // a notice was read for both statements; an absent one was then not found in it
  std::optional<std::vector<CaseConflict>> conflicts{};
  std::optional<std::vector<std::string>> bidders{};
  std::optional<std::string> record_paragraphs{}; // the letters of reg 24 that the record holds: "abdghi"
  std::optional<std::vector<std::string>> excluded_providers{};
  std::optional<bool> exclusion_overridden{}; // a reason under reg 20(1A) is recorded
  std::optional<bool> subcontractor_check_recorded{};
  std::optional<Date> excluded_on{};
  std::optional<Date> minister_notified_on{};
  std::optional<std::string> termination_paragraphs{}; // the letters of reg 22(1) that the contract provides for

  std::optional<Date> summary_year_ends{};
  std::optional<bool> summary_published{};
  std::optional<Date> summary_published_on{};
  std::optional<bool> summary_free_online{};
  std::optional<std::string> summary_figures{}; // the letters of reg 25(2) that it gives
  std::optional<std::vector<SummaryCount>> summary_counts{};
  std::optional<std::vector<CountedRepresentation>> representations_counted{};
  std::optional<bool> monitoring_report_published{};
  std::optional<bool> non_compliance_found{};
  std::optional<bool> remedy_stated{};

  std::optional<int> awards_recorded{}; // under this reference
  std::optional<int> contracts_known_count{};

  std::vector<FieldWords> words{};
};

} // namespace openward::law
