#pragma once
// The considerable change threshold of regulation 6(10) to (12) of SI 2023/1348: whether direct award process C is barred because the
// proposed contract is too different from the one it replaces. Pure functions over plain values.

#include "domain/date.h"
#include "domain/law/change/answer.h"
#include "domain/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::law {

/// What the threshold is worked out from; what is absent is not known. Values are pence over the whole term, without VAT.
struct ChangeFacts {
  std::optional<std::int64_t> existing_pence{}; // as the existing contract was entered into, not as modified since
  std::optional<std::int64_t> proposed_pence{};
  std::optional<bool> materially_different{};      // in character, from the existing contract as entered into
  std::optional<bool> attributable_to_authority{}; // the changes in the services come from a decision of the authority
  std::optional<bool> external_factors{};          // the change answers factors beyond the control of both, or a contractual price formula
  std::optional<bool> succession_only{};           // different only because the provider was succeeded by another body
  std::optional<bool> basic_selection_met{};       // by that successor
  std::optional<Date> existing_starts{};
  std::optional<Date> existing_ends{};
  std::optional<Date> proposed_starts{};
  std::optional<Date> proposed_ends{};
};

/// Both limits of regulation 6(10)(b)(ii) and (iii), each "at least".
struct ValueComparison {
  std::int64_t difference_pence = 0;              // proposed less existing
  std::optional<std::int64_t> reaches_at_pence{}; // the lowest proposed value that reaches both; none beyond 64 bits
  bool at_least_500k = false;
  bool at_least_a_quarter = false;
  bool reached() const { return at_least_500k && at_least_a_quarter; }
};

/// Which exception takes a change out of the threshold.
enum class ChangeException { none, provider_succession /* reg 6(11) */, external_factors /* reg 6(12) */ };
std::string_view to_string(ChangeException);

struct ConsiderableChange {
  Decision met;                            // names the missing inputs when it is not computable
  Answer by_value = Answer::unknown;       // reg 6(10)(b): attributable, and both limits reached
  std::optional<ValueComparison> values{}; // none while a value is missing
  ChangeException exception = ChangeException::none;
  /// The proposed value spread evenly over a term as long as the existing one, for comparison alone.
  std::optional<std::int64_t> proposed_over_existing_term_pence{};
  std::string because; // one sentence
  std::vector<Warning> warnings{};
};

/// Neither value may be negative.
ValueComparison compare_values(std::int64_t existing_pence, std::int64_t proposed_pence);

/// Errors: a negative value, a term that ends before it starts; each at the name of its input.
Result<ConsiderableChange> considerable_change(const ChangeFacts&);

} // namespace openward::law
