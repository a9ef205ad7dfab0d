#pragma once
// The questions of regulation 6 (and of regulations 2, 3, 13, 14, 16 to 18 where they come before it), as data: each with its regulation,
// the member of a planned award that answers it, and the answer it gets. Pure functions.

#include "domain/law/change/considerable_change.h"
#include "domain/law/change/modification.h"
#include "domain/law/change/planned_award.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// How an answer was come by.
enum class Basis {
  stated,      // the authority says so
  computed,    // from dates, values or codes
  not_claimed, // the authority claims nothing of the kind, so it is no
  not_stated,  // unknown
};
std::string_view to_string(Basis);

struct Told {
  Answer answer = Answer::unknown;
  Basis basis = Basis::not_stated;
  std::string because; // what it was computed from; "" when stated
};

/// What the answers rest on beside the planned award itself.
struct Worked {
  const PlannedAward& plan;
  const ConsiderableChange& change;
  const std::optional<ModificationFinding>& modification;
};

enum class QuestionId {
  relevant_authority,
  health_care,
  listed_service,
  health_is_main_part,
  not_separable,
  must_be_urgent,
  not_foreseeable,
  not_attributable,
  delay_risks_safety,
  changes_a_contract,
  is_call_off,
  single_provider_framework,
  modification_permitted,
  concludes_framework,
  existing_provider,
  only_capable_provider,
  choice_offered,
  numbers_not_restricted,
  offered_to_all,
  can_express_interest,
  term_due_to_expire,
  replaces_at_end,
  no_considerable_change,
  satisfies_existing,
  will_likely_satisfy,
  most_suitable_identifiable,
};

/// Every question is asked so that "yes" is what its step needs.
struct Question {
  QuestionId id;
  std::string_view name;     // stable, snake_case
  std::string_view text;     // ends in a question mark
  std::string_view citation; // "reg 6(3)(a)"
  std::string_view member;   // of the planned award, "existing_contract.same_provider"
  Told (*answer)(const Worked&);
};

/// In the order of QuestionId.
std::span<const Question> questions();
const Question& question(QuestionId);

/// Where what is stated and what the dates say differ; the dates are followed.
std::vector<Warning> contradictions(const PlannedAward&);

} // namespace openward::law
