#include "domain/matching/decision.h"

#include "domain/matching/decision_rules.h"

#include <algorithm>

namespace openward::matching {
namespace {

rules::Question question_of(const BodyIndex& index, const SupplierString& supplier) {
  rules::Question q{index, supplier, {}, reads_as_person(supplier)};
  for (const NamePart& part : supplier.parts) q.parts.push_back({part.role, name_form(part.text)});
  return q;
}

} // namespace

Decision decide(const BodyIndex& index, const SupplierString& supplier) {
  if (supplier.trouble != Trouble::none || supplier.parts.empty()) {
    Decision d;
    d.reason = "the string holds no name (" + std::string(to_string(supplier.trouble)) + ")";
    return d;
  }
  const rules::Question q = question_of(index, supplier);
  for (const auto rule : {rules::by_identifier, rules::by_name, rules::by_core, rules::by_initials, rules::by_beginning,
                          rules::by_two_names, rules::by_cut_off}) {
    if (auto decision = rule(q)) {
      if (decision->outcome == Outcome::linked && decision->confidence < automatic_from) decision->outcome = Outcome::candidates;
      return *std::move(decision);
    }
  }
  if (q.person) return rules::waiting(q, {}, q.parts.front().form, "the string reads as the name of a person");
  return rules::by_likeness(q);
}

std::string grouping_key(const SupplierString& supplier) {
  if (supplier.parts.empty()) return {};
  const auto main = std::find_if(supplier.parts.begin(), supplier.parts.end(), [](const NamePart& p) { return p.role == PartRole::main; });
  const NameForm form = name_form(main == supplier.parts.end() ? supplier.parts.front().text : main->text);
  if (!is_statutory(form.kind) || form.core.empty()) return form.key;
  return std::to_string(static_cast<int>(form.kind)) + " " + form.core;
}

} // namespace openward::matching
