#include "service/pages/record_fields.h"

#include "domain/law/change/questions.h"
#include "domain/law/change/route_tree.h"
#include "service/pages/surroundings.h"

#include <algorithm>

namespace openward::pages {

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

Field both(std::string member, Control control, std::string label, std::string hint = {}) {
  Field out{std::move(member), control, std::move(label), std::move(hint)};
  out.drafted = true;
  return out;
}

/// A question of the decision tree, in the law's words.
Field asked(std::string member, std::string_view question, bool turned = false) {
  const auto all = law::questions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const law::Question& q) { return q.name == question; });
  Field out{std::move(member), Control::yes_no};
  out.label = found == all.end() ? std::string(question) : std::string(found->text);
  out.hint = found == all.end() ? std::string() : std::string(found->citation);
  out.question = question;
  out.turned = turned;
  return out;
}

Field yes_no(std::string member, std::string label, std::string hint) {
  return Field{std::move(member), Control::yes_no, std::move(label), std::move(hint)};
}

Field where(Field field, std::string member, std::string value) {
  field.only_where = std::move(member);
  field.has = std::move(value);
  return field;
}

Field choice(Field field, Options options) {
  field.options = std::move(options);
  return field;
}

Options vat_words() { return {{"", "not stated"}, {"excluded", "without VAT"}, {"included", "with VAT"}, {"unknown", "not known"}}; }

Options route_options() {
  Options out{{"", "not decided yet"}};
  for (std::size_t i = 0; i < law::choice_count; ++i) {
    const auto one = static_cast<law::Choice>(i);
    if (!law::route_of(one)) continue;
    const std::string name(law::to_string(one));
    out.emplace_back(name, words(name));
  }
  return out;
}

Group service() {
  Field commissioner = both("commissioner", Control::line, "Commissioner", "Words of its name, or its code, such as ods:QHM.");
  commissioner.planned = false;
  return {"The service",
          "What is bought, for whom, for how long.",
          true,
          {both("title", Control::line, "Title", "As it will stand in the notice."), std::move(commissioner),
           both("reference", Control::line, "Your reference"), both("description", Control::paragraph, "Description"),
           both("cpv", Control::codes, "CPV codes",
                "Eight digits each, with spaces between, the main one first. Schedule 1 of the Regulations lists those of health care."),
           both("value.amount", Control::money, "Value in pounds", "Over the whole term, options included, such as 310000.00."),
           choice(both("value.vat", Control::choice, "The value is"), vat_words()),
           choice(both("value.kind", Control::choice, "Kind of value"),
                  {{"lifetime", "over the whole term"}, {"annual", "a year"}, {"maximum", "a ceiling"}, {"estimate", "an estimate"}}),
           both("starts", Control::date, "First day of the term"), both("ends", Control::date, "Last day of the term")}};
}

Group providers(std::size_t rows) {
  Group out{"The provider", "Whom the award goes to. Further rows come as they are filled in.", true, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string at = "providers." + std::to_string(i) + ".";
    const std::string which = rows == 1 ? std::string() : " " + std::to_string(i + 1);
    out.fields.push_back(both(at + "name", Control::line, "Name of the provider" + which, "As it stands in the notice."));
    Field id = both(at + "id", Control::line, "Id or code of the provider" + which,
                    "If you know it: bd-…, or such as coh:01234567. The name alone will do.");
    id.planned = false;
    out.fields.push_back(std::move(id));
    Field address = both(at + "address", Control::line, "Its registered address" + which, "The notices name it.");
    address.drafted = false;
    out.fields.push_back(std::move(address));
  }
  return out;
}

Group scope() {
  return {"Do the Regulations apply?",
          "Leave open what you do not know yet: the page says what depends on it.",
          true,
          {asked("scope.relevant_authority", "relevant_authority"), asked("scope.health_care", "health_care"),
           Field{"scope.health_value", Control::money, "Value of the health care, if other things are bought with it", "reg 3(3)(a)"},
           Field{"scope.other_value", Control::money, "Value of the other things", "reg 3(3)(a)"},
           asked("scope.separable", "not_separable", true)}};
}

