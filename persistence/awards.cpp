#include "persistence/detail/award_rows.h"
#include "persistence/detail/contract_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;
using detail::AwardRow;
using detail::StoredBody;

constexpr std::string_view insert_procurement =
    "insert into procurement (ocid, title, description, reference, commissioner_key, regime, "
    "route, tender_class, scope, latest_kind, framework, cpv, main_cpv, "
    "first_published_at, latest_published_at, recorded, state) values (:ocid, :title, :description, "
    ":reference, :commissioner, :regime, :route, :tender_class, :scope, "
    ":kind, :framework, :cpv, :main_cpv, :now, :now_too, 1, :state) returning key";

constexpr std::string_view update_procurement = "update procurement set title = :title, description = :description, reference = "
                                                ":reference, commissioner_key = :commissioner, regime = :regime, route = :route, "
                                                "tender_class = :tender_class, scope = :scope, framework = :framework, cpv = :cpv, "
                                                "main_cpv = :main_cpv, latest_published_at = :now, state = :state, version = version + 1 "
                                                "where key = :key and recorded = 1";

constexpr std::string_view select_joined = "select key, commissioner_key from procurement where ocid = :ocid and recorded = 1 and exists "
                                           "(select 1 from procedure p where p.procurement_key = procurement.key)";

Error no_award(std::string_view id) {
  return Error{ErrorKind::not_found, "there is no award " + std::string(id) + ": look it up in the list of awards", {}, {}};
}

Error stale(std::string_view what, std::string_view id, int expected, int stored) {
  return Error{ErrorKind::stale,
               "the " + std::string(what) + " " + std::string(id) + " is at version " + std::to_string(stored) + " and not " +
                   std::to_string(expected) + ": read it again and repeat the change on what it says now",
               {},
               {}};
}

Error unknown_body(std::string where, const std::string& id) {
  return invalid_at(std::move(where), "unknown_body", "there is no body " + id + ": look it up by name or identifier, or add it first");
}

/// What the draft says, on the row; bodies by their keys, with the roles they have by it.
Result<> take_facts(UnitOfWork& u, const AwardDraft& draft, AwardRow& a) {
  Session& s = u.session();
  a.commissioner.reset();
  if (!draft.commissioner_id.empty()) {
    a.commissioner = detail::body_by_id(s, draft.commissioner_id);
    if (!a.commissioner) return unknown_body("/commissioner", draft.commissioner_id);
    detail::give_role(u, a.commissioner->key, detail::BodyRole::commissioner);
  }
  a.providers.clear();
  for (std::size_t i = 0; i < draft.providers.size(); ++i) {
    const AwardedProvider& provider = draft.providers[i];
    const auto body = detail::body_by_id(s, provider.body_id);
    if (!body) return unknown_body("/providers/" + std::to_string(i) + "/id", provider.body_id);
    detail::give_role(u, body->key, detail::BodyRole::provider);
    a.providers.push_back({*body, provider.stated_name, provider.share_basis_points});
  }
  a.title = draft.title;
  a.description = draft.description;
  a.reference = draft.reference;
  a.route = draft.route;
  a.regime = regime_of(draft.route);
  a.tender_class = tender_class_of(draft.route);
  a.scope = a.regime == Regime::psr ? Scope::health_service : Scope::other;
  a.framework = draft.route == Route::framework_conclusion;
  a.cpv = draft.cpv;
  a.value = detail::ValueCells::of(draft.value);
  if (a.framework && draft.value) a.value.kind = std::string(to_string(ValueKind::maximum));
  a.awarded_on = draft.awarded_on;
  a.starts = draft.starts;
  a.ends = draft.ends;
  return Done{};
}

/// An award that joins a recorded procurement is keyed by its own id there: a procurement may come to several. One that opened its
/// procurement has no key in it.
bool joins(const AwardRow& a) { return a.recorded && !a.source.award_id.empty(); }

/// What an award that was never published shows, its procurement shows to nobody either.
std::string_view procurement_state(const AwardRow& a) { return a.published_at ? "published" : "draft"; }

Award domain_of(const AwardRow& a) {
  AwardDraft draft;
  if (a.commissioner) draft.commissioner_id = a.commissioner->id;
  draft.title = a.title;
  draft.description = a.description;
  draft.cpv = a.cpv;
  draft.route = a.route;
  for (const detail::ProviderRow& p : a.providers) draft.providers.push_back({p.body.id, p.stated_name, p.share_basis_points});
  draft.value = a.value.stated();
  draft.awarded_on = a.awarded_on;
  draft.starts = a.starts;
  draft.ends = a.ends;
  draft.reference = a.reference;
  if (joins(a)) draft.procurement = a.source.ocid;
  return Award::restore(a.id, a.state, a.version, std::move(draft), a.recorded ? std::nullopt : std::optional(a.source), a.published_at);
}

std::int64_t open_procurement(UnitOfWork& u, const AwardRow& a) {
  const std::int64_t key =
      detail::cell<std::int64_t>(
          u.session(), insert_procurement, as("ocid", a.source.ocid), as("title", a.title), as("description", a.description),
          as("reference", a.reference), as("commissioner", a.commissioner ? std::optional(a.commissioner->key) : std::nullopt),
          as("regime", to_string(a.regime)), as("route", to_string(a.route)), as("tender_class", to_string(a.tender_class)),
          as("scope", to_string(a.scope)), as("kind", to_string(NoticeKind::other)), as("framework", a.framework),
          as("cpv", detail::joined(a.cpv)), as("main_cpv", a.cpv.empty() ? "" : a.cpv.front()), as("now", u.now()), as("now_too", u.now()),
          as("state", procurement_state(a)))
          .value();
  u.record("procurement.opened", "ocid:" + a.source.ocid, 1,
           detail::JsonObject().set("ocid", a.source.ocid).set("award", a.id).set("title", a.title).text());
  return key;
}

