#include "service/evaluate/supplier_scores.h"

#include "exchange/names/supplier_names.h"

#include <algorithm>
#include <map>

namespace openward::evaluate {
namespace {

using matching::BodyIndex;
using matching::Outcome;

/// The label's name, read like any other, is one of the body's names.
bool names_the_body(const BodyIndex& index, const std::string& name, matching::BodyRef body) {
  const auto [first, last] = index.names_of(body);
  for (const auto& part : exchange::read_supplier(name).parts) {
    const std::string key = matching::name_form(part.text).key;
    for (auto ref = first; ref < last; ++ref)
      if (matching::name_form(index.name(ref).text).key == key) return true;
  }
  return false;
}

/// By identifier where label and body have one of the same scheme; else by name. A link that neither bears out is wrong.
bool right_body(const BodyIndex& index, const SupplierLabel& label, matching::BodyRef body) {
  const auto& held = index.body(body).body.identifiers;
  if (label.identifier) {
    const auto same = std::find_if(held.begin(), held.end(), [&](const Identifier& i) { return i.scheme() == label.identifier->scheme(); });
    if (same != held.end()) return *same == *label.identifier;
  }
  return names_the_body(index, label.name, body);
}

/// Companies that the National Health Service owns stand under nhs_other in some labels.
bool right_class(ProviderClass labelled, ProviderClass read) {
  return labelled == read || (labelled == ProviderClass::nhs_other && read == ProviderClass::nhs_owned_company);
}

bool counts_in_pairs(const SupplierReading& reading) { return reading.label->sure && !reading.label->group.empty(); }

} // namespace

void judge(const BodyIndex& index, SupplierReading& r, std::string body) {
  r.linkable = r.label->identifier && index.with_identifier(*r.label->identifier) != nullptr;
  r.end = std::move(body);
  if (r.decision.outcome == Outcome::linked) {
    r.link_right = right_body(index, *r.label, r.decision.link->body);
  } else if (const auto key = matching::grouping_key(r.supplier); !key.empty()) {
    r.end = "name " + key;
  }
  r.class_right = right_class(r.label->provider_class, r.held.provider_class);
}

std::vector<SupplierReading> read_suppliers(const BodyIndex& index, const std::vector<SupplierLabel>& labels) {
  std::vector<SupplierReading> readings;
  for (const SupplierLabel& label : labels) {
    SupplierReading r;
    r.label = &label;
    r.supplier = exchange::read_supplier(label.raw);
    r.decision = matching::decide(index, r.supplier);
    r.held = matching::classify_supplier(index, r.supplier, r.decision, {label.lines, label.pence});
    judge(index, r, r.decision.link ? "body " + std::to_string(r.decision.link->body) : "");
    readings.push_back(std::move(r));
  }
  return readings;
}

SupplierScores scored(std::span<const SupplierReading> readings) {
  SupplierScores s;
  for (const SupplierReading& r : readings) {
    if (!r.label->sure) continue;
    ++s.rows;
    const bool linked = r.decision.outcome == Outcome::linked;
    s.links += linked ? 1U : 0U;
    s.links_right += linked && r.link_right ? 1U : 0U;
    s.linkable += r.linkable ? 1U : 0U;
    s.linked_of_linkable += r.linkable && linked && r.link_right ? 1U : 0U;
    s.classes_right += r.class_right ? 1U : 0U;
    const std::int64_t pence = std::abs(r.label->pence);
    s.pence += pence;
    s.pence_right += r.class_right ? pence : 0;
  }
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!counts_in_pairs(readings[i])) continue;
    for (std::size_t j = i + 1; j < readings.size(); ++j) {
      if (!counts_in_pairs(readings[j])) continue;
      const bool together = !readings[i].end.empty() && readings[i].end == readings[j].end;
      const bool one = readings[i].label->group == readings[j].label->group;
      s.pairs += one ? 1U : 0U;
      s.pairs_right += one && together ? 1U : 0U;
      s.strangers += !one && together ? 1U : 0U;
    }
  }
  return s;
}

} // namespace openward::evaluate
