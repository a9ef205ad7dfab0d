#include "exchange/ocds/write/parts.h"

#include "domain/date.h"
#include "domain/vocabulary.h"

#include <algorithm>
#include <array>

namespace openward::exchange::write {
namespace {

std::string moment(std::string_view day, std::chrono::seconds time, std::string_view clock) {
  const auto date = Date::parse(day);
  if (!date) return {};
  const bool summer = is_british_summer_time(from_london(*date, time));
  return date->iso() + "T" + std::string(clock) + (summer ? "+01:00" : "Z");
}

/// As org-id.guide names the lists; what it has no name for keeps its own, in capitals.
std::string scheme_of(const Identifier& identifier) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr auto names = std::to_array<Pair>(
      {{"ods", "GB-NHS"}, {"coh", "GB-COH"}, {"chc", "GB-CHC"}, {"sc", "GB-SC"}, {"nic", "GB-NIC"}, {"ppon", "GB-PPON"}});
  const auto* found = std::find_if(names.begin(), names.end(), [&](const Pair& pair) { return pair.first == identifier.scheme(); });
  if (found != names.end()) return std::string(found->second);
  std::string scheme = identifier.scheme();
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return scheme;
}

JsonValue json_of(const Identifier& identifier) {
  JsonValue out = JsonValue::object();
  out.set("scheme", scheme_of(identifier)).set("id", identifier.id());
  return out;
}

} // namespace

std::string start_of(std::string_view day) { return moment(day, std::chrono::seconds(0), "00:00:00"); }
std::string end_of(std::string_view day) { return moment(day, std::chrono::seconds(86399), "23:59:59"); }

JsonValue period(std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) return {};
  JsonValue out = JsonValue::object();
  out.set_unless_empty("startDate", start_of(from)).set_unless_empty("endDate", end_of(to));
  return out;
}

JsonValue value(std::int64_t pence, std::string_view currency, std::string_view vat, std::string_view kind) {
  JsonValue out = JsonValue::object();
  out.set("amount", JsonValue::number(Money{pence, {}}.decimal()));
  out.set("currency", currency.empty() ? "GBP" : currency);
  out.set_unless_empty("vat", vat).set_unless_empty("kind", kind);
  return out;
}

JsonValue reference_to(const Body& body) {
  JsonValue out = JsonValue::object();
  out.set("id", body.id).set("name", body.name);
  return out;
}

JsonValue organisation(const Body& body, const std::set<std::string>& roles) {
  JsonValue out = reference_to(body);
  if (!body.identifiers.empty()) out.set("identifier", json_of(body.identifiers.front()));
  if (body.identifiers.size() > 1) {
    JsonValue more = JsonValue::array();
    std::for_each(body.identifiers.begin() + 1, body.identifiers.end(), [&](const Identifier& one) { more.push(json_of(one)); });
    out.set("additionalIdentifiers", std::move(more));
  }
  if (!body.address.empty() || !body.postcode.empty()) {
    JsonValue address = JsonValue::object();
    address.set_unless_empty("streetAddress", body.address).set_unless_empty("postalCode", body.postcode);
    out.set("address", std::move(address));
  }
  JsonValue words = JsonValue::array();
  for (const std::string& role : roles) words.push(JsonValue::string(role));
  out.set("roles", std::move(words));
  const Classification& held = body.classification;
  JsonValue psr = JsonValue::object();
  psr.set("providerClass", to_string(held.provider_class)).set("evidence", to_string(held.evidence));
  psr.set("confidence", JsonValue::number(std::to_string(held.confidence))).set_unless_empty("detail", held.detail);
  out.set("psr", std::move(psr));
  return out;
}

JsonValue items(const JsonValue* codes) {
  if (!codes || codes->items().empty()) return {};
  JsonValue out = JsonValue::array();
  for (const JsonValue& code : codes->items()) {
    JsonValue classification = JsonValue::object();
    classification.set("scheme", "CPV").set("id", code.scalar());
    JsonValue item = JsonValue::object();
    item.set("id", std::to_string(out.items().size() + 1)).set("classification", std::move(classification));
    out.push(std::move(item));
  }
  return out;
}

std::string_view method_of(std::string_view word) {
  const auto route = route_from(word);
  if (!route || *route == Route::unknown) return {};
  // Several providers that the authority knows of are looked at, and nobody is asked for an offer.
  if (*route == Route::most_suitable_provider || *route == Route::pcr_negotiated_without_notice) return "limited";
  if (*route == Route::pcr_restricted) return "selective";
  switch (tender_class_of(*route)) {
  case TenderClass::tendered:
    return "open";
  case TenderClass::untendered:
  case TenderClass::call_off_direct:
    return "direct";
  case TenderClass::call_off_competed:
    return "selective";
  case TenderClass::not_procurement:
  case TenderClass::unknown:
    break;
  }
  return {};
}

} // namespace openward::exchange::write
