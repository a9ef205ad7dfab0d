#include "service/api/recording.h"

#include "domain/award.h"
#include "persistence/procedures.h"
#include "service/api/access.h"
#include "service/api/json_body.h"
#include "service/api/reply.h"
#include "service/api/stated.h"
#include "service/app/findings.h"

namespace openward::api {

using http::Response;
using persistence::Bodies;
using persistence::Token;
using persistence::UnitOfWork;

namespace {

std::optional<StatedValue> read_value(JsonObject& root) {
  auto object = root.object("value");
  if (!object) return std::nullopt;
  object->only({"amount", "currency", "vat", "kind"});
  auto value = read_amount(*object);
  const ValueKind kind =
      object->word<ValueKind>("kind", value_kind_from, "estimate, lifetime, annual, maximum, unknown").value_or(ValueKind::lifetime);
  if (kind == ValueKind::paid)
    object->fault("kind", "bad_value", "What was paid is not an award's value. Use lifetime, annual, maximum or estimate.");
  if (value) value->kind = kind;
  return value;
}

/// The providers of a draft: each by `id` (public id or identifier), or by `name` with or without `identifier` when the register does not
/// know it.
std::vector<AwardedProvider> read_providers(UnitOfWork& u, JsonObject& root) {
  Bodies bodies(u);
  std::vector<AwardedProvider> providers;
  for (JsonObject& given : root.objects("providers")) {
    given.only({"id", "name", "identifier", "share_basis_points"});
    AwardedProvider provider;
    provider.share_basis_points = given.whole_number("share_basis_points");
    const auto id = given.text("id");
    const auto name = given.text("name");
    const auto identifier_words = given.text("identifier");
    if (id) {
      auto body = find_body(bodies, *id);
      if (!body) {
        given.fault("id", "unknown_body", "The register has no body " + *id + ". Give `name` (and `identifier`) to add it.");
        continue;
      }
      if (identifier_words)
        given.fault("identifier", "no_effect", "`identifier` goes with `name`; the provider has an `id`. Leave one of the two out.");
      provider.body_id = body->id;
      provider.stated_name = name.value_or(body->name);
    } else if (name) {
      std::vector<Identifier> identifiers;
      if (identifier_words) {
        auto identifier = Identifier::parse(*identifier_words);
        if (identifier) {
          identifiers.push_back(*identifier);
        } else {
          given.fault("identifier", "bad_identifier", identifier.error().message);
          continue;
        }
      }
      auto resolved = bodies.resolve(*name, identifiers, "", "", false);
      if (!resolved) {
        given.fault("name", "bad_name", resolved.error().message);
        continue;
      }
      provider.body_id = *resolved;
      provider.stated_name = *name;
    } else {
      given.fault("id", "missing", "A provider needs `id`, or `name`.");
      continue;
    }
    providers.push_back(std::move(provider));
  }
  return providers;
}

AwardDraft read_draft(UnitOfWork& u, JsonObject root) {
  root.only({"commissioner", "title", "description", "cpv", "route", "providers", "value", "awarded_on", "starts", "ends", "reference",
             "procurement"});
  AwardDraft draft;
  draft.commissioner_id = read_commissioner(u, root);
  draft.title = root.text("title").value_or("");
  draft.description = root.text("description").value_or("");
  draft.cpv = root.texts("cpv");
  draft.route = root.word<openward::Route>("route", route_from, listed(route_words())).value_or(openward::Route::unknown);
  draft.providers = read_providers(u, root);
  draft.value = read_value(root);
  draft.awarded_on = root.date("awarded_on");
  draft.starts = root.date("starts");
  draft.ends = root.date("ends");
  draft.reference = root.text("reference").value_or("");
  draft.procurement = root.text("procurement").value_or("");
  return draft;
}

/// The draft in the procurement that it names; as it is when it names none.
Result<AwardDraft> placed(UnitOfWork& u, AwardDraft draft) {
  if (draft.procurement.empty()) return draft;
  const auto procurement = persistence::procurement_of(u.session(), draft.procurement);
  if (procurement) return procurement->joined_by(std::move(draft));
  return invalid_at("/procurement", "unknown_procurement",
                    "The register has no procurement " + draft.procurement + ". Give an OCID of /v1/procurements, or leave it out.");
}

Result<Written> award_written(UnitOfWork& u, int status, const std::string& id) {
  auto body = representation(u.session(), "awards", id);
  if (!body) return body.error();
  return Written{status, *body, status == 201 ? "/v1/awards/" + id : "", etag_of(*body)};
}

Response draft_award(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    const AwardDraft stated = read_draft(u, body->root());
    auto placed_draft = placed(u, stated);
    if (!placed_draft && placed_draft.error().kind != ErrorKind::invalid) return placed_draft.error();
    const AwardDraft draft = placed_draft ? *placed_draft : stated;
    // What the reader and the domain object to is told at once.
    if (!placed_draft) body->faults().insert(body->faults().end(), placed_draft.error().faults.begin(), placed_draft.error().faults.end());
    auto award = Award::create(draft, london_date(u.now()));
    if (!award) body->faults().insert(body->faults().end(), award.error().faults.begin(), award.error().faults.end());
    if (auto refusal = body->refusal()) return *refusal;
    if (auto allowed = may_record_for(u.session(), token, draft.commissioner_id, london_date(u.now())); !allowed) return allowed.error();
    auto added = persistence::Awards(u).add(std::move(*award));
    if (!added) return added.error();
    return award_written(u, 201, added->id());
  });
}

