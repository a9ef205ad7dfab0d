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

/// A word by itself is a name that others may begin with too, unless it is as long as this: "BARNARDOS", "SAMARITANS".
constexpr std::size_t telling_word = 9;
/// The confidence of a class that a string shares with the body whose name it begins with: below what any body is held with.
constexpr int begins_with_a_name = 50;

/// A class that a branch of the body shares. What begins like the name of a public body is often something else beside it.
bool goes_with_the_name(const Classification& held) {
  using enum ProviderClass;
  const bool shared = held.provider_class == independent_sector || held.provider_class == voluntary_or_charity ||
                      held.provider_class == social_enterprise || held.provider_class == primary_care;
  return shared && held.evidence == Evidence::curated;
}

/// The one curated body of that class that has this name; null where none has it, or several do.
const Body* named_so(const BodyIndex& index, std::string_view key) {
  const Body* found = nullptr;
  for (const NameRef ref : index.with_key(key)) {
    const IndexedName& name = index.name(ref);
    const Body& body = index.body(name.body).body;
    if (name.use == NameUse::abbreviation || !goes_with_the_name(body.classification) || is_generic(name_form(name.text))) continue;
    if (found != nullptr && found != &body) return nullptr;
    found = &body;
  }
  return found;
}

/// A branch or a site that carries its body's whole name in front and has no legal form of its own: "Invented Health Anytown Hospital".
/// It is not linked, for it may be a body of its own; its class is that of the body, and no surer than a guess.
Classification by_beginning(const BodyIndex& index, const NamePart& part) {
  const NameForm form = name_form(part.text);
  if (form.form != LegalForm::none || is_statutory(form.kind)) return {};
  for (std::size_t words = form.words.size(); words-- > 1;) {
    std::string key;
    for (std::size_t i = 0; i < words; ++i) key += form.words[i];
    if (words == 1 && key.size() < telling_word) break;
    const Body* body = named_so(index, key);
    if (body == nullptr) continue;
    return {body->classification.provider_class,
            Evidence::name_pattern,
            begins_with_a_name,
            "its name begins with that of " + body->name,
            {},
            {}};
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
  if (auto found = by_beginning(index, supplier.parts.front()); found.provider_class != unclassified) return found;
  if (reads_as_person(supplier)) return of_person(supplier, paid);
  const auto main = std::find_if(supplier.parts.begin(), supplier.parts.end(), [](const NamePart& p) { return p.role == PartRole::main; });
  if (main != supplier.parts.end()) {
    if (auto found = presumed_class(main->text); found.provider_class != unclassified) return found;
  }
  return presumed_class(supplier.parts.front().text);
}

} // namespace openward::matching
