#include "service/api/matches.h"

#include "persistence/matching.h"
#include "service/api/access.h"
#include "service/api/json_body.h"
#include "service/api/reply.h"
#include "service/api/stated.h"
#include "service/app/matching.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::DecisionKind;
using persistence::Token;
using persistence::UnitOfWork;
using render::Json;

namespace {

constexpr std::string_view matches = "matches";
constexpr std::size_t longest_reason = 2000;

std::string required_reason(JsonObject& root) {
  const std::string reason = root.text("reason").value_or("");
  if (reason.empty()) root.fault("reason", "missing", "Say why, so that whoever looks later can follow it.");
  if (reason.size() > longest_reason) root.fault("reason", "too_long", "A reason has at most 2,000 bytes.");
  return reason;
}

/// Decided by someone who has seen the string as it is now: asked in the transaction that changes it.
Result<> seen_as_it_is(UnitOfWork& u, const Call& call, const std::string& id) {
  persistence::Matches(u).lock();
  auto current = representation(u.session(), matches, id);
  if (!current) return no_such_record("matches", id);
  return require_match(call.request, *current);
}

Result<Written> string_written(UnitOfWork& u, const std::string& id) {
  auto body = representation(u.session(), matches, id);
  if (!body) return body.error();
  return Written{201, *body, "/v1/matches/" + id, etag_of(*body)};
}

/// The body that `body` names, or the new one that `name` and `identifier` describe; "" with a fault noted where there is none.
std::string chosen_body(UnitOfWork& u, JsonObject& root, DecisionKind kind, const std::string& words) {
  persistence::Bodies bodies(u);
  const auto named = root.text("body");
  const auto name = root.text("name");
  const auto identifier_words = root.text("identifier");
  const auto held = root.word<ProviderClass>("provider_class", provider_class_from, listed(provider_class_words()));
  if (kind != DecisionKind::new_body) {
    for (const char* member : {"name", "identifier", "provider_class"}) {
      if (root.has(member)) root.fault(member, "no_effect", std::string("`") + member + "` goes with the decision new_body alone.");
    }
  }
  if (kind != DecisionKind::body && named) root.fault("body", "no_effect", "`body` goes with the decision body alone.");
  if (kind == DecisionKind::body) {
    if (!named) root.fault("body", "missing", "Say which body, by public id or scheme:id.");
    const auto body = named ? find_body(bodies, *named) : std::nullopt;
    if (named && !body) root.fault("body", "unknown_body", "The register has no body " + *named + ".");
    return body ? body->id : "";
  }
  if (kind != DecisionKind::new_body) return {};
  std::vector<Identifier> identifiers;
  if (identifier_words) {
    auto identifier = Identifier::parse(*identifier_words);
    if (!identifier) root.fault("identifier", "bad_identifier", identifier.error().message);
    if (identifier) identifiers.push_back(*std::move(identifier));
  }
  auto body = Body::create(name.value_or(app::name_in(words)), std::move(identifiers));
  if (!body) {
    root.fault("name", "bad_name", body.error().message);
    return {};
  }
  body->classification =
      held ? Classification{*held, Evidence::curated, 90, "stated by a curator"} : classify(body->name, body->identifiers);
  auto added = bodies.add(*std::move(body), false, true);
  if (!added) root.fault("identifier", "taken", added.error().message);
  return added ? *added : "";
}

Response decide(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  const std::string& id = call.values.front();
  return write(call, {"curator"}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    if (auto seen = seen_as_it_is(u, call, id); !seen) return seen.error();
    JsonObject root = body->root();
    root.only({"decision", "body", "name", "identifier", "provider_class", "reason"});
    const auto kind = root.word<DecisionKind>("decision", persistence::decision_kind_from, "body, new_body, no_body, person");
    if (!root.has("decision")) root.fault("decision", "missing", "Say what the words mean: body, new_body, no_body or person.");
    persistence::MatchVerdict verdict;
    verdict.reason = required_reason(root);
    if (kind) {
      verdict.kind = *kind;
      verdict.body_id = chosen_body(u, root, *kind, persistence::supplier_words(u.session(), id).value_or(""));
    }
    if (auto refusal = body->refusal()) return *refusal;
    auto decided = persistence::Matches(u).decide(id, verdict);
    if (!decided) return decided.error();
    return string_written(u, id);
  });
}

