#pragma once
// A planned award as an authority describes it before it is made: everything that the choice of a route, the notices and their contents are
// worked out from. What is absent is not known; where a group as a whole is absent, the authority does not claim it. Plain values.

#include "domain/date.h"
#include "domain/money.h"
#include "domain/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// What an authority may set out to do under the Regulations. The words of awards are those of Route; two more change a contract.
enum class Choice {
  urgent_award,
  urgent_modification,
  framework_call_off_direct,
  framework_call_off_competed,
  modification,
  framework_conclusion,
  direct_award_a,
  direct_award_b,
  direct_award_c,
  most_suitable_provider,
  competitive_process,
};
constexpr std::size_t choice_count = 11;
std::string_view to_string(Choice);
std::optional<Choice> choice_from(std::string_view);
/// The route of the award that it leads to; none for the two that change a contract.
std::optional<Route> route_of(Choice);
std::string choice_words(); // "urgent_award, urgent_modification, …"

enum class FrameworkStep { conclude, add_providers, call_off };
std::string_view to_string(FrameworkStep);
std::optional<FrameworkStep> framework_step_from(std::string_view);

struct PlannedProvider {
  std::string name;
  std::string address; // registered or principal
};

/// Whether the Regulations apply (regs 2 and 3).
struct PlannedScope {
  std::optional<bool> relevant_authority{};
  std::optional<bool> health_care{};          // provided for individuals, in England
  std::optional<bool> cpv_in_schedule_1{};    // one of the CPV codes; told by who holds the list
  std::optional<std::int64_t> health_pence{}; // of a mixed procurement, over the whole term
  std::optional<std::int64_t> other_pence{};
  std::optional<bool> separable{}; // the rest could be bought apart without material harm (reg 3(4))
};

/// Reg 14(2).
struct PlannedUrgency {
  std::optional<bool> urgent{};
  std::optional<bool> foreseeable{};
  std::optional<bool> attributable_to_authority{};
  std::optional<bool> delay_risks_safety{};
};

struct PlannedFramework {
  FrameworkStep step = FrameworkStep::call_off;
  std::optional<bool> single_provider{};
  std::vector<std::string> authorities; // able to use it
};

/// The contract that the planned one would follow.
struct ExistingContract {
  std::optional<bool> exists{};        // false: a new service
  std::optional<bool> same_provider{}; // its holder, or the holder's successor, is the planned provider
  std::optional<bool> only_capable{};  // due to the nature of the services (reg 6(3)(b))
  std::optional<bool> due_to_expire{};
  std::optional<bool> replaced_at_end{};
  std::optional<bool> satisfied{};         // the provider satisfies it to a sufficient standard
  std::optional<bool> likely_to_satisfy{}; // and will likely satisfy the planned one
  std::optional<StatedValue> value{};      // lifetime, as entered into
  std::optional<Date> starts{};
  std::optional<Date> ends{};
};

/// Reg 6(4).
struct PatientChoice {
  std::optional<bool> offered{};
  std::optional<bool> providers_restricted{};
  std::optional<bool> offered_to_all_qualifying{};
  std::optional<bool> can_express_interest{};
};

/// Reg 6(10) to (12).
struct PlannedChange {
  std::optional<bool> materially_different{};
  std::optional<bool> attributable_to_authority{};
  std::optional<bool> external_factors{};
  std::optional<bool> succession_only{};
  std::optional<bool> basic_selection_met{};
};

/// Reg 13.
struct PlannedModification {
  std::optional<Route> original_route{};
  std::optional<StatedValue> original_value{};
  std::optional<std::int64_t> earlier_change_pence{};
  std::optional<std::int64_t> change_pence{};
  std::optional<bool> provided_for_in_contract{};
  std::optional<bool> succession_only{};
  std::optional<bool> basic_selection_met{};
  std::optional<bool> external_factors{};
  std::optional<bool> attributable_to_authority{};
  std::optional<bool> materially_different{};
  std::optional<Date> modified_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::string description;
};

/// What the notices say beyond the award itself, as far as it is written.
struct PlannedRecord {
  std::string decision_makers;
  std::string conflicts; // or that there are none
  std::string conflicts_managed;
  std::string quality_and_innovation; // reasons by the five key criteria (reg 5)
  std::string value;
  std::string integration;
  std::string access;
  std::string social_value;
  std::string award_criteria;
  std::string how_to_offer;
  std::string how_assessed;
  std::string reasons_for_others; // why each other provider was not selected
  std::string term_reasons;       // why an urgent contract runs for more than twelve months
  std::string urgency_reasons;
};

struct PlannedAward {
  std::string title;
  std::string reference;
  std::string description;
  std::vector<std::string> cpv;
  std::vector<PlannedProvider> providers;
  std::optional<StatedValue> value{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::optional<Date> awarded_on{}; // planned
  std::optional<Date> intention_published_on{};
  std::optional<Date> msp_notice_submitted_on{};
  std::optional<Choice> route{};                             // the one that the authority has in mind
  std::optional<bool> most_suitable_provider_identifiable{}; // reg 6(6)
  PlannedScope scope;
  std::optional<PlannedUrgency> urgency{};
  std::optional<PlannedFramework> framework{};
  std::optional<PlannedModification> modification{};
  ExistingContract existing;
  PatientChoice choice;
  PlannedChange change;
  PlannedRecord record;
};

} // namespace openward::law
