#include "domain/law/change/considerable_change.h"

#include "domain/law/change/limits.h"
#include "domain/money.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

enum Input : std::size_t { materially, attributable, reaches, external, succession, selection };

/// Reg 6(10) with its exceptions (11) and (12).
bool is_met(const std::array<bool, 6>& in) {
  const bool by_value = in[attributable] && in[reaches];
  if (in[materially] && in[succession] && in[selection] && !by_value) return false;
  if (!in[materially] && by_value && in[external]) return false;
  return in[materially] || by_value;
}

std::optional<std::int64_t> days_of(const std::optional<Date>& starts, const std::optional<Date>& ends) {
  if (!starts || !ends || *ends < *starts) return std::nullopt;
  return (ends->days() - starts->days()).count() + 1;
}

/// pence * wanted / stated, rounded down; nothing beyond 64 bits.
std::optional<std::int64_t> spread(std::int64_t pence, std::int64_t stated, std::int64_t wanted) {
  std::int64_t whole = 0;
  if (__builtin_mul_overflow(pence / stated, wanted, &whole)) return std::nullopt;
  return sum_of(whole, pence % stated * wanted / stated);
}

std::string pounds(std::int64_t pence) { return "£" + Money{pence, {}}.decimal(); }

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<Fault> faults_of(const ChangeFacts& facts) {
  std::vector<Fault> faults;
  if (facts.existing_pence && *facts.existing_pence < 0)
    faults.push_back(
        {"existing_contract.value", "negative_value", "The existing contract's value is negative. Give what it was entered into at."});
  if (facts.proposed_pence && *facts.proposed_pence < 0)
    faults.push_back({"value", "negative_value", "The proposed value is negative. Give the value over the whole term."});
  if (facts.existing_starts && facts.existing_ends && *facts.existing_ends < *facts.existing_starts)
    faults.push_back(
        {"existing_contract.ends", "ends_before_start", "The existing contract ends before it starts. Correct one of its dates."});
  if (facts.proposed_starts && facts.proposed_ends && *facts.proposed_ends < *facts.proposed_starts)
    faults.push_back({"ends", "ends_before_start", "The proposed contract ends before it starts. Correct one of its dates."});
  return faults;
}

ChangeException exception_of(const ConsiderableChange& change, Answer materially_different) {
  if (change.met.answer != Answer::no) return ChangeException::none;
  if (materially_different == Answer::yes) return ChangeException::provider_succession;
  if (change.by_value == Answer::yes) return ChangeException::external_factors;
  return ChangeException::none;
}

std::string sentence(const ConsiderableChange& change, Answer materially_different) {
  if (change.met.answer == Answer::unknown) return "Not computable without " + listed(change.met.missing) + ".";
  if (change.exception == ChangeException::provider_succession)
    return "Different in character only because the provider was succeeded by a body that meets the basic selection criteria (reg 6(11)).";
  if (change.exception == ChangeException::external_factors)
    return "The value limits are reached, but in response to external factors beyond the control of both sides (reg 6(12)).";
  if (change.met.answer == Answer::no)
    return "Not different in character, and the limits of reg 6(10)(b) are not reached by a decision of the authority.";
  const std::string value =
      change.values ? pounds(change.values->difference_pence) + " more, at least £500,000.00 and at least 25 per cent" : std::string();
  if (materially_different == Answer::yes && change.by_value == Answer::yes)
    return "Different in character (reg 6(10)(a)), and " + value + " (reg 6(10)(b)).";
  if (materially_different == Answer::yes) return "Different in character from the contract that was entered into (reg 6(10)(a)).";
  if (change.by_value == Answer::yes) return "By a decision of the authority, " + value + " (reg 6(10)(b)).";
  return "Whatever the missing answers are, one of the limbs of reg 6(10) is met.";
}

void compare_terms(const ChangeFacts& facts, ConsiderableChange& change) {
  const auto existing_days = days_of(facts.existing_starts, facts.existing_ends);
  const auto proposed_days = days_of(facts.proposed_starts, facts.proposed_ends);
  if (!change.values || !existing_days || !proposed_days) return;
  change.proposed_over_existing_term_pence = spread(*facts.proposed_pence, *proposed_days, *existing_days);
  if (!change.proposed_over_existing_term_pence || !change.values->reached()) return;
  if (compare_values(*facts.existing_pence, *change.proposed_over_existing_term_pence).reached()) return;
  change.warnings.push_back({"term_alone_reaches_limits",
                             "The limits are reached only because the term is longer (" + std::to_string(*proposed_days) +
                                 " days against " + std::to_string(*existing_days) + "); over the existing term the value would be " +
                                 pounds(*change.proposed_over_existing_term_pence) +
                                 ". Whether a longer term alone is a change in the services is contested: record the reasoning (reg 24)."});
}

} // namespace

std::string_view to_string(ChangeException exception) {
  constexpr std::array<std::string_view, 3> words{"none", "provider_succession", "external_factors"};
  return words.at(static_cast<std::size_t>(exception));
}

ValueComparison compare_values(std::int64_t existing_pence, std::int64_t proposed_pence) {
  ValueComparison out;
  out.difference_pence = proposed_pence - existing_pence; // both are not negative, so this cannot wrap
  out.at_least_500k = out.difference_pence >= considerable_pence;
  out.at_least_a_quarter = out.difference_pence >= quarter_up(existing_pence); // 4P >= 5E
  out.reaches_at_pence = sum_of(existing_pence, std::max(considerable_pence, quarter_up(existing_pence)));
  return out;
}

Result<ConsiderableChange> considerable_change(const ChangeFacts& facts) {
  if (auto faults = faults_of(facts); !faults.empty()) {
    return invalid("The considerable change threshold cannot be worked out from these values.", std::move(faults));
  }
  ConsiderableChange change;
  Answer reached = Answer::unknown;
  if (facts.existing_pence && facts.proposed_pence) {
    change.values = compare_values(*facts.existing_pence, *facts.proposed_pence);
    reached = answer_of(change.values->reached());
  }
  const Answer materially_different = answer_of(facts.materially_different);
  const Answer by_authority = answer_of(facts.attributable_to_authority);
  change.by_value =
      decide(std::array<Condition, 2>{{{"", by_authority}, {"", reached}}}, [](const auto& in) { return in[0] && in[1]; }).answer;
  // Without the existing value it is that one which is asked for; with both, nothing is.
  const std::string_view value_name = facts.existing_pence ? "value" : "existing_contract.value";
  change.met = decide(std::array<Condition, 6>{{{"change.materially_different", materially_different},
                                                {"change.attributable_to_authority", by_authority},
                                                {value_name, reached},
                                                {"change.external_factors", answer_of(facts.external_factors)},
                                                {"change.succession_only", answer_of(facts.succession_only)},
                                                {"change.basic_selection_met", answer_of(facts.basic_selection_met)}}},
                      is_met);
  const auto value_missing = std::find(change.met.missing.begin(), change.met.missing.end(), "existing_contract.value");
  if (value_missing != change.met.missing.end() && !facts.proposed_pence) change.met.missing.insert(value_missing + 1, "value");
  change.exception = exception_of(change, materially_different);
  change.because = sentence(change, materially_different);
  compare_terms(facts, change);
  if (!facts.existing_pence && change.met.answer != Answer::unknown) {
    change.warnings.push_back(
        {"existing_value_not_stated",
         "The answer does not turn on the existing contract's value, but an assessment recorded without it has a gap (reg 24)."});
  }
  return change;
}

} // namespace openward::law
