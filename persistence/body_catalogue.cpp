// Bodies as files of bodies state them: taken in or brought up to date, with their names over time and their owners.

#include "persistence/detail/body_lines.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <array>

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::array<std::string_view, 4> kNameKinds{"current", "former", "trading", "abbreviation"};

constexpr std::string_view select_names =
    "select n.name, case when n.body_key <> :body and n.kind = 'current' then 'trading' else n.kind end as kind, n.from_date, n.to_date, "
    "n.source, n.key from body_name n where n.body_key = :body or n.body_key in (select m.key from body m where m.merged_into = :body) "
    "order by case when n.body_key = :body and n.kind = 'current' then 0 else 1 end, n.key";

constexpr std::string_view update_facts = "update body set address = :address, postcode = :postcode, opened = :opened, closed = :closed "
                                          "where key = :key";

struct Stated {
  std::int64_t child = 0;
  std::int64_t parent = 0;
  std::string parent_name;
  std::optional<Date> from;
  std::optional<Date> to;
};

BodyNameKind kind_of_name(const std::string& word) {
  const auto found = std::find(kNameKinds.begin(), kNameKinds.end(), word);
  if (found == kNameKinds.end()) detail::unreadable_cell("kind of name", word);
  return static_cast<BodyNameKind>(found - kNameKinds.begin());
}

bool knows_as_former(Session& s, std::int64_t body, const std::string& normalised) {
  return detail::cell<std::int64_t>(s, "select key from body_name where body_key = :body and normalised_name = :name and kind = 'former'",
                                    as("body", body), as("name", normalised))
      .has_value();
}

/// The name that goes is one that the body had; where it came from no file of bodies it is what others called it.
bool rename(Session& s, std::int64_t key, const Body& held, const StatedBody& stated, bool known_by_identifier) {
  const std::string normalised = detail::lookup_name(stated.body.name);
  if (stated.body.name.empty() || normalised == detail::lookup_name(held.name) || knows_as_former(s, key, normalised)) return false;
  detail::execute(s, "delete from body_name where body_key = :body and kind = 'current'", as("body", key));
  detail::insert_name(s, key, held.name, known_by_identifier ? "former" : "trading", std::nullopt, std::nullopt,
                      "replaced by " + (stated.source.empty() ? "a later source" : stated.source));
  detail::insert_name(s, key, stated.body.name, "current", std::nullopt, std::nullopt, stated.source);
  detail::execute(s, "update body set name = :name, normalised_name = :normalised where key = :key", as("name", stated.body.name),
                  as("normalised", normalised), as("key", key));
  return true;
}

template <typename T>
bool replace_known(T& held, const T& stated, bool known) {
  if (!known || held == stated) return false;
  held = stated;
  return true;
}

bool bring_up_to_date(Session& s, std::int64_t key, Body held, const Body& stated) {
  bool changed = replace_known(held.address, stated.address, !stated.address.empty());
  changed |= replace_known(held.postcode, stated.postcode, !stated.postcode.empty());
  changed |= replace_known(held.opened, stated.opened, stated.opened.has_value());
  // A file without the last day of a body that is closed is older than the one that closed it.
  changed |= replace_known(held.closed, stated.closed, stated.closed.has_value());
  if (changed) {
    detail::execute(s, update_facts, as("address", held.address), as("postcode", held.postcode), as("opened", held.opened),
                    as("closed", held.closed), as("key", key));
  }
  return changed;
}

/// A person's or a curated class stays: that an organisation is no part of the NHS, which a role may be all that a file says, does not make
/// a charity a company.
bool is_better(const Classification& held, const Classification& stated) {
  if (stated.evidence == Evidence::none || held.evidence == Evidence::curated) return false;
  if (static_cast<int>(stated.evidence) < static_cast<int>(held.evidence)) return true;
  return stated.evidence == held.evidence && stated.provider_class != held.provider_class;
}

bool set_kind(Session& s, std::int64_t key, const std::string& kind) {
  const bool changed = !kind.empty() && detail::execute(s, "update body set kind = :kind where key = :key and kind <> :kind",
                                                        as("kind", kind), as("key", key)) > 0;
  if (changed) detail::recount_body(s, key);
  return changed;
}

bool overlap(const Stated& a, const Stated& b) { return (!a.from || !b.to || *a.from <= *b.to) && (!b.from || !a.to || *b.from <= *a.to); }

std::vector<Stated> owners_of(Session& s, std::int64_t child) {
  std::vector<Stated> out;
  for (auto& [parent, name, from, to] : detail::rows<std::int64_t, std::string, std::optional<std::string>, std::optional<std::string>>(
           s,
           "select o.parent_key, b.name, o.from_date, o.to_date from ownership o join body b on b.key = o.parent_key where o.child_key = "
           ":child order by o.key",
           as("child", child)))
    out.push_back({child, parent, std::move(name), detail::stored_date(from), detail::stored_date(to)});
  return out;
}

/// Whether `child` owns the parent, directly or through others, on one of the days of `o`.
bool closes_a_circle(Session& s, std::int64_t child, const Stated& o) {
  if (o.parent == child) return true;
  for (Stated above : owners_of(s, o.parent)) {
    if (!overlap(above, o)) continue;
    if (o.from && (!above.from || *above.from < *o.from)) above.from = o.from;
    if (o.to && (!above.to || *o.to < *above.to)) above.to = o.to;
    if (closes_a_circle(s, child, above)) return true;
  }
  return false;
}

