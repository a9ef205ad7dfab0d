#include "persistence/procedures.h"

#include "persistence/detail/award_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/procedure_rows.h"
#include "persistence/detail/sql.h"

#include <utility>

namespace openward::persistence {
namespace {

namespace procedure = law::procedure;
using detail::as;
using procedure::RecordedProcedure;
using procedure::RecordedProcurement;

constexpr std::string_view insert_procurement =
    "insert into procurement (ocid, title, description, reference, commissioner_key, regime, route, tender_class, scope, latest_kind, "
    "framework, cpv, main_cpv, estimate_pence, estimate_currency, estimate_vat, first_published_at, latest_published_at, recorded, state) "
    "values (:ocid, :title, :description, :reference, :commissioner, :regime, :route, :tender_class, :scope, :kind, :framework, :cpv, "
    ":main_cpv, :estimate, :currency, :vat, :now, :now_too, 1, :state) returning key";

constexpr std::string_view update_procurement =
    "update procurement set state = :state, route = :route, tender_class = :tender_class, latest_kind = :kind, framework = :framework, "
    "latest_published_at = :now, version = version + 1 where key = :key";

/// As far as the award alone knows: an award that was recorded without procedures keeps what it said.
constexpr std::string_view update_version =
    "update procurement set state = :state, latest_published_at = :now, version = version + 1 where key = :key";

constexpr std::string_view contract_place =
    "select a.procurement_key, a.commissioner_key from contract c join award a on a.key = c.award_key where c.id = :id and a.state = "
    "'published'";
constexpr std::string_view commissioner_of = "select commissioner_key from procurement where key = :key";

Route route_of(const RecordedProcurement& p) {
  const RecordedProcedure* award = p.selection();
  return award ? procedure::route_of(award->run.process()).value_or(Route::unknown) : Route::unknown;
}

bool concludes_framework(const RecordedProcurement& p) { return route_of(p) == Route::framework_conclusion; }

/// Of the notice that was published last by day, whatever procedure it belongs to.
NoticeKind latest_kind(const RecordedProcurement& p) {
  NoticeKind kind = NoticeKind::other;
  std::optional<Date> on;
  for (const RecordedProcedure& one : p.procedures()) {
    for (const procedure::StepTaken& t : one.run.history()) {
      const auto notice = procedure::notice_of(t.step);
      if (!notice || procedure::publication_of(*notice) != t.step || (on && t.on < *on)) continue;
      kind = *notice;
      on = t.on;
    }
  }
  return kind;
}

std::string subject_of(const RecordedProcurement& p) { return "ocid:" + p.ocid(); }

/// A modification is of a contract that the procurement led to; a bridge keeps an earlier contract of the same commissioner going.
Result<> check_contract(Session& s, std::int64_t procurement, const RecordedProcedure& opened) {
  if (opened.contract_id.empty()) return Done{};
  const auto place = detail::row<std::int64_t, std::optional<std::int64_t>>(s, contract_place, as("id", opened.contract_id));
  const bool bridge = opened.run.process() == procedure::Process::bridge_modification;
  const auto commissioner = detail::cell<std::optional<std::int64_t>>(s, commissioner_of, as("key", procurement));
  if (place && (bridge ? std::get<1>(*place) == *commissioner : std::get<0>(*place) == procurement)) return Done{};
  return invalid_at("/contract", "unknown_contract",
                    "there is no contract " + opened.contract_id +
                        (bridge ? " of this commissioner; name the existing contract that is to be kept going"
                                : " of a published award of this procurement; name the contract that is modified"));
}

std::int64_t insert(UnitOfWork& u, const RecordedProcurement& p, std::int64_t commissioner) {
  const procedure::ProcurementFacts& facts = p.facts();
  const auto& e = facts.estimate;
  return detail::cell<std::int64_t>(
             u.session(), insert_procurement, as("ocid", p.ocid()), as("title", facts.title), as("description", facts.description),
             as("reference", facts.reference), as("commissioner", commissioner), as("regime", to_string(Regime::psr)),
             as("route", to_string(route_of(p))), as("tender_class", to_string(tender_class_of(route_of(p)))),
             as("scope", to_string(Scope::health_service)), as("kind", to_string(latest_kind(p))), as("framework", concludes_framework(p)),
             as("cpv", detail::joined(facts.cpv)), as("main_cpv", facts.cpv.empty() ? "" : facts.cpv.front()),
             as("estimate", e ? std::optional(e->amount.pence) : std::nullopt),
             as("currency", e ? std::optional(std::string(e->amount.currency.text())) : std::nullopt),
             as("vat", e ? std::optional(std::string(to_string(e->vat))) : std::nullopt), as("now", u.now()), as("now_too", u.now()),
             as("state", to_string(p.state())))
      .value();
}

void save(UnitOfWork& u, std::int64_t key, const RecordedProcurement& p) {
  if (!p.selection()) {
    detail::execute(u.session(), update_version, as("state", to_string(p.state())), as("now", u.now()), as("key", key));
    return;
  }
  detail::execute(u.session(), update_procurement, as("state", to_string(p.state())), as("route", to_string(route_of(p))),
                  as("tender_class", to_string(tender_class_of(route_of(p)))), as("kind", to_string(latest_kind(p))),
                  as("framework", concludes_framework(p)), as("now", u.now()), as("key", key));
}

/// The rows and the events of what came to the procedures. They only ever grow, save that a repeat marks steps as undone.
Result<> save_growth(UnitOfWork& u, std::int64_t key, const RecordedProcurement& before, RecordedProcurement& after) {
  const int version = before.version() + 1;
  for (std::size_t i = 0; i < after.procedures().size(); ++i) {
    const bool opened = i >= before.procedures().size();
    if (opened) {
      if (auto fits = check_contract(u.session(), key, after.procedures()[i]); !fits) return fits;
      after.assign_procedure_id(i, detail::random_id("pd"));
    }
    const RecordedProcedure& one = after.procedures()[i];
    const auto& history = one.run.history();
    const std::size_t known = opened ? 0 : before.procedures()[i].run.history().size();
    if (opened) u.record("procurement.procedure_opened", subject_of(after), version, detail::content_of(after, one));
    if (opened || history.size() > known) detail::write_procedure(u, key, i, one);
    for (std::size_t at = known; at < history.size(); ++at)
      u.record("procurement.step_taken", subject_of(after), version, detail::content_of(after, one, history[at]));
  }
  return Done{};
}

} // namespace

std::vector<procedure::Procedure> procedures_of(Session& s, std::string_view ocid) {
  std::vector<procedure::Procedure> runs;
  for (RecordedProcedure& one : detail::load_procedures(s, ocid)) runs.push_back(std::move(one.run));
  return runs;
}

std::optional<RecordedProcurement> procurement_of(Session& s, std::string_view ocid) {
  auto loaded = detail::load_procurement(s, ocid);
  if (!loaded) return std::nullopt;
  return std::move(loaded->procurement);
}

Result<RecordedProcurement> RecordedProcurements::add(RecordedProcurement p) {
  const auto commissioner = detail::body_by_id(u_.session(), p.facts().commissioner_id);
  if (!commissioner) {
    return invalid_at("/commissioner", "unknown_body",
                      "there is no body " + p.facts().commissioner_id + ": look it up by name or identifier, or add it first");
  }
  detail::give_role(u_, commissioner->key, detail::BodyRole::commissioner);
  p.assign_ocid(detail::new_ocid());
  for (std::size_t i = 0; i < p.procedures().size(); ++i) p.assign_procedure_id(i, detail::random_id("pd"));
  const std::int64_t key = insert(u_, p, commissioner->key);
  for (std::size_t i = 0; i < p.procedures().size(); ++i) detail::write_procedure(u_, key, i, p.procedures()[i]);
  u_.record("procurement.opened", subject_of(p), p.version(), detail::content_of(p));
  return p;
}

Result<RecordedProcurement> RecordedProcurements::update(std::string_view ocid, std::optional<int> expected,
                                                         const std::function<Result<>(RecordedProcurement&)>& change) {
  auto loaded = detail::lock_procurement(u_.session(), ocid);
  if (!loaded)
    return Error{ErrorKind::not_found, "there is no procurement " + std::string(ocid) + ": look it up in the list of procurements", {}, {}};
  const RecordedProcurement& before = loaded->procurement;
  if (expected && *expected != before.version()) {
    return Error{ErrorKind::stale,
                 "the procurement " + std::string(ocid) + " is at version " + std::to_string(before.version()) + " and not " +
                     std::to_string(*expected) + ": read it again and repeat the change on what it says now",
                 {},
                 {}};
  }
  RecordedProcurement after = before;
  if (auto changed = change(after); !changed) return changed.error();
  if (auto saved = save_growth(u_, loaded->key, before, after); !saved) return saved.error();
  save(u_, loaded->key, after);
  if (before.state() != after.state())
    u_.record("procurement.published", subject_of(after), before.version() + 1, detail::content_of(after));
  return *procurement_of(u_.session(), ocid);
}

} // namespace openward::persistence
