#include "persistence/detail/body_rows.h"

#include "persistence/detail/body_lines.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <algorithm>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view insert_row = "insert into body (id, name, normalised_name, commissioner, provider, provider_class, "
                                        "class_evidence, class_confidence, class_detail, postcode, address, "
                                        "opened, closed, synthetic) values (:id, :name, :normalised_name, :commissioner, :provider, "
                                        ":provider_class, :class_evidence, :class_confidence, "
                                        ":class_detail, :postcode, :address, :opened, :closed, :synthetic) returning key";

constexpr std::string_view insert_name_row = "insert into body_name (body_key, name, normalised_name, kind, from_date, to_date, source) "
                                             "values (:body, :name, :normalised_name, :kind, :from_date, :to_date, :source) "
                                             "on conflict (body_key, normalised_name, kind) do nothing";

constexpr std::string_view code_of_succession = "select 1 where exists (select 1 from succession where from_code = :code) or exists "
                                                "(select 1 from succession where to_code = :code)";

constexpr std::string_view select_row = "select id, name, provider_class, class_evidence, class_confidence, class_detail, postcode, "
                                        "address, opened, closed, synthetic from body where key = :key";

std::string json_of_body(const Body& body, bool commissioner, bool provider) {
  // The feed is public, and what stands in it stays in it.
  const bool person = body.classification.provider_class == ProviderClass::individual;
  // In one order, whoever states them: an order is no change.
  std::vector<std::string> identifiers;
  for (const Identifier& identifier : body.identifiers) identifiers.push_back(identifier.text());
  std::sort(identifiers.begin(), identifiers.end());
  return JsonObject()
      .set("id", body.id)
      .set("name", person ? std::string(person_in_events) : body.name)
      .set_json("identifiers", person ? "[]" : json_list(identifiers, [](const std::string& text) { return json_string(text); }))
      .set("provider_class", to_string(body.classification.provider_class))
      .set("class_evidence", to_string(body.classification.evidence))
      .set("class_detail", person ? std::string() : body.classification.detail)
      .set("address", person ? std::string() : body.address)
      .set("postcode", person ? std::string() : body.postcode)
      .set("opened", body.opened)
      .set("closed", body.closed)
      .set("commissioner", commissioner)
      .set("provider", provider)
      .set("synthetic", body.synthetic)
      .text();
}

/// From the first identifier, or else the name; counted on when another body has that id. That of a person is made of neither: whoever
/// guesses a name could see that it is right.
std::string free_id(Session& s, const Body& body) {
  if (body.classification.provider_class == ProviderClass::individual) return random_id("bd");
  const std::string source = body.identifiers.empty() ? "name|" + lookup_name(body.name) : body.identifiers.front().text();
  for (int n = 1;; ++n) {
    std::string id = derived_id("bd", "body|" + source + (n == 1 ? "" : "|" + std::to_string(n)));
    if (!body_by_id(s, id)) return id;
  }
}

} // namespace

std::optional<std::int64_t> key_of_identifier(Session& s, const Identifier& identifier) {
  return cell<std::int64_t>(s, "select body_key from body_identifier where scheme = :scheme and id = :id",
                            as("scheme", identifier.scheme()), as("id", identifier.id()));
}

std::vector<Identifier> identifiers_of(Session& s, std::int64_t body) {
  std::vector<Identifier> out;
  for (const auto& [scheme, id] : rows<std::string, std::string>(
           s, "select scheme, id from body_identifier where body_key = :body order by scheme, id", as("body", body))) {
    if (auto identifier = Identifier::create(scheme, id)) out.push_back(*std::move(identifier));
  }
  return out;
}

void insert_identifier(UnitOfWork& u, std::int64_t body, const Identifier& identifier) {
  Session& s = u.session();
  execute(s, "insert into body_identifier (scheme, id, body_key) values (:scheme, :id, :body)", as("scheme", identifier.scheme()),
          as("id", identifier.id()), as("body", body));
  if (cell<int>(s, code_of_succession, as("code", identifier.text()))) owe_successors(u);
}