Response undo(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  const std::string& id = call.values.front();
  return write(call, {"curator"}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    if (auto seen = seen_as_it_is(u, call, id); !seen) return seen.error();
    JsonObject root = body->root();
    root.only({"reason"});
    const std::string reason = required_reason(root);
    if (auto refusal = body->refusal()) return *refusal;
    auto undone = persistence::Matches(u).undo(id, reason);
    if (!undone) return undone.error();
    return string_written(u, id);
  });
}

void write_text_or_null(Json& out, std::string_view name, std::string_view text) {
  out.key(name);
  if (text.empty())
    out.null();
  else
    out.text(text);
}

void write_day(Json& out, std::string_view name, const std::optional<Date>& day) { write_text_or_null(out, name, day ? day->iso() : ""); }

/// What a class of a person rests on may say who it is.
bool of_a_person(const std::vector<persistence::RecordedClass>& classes) {
  return std::any_of(classes.begin(), classes.end(),
                     [](const auto& c) { return c.held.provider_class == ProviderClass::individual && c.superseded_by.empty(); });
}

Result<std::string> classes_json(persistence::Session& s, const std::string& id) {
  const auto classes = persistence::classes_of(s, id);
  if (!classes) return no_such_record("providers", id);
  const bool masked = persistence::sight_of(s) == persistence::Sight::everybody && of_a_person(*classes);
  Json out;
  out.object().member("provider", id).key("data").array();
  for (const persistence::RecordedClass& c : *classes) {
    out.object().member("id", c.id).member("provider_class", to_string(c.held.provider_class));
    out.member("evidence", to_string(c.held.evidence)).member("confidence", c.held.confidence);
    out.member("detail", masked ? std::string() : c.held.detail);
    write_day(out, "from", c.held.from);
    write_day(out, "to", c.held.to);
    out.member("recorded_at", c.recorded.iso()).member("recorded_by", c.recorded_by);
    write_text_or_null(out, "superseded_by", c.superseded_by);
    write_text_or_null(out, "superseded_at", c.superseded ? c.superseded->iso() : std::string());
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

Response classifications(const Call& call) {
  auto body = reading(call, [&](persistence::Session& s) { return classes_json(s, call.values.front()); });
  if (!body) return refuse(call, body.error());
  const std::string etag = etag_of(*body);
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response = json_reply(200, std::move(*body));
  response.set_header("ETag", etag);
  return response;
}

Classification read_class(JsonObject root) {
  root.only({"provider_class", "detail", "confidence", "from", "to", "supersedes"});
  Classification c;
  c.evidence = Evidence::curated;
  if (!root.has("provider_class")) root.fault("provider_class", "missing", "Say which class.");
  c.provider_class =
      root.word<ProviderClass>("provider_class", provider_class_from, listed(provider_class_words())).value_or(ProviderClass::unclassified);
  c.detail = root.text("detail").value_or("");
  if (c.detail.empty()) root.fault("detail", "missing", "Say what the class rests on: a register entry, a page, a report.");
  if (c.detail.size() > longest_reason) root.fault("detail", "too_long", "The detail has at most 2,000 bytes.");
  c.confidence = root.whole_number("confidence").value_or(90);
  if (c.confidence < 0 || c.confidence > 100) root.fault("confidence", "bad_value", "The confidence is 0 to 100.");
  c.from = root.date("from");
  c.to = root.date("to");
  return c;
}

Response classify_provider(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  const std::string& id = call.values.front();
  return write(call, {"curator"}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    persistence::Matches(u).lock();
    auto current = classes_json(u.session(), id);
    if (!current) return current.error();
    if (auto seen = require_match(call.request, *current); !seen) return seen.error();
    const Classification stated = read_class(body->root());
    const std::string supersedes = body->root().text("supersedes").value_or("");
    if (auto refusal = body->refusal()) return *refusal;
    if (auto added = persistence::add_dated_class(u, id, stated, supersedes); !added) return added.error();
    auto after = classes_json(u.session(), id);
    if (!after) return after.error();
    return Written{201, *after, "/v1/providers/" + id + "/classifications", etag_of(*after)};
  });
}

} // namespace

std::vector<Route> match_routes() {
  return {
      {"POST", "/v1/matches/{id}/decision", "decide_match", decide, {}, false, false},
      {"POST", "/v1/matches/{id}/undo", "undo_match", undo, {}, false, false},
      {"GET", "/v1/providers/{id}/classifications", "list_provider_classifications", classifications, {}, false, false},
      {"POST", "/v1/providers/{id}/classifications", "classify_provider", classify_provider, {}, false, false},
  };
}

} // namespace openward::api
