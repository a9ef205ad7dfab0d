#include "service/api/planned_award_body.h"

#include "domain/text.h"

#include <algorithm>

namespace openward::api {
namespace {

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::string words_or_nothing(JsonObject& object, std::string_view member) { return object.text(member).value_or(""); }

std::optional<std::int64_t> not_negative(JsonObject& object, std::string_view member) {
  const auto pence = object.pence(member);
  if (!pence || *pence >= 0) return pence;
  object.fault(member, "negative_value", std::string(member) + " is negative. Give zero or more.");
  return std::nullopt;
}

std::optional<StatedValue> read_value(JsonObject& parent, std::string_view member) {
  auto object = parent.object(member);
  if (!object) return std::nullopt;
  object->only({"amount", "currency", "vat", "kind"});
  if (!object->has("amount")) object->fault("amount", "missing", "A value needs an amount, such as \"1234.56\".");
  StatedValue value;
  const auto pence = not_negative(*object, "amount");
  if (const auto code = object->text("currency")) {
    const auto currency = Currency::create(*code);
    if (currency) {
      value.amount.currency = *currency;
    } else {
      object->fault("currency", "bad_currency", currency.error().message);
    }
  }
  value.vat = object->word<Vat>("vat", vat_from, "excluded, included, unknown").value_or(Vat::unknown);
  value.kind =
      object->word<ValueKind>("kind", value_kind_from, "estimate, lifetime, annual, maximum, paid, unknown").value_or(ValueKind::lifetime);
  if (!pence) return std::nullopt;
  value.amount.pence = *pence;
  return value;
}

void read_cpv(JsonObject& root, law::PlannedAward& plan) {
  plan.cpv = root.texts("cpv");
  const bool sound =
      std::all_of(plan.cpv.begin(), plan.cpv.end(), [](const std::string& c) { return c.size() == 8 && detail::all_digits(c); });
  if (!sound) root.fault("cpv", "bad_cpv", "A CPV code is eight digits, without the check digit, such as \"85121270\".");
}

void read_providers(JsonObject& root, law::PlannedAward& plan) {
  for (JsonObject& given : root.objects("providers")) {
    given.only({"name", "address"});
    plan.providers.push_back({words_or_nothing(given, "name"), words_or_nothing(given, "address")});
  }
}

law::PlannedScope read_scope(JsonObject given) {
  given.only({"relevant_authority", "health_care", "health_value", "other_value", "separable"});
  law::PlannedScope scope;
  scope.relevant_authority = given.boolean("relevant_authority");
  scope.health_care = given.boolean("health_care");
  scope.health_pence = not_negative(given, "health_value");
  scope.other_pence = not_negative(given, "other_value");
  scope.separable = given.boolean("separable");
  return scope;
}

law::PlannedUrgency read_urgency(JsonObject given) {
  given.only({"urgent", "foreseeable", "attributable_to_authority", "delay_risks_safety"});
  return {given.boolean("urgent"), given.boolean("foreseeable"), given.boolean("attributable_to_authority"),
          given.boolean("delay_risks_safety")};
}

law::PlannedFramework read_framework(JsonObject given) {
  given.only({"step", "single_provider", "authorities"});
  law::PlannedFramework framework;
  const std::string_view valid = "conclude, add_providers, call_off";
  if (!given.has("step")) given.fault("step", "missing", "Say what is done with the framework. Valid: " + std::string(valid) + ".");
  framework.step = given.word<law::FrameworkStep>("step", law::framework_step_from, valid).value_or(law::FrameworkStep::call_off);
  framework.single_provider = given.boolean("single_provider");
  framework.authorities = given.texts("authorities");
  return framework;
}

law::ExistingContract read_existing(JsonObject given) {
  given.only({"exists", "same_provider", "only_capable", "due_to_expire", "replaced_at_end", "satisfied", "likely_to_satisfy", "value",
              "starts", "ends"});
  law::ExistingContract existing;
  existing.exists = given.boolean("exists");
  existing.same_provider = given.boolean("same_provider");
  existing.only_capable = given.boolean("only_capable");
  existing.due_to_expire = given.boolean("due_to_expire");
  existing.replaced_at_end = given.boolean("replaced_at_end");
  existing.satisfied = given.boolean("satisfied");
  existing.likely_to_satisfy = given.boolean("likely_to_satisfy");
  existing.value = read_value(given, "value");
  existing.starts = given.date("starts");
  existing.ends = given.date("ends");
  return existing;
}

law::PatientChoice read_choice(JsonObject given) {
  given.only({"offered", "providers_restricted", "offered_to_all_qualifying", "can_express_interest"});
  return {given.boolean("offered"), given.boolean("providers_restricted"), given.boolean("offered_to_all_qualifying"),
          given.boolean("can_express_interest")};
}

law::PlannedChange read_change(JsonObject given) {
  given.only({"materially_different", "attributable_to_authority", "external_factors", "succession_only", "basic_selection_met"});
  return {given.boolean("materially_different"), given.boolean("attributable_to_authority"), given.boolean("external_factors"),
          given.boolean("succession_only"), given.boolean("basic_selection_met")};
}

law::PlannedModification read_modification(JsonObject given) {
  given.only({"original_route", "original_value", "earlier_value_change", "value_change", "provided_for_in_contract", "succession_only",
              "basic_selection_met", "external_factors", "attributable_to_authority", "materially_different", "modified_on", "starts",
              "ends", "description"});
  law::PlannedModification plan;
  plan.original_route = given.word<openward::Route>("original_route", route_from, listed(route_words()));
  plan.original_value = read_value(given, "original_value");
  plan.earlier_change_pence = given.pence("earlier_value_change");
  plan.change_pence = given.pence("value_change");
  plan.provided_for_in_contract = given.boolean("provided_for_in_contract");
  plan.succession_only = given.boolean("succession_only");
  plan.basic_selection_met = given.boolean("basic_selection_met");
  plan.external_factors = given.boolean("external_factors");
  plan.attributable_to_authority = given.boolean("attributable_to_authority");
  plan.materially_different = given.boolean("materially_different");
  plan.modified_on = given.date("modified_on");
  plan.starts = given.date("starts");
  plan.ends = given.date("ends");
  plan.description = words_or_nothing(given, "description");
  return plan;
}

law::PlannedRecord read_record(JsonObject given) {
  given.only({"decision_makers", "conflicts", "conflicts_managed", "reasons", "award_criteria", "how_to_offer", "how_assessed",
              "reasons_for_others", "term_reasons", "urgency_reasons"});
  law::PlannedRecord record;
  record.decision_makers = words_or_nothing(given, "decision_makers");
  record.conflicts = words_or_nothing(given, "conflicts");
  record.conflicts_managed = words_or_nothing(given, "conflicts_managed");
  if (auto reasons = given.object("reasons")) {
    reasons->only({"quality_and_innovation", "value", "integration", "access", "social_value"});
    record.quality_and_innovation = words_or_nothing(*reasons, "quality_and_innovation");
    record.value = words_or_nothing(*reasons, "value");
    record.integration = words_or_nothing(*reasons, "integration");
    record.access = words_or_nothing(*reasons, "access");
    record.social_value = words_or_nothing(*reasons, "social_value");
  }
  record.award_criteria = words_or_nothing(given, "award_criteria");
  record.how_to_offer = words_or_nothing(given, "how_to_offer");
  record.how_assessed = words_or_nothing(given, "how_assessed");
  record.reasons_for_others = words_or_nothing(given, "reasons_for_others");
  record.term_reasons = words_or_nothing(given, "term_reasons");
  record.urgency_reasons = words_or_nothing(given, "urgency_reasons");
  return record;
}

} // namespace

law::PlannedAward read_planned_award(JsonBody& body) {
  JsonObject root = body.root();
  root.only({"title",
             "reference",
             "description",
             "cpv",
             "providers",
             "value",
             "starts",
             "ends",
             "awarded_on",
             "intention_published_on",
             "msp_notice_submitted_on",
             "route",
             "most_suitable_provider_identifiable",
             "scope",
             "urgency",
             "framework",
             "modification",
             "existing_contract",
             "patient_choice",
             "change",
             "record"});
  law::PlannedAward plan;
  plan.title = words_or_nothing(root, "title");
  plan.reference = words_or_nothing(root, "reference");
  plan.description = words_or_nothing(root, "description");
  read_cpv(root, plan);
  read_providers(root, plan);
  plan.value = read_value(root, "value");
  plan.starts = root.date("starts");
  plan.ends = root.date("ends");
  plan.awarded_on = root.date("awarded_on");
  plan.intention_published_on = root.date("intention_published_on");
  plan.msp_notice_submitted_on = root.date("msp_notice_submitted_on");
  plan.route = root.word<law::Choice>("route", law::choice_from, law::choice_words());
  plan.most_suitable_provider_identifiable = root.boolean("most_suitable_provider_identifiable");
  if (auto given = root.object("scope")) plan.scope = read_scope(*given);
  if (auto given = root.object("urgency")) plan.urgency = read_urgency(*given);
  if (auto given = root.object("framework")) plan.framework = read_framework(*given);
  if (auto given = root.object("modification")) plan.modification = read_modification(*given);
  if (auto given = root.object("existing_contract")) plan.existing = read_existing(*given);
  if (auto given = root.object("patient_choice")) plan.choice = read_choice(*given);
  if (auto given = root.object("change")) plan.change = read_change(*given);
  if (auto given = root.object("record")) plan.record = read_record(*given);
  return plan;
}

std::string pointer_of(std::string_view member) {
  if (member.empty()) return {};
  std::string out = "/" + std::string(member);
  std::replace(out.begin(), out.end(), '.', '/');
  return out;
}

} // namespace openward::api