void insert_class(Session& s, std::int64_t body, const Classification& c, Instant recorded_at) {
  execute(s,
          "insert into body_class (body_key, provider_class, evidence, confidence, detail, from_date, to_date, recorded_at) "
          "values (:body, :provider_class, :evidence, :confidence, :detail, :from_date, :to_date, :recorded_at)",
          as("body", body), as("provider_class", to_string(c.provider_class)), as("evidence", to_string(c.evidence)),
          as("confidence", c.confidence), as("detail", c.detail), as("from_date", c.from), as("to_date", c.to),
          as("recorded_at", recorded_at));
}

std::optional<Body> load_body(Session& s, std::int64_t key) {
  auto found = row<std::string, std::string, std::string, std::string, int, std::string, std::string, std::string,
                   std::optional<std::string>, std::optional<std::string>, int>(s, select_row, as("key", key));
  if (!found) return std::nullopt;
  auto& [id, name, provider_class, evidence, confidence, detail, postcode, address, opened, closed, synthetic] = *found;
  Body body;
  body.id = std::move(id);
  body.name = std::move(name);
  body.identifiers = identifiers_of(s, key);
  body.classification.provider_class = provider_class_from(provider_class).value_or(ProviderClass::unclassified);
  body.classification.evidence = evidence_from(evidence).value_or(Evidence::none);
  body.classification.confidence = confidence;
  body.classification.detail = std::move(detail);
  body.postcode = std::move(postcode);
  body.address = std::move(address);
  body.opened = stored_date(opened);
  body.closed = stored_date(closed);
  body.synthetic = synthetic != 0;
  return body;
}

Result<std::int64_t> insert_body(UnitOfWork& u, Body body, bool commissioner, bool provider) {
  Session& s = u.session();
  for (const Identifier& identifier : body.identifiers) {
    if (const auto owner = key_of_identifier(s, identifier)) {
      return Error{ErrorKind::conflict,
                   "the identifier " + identifier.text() + " belongs to " + body_id(s, *owner) +
                       ": use that body, or correct the identifier",
                   {},
                   {}};
    }
  }
  body.id = free_id(s, body);
  const Classification& c = body.classification;
  const std::int64_t key =
      cell<std::int64_t>(s, insert_row, as("id", body.id), as("name", body.name), as("normalised_name", lookup_name(body.name)),
                         as("commissioner", commissioner), as("provider", provider), as("provider_class", to_string(c.provider_class)),
                         as("class_evidence", to_string(c.evidence)), as("class_confidence", c.confidence), as("class_detail", c.detail),
                         as("postcode", body.postcode), as("address", body.address), as("opened", body.opened), as("closed", body.closed),
                         as("synthetic", body.synthetic))
          .value();
  for (const Identifier& identifier : body.identifiers) {
    if (!key_of_identifier(s, identifier)) insert_identifier(u, key, identifier); // a party may state one twice
  }
  insert_class(s, key, c, u.now());
  insert_name(s, key, body.name, "current", std::nullopt, std::nullopt, "as first recorded");
  u.record("body.added", body.id, 1, json_of_body(body, commissioner, provider));
  return key;
}

bool insert_name(Session& s, std::int64_t body, std::string_view name, std::string_view kind, std::optional<Date> from,
                 std::optional<Date> to, std::string_view source) {
  return execute(s, insert_name_row, as("body", body), as("name", name), as("normalised_name", lookup_name(name)), as("kind", kind),
                 as("from_date", from), as("to_date", to), as("source", source)) > 0;
}

bool set_role(Session& s, std::int64_t body, BodyRole role) {
  const std::string column = role == BodyRole::commissioner ? "commissioner" : "provider";
  return execute(s, "update body set " + column + " = 1 where key = :key and " + column + " = 0", as("key", body)) > 0;
}

void record_change(UnitOfWork& u, std::int64_t key) {
  Session& s = u.session();
  const auto [version, commissioner, provider] =
      row<int, int, int>(s, "update body set version = version + 1 where key = :key returning version, commissioner, provider",
                         as("key", key))
          .value();
  const Body body = load_body(s, key).value();
  u.record("body.changed", body.id, version, json_of_body(body, commissioner != 0, provider != 0));
}

} // namespace openward::persistence::detail
