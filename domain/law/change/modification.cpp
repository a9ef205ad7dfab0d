#include "domain/law/change/modification.h"

#include "domain/award.h"
#include "domain/law/calendar/deadlines.h"
#include "domain/law/change/limits.h"
#include "domain/money.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

/// Awarded by direct award process A or B, which have a test of their own. A contract older than the Regulations was not, and every
/// modification since they are in force is under them (reg 29(2)).
Answer awarded_by_a_or_b(const ModificationFacts& facts) {
  if (facts.original_route && *facts.original_route != Route::unknown)
    return answer_of(*facts.original_route == Route::direct_award_a || *facts.original_route == Route::direct_award_b);
  if (facts.starts && *facts.starts < regulations_in_force()) return Answer::no;
  return Answer::unknown;
}

std::vector<Fault> faults_of(const ModificationFacts& facts) {
  std::vector<Fault> faults;
  if (facts.original_pence && *facts.original_pence < 0)
    faults.push_back(
        {"modification.original_value", "negative_value", "The original value is negative. Give what the contract was entered into at."});
  if (facts.starts && facts.ends && *facts.ends < *facts.starts)
    faults.push_back({"modification.ends", "ends_before_start", "The contract ends before it starts. Correct one of its dates."});
  if (facts.earlier_pence && facts.change_pence && !sum_of(*facts.earlier_pence, *facts.change_pence))
    faults.push_back(
        {"modification.value_change", "out_of_range", "The changes together are beyond what the register keeps. Give smaller ones."});
  return faults;
}

/// Reg 13(2)(b): below £500,000, or below a quarter of the original value.
Answer below_limits(const std::optional<std::int64_t>& cumulative, const std::optional<std::int64_t>& original) {
  if (!cumulative) return Answer::unknown;
  if (*cumulative < considerable_pence) return Answer::yes;
  if (!original) return Answer::unknown;
  return answer_of(*cumulative < quarter_up(*original));
}

/// The value limits turn on the first of these that is not known.
std::string_view missing_value(const ModificationFacts& facts) {
  if (!facts.change_pence) return "modification.value_change";
  if (!facts.earlier_pence) return "modification.earlier_value_change";
  return "modification.original_value";
}

Answer outside_term(const ModificationFacts& facts) {
  if (!facts.modified_on) return Answer::unknown;
  if ((facts.ends && *facts.modified_on > *facts.ends) || (facts.starts && *facts.modified_on < *facts.starts)) return Answer::yes;
  return facts.starts && facts.ends ? Answer::no : Answer::unknown;
}

enum Input : std::size_t { a_or_b, different, provided, succession, selection, external, attributable, below };
using Inputs = std::array<bool, 8>;

bool unchanged_in_character(const Inputs& in) { return !in[different]; }
bool by_contract(const Inputs& in) { return in[provided]; }
bool by_succession(const Inputs& in) { return in[succession] && in[selection]; }
bool by_external_factors(const Inputs& in) { return in[external] && !in[different]; }
bool by_authority(const Inputs& in) { return in[attributable] && !in[different] && in[below]; }

/// Reg 13(1), to which 13(3) is the exception.
bool is_permitted(const Inputs& in) {
  if (in[a_or_b]) return unchanged_in_character(in);
  return by_contract(in) || by_succession(in) || by_external_factors(in) || by_authority(in);
}

std::vector<GroundTest> test_grounds(const std::array<Condition, 8>& conditions, Answer a_or_b_award) {
  std::vector<GroundTest> tests;
  if (a_or_b_award != Answer::no) tests.push_back({"not_materially_different", "reg 13(3)", decide(conditions, unchanged_in_character)});
  if (a_or_b_award == Answer::yes) return tests;
  tests.push_back({to_string(ModificationGround::provided_for_in_contract), "reg 13(1)(a)", decide(conditions, by_contract)});
  tests.push_back({to_string(ModificationGround::change_of_provider_identity), "reg 13(1)(b)", decide(conditions, by_succession)});
  tests.push_back({to_string(ModificationGround::external_factors), "reg 13(1)(c)", decide(conditions, by_external_factors)});
  tests.push_back({to_string(ModificationGround::authority_decision), "reg 13(1)(d) and (2)", decide(conditions, by_authority)});
  return tests;
}

