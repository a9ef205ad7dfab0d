// Two records of one organisation become one, and two again. Every row that leads to a body is led to the other and written down in
// merged_row, so that the reversal leads back these rows and no others.

#include "persistence/detail/body_lines.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/class_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"
#include "persistence/detail/successions.h"
#include "persistence/repositories.h"

#include <array>

namespace openward::persistence {
namespace {

using detail::as;

/// A column that leads to a body.
struct Link {
  std::string_view kind;
  std::string_view table;
  std::string_view column;
  std::string_view key = "key";
  std::string_view position = "0";
};

constexpr std::array kLinks{
    Link{"award", "award", "commissioner_key"},
    Link{"procurement", "procurement", "commissioner_key"},
    Link{"award_provider", "award_provider", "body_key", "award_key", "position"},
    Link{"payment", "payment", "payer_key"},
    Link{"spend_file", "spend_file", "publisher_key"},
    Link{"supplier_string", "supplier_string", "body_key"},
    Link{"match_candidate", "match_candidate", "body_key", "supplier_key", "position"},
    Link{"match_decision", "match_decision", "body_key"},
    Link{"match_before", "match_before", "body_key", "decision_key", "supplier_key"},
    Link{"owned", "ownership", "child_key"},
    Link{"owner", "ownership", "parent_key"},
    Link{"redirect", "body", "merged_into"},
};

constexpr std::string_view keep_identifiers =
    "insert into merged_row (merge_key, kind, row_key, position, words) "
    "select :merge, 'identifier', 0, 0, scheme || ':' || id from body_identifier where body_key = :body";

constexpr std::string_view return_identifiers =
    "update body_identifier set body_key = :from_body where body_key = :into_body and scheme || ':' || id in "
    "(select words from merged_row where merge_key = :merge and kind = 'identifier')";

constexpr std::string_view give_roles =
    "update body set commissioner = case when commissioner = 1 or (select o.commissioner from body o where o.key = :from_body) = 1 "
    "then 1 else 0 end, provider = case when provider = 1 or (select o.provider from body o where o.key = :from_body) = 1 then 1 else 0 "
    "end where key = :into_body";

/// What came after the merge may have given the body a role of its own.
constexpr std::string_view return_roles =
    "update body set commissioner = case when :commissioner = 1 or exists (select 1 from award a where a.commissioner_key = body.key) or "
    "exists (select 1 from payment p where p.payer_key = body.key) then 1 else 0 end, provider = case when :provider = 1 or exists "
    "(select 1 from award_provider ap where ap.body_key = body.key) then 1 else 0 end where key = :into_body";

constexpr std::string_view owners_at_once =
    "select count(*) from ownership a join ownership b on a.child_key = :from_body and b.child_key = :into_body and a.parent_key <> "
    "b.parent_key and (a.from_date is null or b.to_date is null or a.from_date <= b.to_date) and (b.from_date is null or a.to_date is null "
    "or b.from_date <= a.to_date)";

// Through others too: the two as one would own themselves.
constexpr std::string_view one_owns_the_other =
    "select count(*) from body_owner where (body_key = :from_body and owner_key = :into_body) or (body_key = :into_body and owner_key = "
    ":from_body)";

constexpr std::string_view last_merge =
    "select m.key, m.id, m.into_key, b.id, m.into_commissioner, m.into_provider from body_merge m join body b on b.key = m.into_key "
    "where m.from_key = :body and m.reversed_at is null order by m.key desc limit 1";

struct Row {
  std::int64_t key = 0;
  std::string id;
  std::string name;
  bool commissioner = false;
  bool provider = false;
  bool synthetic = false;
  std::optional<std::int64_t> merged_into;
};

std::optional<Row> body_row(Session& s, std::string_view id) {
  auto found = detail::row<std::int64_t, std::string, std::string, int, int, int, std::optional<std::int64_t>>(
      s, "select key, id, name, commissioner, provider, synthetic, merged_into from body where id = :id", as("id", id));
  if (!found) return std::nullopt;
  auto& [key, public_id, name, commissioner, provider, synthetic, merged] = *found;
  return Row{
      key, public_id, name, commissioner != 0, provider != 0, synthetic != 0, merged ? std::optional<std::int64_t>(*merged) : std::nullopt};
}

Error no_body(std::string_view id) {
  return {ErrorKind::not_found, "There is no body " + std::string(id) + ". Look it up in /v1/providers or /v1/commissioners.", {}, {}};
}

Error conflict(std::string message) { return {ErrorKind::conflict, std::move(message), {}, {}}; }

Result<> may_merge(UnitOfWork& u, const Row& from, const Row& into) {
  Session& s = u.session();
  detail::settle_lines(u);
  if (from.key == into.key) return invalid_at("/into", "same_body", "A body is not merged into itself. Name the other record of it.");
  for (const Row* body : {&from, &into}) {
    if (!body->merged_into) continue;
    return conflict(body->id + " (" + body->name + ") was merged into " + detail::body_id(s, *body->merged_into) +
                    " already. Name that body, or split the two first.");
  }
  if (from.synthetic != into.synthetic)
    return conflict("One of the two bodies is invented for demonstration and the other is not: they are never one.");
  const auto first = as("from_body", from.key);
  const auto second = as("into_body", into.key);
  if (*detail::cell<std::int64_t>(s, one_owns_the_other, first, second) > 0)
    return conflict(from.name + " and " + into.name + " are recorded as owner and owned, so they are two. Correct the ownership first.");
  if (*detail::cell<std::int64_t>(s, owners_at_once, first, second) > 0)
    return conflict(from.name + " and " + into.name + " are recorded with two owners on the same days. Correct one of the two first.");
  if (detail::follows_through_others(s, from.key, into.key) || detail::follows_through_others(s, into.key, from.key))
    return conflict(from.name + " and " + into.name +
                    " are recorded as following one another through others, so as one body they would follow themselves. Correct the "
                    "successions first.");
  return Done{};
}

std::int64_t lead(Session& s, std::int64_t merge, const Link& link, std::int64_t from, std::int64_t into) {
  const std::string table(link.table);
  const std::string column(link.column);
  detail::execute(s,
                  "insert into merged_row (merge_key, kind, row_key, position) select :merge, :kind, " + std::string(link.key) + ", " +
                      std::string(link.position) + " from " + table + " where " + column + " = :body",
                  as("merge", merge), as("kind", link.kind), as("body", from));
  return detail::execute(s, "update " + table + " set " + column + " = :into_body where " + column + " = :from_body", as("into_body", into),
                         as("from_body", from));
}

std::int64_t lead_back(Session& s, std::int64_t merge, const Link& link, std::int64_t from, std::int64_t into) {
  const std::string column(link.column);
  const std::string key(link.key);
  return detail::execute(
      s,
      "update " + std::string(link.table) + " set " + column + " = :from_body where " + column +
          " = :into_body and exists (select 1 from merged_row r where r.merge_key = :merge and r.kind = :kind and "
          "r.row_key = " +
          std::string(link.table) + "." + key +
          (link.position == "0" ? "" : " and r.position = " + std::string(link.table) + "." + std::string(link.position)) + ")",
      as("from_body", from), as("into_body", into), as("merge", merge), as("kind", link.kind));
}

void after(UnitOfWork& u, std::int64_t from, std::int64_t into) {
  Session& s = u.session();
  // What a split leads back has to be what it was: a merge says nothing of the class of anybody's words.
  detail::spread_class_to_awards(s, from);
  detail::spread_class_to_awards(s, into);
  // What suppliers count under first: see recount_payers.
  detail::recount_body(s, from);
  detail::recount_body(s, into);
  detail::recount_payers(s, from, into);
  detail::rebuild_successors(s);
  detail::rebuild_groups(s);
  detail::record_change(u, into);
}

int next_version(Session& s, std::int64_t body) {
  return *detail::cell<int>(s, "update body set version = version + 1 where key = :key returning version", as("key", body));
}

std::string json_of_merge(const BodyMerge& merge, std::string_view reason, const detail::JsonObject& rows) {
  return detail::JsonObject()
      .set("merge", merge.id)
      .set("id", merge.from)
      .set("into", merge.into)
      .set("reason", reason)
      .set_json("rows", rows.text())
      .text();
}

} // namespace

std::optional<std::string> body_after_merge(Session& s, std::string_view public_id) {
  return detail::cell<std::string>(s, "select o.id from body b join body o on o.key = b.merged_into where b.id = :id", as("id", public_id));
}

std::optional<std::string> Bodies::merged_into(std::string_view public_id) { return body_after_merge(u_.session(), public_id); }

Result<BodyMerge> Bodies::merge(std::string_view from_id, std::string_view into_id, std::string_view reason) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  const auto from = body_row(s, from_id);
  const auto into = body_row(s, into_id);
  if (!from) return no_body(from_id);
  if (!into) return invalid_at("/into", "unknown_body", no_body(into_id).message);
  if (auto allowed = may_merge(u_, *from, *into); !allowed) return allowed.error();