std::string days(const Stated& o) {
  return "from " + (o.from ? o.from->iso() : "an unknown day") + " to " + (o.to ? o.to->iso() : "today");
}

} // namespace

std::string_view to_string(BodyNameKind kind) { return kNameKinds.at(static_cast<std::size_t>(kind)); }

Result<Kept> Bodies::take(const StatedBody& stated) {
  Session& s = u_.session();
  const Body& body = stated.body;
  std::optional<std::int64_t> key = detail::find_by_identifier(s, body.identifiers);
  const bool known_by_identifier = key.has_value();
  if (!key && stated.alike_by_name) key = detail::find_body(s, body.name, body.identifiers);
  if (!key) {
    const auto added = detail::insert_body(u_, body, stated.commissioner, stated.provider);
    if (!added) return added.error();
    set_kind(s, *added, stated.kind);
    return Kept::added;
  }
  const Body held = detail::load_body(s, *key).value();
  if (held.synthetic != body.synthetic)
    return Error{ErrorKind::conflict, held.id + " (" + held.name + ") is invented for demonstration: use another database", {}, {}};

  bool changed = rename(s, *key, held, stated, known_by_identifier);
  changed |= bring_up_to_date(s, *key, held, body);
  changed |= set_kind(s, *key, stated.kind);
  for (const Identifier& identifier : body.identifiers) {
    if (detail::key_of_identifier(s, identifier)) continue;
    detail::insert_identifier(u_, *key, identifier);
    changed = true;
  }
  if (stated.commissioner) changed |= detail::set_role(s, *key, detail::BodyRole::commissioner);
  if (stated.provider) changed |= detail::set_role(s, *key, detail::BodyRole::provider);
  if (changed) detail::record_change(u_, *key);
  if (is_better(held.classification, body.classification)) {
    reclassify(held.id, body.classification);
    changed = true;
  }
  return changed ? Kept::changed : Kept::same;
}

Result<Kept> Bodies::add_name(std::string_view public_id, const BodyName& name) {
  Session& s = u_.session();
  const auto body = detail::body_by_id(s, public_id);
  if (!body) return Error{ErrorKind::not_found, "there is no body " + std::string(public_id), {}, {}};
  if (!detail::insert_name(s, body->key, name.name, to_string(name.kind), name.from, name.to, name.source)) return Kept::same;
  const int version =
      *detail::cell<int>(s, "update body set version = version + 1 where key = :key returning version", as("key", body->key));
  u_.record("body.named", body->id, version,
            detail::JsonObject()
                .set("id", body->id)
                .set("name", name.name)
                .set("kind", to_string(name.kind))
                .set("from", name.from)
                .set("to", name.to)
                .set("source", name.source)
                .text());
  return Kept::added;
}

std::vector<BodyName> Bodies::names_of(std::string_view public_id) {
  Session& s = u_.session();
  const auto body = detail::body_by_id(s, public_id);
  std::vector<BodyName> out;
  if (!body) return out;
  for (auto& [name, kind, from, to, source, ignored] :
       detail::rows<std::string, std::string, std::optional<std::string>, std::optional<std::string>, std::string, std::int64_t>(
           s, select_names, as("body", body->key)))
    out.push_back({std::move(name), kind_of_name(kind), detail::stored_date(from), detail::stored_date(to), std::move(source)});
  return out;
}

Result<Kept> Bodies::own(std::string_view child_id, std::string_view parent_id, std::optional<Date> from, std::optional<Date> to,
                         std::string_view source) {
  Session& s = u_.session();
  const auto child = detail::body_by_id(s, child_id);
  const auto parent = detail::body_by_id(s, parent_id);
  if (!child || !parent) return Error{ErrorKind::not_found, "there is no body " + std::string(child ? parent_id : child_id), {}, {}};
  detail::lock_catalogue(s);
  const Stated stated{child->key, parent->key, parent->name, from, to};
  if (from && to && *to < *from)
    return invalid_at("to", "bad_period", child->name + " would leave " + parent->name + " before it came to it: correct one of the days");
  if (source.empty())
    return invalid_at("source", "missing", "the ownership of " + child->name + " has no source: say where anyone can look");
  for (const Stated& held : owners_of(s, child->key)) {
    if (held.parent == stated.parent && held.from == from && held.to == to) return Kept::same;
    if (overlap(held, stated)) {
      return Error{ErrorKind::conflict,
                   child->name + " belongs to " + held.parent_name + " " + days(held) + ", so it cannot belong to " + parent->name + " " +
                       days(stated) + ": end one before the other begins",
                   {},
                   {}};
    }
  }
  if (closes_a_circle(s, child->key, stated)) {
    return Error{ErrorKind::conflict,
                 parent->name + " belongs to " + child->name +
                     ", directly or through others, so it cannot own it as well: correct one of the two",
                 {},
                 {}};
  }
  detail::execute(
      s,
      "insert into ownership (child_key, parent_key, from_date, to_date, source) values (:child, :parent, :from_date, :to_date, "
      ":source)",
      as("child", child->key), as("parent", parent->key), as("from_date", from), as("to_date", to), as("source", source));
  detail::owe_groups(u_);
  const int version =
      *detail::cell<int>(s, "update body set version = version + 1 where key = :key returning version", as("key", child->key));
  u_.record(
      "body.owned", child->id, version,
      detail::JsonObject().set("id", child->id).set("owner", parent->id).set("from", from).set("to", to).set("source", source).text());
  return Kept::added;
}

void Bodies::settle() { detail::settle_lines(u_); }

} // namespace openward::persistence
