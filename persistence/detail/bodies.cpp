#include "persistence/detail/bodies.h"

#include "persistence/detail/body_rows.h"
#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <algorithm>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view select_body = "select key, id, name, provider_class from body ";

/// A body that was merged into another is found under its own name still, and is the other.
constexpr std::string_view keys_of_name = "select distinct coalesce(merged_into, key) from body where normalised_name = :name order by 1";

constexpr std::size_t longest_name = 1000;

/// Names of notices as one line of at most a thousand bytes, cut between characters. A notice is not refused for its line breaks.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = byte <= 0x20 || byte == 0x7f;
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.size() > longest_name) {
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0U) == 0x80U) --end;
    out.resize(end);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<StoredBody> one_body(Session& s, std::string_view where, std::int64_t key) {
  auto found = row<std::int64_t, std::string, std::string, std::string>(s, std::string(select_body) + std::string(where), as("key", key));
  if (!found) return std::nullopt;
  auto& [k, id, name, provider_class] = *found;
  return StoredBody{k, std::move(id), std::move(name), std::move(provider_class)};
}

/// One name, one body; of several that share a name, the one that has nothing but its name. A body that has another identifier of a
/// scheme of the party is another organisation, whatever its name.
std::optional<std::int64_t> key_by_name(Session& s, const std::string& name, const std::vector<Identifier>& identifiers) {
  std::vector<std::int64_t> candidates;
  std::vector<std::int64_t> nameless;
  for (const auto& [key] : rows<std::int64_t>(s, keys_of_name, as("name", lookup_name(name)))) {
    const std::vector<Identifier> held = identifiers_of(s, key);
    const bool other = std::any_of(held.begin(), held.end(), [&](const Identifier& h) {
      return std::any_of(identifiers.begin(), identifiers.end(), [&](const Identifier& i) { return i.scheme() == h.scheme(); });
    });
    if (other) continue;
    candidates.push_back(key);
    if (held.empty()) nameless.push_back(key);
  }
  if (candidates.size() == 1) return candidates.front();
  if (nameless.size() == 1) return nameless.front();
  return std::nullopt;
}

Result<std::int64_t> make(UnitOfWork& u, std::string name, const Party& party) {
  Body body;
  body.name = std::move(name);
  body.identifiers = party.identifiers;
  body.classification = classify(body.name, body.identifiers);
  body.address = one_line(party.address);
  body.postcode = one_line(party.postcode);
  body.synthetic = party.synthetic;
  return insert_body(u, std::move(body), party.role == BodyRole::commissioner, party.role == BodyRole::provider);
}

bool fill_if_empty(Session& s, std::int64_t key, const std::string& column, const std::string& text) {
  if (text.empty()) return false;
  return execute(s, "update body set " + column + " = :text where key = :key and " + column + " = ''", as("text", text), as("key", key)) >
         0;
}

/// What the party tells that was not known: identifiers that nobody has, an address, the role.
void complete(UnitOfWork& u, std::int64_t key, const Party& party) {
  Session& s = u.session();
  bool changed = false;
  for (const Identifier& identifier : party.identifiers) {
    if (key_of_identifier(s, identifier)) continue;
    insert_identifier(u, key, identifier);
    changed = true;
  }
  changed |= fill_if_empty(s, key, "address", one_line(party.address));
  changed |= fill_if_empty(s, key, "postcode", one_line(party.postcode));
  changed |= set_role(s, key, party.role);
  if (changed) record_change(u, key);
}

} // namespace

std::optional<std::int64_t> find_by_identifier(Session& s, const std::vector<Identifier>& identifiers) {
  for (const Identifier& identifier : identifiers) {
    if (auto key = key_of_identifier(s, identifier)) return key;
  }
  return std::nullopt;
}

std::optional<std::int64_t> find_body(Session& s, const std::string& name, const std::vector<Identifier>& identifiers) {
  if (auto key = find_by_identifier(s, identifiers)) return key;
  return name.empty() ? std::nullopt : key_by_name(s, name, identifiers);
}

std::optional<StoredBody> body_by_id(Session& s, std::string_view public_id) {
  auto found = row<std::int64_t, std::string, std::string, std::string>(
      s, std::string(select_body) + "where key = (select coalesce(merged_into, key) from body where id = :id)", as("id", public_id));
  if (!found) return std::nullopt;
  auto& [key, id, name, provider_class] = *found;
  return StoredBody{key, std::move(id), std::move(name), std::move(provider_class)};
}

std::string body_id(Session& s, std::int64_t key) {
  return cell<std::string>(s, "select id from body where key = :key", as("key", key)).value_or("");
}

std::string lookup_name(std::string_view name) {
  std::string normalised = normalised_name(name);
  return normalised.empty() ? std::string(name) : normalised;
}

void lock_catalogue(Session& s) {
  if (s.backend == Backend::postgresql) run(s, "select pg_advisory_xact_lock(7308332045893197)");
}

void give_role(UnitOfWork& u, std::int64_t key, BodyRole role) {
  if (set_role(u.session(), key, role)) record_change(u, key);
}

Result<StoredBody> resolve_body(UnitOfWork& u, const Party& party) {
  std::string name = one_line(party.name);
  if (name.empty() && party.identifiers.empty())
    return invalid_at("", "missing_name", "an organisation has neither a name nor an identifier: give its name");

  Session& s = u.session();
  auto key = find_body(s, name, party.identifiers);
  if (!key) {
    lock_catalogue(s);
    if (s.backend == Backend::postgresql) key = find_body(s, name, party.identifiers);
  }
  if (key) {
    complete(u, *key, party);
  } else {
    if (name.empty()) name = party.identifiers.front().text();
    auto made = make(u, std::move(name), party);
    if (!made) return made.error();
    key = *made;
  }
  return one_body(s, "where key = :key", *key).value();
}

} // namespace openward::persistence::detail
