#include "persistence/ocds.h"

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/sight.h"

#include <utility>

namespace openward::persistence {
namespace {

using detail::as;
using Text = std::string;

constexpr std::string_view releases_after = "select r.key, r.ocid, r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic "
                                            "from release r join source_file f on f.key = "
                                            "r.source_file_key where r.key > :after and r.current = 1 order by r.key limit :limit";
constexpr std::string_view release_of_key = "select r.key, r.ocid, r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic "
                                            "from release r join source_file f on f.key = r.source_file_key where r.key = :key";
constexpr std::string_view releases_of = "select r.key, r.ocid, r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic from "
                                         "release r join source_file f on f.key = "
                                         "r.source_file_key where r.ocid = :ocid and r.current = 1 order by r.published_at, r.release_id";

constexpr std::string_view select_procurement =
    "select p.key, p.ocid, p.recorded, case when p.synthetic = 1 or coalesce(b.synthetic, 0) = 1 or exists (select 1 from award a where "
    "a.procurement_key = p.key and a.synthetic = 1) then 1 else 0 end from procurement p left join body b on b.key = p.commissioner_key "
    "where ";
constexpr std::string_view after_key = "p.key > :after and (p.recorded = 0 or p.state = 'published') order by p.key limit :limit";
constexpr std::string_view recorded_after_key = "p.recorded = 1 and p.key > :after and p.state = 'published' order by p.key limit :limit";
constexpr std::string_view of_key = "p.key = :key and (p.recorded = 0 or p.state = 'published')";
constexpr std::string_view of_ocid = "p.ocid = :id and (p.recorded = 0 or p.state = 'published')";
constexpr std::string_view of_award =
    "p.key = (select w.procurement_key from award w where w.id = :id and (w.recorded = 0 or w.published_at is not null))";

constexpr std::string_view notices_of_award =
    "select n.release_id from award_notice n join award a on a.key = n.award_key where a.id = :id order by n.release_id";

// One list of subjects, so that both databases look each of them up in their index.
constexpr std::string_view events_of_procurement =
    "select e.seq, e.recorded_at, e.type, e.subject, e.version, e.actor, e.body from event e where e.subject in ("
    "select cast(:subject as text) "
    "union all select a.id from award a join procurement p on p.key = a.procurement_key where p.ocid = :ocid "
    "union all select c.id from contract c join award ca on ca.key = c.award_key join procurement cp on cp.key = ca.procurement_key "
    "where cp.ocid = :ocid_too) order by e.seq";

constexpr std::string_view select_party =
    "select b.key, b.name, b.provider_class, b.class_evidence, b.class_confidence, b.class_detail, b.postcode, b.address, b.synthetic, "
    "b.person_at_times from body b where b.id = :id";
constexpr std::string_view select_identifiers =
    "select i.scheme, i.id from body_identifier i where i.body_key = :key order by case i.scheme when 'ods' then 0 when 'coh' then 1 when "
    "'chc' then 2 else 3 end, i.scheme, i.id";

template <typename... Values>
std::vector<KeptRelease> releases(Session& s, std::string_view sql, detail::Named<Values>... values) {
  std::vector<KeptRelease> out;
  for (auto& [key, ocid, release_id, published_at, pointer, raw, sha256, synthetic] :
       detail::rows<std::int64_t, Text, Text, Text, Text, Text, Text, int>(s, sql, std::move(values)...)) {
    out.push_back({key, {ocid, release_id, detail::stored_instant(published_at), pointer, std::move(raw), sha256, synthetic != 0}});
  }
  return out;
}

template <typename... Values>
std::vector<PublicProcurement> found(Session& s, std::string_view which, detail::Named<Values>... values) {
  std::vector<PublicProcurement> out;
  const std::string sql = std::string(select_procurement) + std::string(which);
  for (auto& [key, ocid, recorded, synthetic] : detail::rows<std::int64_t, Text, int, int>(s, sql, std::move(values)...)) {
    out.push_back({key, ocid, recorded != 0, synthetic != 0});
  }
  return out;
}

std::optional<PublicProcurement> first_of(std::vector<PublicProcurement> some) {
  if (some.empty()) return std::nullopt;
  return std::move(some.front());
}

/// What was never anybody's business but its recorder's.
bool is_draft(const Event& event) {
  if (event.type.starts_with("procurement.")) {
    return event.type == "procurement.opened" || event.body.find(R"("state":"draft")") != std::string::npos;
  }
  return event.type.starts_with("award.") && event.body.find(R"("published_at":)") == std::string::npos;
}

} // namespace

std::vector<KeptRelease> kept_releases_after(Session& s, std::int64_t key, int limit) {
  return releases(s, releases_after, as("after", key), as("limit", limit));
}

std::vector<KeptRelease> kept_releases(Session& s, const std::vector<std::int64_t>& keys) {
  std::vector<KeptRelease> out;
  for (const std::int64_t key : keys) {
    for (KeptRelease& one : releases(s, release_of_key, as("key", key))) out.push_back(std::move(one));
  }
  return out;
}

std::vector<StoredRelease> kept_releases_of(Session& s, std::string_view ocid) {
  std::vector<StoredRelease> out;
  for (KeptRelease& one : releases(s, releases_of, as("ocid", ocid))) out.push_back(std::move(one.release));
  return out;
}

std::vector<PublicProcurement> procurements_after(Session& s, std::int64_t key, int limit) {
  return found(s, after_key, as("after", key), as("limit", limit));
}

std::vector<PublicProcurement> recorded_procurements_after(Session& s, std::int64_t key, int limit) {
  return found(s, recorded_after_key, as("after", key), as("limit", limit));
}

std::vector<PublicProcurement> public_procurements(Session& s, const std::vector<std::int64_t>& keys) {
  std::vector<PublicProcurement> out;
  for (const std::int64_t key : keys) {
    for (PublicProcurement& one : found(s, of_key, as("key", key))) out.push_back(std::move(one));
  }
  return out;
}

std::optional<PublicProcurement> public_procurement(Session& s, std::string_view ocid) {
  return first_of(found(s, of_ocid, as("id", ocid)));
}

std::optional<PublicProcurement> procurement_of_award(Session& s, std::string_view award_id) {
  return first_of(found(s, of_award, as("id", award_id)));
}

std::vector<std::string> release_ids_of_award(Session& s, std::string_view award_id) {
  std::vector<std::string> out;
  for (auto& [id] : detail::rows<Text>(s, notices_of_award, as("id", award_id))) out.push_back(std::move(id));
  return out;
}

std::vector<Event> published_events_of(Session& s, std::string_view ocid) {
  std::vector<Event> out;
  for (auto& [number, recorded_at, type, subject, version, actor, body] : detail::rows<std::int64_t, Text, Text, Text, int, Text, Text>(
           s, events_of_procurement, as("subject", "ocid:" + std::string(ocid)), as("ocid", ocid), as("ocid_too", ocid))) {
    Event event{number, detail::stored_instant(recorded_at), type, subject, version, actor, std::move(body)};
    if (!is_draft(event)) out.push_back(std::move(event));
  }
  return out;
}

std::optional<Body> party(Session& s, std::string_view body_id) {
  const std::string now = body_after_merge(s, body_id).value_or(std::string(body_id));
  auto row = detail::row<std::int64_t, Text, Text, Text, int, Text, Text, Text, int, int>(s, select_party, as("id", now));
  if (!row) return std::nullopt;
  auto& [key, name, provider_class, evidence, confidence, words, postcode, address, synthetic, person_at_times] = *row;
  Body body;
  body.id = std::string(body_id);
  body.classification.provider_class = detail::stored_word(provider_class_from, "body.provider_class", provider_class);
  body.classification.evidence = detail::stored_word(evidence_from, "body.class_evidence", evidence);
  body.classification.confidence = confidence;
  body.synthetic = synthetic != 0;
  const bool person = body.classification.provider_class == ProviderClass::individual || person_at_times != 0;
  if (person && sight_of(s) == Sight::everybody) {
    body.name = "a person";
    return body;
  }
  body.name = name;
  body.classification.detail = words;
  body.postcode = postcode;
  body.address = address;
  for (const auto& [scheme, id] : detail::rows<Text, Text>(s, select_identifiers, as("key", key))) {
    if (auto identifier = Identifier::create(scheme, id)) body.identifiers.push_back(*std::move(identifier));
  }
  return body;
}

} // namespace openward::persistence
