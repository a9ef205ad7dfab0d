#include "persistence/detail/award_rows.h"
#include "persistence/detail/contract_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <map>

namespace openward::persistence {
namespace {

using detail::as;
using detail::AwardRow;
using detail::ContractRow;
using detail::json_string;
using detail::JsonObject;
using detail::StoredBody;

constexpr std::string_view upsert_procurement = "insert into procurement (ocid, title, description, reference, commissioner_key, regime, "
                                                "route, tender_class, scope, latest_kind, framework, cpv, main_cpv, "
                                                "estimate_pence, estimate_currency, estimate_vat, first_published_at, latest_published_at, "
                                                "synthetic, version, digest) values (:ocid, :title, :description, "
                                                ":reference, :commissioner, :regime, :route, :tender_class, :scope, :kind, :framework, "
                                                ":cpv, :main_cpv, :estimate, :currency, :vat, :first, :latest, :synthetic, "
                                                ":version, :digest) on conflict (ocid) do update set title = excluded.title, description = "
                                                "excluded.description, reference = excluded.reference, "
                                                "commissioner_key = excluded.commissioner_key, regime = excluded.regime, route = "
                                                "excluded.route, tender_class = excluded.tender_class, scope = excluded.scope, "
                                                "latest_kind = excluded.latest_kind, framework = excluded.framework, cpv = excluded.cpv, "
                                                "main_cpv = excluded.main_cpv, estimate_pence = excluded.estimate_pence, "
                                                "estimate_currency = excluded.estimate_currency, estimate_vat = excluded.estimate_vat, "
                                                "first_published_at = excluded.first_published_at, "
                                                "latest_published_at = excluded.latest_published_at, synthetic = excluded.synthetic, "
                                                "version = excluded.version, digest = excluded.digest returning key";

constexpr std::string_view upsert_notice =
    "insert into notice (procurement_key, release_id, kind, form, source, published_at, published_on, regime, route, tender_class, "
    "makes_award, grounds) values "
    "(:procurement, :release_id, :kind, :form, :source, :published_at, :published_on, :regime, :route, :tender_class, :makes_award, "
    ":grounds) "
    "on conflict (procurement_key, release_id) do update set kind = excluded.kind, form = excluded.form, source = excluded.source, "
    "published_at = excluded.published_at, published_on = excluded.published_on, regime = excluded.regime, route = excluded.route, "
    "tender_class = excluded.tender_class, makes_award = excluded.makes_award, grounds = excluded.grounds";

struct Held {
  std::int64_t key = 0;
  int version = 0;
  std::string digest;
  AwardState state = AwardState::published;
};

std::string json_of(const std::vector<Ground>& grounds) {
  return detail::json_list(
      grounds, [](const Ground& g) { return JsonObject().set("field", g.field).set("where", g.where).set("words", g.words).text(); });
}

std::string json_of(const NoticeReading& n) {
  return JsonObject()
      .set("release_id", n.release_id)
      .set("kind", to_string(n.kind))
      .set("form", n.form)
      .set("source", n.source)
      .set("published", n.published)
      .set("regime", to_string(n.regime))
      .set("route", to_string(n.route))
      .set("tender_class", to_string(n.tender_class))
      .set("makes_award", n.makes_award)
      .set_json("grounds", json_of(n.grounds))
      .text();
}

std::string content_of(const Procurement& p, const std::optional<StoredBody>& commissioner, std::vector<NoticeReading> notices,
                       bool synthetic) {
  // The same notices in another order are the same procurement.
  std::sort(notices.begin(), notices.end(), [](const NoticeReading& a, const NoticeReading& b) {
    return std::tie(a.published, a.release_id) < std::tie(b.published, b.release_id);
  });
  JsonObject object;
  object.set("ocid", p.ocid).set("title", p.title).set("description", p.description).set("reference", p.reference);
  if (commissioner) object.set("commissioner", commissioner->id);
  object.set("regime", to_string(p.regime))
      .set("route", to_string(p.route))
      .set("tender_class", to_string(p.tender_class))
      .set("scope", to_string(p.scope));
  object.set("latest_kind", to_string(p.latest_kind)).set("framework", p.framework).set("synthetic", synthetic);
  object.set_json("cpv", detail::json_list(p.cpv, [](const std::string& code) { return json_string(code); }));
  if (p.estimate) object.set("estimate_pence", p.estimate->net_pence).set("estimate_as_published", p.estimate->as_published);
  object.set("first_published", p.first_published).set("latest_published", p.latest_published);
  object.set_json("notices", detail::json_list(notices, [](const NoticeReading& n) { return json_of(n); }));
  return object.text();
}

/// None for a party that states neither a name nor an identifier: it means nobody, and the release still shows it.
Result<std::optional<StoredBody>> body_of(UnitOfWork& u, const PartyReading& party, detail::BodyRole role, bool synthetic) {
  if (party.identifiers.empty() && party.name.find_first_not_of(" \t\r\n") == std::string::npos) return std::optional<StoredBody>();
  auto body = detail::resolve_body(u, {party.name, party.identifiers, party.address, party.postcode, role, synthetic});
  if (!body) return body.error();
  return std::optional(*std::move(body));
}

std::int64_t write_procurement(Session& s, const Procurement& p, const std::optional<StoredBody>& commissioner, bool synthetic, int version,
                               std::string_view digest) {
  const auto& e = p.estimate;
  const auto estimate = e ? (e->net_pence ? e->net_pence : e->gross_pence) : std::nullopt;
  const auto vat = estimate ? std::optional(std::string(to_string(e->net_pence ? e->net_vat : Vat::included))) : std::nullopt;
  const auto currency = estimate ? std::optional(std::string(e->currency.text())) : std::nullopt;
  return detail::cell<std::int64_t>(
             s, upsert_procurement, as("ocid", p.ocid), as("title", p.title), as("description", p.description),
             as("reference", p.reference), as("commissioner", commissioner ? std::optional(commissioner->key) : std::nullopt),
             as("regime", to_string(p.regime)), as("route", to_string(p.route)), as("tender_class", to_string(p.tender_class)),
             as("scope", to_string(p.scope)), as("kind", to_string(p.latest_kind)), as("framework", p.framework),
             as("cpv", detail::joined(p.cpv)), as("main_cpv", p.cpv.empty() ? "" : p.cpv.front()), as("estimate", estimate),
             as("currency", currency), as("vat", vat), as("first", p.first_published), as("latest", p.latest_published),
             as("synthetic", synthetic), as("version", version), as("digest", digest))
      .value();
}

void write_notices(Session& s, std::int64_t procurement, std::span<const NoticeReading> notices) {
  for (const NoticeReading& n : notices) {
    detail::execute(s, upsert_notice, as("procurement", procurement), as("release_id", n.release_id), as("kind", to_string(n.kind)),
                    as("form", n.form), as("source", n.source), as("published_at", n.published),
                    as("published_on", london_date(n.published)), as("regime", to_string(n.regime)), as("route", to_string(n.route)),
                    as("tender_class", to_string(n.tender_class)), as("makes_award", n.makes_award), as("grounds", json_of(n.grounds)));
  }
}

Result<AwardRow> row_of(UnitOfWork& u, const Procurement& p, const FoldedAward& f, std::span<const NoticeReading> notices, bool synthetic) {
  AwardRow a;
  a.id = detail::derived_id("aw", "award|" + f.key.ocid + "|" + f.key.release_id + "|" + f.key.award_id);
  a.source = f.key;
  a.state = f.state;
  a.synthetic = synthetic;
  a.title = f.title.empty() ? p.title : f.title;
  a.description = p.description;
  a.reference = p.reference;
  a.regime = f.regime;
  a.route = f.route;
  a.tender_class = f.tender_class;
  a.scope = p.scope;
  a.framework = p.framework;
  a.cpv = p.cpv;
  a.value = detail::ValueCells::of(f.value, p.framework);
  a.awarded_on = f.awarded_on;
  a.signed_on = f.signed_on;
  a.starts = f.starts;
  a.ends = f.ends;
  a.published_on = f.published_on;
  const auto notice =
      std::find_if(notices.begin(), notices.end(), [&](const NoticeReading& n) { return n.release_id == f.key.release_id; });
  if (notice != notices.end()) a.published_at = notice->published;
  a.releases = f.releases;
  for (const PartyReading& supplier : f.suppliers) {
    auto body = body_of(u, supplier, detail::BodyRole::provider, synthetic);
    if (!body) return body.error();
    if (!*body) continue;
    const bool named_before =
        std::any_of(a.providers.begin(), a.providers.end(), [&](const detail::ProviderRow& r) { return r.body.key == (*body)->key; });
    if (!named_before) a.providers.push_back({**body, supplier.name, std::nullopt});
  }
  return a;
}

std::optional<StatedValue> contract_value(const std::optional<ValueReading>& value, bool framework) {
  return detail::ValueCells::of(value, framework).stated();
}

/// The contract of an imported award, or a change to it. Modifications recorded here stay, after those that notices tell.
void save_contract(UnitOfWork& u, const Procurement& p, const FoldedAward& f, std::int64_t award_key, const std::string& award_id) {
  ContractRow c{
      detail::contract_id_of(award_id), award_key, award_id, 1, contract_value(f.value, p.framework), f.signed_on, f.starts, f.ends, {}};
  for (const FoldedModification& m : p.modifications) {
    if (m.award != f.key) continue;
    detail::ModificationRow row;
    row.facts.modified_on = m.published_on;
    row.facts.new_end = m.new_end;
    row.facts.description = m.description;
    row.release_id = m.release_id;
    if (const auto after = contract_value(m.value_after, p.framework)) row.value_after = after->amount.pence;
    c.modifications.push_back(std::move(row));
  }
  const auto held = detail::load_contract(u.session(), c.id);
  if (!held && !f.has_contract && c.modifications.empty()) return;
  if (held) {
    for (const detail::ModificationRow& m : held->modifications) {
      if (m.release_id.empty()) c.modifications.push_back(m);
    }
  }
  for (std::size_t i = 0; i < c.modifications.size(); ++i) c.modifications[i].facts.number = static_cast<int>(i) + 1;

  const std::string content = detail::content_of(c);
  if (held && detail::content_of(*held) == content) return;
  c.version = held ? held->version + 1 : 1;
  detail::write_contract(u.session(), c, content);
  u.record(held ? "contract.changed" : "contract.imported", c.id, c.version, content);
}

std::map<std::string, Held, std::less<>> held_awards(Session& s, std::int64_t procurement) {
  std::map<std::string, Held, std::less<>> out;
  for (const auto& [id, key, version, digest, state] : detail::rows<std::string, std::int64_t, int, std::string, std::string>(
           s, "select id, key, version, digest, state from award where procurement_key = :procurement and recorded = 0",
           as("procurement", procurement))) {
    out[id] = Held{key, version, digest, award_state_from(state).value_or(AwardState::published)};
  }
  return out;
}

/// The event tells the whole award, so that who follows the feed needs nothing else.
void supersede(UnitOfWork& u, const std::string& id, const Held& held) {
  detail::execute(u.session(), "update award set state = 'superseded', version = version + 1, digest = '' where key = :key",
                  as("key", held.key));
  u.record("award.superseded", id, held.version + 1, detail::content_of(detail::load_award(u.session(), id).value().row));
}

struct SavedAward {
  Kept kept = Kept::same;
  std::int64_t key = 0;
};

SavedAward save_award(UnitOfWork& u, AwardRow a, const Held* before) {
  const std::string content = detail::content_of(a);
  if (before && before->digest == detail::sha256_hex(content)) return {Kept::same, before->key};
  if (before) a.version = before->version + 1;
  const std::int64_t key = detail::write_award(u.session(), a, content);
  u.record(before ? "award.changed" : "award.imported", a.id, a.version, content);
  return {before ? Kept::changed : Kept::added, key};
}

} // namespace

Result<FoldOutcome> Procurements::save(const Procurement& p, std::span<const NoticeReading> notices, bool synthetic) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  const auto held = detail::row<std::int64_t, int, std::string, int>(
      s, "select key, version, digest, recorded from procurement where ocid = :ocid", as("ocid", p.ocid));
  if (held && std::get<3>(*held) != 0) {
    return Error{ErrorKind::conflict,
                 "the procurement " + p.ocid + " was recorded in this register, and a file cannot change it: leave it out of the import",
                 {},
                 {}};
  }