Group urgency() {
  const std::string gate = "urgency.urgent";
  return {"Urgency",
          "",
          false,
          {asked(gate, "must_be_urgent"), where(asked("urgency.foreseeable", "not_foreseeable", true), gate, "yes"),
           where(asked("urgency.attributable_to_authority", "not_attributable", true), gate, "yes"),
           where(asked("urgency.delay_risks_safety", "delay_risks_safety"), gate, "yes")}};
}

Group framework() {
  Field step = choice(
      Field{"framework.step", Control::choice, "Is it done with a framework agreement?", "reg 16 to 18"},
      {{"", "no"}, {"conclude", "it concludes one"}, {"add_providers", "it adds providers to one"}, {"call_off", "it is based on one"}});
  return {"Framework agreement",
          "",
          false,
          {std::move(step), where(asked("framework.single_provider", "single_provider_framework"), "framework.step", "call_off")}};
}

Group existing() {
  const std::string gate = "existing_contract.exists";
  std::vector<Field> fields{yes_no(gate, "Is there a contract for these services now?", "reg 6(3), (5)"),
                            asked("existing_contract.only_capable", "only_capable_provider")};
  for (Field& one : std::vector<Field>{
           asked("existing_contract.same_provider", "existing_provider"),
           Field{"existing_contract.starts", Control::date, "First day of the existing contract", "reg 6(5)(b)"},
           Field{"existing_contract.ends", Control::date, "Last day of the existing contract", "reg 6(5)(b)"},
           Field{"existing_contract.value.amount", Control::money, "Value of the existing contract over its whole term", "reg 6(10)"},
           choice(Field{"existing_contract.value.vat", Control::choice, "That value is"}, vat_words()),
           asked("existing_contract.due_to_expire", "term_due_to_expire"), asked("existing_contract.replaced_at_end", "replaces_at_end"),
           asked("existing_contract.satisfied", "satisfies_existing"), asked("existing_contract.likely_to_satisfy", "will_likely_satisfy"),
           yes_no("change.materially_different", "Is what is planned materially different in character from the existing contract?",
                  "reg 6(10)(a)"),
           yes_no("change.attributable_to_authority", "Is the change attributable to a decision of the authority?", "reg 6(10) to (12)"),
           yes_no("change.external_factors", "Is the change solely due to external factors beyond the control of both sides?", "reg 6(11)"),
           yes_no("change.succession_only", "Does only the identity of the provider change, by succession?", "reg 6(12)")})
    fields.push_back(where(std::move(one), gate, "yes"));
  return {"The existing contract", "Days that you give answer questions by themselves.", false, std::move(fields)};
}

Group patient_choice() {
  const std::string gate = "patient_choice.offered";
  return {"Patient choice",
          "",
          false,
          {asked(gate, "choice_offered"), where(asked("patient_choice.providers_restricted", "numbers_not_restricted", true), gate, "yes"),
           where(asked("patient_choice.offered_to_all_qualifying", "offered_to_all"), gate, "yes"),
           where(asked("patient_choice.can_express_interest", "can_express_interest"), gate, "yes")}};
}

Group decision() {
  return {
      "The decision",
      "A draft may leave these open. To publish it, a route and the day of the decision are needed.",
      false,
      {asked("most_suitable_provider_identifiable", "most_suitable_identifiable"),
       choice(both("route", Control::choice, "Route"), route_options()),
       Field{"msp_notice_submitted_on", Control::date,
             "Day on which the notice of the intention to follow the most suitable provider process was submitted", "reg 10(3)"},
       Field{"intention_published_on", Control::date, "Day on which the intention to award was published",
             "The standstill is counted from it (reg 12)."},
       both("awarded_on", Control::date, "Day of the decision to award", "Planned or made. A draft takes no day that is still to come.")}};
}

} // namespace

std::vector<Group> record_groups(std::size_t rows) {
  std::vector<Group> out{service(), providers(rows), scope(), urgency(), framework(), existing(), patient_choice(), decision()};
  return out;
}

} // namespace openward::pages