  const BodyMerge merge{detail::random_id("mg"), from->id, into->id};
  const std::int64_t key = *detail::cell<std::int64_t>(
      s,
      "insert into body_merge (id, from_key, into_key, into_commissioner, into_provider, merged_at, actor, reason) "
      "values (:id, :from_body, :into_body, :commissioner, :provider, :now, :actor, :reason) returning key",
      as("id", merge.id), as("from_body", from->key), as("into_body", into->key), as("commissioner", into->commissioner),
      as("provider", into->provider), as("now", u_.now()), as("actor", u_.actor()), as("reason", reason));
  detail::JsonObject led;
  for (const Link& link : kLinks) led.set(std::string(link.kind), lead(s, key, link, from->key, into->key));
  detail::execute(s, keep_identifiers, as("merge", key), as("body", from->key));
  led.set("identifier",
          static_cast<std::int64_t>(detail::execute(s, "update body_identifier set body_key = :into_body where body_key = :from_body",
                                                    as("into_body", into->key), as("from_body", from->key))));
  detail::execute(s, "update body set merged_into = :into_body where key = :from_body", as("into_body", into->key),
                  as("from_body", from->key));
  detail::execute(s, give_roles, as("from_body", from->key), as("into_body", into->key));
  u_.record("body.merged", from->id, next_version(s, from->key), json_of_merge(merge, reason, led));
  after(u_, from->key, into->key);
  return merge;
}

