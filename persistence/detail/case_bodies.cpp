#include "persistence/detail/case_parts.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::string_view select_bodies = "select b.key, b.id, b.name, b.provider_class, b.class_evidence, b.class_confidence, "
                                           "b.class_detail, b.postcode, b.address, b.opened, b.closed, b.synthetic from body b where b.key";

constexpr std::string_view select_identifiers = "select i.body_key, i.scheme, i.id from body_identifier i where i.body_key";

// `union` takes each pair once, so that a circle of successions ends.
constexpr std::string_view passed_on = "with recursive passed (body_key, code) as ("
                                       "select i.body_key, s.to_code from body_identifier i "
                                       "join succession s on s.from_code = i.scheme || ':' || i.id where i.body_key";
constexpr std::string_view passed_further = " union select p.body_key, s.to_code from passed p join succession s on s.from_code = p.code) "
                                            "select body_key, code from passed order by body_key, code";

std::string among(std::string_view select, std::string_view keys) { return std::string(select) + " in (" + std::string(keys) + ")"; }

std::map<std::int64_t, CaseBody> bodies_among(Session& s, std::string_view keys, std::int64_t first_key, std::int64_t last_key) {
  std::map<std::int64_t, CaseBody> out;
  const auto first = as("first", first_key);
  const auto last = as("last", last_key);
  for (auto& [key, id, name, provider_class, evidence, confidence, detail, postcode, address, opened, closed, synthetic] :
       rows<std::int64_t, Text, Text, Text, Text, int, Text, Text, Text, MaybeText, MaybeText, int>(s, among(select_bodies, keys), first,
                                                                                                    last)) {
    Body& b = out[key].body;
    b.id = std::move(id);
    b.name = std::move(name);
    b.classification.provider_class = provider_class_from(provider_class).value_or(ProviderClass::unclassified);
    b.classification.evidence = evidence_from(evidence).value_or(Evidence::none);
    b.classification.confidence = confidence;
    b.classification.detail = std::move(detail);
    b.postcode = std::move(postcode);
    b.address = std::move(address);
    b.opened = stored_date(opened);
    b.closed = stored_date(closed);
    b.synthetic = synthetic != 0;
  }
  for (const auto& [key, scheme, id] :
       rows<std::int64_t, Text, Text>(s, among(select_identifiers, keys) + " order by i.body_key, i.scheme, i.id", first, last)) {
    if (auto identifier = Identifier::create(scheme, id)) out[key].body.identifiers.push_back(*std::move(identifier));
  }
  for (auto& [key, code] : rows<std::int64_t, Text>(s, among(passed_on, keys) + std::string(passed_further), first, last)) {
    out[key].succeeded_by.push_back(std::move(code));
  }
  return out;
}

} // namespace

std::map<std::int64_t, CaseBody> case_bodies(Session& s, const CaseRange& range) {
  return bodies_among(s, range.body_keys(), range.first, range.last);
}

CaseBody case_body(Session& s, std::int64_t key) {
  return bodies_among(s, "select cb.key from body cb where cb.key between :first and :last", key, key).at(key);
}

} // namespace openward::persistence::detail
