#include "domain/law/change/assessment.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

ChangeFacts change_facts(const PlannedAward& plan) {
  ChangeFacts facts;
  facts.existing_pence = lifetime_pence(plan.existing.value);
  facts.proposed_pence = lifetime_pence(plan.value);
  facts.materially_different = plan.change.materially_different;
  facts.attributable_to_authority = plan.change.attributable_to_authority;
  facts.external_factors = plan.change.external_factors;
  facts.succession_only = plan.change.succession_only;
  facts.basic_selection_met = plan.change.basic_selection_met;
  facts.existing_starts = plan.existing.starts;
  facts.existing_ends = plan.existing.ends;
  facts.proposed_starts = plan.starts;
  facts.proposed_ends = plan.ends;
  return facts;
}

ModificationFacts modification_facts(const PlannedModification& plan) {
  ModificationFacts facts;
  facts.original_route = plan.original_route;
  facts.original_pence = lifetime_pence(plan.original_value);
  facts.earlier_pence = plan.earlier_change_pence;
  facts.change_pence = plan.change_pence;
  facts.provided_for_in_contract = plan.provided_for_in_contract;
  facts.succession_only = plan.succession_only;
  facts.basic_selection_met = plan.basic_selection_met;
  facts.external_factors = plan.external_factors;
  facts.attributable_to_authority = plan.attributable_to_authority;
  facts.materially_different = plan.materially_different;
  facts.modified_on = plan.modified_on;
  facts.starts = plan.starts;
  facts.ends = plan.ends;
  return facts;
}

void check_value(const std::optional<StatedValue>& value, const std::string& member, std::vector<Warning>& warnings) {
  if (!value) return;
  if (value->placeholder())
    warnings.push_back({"placeholder_value", member + " is a placeholder, so it is not used. Give the value over the whole term."});
  if (value->kind == ValueKind::annual || value->kind == ValueKind::paid)
    warnings.push_back(
        {"not_a_lifetime_value", member + " is not a value over the whole term, so it is not used. Give the lifetime value."});
  if (!(value->amount.currency == Currency{}))
    warnings.push_back({"not_in_pounds", member + " is not in pounds, so the limits cannot be held against it. Give it in GBP."});
  if (value->vat == Vat::included)
    warnings.push_back({"includes_vat", member + " includes VAT. The limits are usually held against values without it."});
}

/// Reg 3: an authority, health care in Schedule 1, and, where the procurement is mixed, health care as its main part.
void find_scope(Assessment& out) {
  const auto condition = [&](QuestionId id) { return Condition{question(id).member, told(out.tree, id).answer}; };
  const std::array<Condition, 5> conditions{condition(QuestionId::relevant_authority), condition(QuestionId::health_care),
                                            condition(QuestionId::listed_service), condition(QuestionId::health_is_main_part),
                                            condition(QuestionId::not_separable)};
  out.applies = decide(conditions, [](const auto& in) { return std::all_of(in.begin(), in.end(), [](bool one) { return one; }); });
  if (out.applies.answer == Answer::yes) out.applies_because = "A relevant authority procures relevant health care services (reg 3).";
  if (out.applies.answer == Answer::unknown) out.applies_because = "The routes are given as if the Regulations apply; that is not settled.";
  if (out.applies.answer != Answer::no) return;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (conditions.at(i).answer != Answer::no) continue;
    const Question& asked = questions()[i];
    out.applies_because =
        "\"" + std::string(asked.text) + "\" is answered no (" + std::string(asked.citation) + "); look to the Procurement Act 2023.";
    return;
  }
}

void close_all(Assessment& out) {
  for (ChoiceStanding& choice : out.tree.choices) {
    choice.standing = Standing::closed;
    choice.because = "The Regulations do not apply. " + out.applies_because;
    choice.citation = "reg 3";
    choice.until.clear();
  }
  out.tree.until.clear();
}

