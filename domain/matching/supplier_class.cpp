#include "domain/matching/supplier_class.h"

#include "domain/text.h"

#include <algorithm>

namespace openward::matching {
namespace {

using enum ProviderClass;

/// A line of £20,000 and more to a doctor's name is a practice's income: a fee or a salary seldom comes near, and people who are paid as
/// such are taken out of these files before they are published.
constexpr std::int64_t practice_line_pence = 2'000'000;

Classification of_body(const BodyIndex& index, const Candidate& link) {
  const Body& body = index.body(link.body).body;
  const IndexedName& name = index.name(link.name);
  Classification held = body.classification;
  if (name.use != NameUse::former || held.provider_class != nhs_foundation_trust) return held;
  // A foundation trust that is named as the NHS trust it was is held as that: the name is older than the class.
  const Classification then = classify(name.text, {});
  if (then.provider_class != nhs_trust) return held;
  return {nhs_trust, then.evidence, 85, "its former name " + name.text, {}, {}};
}

/// What the string says of itself; the name before what stands in brackets or after "c/o", which may be somebody else's.
Classification by_patterns(const SupplierString& supplier) {
  const bool has_main =
      std::any_of(supplier.parts.begin(), supplier.parts.end(), [](const NamePart& p) { return p.role == PartRole::main; });
  for (const PartRole role : {PartRole::main, PartRole::whole, PartRole::trading_as, PartRole::before}) {
    for (const NamePart& part : supplier.parts) {
      if (part.role != role || (has_main && role == PartRole::whole)) continue;
      if (auto found = classify(part.text, {}); found.provider_class != unclassified) return found;
      if (auto found = classify(canonical_text(part.text), {}); found.provider_class != unclassified) return found;
    }
  }
  return {};
}

/// "Dr A V Other", "A V Other": how a practice that is one doctor is named. "Mrs A Other" and "Alison Other" are not.
bool named_like_a_doctor(std::string_view text) {
  const std::string_view first = text.substr(0, text.find(' '));
  return first == "DR" || first == "DRS" || (first.size() <= 2 && first != "MR" && first != "MS" && first != "MX") || first.ends_with('.');
}

Classification of_person(const SupplierString& supplier, const PaymentFacts& paid) {
  const bool practice = paid.lines > 0 && paid.total_pence / paid.lines >= practice_line_pence;
  if (practice && named_like_a_doctor(supplier.parts.front().text))
    return {primary_care, Evidence::name_pattern, 55, "a doctor's name with payments of a practice's size", {}, {}};
  return {individual, Evidence::name_pattern, 70, "reads as the name of a person", {}, {}};
}

} // namespace

Classification classify_supplier(const BodyIndex& index, const SupplierString& supplier, const Decision& decision,
                                 const PaymentFacts& paid) {
  if (decision.link && decision.outcome == Outcome::linked) {
    if (auto held = of_body(index, *decision.link); held.provider_class != unclassified) return held;
  }
  if (supplier.parts.empty()) return {};
  if (auto found = by_patterns(supplier); found.provider_class != unclassified) return found;
  if (reads_as_person(supplier)) return of_person(supplier, paid);
  const auto main = std::find_if(supplier.parts.begin(), supplier.parts.end(), [](const NamePart& p) { return p.role == PartRole::main; });
  if (main != supplier.parts.end()) {
    if (auto found = presumed_class(main->text); found.provider_class != unclassified) return found;
  }
  return presumed_class(supplier.parts.front().text);
}

} // namespace openward::matching