Result<BodyMerge> Bodies::split(std::string_view from_id, std::string_view reason) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  const auto from = body_row(s, from_id);
  if (!from) return no_body(from_id);
  const auto last = detail::row<std::int64_t, std::string, std::int64_t, std::string, int, int>(s, last_merge, as("body", from->key));
  if (!last || !from->merged_into)
    return conflict(from->id + " (" + from->name + ") is merged into no body, so there is nothing to split.");
  const auto& [key, id, into, into_id, commissioner, provider] = *last;
  if (*from->merged_into != into) {
    return conflict(into_id + ", which " + from->id + " was merged into, has since been merged into " +
                    detail::body_id(s, *from->merged_into) + ". Split that body first.");
  }
  const BodyMerge merge{id, from->id, into_id};
  detail::JsonObject led;
  for (const Link& link : kLinks) led.set(std::string(link.kind), lead_back(s, key, link, from->key, into));
  led.set("identifier", static_cast<std::int64_t>(detail::execute(s, return_identifiers, as("from_body", from->key),
                                                                  as("into_body", std::int64_t{into}), as("merge", std::int64_t{key}))));
  detail::execute(s, "update body set merged_into = null where key = :from_body", as("from_body", from->key));
  detail::execute(s, return_roles, as("commissioner", commissioner), as("provider", provider), as("into_body", std::int64_t{into}));
  detail::execute(s, "update body_merge set reversed_at = :now where key = :key", as("now", u_.now()), as("key", std::int64_t{key}));
  u_.record("body.split", from->id, next_version(s, from->key), json_of_merge(merge, reason, led));
  after(u_, from->key, into);
  return merge;
}

} // namespace openward::persistence