/// The procurement of a recorded award says what its award says.
void follow(UnitOfWork& u, const AwardRow& a) {
  detail::execute(u.session(), update_procurement, as("title", a.title), as("description", a.description), as("reference", a.reference),
                  as("commissioner", a.commissioner ? std::optional(a.commissioner->key) : std::nullopt), as("regime", to_string(a.regime)),
                  as("route", to_string(a.route)), as("tender_class", to_string(a.tender_class)), as("scope", to_string(a.scope)),
                  as("framework", a.framework), as("cpv", detail::joined(a.cpv)), as("main_cpv", a.cpv.empty() ? "" : a.cpv.front()),
                  as("now", u.now()), as("state", procurement_state(a)), as("key", a.procurement_key));
}

/// Gives the award its place in the procurement that it joins.
Result<> join(UnitOfWork& u, const std::string& ocid, AwardRow& a) {
  const auto found = detail::row<std::int64_t, std::optional<std::int64_t>>(u.session(), select_joined, as("ocid", ocid));
  if (!found) {
    return invalid_at("/procurement", "unknown_procurement",
                      "there is no procurement " + ocid + " that is run in this register: look it up in the list of procurements");
  }
  if (!a.commissioner || std::get<1>(*found) != a.commissioner->key)
    return invalid_at("/commissioner", "other_commissioner", "the procurement " + ocid + " is of another commissioner; name that one");
  a.procurement_key = std::get<0>(*found);
  a.source.ocid = ocid;
  a.source.award_id = a.id;
  return Done{};
}

Result<> open_contract(UnitOfWork& u, std::int64_t award_key, const AwardRow& a) {
  const auto value = a.value.stated();
  if (!value && !a.starts && !a.ends) return Done{};
  const std::string id = detail::contract_id_of(a.id);
  if (detail::load_contract(u.session(), id)) return Done{};
  const auto contract = Contract::create(a.id, value, std::nullopt, a.starts, a.ends);
  if (!contract) return contract.error();
  const detail::ContractRow row{id, award_key, a.id, 1, value, std::nullopt, a.starts, a.ends, {}};
  const std::string content = detail::content_of(row);
  detail::write_contract(u.session(), row, content);
  u.record("contract.opened", id, 1, content);
  return Done{};
}

/// What an import states is its sources' to change; here only its state is. The digest stays, so that importing the same notices again
/// does not take the step back.
void set_state(UnitOfWork& u, std::int64_t key, const AwardRow& a) {
  detail::execute(u.session(), "update award set state = :state, version = :version where key = :key", as("state", to_string(a.state)),
                  as("version", a.version), as("key", key));
}

std::string event_of(AwardState before, AwardState after) {
  if (before == after) return "award.changed";
  return "award." + std::string(to_string(after));
}

} // namespace

std::optional<Award> Awards::by_id(std::string_view public_id) {
  const auto loaded = detail::load_award(u_.session(), public_id);
  return loaded ? std::optional(domain_of(loaded->row)) : std::nullopt;
}

Result<Award> Awards::add(Award award) {
  AwardRow a;
  a.id = detail::random_id("aw");
  a.recorded = true;
  a.state = award.state();
  if (auto taken = take_facts(u_, award.facts(), a); !taken) return taken.error();
  a.published_at = award.published_at();
  if (a.published_at) a.published_on = london_date(*a.published_at);
  if (const std::string& ocid = award.facts().procurement; !ocid.empty()) {
    if (auto joined = join(u_, ocid, a); !joined) return joined.error();
  } else {
    a.source.ocid = detail::new_ocid();
    a.procurement_key = open_procurement(u_, a);
  }

  const std::string content = detail::content_of(a);
  const std::int64_t key = detail::write_award(u_.session(), a, content);
  u_.record(a.state == AwardState::draft ? "award.drafted" : event_of(AwardState::draft, a.state), a.id, a.version, content);
  if (a.state == AwardState::published) {
    if (auto opened = open_contract(u_, key, a); !opened) return opened.error();
  }
  return domain_of(a);
}

Result<Award> Awards::update(std::string_view public_id, std::optional<int> expected, const std::function<Result<>(Award&)>& change) {
  auto loaded = detail::load_award(u_.session(), public_id);
  if (!loaded) return no_award(public_id);
  AwardRow& a = loaded->row;
  if (expected && *expected != a.version) return stale("award", public_id, *expected, a.version);

  Award award = domain_of(a);
  if (auto changed = change(award); !changed) return changed.error();
  const AwardState before = a.state;
  a.state = award.state();
  a.version += 1;
  a.published_at = award.published_at();
  if (!a.recorded) {
    set_state(u_, loaded->key, a);
    u_.record(event_of(before, a.state), a.id, a.version, detail::content_of(a));
    return domain_of(a);
  }
  if (auto taken = take_facts(u_, award.facts(), a); !taken) return taken.error();
  if (a.published_at) a.published_on = london_date(*a.published_at);
  if (!joins(a)) follow(u_, a);
  const std::string content = detail::content_of(a);
  detail::write_award(u_.session(), a, content);
  u_.record(event_of(before, a.state), a.id, a.version, content);
  if (before != AwardState::published && a.state == AwardState::published) {
    if (auto opened = open_contract(u_, loaded->key, a); !opened) return opened.error();
  }
  return domain_of(a);
}

} // namespace openward::persistence