/// The notices of a modification fall away where it is known that none is due.
bool without_notice(Choice choice, const std::optional<ModificationFinding>& finding) {
  return choice == Choice::modification && finding && finding->notice_due && finding->notice_due->answer == Answer::no;
}

void list_routes(const PlannedAward& plan, const BankHolidays* holidays, Assessment& out) {
  for (const Standing standing : {Standing::mandatory, Standing::open, Standing::undecided, Standing::closed}) {
    for (const ChoiceStanding& choice : out.tree.choices) {
      if (choice.standing != standing) continue;
      RouteAssessment route{choice, {}};
      const bool planned = plan.route == choice.choice;
      if ((standing != Standing::closed || planned) && !without_notice(choice.choice, out.modification))
        route.notices = notices_due(choice.choice, plan, holidays);
      if (standing == Standing::mandatory || planned) {
        auto more = date_warnings(choice.choice, plan, holidays);
        out.warnings.insert(out.warnings.end(), more.begin(), more.end());
      }
      out.routes.push_back(std::move(route));
    }
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string conclude(const PlannedAward& plan, const Assessment& out) {
  if (out.applies.answer == Answer::no) return "The Provider Selection Regime does not apply. " + out.applies_because;
  std::vector<std::string> mandatory;
  std::vector<std::string> open;
  for (const ChoiceStanding& choice : out.tree.choices) {
    if (choice.standing == Standing::mandatory) mandatory.emplace_back(to_string(choice.choice));
    if (choice.standing == Standing::open) open.emplace_back(to_string(choice.choice));
  }
  std::string text;
  if (!mandatory.empty()) text = "Mandatory: " + joined(mandatory) + ".";
  if (!open.empty()) text = "Open: " + joined(open) + ".";
  if (!out.tree.until.empty()) {
    std::vector<std::string> names;
    for (const QuestionId id : out.tree.until) names.emplace_back(question(id).name);
    text += (text.empty() ? "" : " ") + std::string("The rest cannot be told until these are answered: ") + joined(names) + ".";
  }
  if (out.applies.answer == Answer::unknown) text += " Whether the Regulations apply is not settled.";
  if (!plan.route) return text;
  const auto& planned = out.tree.choices.at(static_cast<std::size_t>(*plan.route));
  return text + " The planned route " + std::string(to_string(*plan.route)) + " is " + std::string(to_string(planned.standing)) + ".";
}

} // namespace

std::optional<std::int64_t> lifetime_pence(const std::optional<StatedValue>& value) {
  if (!value || value->placeholder() || !(value->amount.currency == Currency{})) return std::nullopt;
  if (value->kind == ValueKind::annual || value->kind == ValueKind::paid) return std::nullopt;
  return value->amount.pence;
}

Result<Assessment> assess(const PlannedAward& plan, const BankHolidays* holidays) {
  auto change = considerable_change(change_facts(plan));
  if (!change) return change.error();
  Assessment out;
  out.change = std::move(*change);
  if (plan.modification) {
    auto finding = assess_modification(modification_facts(*plan.modification));
    if (!finding) return finding.error();
    out.modification = std::move(*finding);
  }
  out.tree = walk(Worked{plan, out.change, out.modification});
  find_scope(out);
  if (out.applies.answer == Answer::no) close_all(out);
  out.warnings = contradictions(plan);
  check_value(plan.value, "value", out.warnings);
  check_value(plan.existing.value, "existing_contract.value", out.warnings);
  if (plan.modification) check_value(plan.modification->original_value, "modification.original_value", out.warnings);
  if (const auto still = planned_standstill(plan, holidays)) {
    if (*still) {
      out.standstill = **still;
    } else {
      out.standstill_note = still->error().message;
    }
  } else if (plan.intention_published_on) {
    out.standstill_note = "No bank holidays are loaded, so the standstill is not computed.";
  }
  list_routes(plan, holidays, out);
  out.conclusion = conclude(plan, out);
  return out;
}

} // namespace openward::law
