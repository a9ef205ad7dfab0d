#include "service/api/stated.h"

namespace openward::api {

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::optional<Body> find_body(persistence::Bodies& bodies, const std::string& words) {
  if (auto body = bodies.by_id(words)) return body;
  if (auto identifier = Identifier::parse(words)) return bodies.by_identifier(*identifier);
  return std::nullopt;
}

std::string read_commissioner(persistence::UnitOfWork& u, JsonObject& root) {
  const auto words = root.text("commissioner");
  if (!words) return {};
  persistence::Bodies bodies(u);
  if (auto body = find_body(bodies, *words)) return body->id;
  root.fault("commissioner", "unknown_body",
             "The register has no body " + *words + ". Give a public id or an identifier of one of /v1/commissioners.");
  return {};
}

std::optional<StatedValue> read_amount(JsonObject& object) {
  StatedValue value;
  if (!object.has("amount")) object.fault("amount", "missing", "A value needs an amount, such as \"1234.56\".");
  const auto pence = object.pence("amount");
  if (pence) value.amount.pence = *pence;
  if (auto code = object.text("currency")) {
    auto currency = Currency::create(*code);
    if (currency) {
      value.amount.currency = *currency;
    } else {
      object.fault("currency", "bad_currency", currency.error().message);
    }
  }
  value.vat = object.word<Vat>("vat", vat_from, "excluded, included, unknown").value_or(Vat::unknown);
  if (!pence) return std::nullopt;
  return value;
}

} // namespace openward::api