  std::optional<StoredBody> commissioner;
  if (p.buyer) {
    auto body = body_of(u_, *p.buyer, detail::BodyRole::commissioner, synthetic);
    if (!body) return body.error();
    commissioner = *std::move(body);
  }

  FoldOutcome outcome;
  const std::string content = content_of(p, commissioner, {notices.begin(), notices.end()}, synthetic);
  const std::string digest = detail::sha256_hex(content);
  outcome.procurement = !held ? Kept::added : std::get<2>(*held) == digest ? Kept::same : Kept::changed;
  std::int64_t procurement = held ? std::get<0>(*held) : 0;
  if (outcome.procurement != Kept::same) {
    const int version = held ? std::get<1>(*held) + 1 : 1;
    procurement = write_procurement(s, p, commissioner, synthetic, version, digest);
    write_notices(s, procurement, notices);
    u_.record(held ? "procurement.changed" : "procurement.imported", "ocid:" + p.ocid, version, content);
  }

  auto before = held_awards(s, procurement);
  for (const FoldedAward& folded : p.awards) {
    auto award = row_of(u_, p, folded, notices, synthetic);
    if (!award) return award.error();
    award->procurement_key = procurement;
    award->commissioner = commissioner;
    const auto known = before.find(award->id);
    const SavedAward saved = save_award(u_, *award, known == before.end() ? nullptr : &known->second);
    switch (saved.kept) {
    case Kept::added:
      ++outcome.awards_added;
      break;
    case Kept::changed:
      ++outcome.awards_changed;
      break;
    case Kept::same:
      ++outcome.awards_same;
      break;
    }
    save_contract(u_, p, folded, saved.key, award->id);
    before.erase(award->id);
  }
  for (const auto& [id, gone] : before) {
    if (gone.state != AwardState::superseded) supersede(u_, id, gone);
  }
  return outcome;
}

} // namespace openward::persistence
