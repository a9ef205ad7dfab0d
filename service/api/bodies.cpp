#include "service/api/bodies.h"

#include "service/api/access.h"
#include "service/api/json_body.h"
#include "service/api/reply.h"
#include "service/render/json.h"

#include <algorithm>
#include <array>

namespace openward::api {

using http::Response;
using persistence::Bodies;
using persistence::BodyMerge;
using persistence::Token;
using persistence::UnitOfWork;

namespace {

constexpr std::array<std::string_view, 2> kResources{"providers", "commissioners"};

/// The body as one of its lists shows it: the entity tag of either will do.
Result<> seen(UnitOfWork& u, const Call& call, const std::string& id) {
  Result<> refusal = Error{ErrorKind::not_found, "There is no body " + id + ".", {}, {}};
  for (const std::string_view resource : kResources) {
    const auto current = representation(u.session(), resource, id);
    if (!current) continue;
    auto matched = require_match(call.request, *current);
    if (matched) return matched;
    refusal = matched.error();
  }
  return refusal;
}

/// The list that shows a body: where it is paid or provides, else where it buys.
std::optional<std::string> address_of(persistence::Session& s, const std::string& id) {
  for (const std::string_view resource : kResources) {
    if (one_row(s, resource, id)) return "/v1/" + std::string(resource) + "/" + id;
  }
  return std::nullopt;
}

Written written(UnitOfWork& u, const BodyMerge& merge, const std::string& shown) {
  render::Json out;
  out.object().member("merge", merge.id).member("id", merge.from).member("into", merge.into).key("redirect");
  const auto address = address_of(u.session(), shown);
  if (address) {
    out.text(*address);
  } else {
    out.null();
  }
  out.end_object();
  std::string body = out.take();
  std::string etag = etag_of(body);
  return {201, std::move(body), address.value_or(""), std::move(etag)};
}

Response merge(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  JsonObject root = body->root();
  root.only({"into", "reason"});
  const auto into = root.text("into");
  const auto reason = root.text("reason");
  if (!into || into->empty()) root.fault("into", "missing", "Give `into`, the public id of the body that this one is.");
  if (!reason || reason->empty()) root.fault("reason", "missing", "Give `reason`: what shows that the two are one.");
  const std::string& id = call.values.front();
  return write(call, {"curator"}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    if (auto refusal = body->refusal()) return *refusal;
    if (auto moved = Bodies(u).merged_into(id))
      return Error{ErrorKind::conflict, id + " was merged into " + *moved + " already. Name that body, or split the two first.", {}, {}};
    if (auto matched = seen(u, call, id); !matched) return matched.error();
    auto done = Bodies(u).merge(id, *into, *reason);
    if (!done) return done.error();
    return written(u, *done, done->into);
  });
}

Response split(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  JsonObject root = body->root();
  root.only({"reason"});
  const auto reason = root.text("reason");
  if (!reason || reason->empty()) root.fault("reason", "missing", "Give `reason`: what shows that the two are not one.");
  const std::string& id = call.values.front();
  return write(call, {"curator"}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    if (auto refusal = body->refusal()) return *refusal;
    // What the caller has seen is the body that this one leads to; there is no other record to look at.
    const auto into = Bodies(u).merged_into(id);
    if (auto matched = seen(u, call, into.value_or(id)); !matched) return matched.error();
    auto done = Bodies(u).split(id, *reason);
    if (!done) return done.error();
    return written(u, *done, done->from);
  });
}

} // namespace

std::vector<Route> body_routes() {
  return {
      {"POST", "/v1/bodies/{id}/merge", "merge_body", merge, {}, false, false},
      {"POST", "/v1/bodies/{id}/split", "split_body", split, {}, false, false},
  };
}

std::optional<Response> moved_body(const Call& call, std::string_view resource, std::string_view id) {
  if (resource != "providers" && resource != "commissioners") return std::nullopt;
  const auto into = call.app.database.read(
      [&](persistence::Session& s) -> Result<std::optional<std::string>> { return persistence::body_after_merge(s, id); });
  if (!into || !*into) return std::nullopt;
  // What stands below the record moves with it: /income, /spend.csv.
  const std::string before = "/v1/" + std::string(resource) + "/";
  const std::string& path = call.request.path;
  const auto below = path.find('/', std::min(before.size(), path.size()));
  const std::string address = before + **into + (below == std::string::npos ? "" : path.substr(below)) +
                              (call.request.raw_query.empty() ? "" : "?" + call.request.raw_query);
  render::Json out;
  out.object().member("id", id).member("redirect", address).end_object();
  Response response = json_reply(301, out.take());
  response.set_header("Location", address);
  return response;
}

} // namespace openward::api
