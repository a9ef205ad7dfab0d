#pragma once
// One function per rule, and the table of them. A function reads the case through its Inquiry, names every input that it lacks, and gives a
// verdict. Inside domain/law/rules only; pure functions.

#include "domain/law/rules/inquiry.h"

#include <span>
#include <string_view>

namespace openward::law::detail {

using RuleFunction = Verdict (*)(Inquiry&);

struct RuleEntry {
  std::string_view id;
  RuleFunction function;
  /// Regulations 6 to 13 do not apply where regulation 14 is relied on (reg 14(1)).
  bool waived_by_urgency = false;
};

std::span<const RuleEntry> rule_functions();

// scope
Verdict buyer_is_relevant_authority(Inquiry&);        // PSR-01
Verdict psr_governs_by_date(Inquiry&);                // PSR-02
Verdict main_cpv_in_schedule_1(Inquiry&);             // PSR-03
Verdict mixed_procurement_is_mainly_health(Inquiry&); // PSR-04
Verdict one_process_stated(Inquiry&);                 // PSR-05

// frameworks
Verdict framework_concluded_by_competition(Inquiry&);       // PSR-06
Verdict framework_term_within_four_years(Inquiry&);         // PSR-07
Verdict framework_names_its_authorities(Inquiry&);          // PSR-08
Verdict framework_providers_added_by_competition(Inquiry&); // PSR-09
Verdict direct_call_off_has_its_notice(Inquiry&);           // PSR-35
Verdict call_off_is_within_the_parties(Inquiry&);           // PSR-36
Verdict call_off_is_within_the_term(Inquiry&);              // PSR-37
Verdict call_off_invites_every_party(Inquiry&);             // PSR-38

// route choice
Verdict a_has_existing_provider(Inquiry&);             // PSR-10
Verdict a_has_one_capable_provider(Inquiry&);          // PSR-11
Verdict b_where_choice_is_a_right(Inquiry&);           // PSR-12
Verdict b_is_not_restricted(Inquiry&);                 // PSR-13
Verdict c_follows_on_from_existing_contract(Inquiry&); // PSR-14
Verdict c_keeps_the_provider(Inquiry&);                // PSR-15
Verdict c_change_below_threshold(Inquiry&);            // PSR-16
Verdict c_change_assessment_recorded(Inquiry&);        // PSR-17
Verdict c_replaces_one_contract(Inquiry&);             // PSR-18

// notices
Verdict msp_starts_with_a_notice(Inquiry&);              // PSR-19
Verdict msp_waits_fourteen_days(Inquiry&);               // PSR-20
Verdict competition_starts_with_an_invitation(Inquiry&); // PSR-21
Verdict invitation_is_complete(Inquiry&);                // PSR-22
Verdict intention_comes_before_award(Inquiry&);          // PSR-23
Verdict intention_is_complete(Inquiry&);                 // PSR-24
Verdict reasons_address_the_key_criteria(Inquiry&);      // PSR-25
Verdict award_notice_in_time(Inquiry&);                  // PSR-31
Verdict award_notice_exists(Inquiry&);                   // PSR-32
Verdict award_notice_is_complete(Inquiry&);              // PSR-33
Verdict intention_is_followed_up(Inquiry&);              // PSR-34
Verdict conflicts_are_stated(Inquiry&);                  // PSR-51
Verdict basis_is_the_psr(Inquiry&);                      // PSR-65

// standstill
Verdict stated_deadline_is_not_too_early(Inquiry&); // PSR-26
Verdict stated_deadline_is_a_real_date(Inquiry&);   // PSR-27
Verdict award_after_standstill(Inquiry&);           // PSR-28
Verdict award_after_further_decision(Inquiry&);     // PSR-29
Verdict planned_start_after_standstill(Inquiry&);   // PSR-30

// modifications
Verdict modification_is_permitted(Inquiry&);         // PSR-39
Verdict modification_notice_in_time(Inquiry&);       // PSR-40
Verdict modification_notice_is_complete(Inquiry&);   // PSR-41
Verdict small_modifications_do_not_add_up(Inquiry&); // PSR-42
Verdict modification_is_within_the_term(Inquiry&);   // PSR-43

// urgent
Verdict urgent_notice_in_time_and_complete(Inquiry&); // PSR-44
Verdict urgent_term_within_twelve_months(Inquiry&);   // PSR-45
Verdict urgency_is_not_of_own_making(Inquiry&);       // PSR-46
Verdict urgency_is_not_repeated(Inquiry&);            // PSR-47

// abandonment and sequence
Verdict abandonment_notice_in_time(Inquiry&);         // PSR-48
Verdict process_switched_after_abandonment(Inquiry&); // PSR-49
Verdict award_before_services_start(Inquiry&);        // PSR-50
Verdict short_c_awards_do_not_repeat(Inquiry&);       // PSR-66

// records
Verdict board_members_recused(Inquiry&);     // PSR-52
Verdict record_is_complete(Inquiry&);        // PSR-53
Verdict no_excluded_provider(Inquiry&);      // PSR-59
Verdict subcontractors_checked(Inquiry&);    // PSR-60
Verdict minister_notified_in_time(Inquiry&); // PSR-61
Verdict termination_provided_for(Inquiry&);  // PSR-62

// annual summary
Verdict summary_is_published(Inquiry&);                      // PSR-54
Verdict summary_is_complete(Inquiry&);                       // PSR-55
Verdict summary_agrees_with_the_register(Inquiry&);          // PSR-56
Verdict monitoring_report_is_published(Inquiry&);            // PSR-57
Verdict representations_counted_by_standstill_end(Inquiry&); // PSR-58

// values
Verdict value_is_plausible(Inquiry&);              // PSR-63
Verdict provider_is_identified(Inquiry&);          // PSR-64
Verdict turnover_asked_is_proportionate(Inquiry&); // PSR-67
Verdict each_contract_counted_once(Inquiry&);      // PSR-68

} // namespace openward::law::detail