std::string sentence(const ModificationFinding& finding) {
  if (finding.permitted.answer == Answer::no)
    return finding.grounds.size() == 1 ? "Materially different in character, so a new procurement is needed (reg 13(3))."
                                       : "None of the grounds of reg 13(1) holds, so a new procurement is needed.";
  if (finding.permitted.answer == Answer::yes) {
    const auto held =
        std::find_if(finding.grounds.begin(), finding.grounds.end(), [](const GroundTest& g) { return g.holds.answer == Answer::yes; });
    if (held == finding.grounds.end()) return "Permitted whatever the missing answers are.";
    return "Permitted: " + std::string(held->ground) + " (" + std::string(held->citation) + ").";
  }
  std::string names;
  for (const std::string& name : finding.permitted.missing) names += (names.empty() ? "" : ", ") + name;
  return "Not computable without " + names + ".";
}

void find_notice(const ModificationFacts& facts, ModificationFinding& finding) {
  const Answer large =
      finding.cumulative_pence ? answer_of(size_of_change(*finding.cumulative_pence) >= considerable_pence) : Answer::unknown;
  finding.notice_due =
      decide(std::array<Condition, 2>{{{"modification.attributable_to_authority", answer_of(facts.attributable_to_authority)},
                                       {missing_value(facts), large}}},
             [](const auto& in) { return in[0] && in[1]; });
  if (finding.notice_due->answer != Answer::no && facts.modified_on)
    finding.notice_no_later_than = modification_notice(*facts.modified_on).closes;
  if (large == Answer::yes && !facts.attributable_to_authority)
    finding.warnings.push_back({"attribution_unknown", "The change comes to £500,000 or more, so a notice is due if it is attributable to "
                                                       "a decision of the authority. Say which (reg 13(4))."});
  if (large == Answer::yes && *finding.cumulative_pence < 0)
    finding.warnings.push_back(
        {"decrease", "The change is a decrease. The Regulations say change, not increase, so it is counted by its size (reg 13(4)(c))."});
}

} // namespace

Result<ModificationFinding> assess_modification(const ModificationFacts& facts) {
  if (auto faults = faults_of(facts); !faults.empty())
    return invalid("The modification cannot be assessed from these values.", std::move(faults));
  ModificationFinding finding;
  if (facts.earlier_pence && facts.change_pence) finding.cumulative_pence = sum_of(*facts.earlier_pence, *facts.change_pence);
  if (facts.change_pence) finding.added_without_competition_pence = std::max<std::int64_t>(*facts.change_pence, 0);
  const Answer from_a_or_b = awarded_by_a_or_b(facts);
  const std::array<Condition, 8> conditions{{{"modification.original_route", from_a_or_b},
                                             {"modification.materially_different", answer_of(facts.materially_different)},
                                             {"modification.provided_for_in_contract", answer_of(facts.provided_for_in_contract)},
                                             {"modification.succession_only", answer_of(facts.succession_only)},
                                             {"modification.basic_selection_met", answer_of(facts.basic_selection_met)},
                                             {"modification.external_factors", answer_of(facts.external_factors)},
                                             {"modification.attributable_to_authority", answer_of(facts.attributable_to_authority)},
                                             {missing_value(facts), below_limits(finding.cumulative_pence, facts.original_pence)}}};
  finding.permitted = decide(conditions, is_permitted);
  finding.grounds = test_grounds(conditions, from_a_or_b);
  const Answer outside = outside_term(facts);
  if (outside == Answer::yes) {
    finding.permitted = {Answer::no, {}};
    finding.because = "A contract can be modified during its term alone; this day is outside it (reg 13(1)).";
  } else {
    finding.because = sentence(finding);
    if (outside == Answer::unknown)
      finding.warnings.push_back(
          {"term_not_checked",
           "Whether the day of the change is within the term was not checked: give modified_on, starts and ends (reg 13(1))."});
  }
  if (finding.permitted.answer != Answer::no) find_notice(facts, finding);
  return finding;
}

} // namespace openward::law