/// The caller's entity tag is that of the record now. Asked inside the repository's update, where the record is locked: asked before it,
/// two writers on PostgreSQL would both find the tag they read, and both would change the record.
Result<> still_as_seen(UnitOfWork& u, const Call& call, std::string_view resource, const std::string& id) {
  auto current = representation(u.session(), resource, id);
  if (!current) return current.error();
  return require_match(call.request, *current);
}

/// A step of an existing award: seen before (If-Match), by someone who records for its commissioner.
Response change_award(const Call& call, const std::function<Result<>(Award&, UnitOfWork&)>& step) {
  const std::string& id = call.values.front();
  if (!call.request.body.empty()) {
    return refuse(call, invalid_at("", "no_body_expected", "This step takes no body. Send an empty one."));
  }
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    auto updated = persistence::Awards(u).update(id, std::nullopt, [&](Award& award) -> Result<> {
      if (auto seen = still_as_seen(u, call, "awards", id); !seen) return seen;
      if (auto allowed = may_record_for(u.session(), token, award.facts().commissioner_id, london_date(u.now())); !allowed) return allowed;
      if (award.source())
        return Error{ErrorKind::conflict, "This award was read from a published notice. It changes when the notice does.", {}, {}};
      return step(award, u);
    });
    if (!updated) return updated.error();
    if (auto checked = app::check_recorded(u, id); !checked) return checked.error();
    return award_written(u, 200, id);
  });
}

Response publish_award(const Call& call) {
  return change_award(call, [](Award& award, UnitOfWork& u) {
    const auto procurement = persistence::procurement_of(u.session(), award.facts().procurement);
    return award.publish(u.now(), procurement ? procurement->award_procedure() : std::nullopt);
  });
}

Response cancel_award(const Call& call) {
  return change_award(call, [](Award& award, UnitOfWork&) { return award.cancel(); });
}

Modification read_modification(JsonObject root) {
  root.only({"modified_on", "ground", "attributable_to_authority", "value_change", "new_end", "description"});
  Modification modification;
  const auto on = root.date("modified_on");
  if (!root.has("modified_on")) root.fault("modified_on", "missing", "Say on which day the contract was modified, as 2026-08-10.");
  if (on) modification.modified_on = *on;
  modification.ground =
      root.word<ModificationGround>(
              "ground", modification_ground_from,
              "provided_for_in_contract, change_of_provider_identity, external_factors, authority_decision, urgent, other, unknown")
          .value_or(ModificationGround::unknown);
  modification.attributable_to_authority = root.boolean("attributable_to_authority");
  modification.value_change_pence = root.pence("value_change");
  modification.new_end = root.date("new_end");
  modification.description = root.text("description").value_or("");
  return modification;
}

Response modify_contract(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  const Modification modification = read_modification(body->root());
  const std::string& id = call.values.front();
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    auto updated = persistence::Contracts(u).update(id, std::nullopt, [&](Contract& contract) -> Result<> {
      if (auto seen = still_as_seen(u, call, "contracts", id); !seen) return seen;
      if (auto refusal = body->refusal()) return *refusal;
      const auto award = persistence::Awards(u).by_id(contract.award_id());
      if (!award) return Error{ErrorKind::not_found, "The award of this contract is not in the register.", {}, {}};
      if (auto allowed = may_record_for(u.session(), token, award->facts().commissioner_id, london_date(u.now())); !allowed) return allowed;
      if (award->source())
        return Error{ErrorKind::conflict, "This contract was read from a published notice. It changes when the notice does.", {}, {}};
      return contract.modify(modification);
    });
    if (!updated) return updated.error();
    if (auto checked = app::check_recorded(u, updated->award_id()); !checked) return checked.error();
    auto after = representation(u.session(), "contracts", id);
    if (!after) return after.error();
    return Written{201, *after, "/v1/contracts/" + id, etag_of(*after)};
  });
}

} // namespace

std::vector<Route> recording_routes() {
  return {
      {"POST", "/v1/awards", "draft_award", draft_award, {}, false, false},
      {"POST", "/v1/awards/{id}/publish", "publish_award", publish_award, {}, false, false},
      {"POST", "/v1/awards/{id}/cancel", "cancel_award", cancel_award, {}, false, false},
      {"POST", "/v1/contracts/{id}/modifications", "modify_contract", modify_contract, {}, false, false},
  };
}

} // namespace openward::api
