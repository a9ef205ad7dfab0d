#include "persistence/detail/body_lines.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/class_rows.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"
#include "persistence/detail/successions.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view upsert_succession =
    "insert into succession (from_code, to_code, on_date, basis, share_basis_points) values (:from_code, :to_code, :on_date, :basis, "
    ":share) "
    "on conflict (from_code, to_code, on_date) do update set basis = excluded.basis, share_basis_points = excluded.share_basis_points, "
    "version = succession.version + 1 returning version";

Error no_body(std::string_view id) {
  return Error{ErrorKind::not_found, "there is no body " + std::string(id) + ": look it up by name or identifier first", {}, {}};
}

Error circle(const Succession& refused, const std::vector<std::string>& way_back) {
  std::string way;
  for (const std::string& code : way_back) way += (way.empty() ? "" : ", then ") + code;
  return {ErrorKind::conflict,
          refused.to_code + " cannot follow " + refused.from_code + " on " + refused.date.iso() +
              ", because the successions lead back: " + way + ". Correct one of them",
          {},
          {}};
}

} // namespace

std::optional<Body> Bodies::by_id(std::string_view public_id) {
  const auto found = detail::body_by_id(u_.session(), public_id);
  return found ? detail::load_body(u_.session(), found->key) : std::nullopt;
}

std::optional<Body> Bodies::by_identifier(const Identifier& identifier) {
  const auto key = detail::key_of_identifier(u_.session(), identifier);
  return key ? detail::load_body(u_.session(), *key) : std::nullopt;
}

std::optional<Body> Bodies::by_name(std::string_view name) {
  const auto keys =
      detail::rows<std::int64_t>(u_.session(), "select distinct coalesce(merged_into, key) from body where normalised_name = :name limit 2",
                                 as("name", detail::lookup_name(name)));
  return keys.size() == 1 ? detail::load_body(u_.session(), std::get<0>(keys.front())) : std::nullopt;
}

Result<std::string> Bodies::add(Body body, bool commissioner, bool provider) {
  detail::lock_catalogue(u_.session());
  const auto key = detail::insert_body(u_, std::move(body), commissioner, provider);
  if (!key) return key.error();
  return detail::body_id(u_.session(), *key);
}

Result<std::string> Bodies::resolve(std::string_view name, const std::vector<Identifier>& identifiers, std::string_view address,
                                    std::string_view postcode, bool commissioner) {
  const auto body =
      detail::resolve_body(u_, detail::Party{name, identifiers, address, postcode,
                                             commissioner ? detail::BodyRole::commissioner : detail::BodyRole::provider, false});
  if (!body) return body.error();
  return body->id;
}

void Bodies::reclassify(std::string_view public_id, const Classification& c) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  const auto found = detail::body_by_id(s, public_id);
  if (!found) throw detail::Ended(no_body(public_id));
  // What a class of a time replaces today stays as it was recorded, and is what a class without dates is held against.
  const auto held = c.from || c.to ? std::nullopt : detail::class_for_always(s, found->key);
  if (held && held->provider_class == c.provider_class && held->evidence == c.evidence && held->confidence == c.confidence &&
      held->detail == c.detail)
    return;
  detail::record_class(u_, *found, {c});
}

Result<Kept> Bodies::add_succession(const Succession& succession) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  const auto from = as("from_code", succession.from_code);
  const auto to = as("to_code", succession.to_code);
  const auto on = as("on_date", succession.date);
  const auto held = detail::row<std::string, std::optional<int>>(
      s, "select basis, share_basis_points from succession where from_code = :from_code and to_code = :to_code and on_date = :on_date",
      from, to, on);
  if (held && std::get<0>(*held) == succession.basis && std::get<1>(*held) == succession.share_basis_points) return Kept::same;

  if (succession.from_code == succession.to_code)
    return invalid_at("to", "same_body", succession.from_code + " does not succeed itself: name the body that follows");
  if (const auto back = detail::way_back(s, succession.from_code, succession.to_code); !back.empty()) return circle(succession, back);
  const int version =
      detail::cell<int>(s, upsert_succession, from, to, on, as("basis", succession.basis), as("share", succession.share_basis_points))
          .value();
  u_.record(held ? "succession.changed" : "succession.added", succession.from_code, version,
            detail::JsonObject()
                .set("from", succession.from_code)
                .set("to", succession.to_code)
                .set("date", succession.date)
                .set("basis", succession.basis)
                .set("share_basis_points", succession.share_basis_points)
                .text());
  detail::owe_successors(u_);
  return held ? Kept::changed : Kept::added;
}

} // namespace openward::persistence
