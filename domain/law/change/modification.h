#pragma once
// Modifying a contract or framework during its term, regulation 13 of SI 2023/1348: whether it may be done without a new procurement, on
// which ground, and whether a notice is due. Pure functions over plain values.

#include "domain/date.h"
#include "domain/law/change/answer.h"
#include "domain/result.h"
#include "domain/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// What regulation 13 asks about; what is absent is not known. Values are pence over the whole term, without VAT.
struct ModificationFacts {
  std::optional<Route> original_route{};          // how the contract was awarded; Route::unknown counts as absent
  std::optional<std::int64_t> original_pence{};   // lifetime value when entered into
  std::optional<std::int64_t> earlier_pence{};    // all changes before this one, signed; zero when there were none
  std::optional<std::int64_t> change_pence{};     // this one, signed
  std::optional<bool> provided_for_in_contract{}; // clearly and unambiguously
  std::optional<bool> succession_only{};          // solely a change of the provider's identity by succession
  std::optional<bool> basic_selection_met{};      // by the successor
  std::optional<bool> external_factors{};
  std::optional<bool> attributable_to_authority{};
  std::optional<bool> materially_different{};
  std::optional<Date> modified_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
};

/// One ground and whether it carries the modification.
struct GroundTest {
  std::string_view ground; // "not_materially_different" or a word of ModificationGround
  std::string_view citation;
  Decision holds;
};

struct ModificationFinding {
  Decision permitted;
  std::vector<GroundTest> grounds{};
  /// Reg 13(4): attributable to the authority, and a cumulative change of £500,000 or more, up or down. None when the modification is not
  /// permitted: then a new procurement is needed, with its own notices.
  std::optional<Decision> notice_due{};
  std::optional<Date> notice_no_later_than{}; // 30 days of the modification, reg 13(5)
  std::optional<std::int64_t> cumulative_pence{};
  /// What this modification adds to the value of a contract without any competition for it; zero for a cut.
  std::optional<std::int64_t> added_without_competition_pence{};
  std::string because;
  std::vector<Warning> warnings{};
};

/// Errors: a negative original value, a sum beyond 64 bits, a term that ends before it starts.
Result<ModificationFinding> assess_modification(const ModificationFacts&);

} // namespace openward::law
