#include "service/api/reconcile.h"

#include "domain/text.h"
#include "service/api/ocds.h"
#include "service/api/reconcile_body.h"
#include "service/api/reconcile_extend.h"
#include "service/api/reply.h"
#include "service/app/reconcile.h"
#include "service/http/problem.h"
#include "service/http/target.h"
#include "service/render/json.h"

#include <algorithm>
#include <charconv>

namespace openward::api {

using app::BodyDirectory;
using http::Request;
using http::Response;
using render::Json;

namespace {

void write_words(Json& out, std::span<const app::ReconcileWord> words) {
  out.array();
  for (const auto& word : words)
    out.object().member("id", word.id).member("name", word.name).member("description", word.description).end_object();
  out.end_array();
}

void write_suggest(Json& out, std::string_view kind, const std::string& service, bool flyout) {
  out.key(kind).object().member("service_url", service).member("service_path", "/suggest/" + std::string(kind));
  if (flyout) out.member("flyout_service_path", "/flyout/entity/${id}");
  out.end_object();
}

std::string manifest(const Call& call) {
  const std::string base = base_address(call.request);
  const std::string service = base + "/v1/reconcile";
  Json out;
  out.object().key("versions").array().text("0.2").end_array().member("name", "Openward: bodies that buy and provide NHS health care");
  out.member("identifierSpace", service + "/preview/").member("schemaSpace", service + "/suggest/type");
  out.member("documentation", base + "/openapi.json").member("serviceVersion", call.app.version);
  out.member("batchSize", static_cast<std::int64_t>(kReconcileBatch));
  out.key("defaultTypes");
  write_words(out, app::reconcile_types());
  out.key("view").object().member("url", service + "/preview/{{id}}").end_object();
  out.key("preview").object().member("url", service + "/preview/{{id}}").member("width", 430).member("height", 300).end_object();
  out.key("suggest").object();
  write_suggest(out, "entity", service, true);
  write_suggest(out, "property", service, false);
  write_suggest(out, "type", service, false);
  out.end_object().key("extend").object().key("propose_properties").object();
  out.member("service_url", service).member("service_path", "/extend/propose").end_object().end_object().end_object();
  return out.take();
}

void write_feature(Json& out, std::string_view id, const std::optional<bool>& value) {
  if (value) out.object().member("id", id).member("value", *value).end_object();
}

void write_candidate(Json& out, const BodyDirectory& directory, const app::ReconcileCandidate& one) {
  const auto& body = directory.body(one.body);
  out.object().member("id", body.known.body.id).member("name", body.known.body.name);
  out.member("description", app::description_of(body)).member("score", one.score).member("match", one.match).key("type").array();
  for (const std::string_view type : app::types_of(body))
    out.object().member("id", type).member("name", app::reconcile_word(app::reconcile_types(), type)->name).end_object();
  out.end_array().key("features").array();
  out.object().member("id", "name_score").member("value", one.name_score).end_object();
  write_feature(out, "identifier", one.identifier);
  write_feature(out, "postcode", one.postcode);
  write_feature(out, "open_on_date", one.open_on_day);
  out.end_array().end_object();
}

void write_answers(Json& out, const BodyDirectory& directory, const QueryBatch& batch) {
  out.object();
  for (const auto& [id, query] : batch) {
    const auto answer = app::reconcile(directory, query);
    out.key(id).object().key("result").array();
    for (const auto& candidate : answer.candidates) write_candidate(out, directory, candidate);
    out.end_array();
    if (!answer.notes.empty()) {
      out.key("notes").array();
      for (const std::string& note : answer.notes) out.text(note);
      out.end_array();
    }
    out.end_object();
  }
  out.end_object();
}

Response too_many(const Call& call, std::string_view what, std::size_t given) {
  return http::problem_for_status(call.request, 413,
                                  "The batch has " + std::to_string(given) + " " + std::string(what) + ", and at most " +
                                      std::to_string(kReconcileBatch) + " are taken. Send it in parts.");
}

Response answered(const Call& call, const BodyDirectory& directory, const http::Parameters& given) {
  if (given.empty()) {
    if (call.request.method != "POST") return json_reply(200, manifest(call));
    return refuse(call, invalid("The form has neither queries nor extend. GET this address for the manifest."));
  }
  if (given.size() > 1) return refuse(call, invalid_at(given[1].first, "given_twice", "Send queries or extend, one of them and once."));
  Json out;
  if (given.front().first == "queries") {
    const auto batch = read_queries(given.front().second);
    if (!batch) return refuse(call, batch.error());
    if (batch->size() > kReconcileBatch) return too_many(call, "queries", batch->size());
    write_answers(out, directory, *batch);
  } else {
    const auto request = read_extend(given.front().second, extend_property_ids());
    if (!request) return refuse(call, request.error());
    if (request->ids.size() > kReconcileBatch) return too_many(call, "ids", request->ids.size());
    write_extension(out, directory, *request);
  }
  return json_reply(200, out.take());
}

/// A name that a script may call, and nothing that could be more than a name.
bool is_callback(std::string_view name) {
  return !name.empty() && name.size() <= 64 && !detail::is_digit(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
    return detail::is_digit(c) || detail::is_lower(c) || detail::is_upper(c) || c == '_' || c == '$';
  });
}

Response get(const Call& call, const BodyDirectory& directory) {
  const auto callback = text_parameter(call.request, "callback");
  if (!callback) return refuse(call, callback.error());
  http::Parameters given;
  bool called_back = false;
  for (const auto& [name, value] : call.request.query) {
    if (name == "callback")
      called_back = true;
    else
      given.emplace_back(name, value);
  }
  if (called_back && !is_callback(*callback))
    return refuse(
        call, invalid_at("callback", "bad_value", "callback is a name of up to 64 letters, digits, _ and $, and begins with no digit."));
  Response response = answered(call, directory, given);
  if (!called_back || response.status != 200) return response;
  // The comment keeps what follows from being anything but a script; nosniff keeps a script from being anything else.
  response.body = "/**/" + *callback + "(" + response.body + ");";
  response.media_type = "application/javascript";
  response.set_header("X-Content-Type-Options", "nosniff");
  return response;
}

Response post(const Call& call, const BodyDirectory& directory) {
  const std::string type = detail::lower(call.request.header("content-type"));
  if (detail::trimmed(type.substr(0, type.find(';'))) != "application/x-www-form-urlencoded")
    return http::problem_for_status(call.request, 415, "Send the body as Content-Type: application/x-www-form-urlencoded.");
  // A form is written as the query of an address is.
  const auto form = http::parse_target("/", call.request.body);
  if (!form) return refuse(call, form.error());
  std::vector<Fault> faults;
  for (const auto& [name, value] : form->query)
    if (name != "queries" && name != "extend")
      faults.push_back({name, "unknown_parameter", "there is no field " + detail::quoted(name) + " here. Valid: queries, extend."});
  if (!faults.empty()) return refuse(call, invalid("The form has a field that would have no effect.", std::move(faults)));
  return answered(call, directory, form->query);
}

Response propose(const Call& call, const BodyDirectory&) {
  const auto type = text_parameter(call.request, "type");
  if (!type) return refuse(call, type.error());
  if (!type->empty() && !app::reconcile_word(app::reconcile_types(), *type)) {
    std::string valid;
    for (const auto& word : app::reconcile_types()) valid += (valid.empty() ? "" : ", ") + std::string(word.id);
    return refuse(call, invalid_at("type", "unknown_word", detail::quoted(*type) + " is no type of this service. Valid: " + valid + "."));
  }
  const auto limit = count_parameter(call.request, "limit", 1, kReconcileLimit, extend_properties().size());
  if (!limit) return refuse(call, limit.error());
  Json out;
  out.object().key("properties");
  write_words(out, extend_properties().first(std::min(*limit, extend_properties().size())));
  if (!type->empty()) out.member("type", *type);
  out.member("limit", static_cast<std::int64_t>(*limit)).end_object();
  return json_reply(200, out.take());
}

} // namespace

std::function<Response(const Call&)> looking_up(const SharedKeeper& keeper, LookupAction action) {
  return [keeper, action = std::move(action)](const Call& call) {
    const auto directory = keeper->current(call.app.database, london_date(call.app.clock()));
    return directory ? action(call, **directory) : refuse(call, directory.error());
  };
}

Result<std::string> text_parameter(const Request& request, std::string_view name) {
  const std::string* found = nullptr;
  for (const auto& [key, value] : request.query) {
    if (key != name) continue;
    if (found) return invalid_at(key, "given_twice", key + " takes one value.");
    found = &value;
  }
  return found ? *found : std::string();
}

Result<std::size_t> count_parameter(const Request& request, std::string_view name, std::size_t least, std::size_t most,
                                    std::size_t otherwise) {
  const auto text = text_parameter(request, name);
  if (!text) return text.error();
  const bool given = std::any_of(request.query.begin(), request.query.end(), [&](const auto& p) { return p.first == name; });
  if (!given) return otherwise;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, fault] = std::from_chars(text->data(), end, number);
  if (fault == std::errc{} && stop == end && number >= least && number <= most) return number;
  return invalid_at(std::string(name), "bad_value",
                    std::string(name) + " is a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
}

std::vector<Route> reconcile_routes(const SharedKeeper& keeper) {
  return {
      {"GET", "/v1/reconcile", "reconcile", looking_up(keeper, get), {"queries", "extend", "callback"}, false, false},
      {"POST", "/v1/reconcile", "reconcile_form", looking_up(keeper, post), {}, false, false, false, false, true},
      {"GET", "/v1/reconcile/extend/propose", "reconcile_propose", looking_up(keeper, propose), {"type", "limit"}, false, false},
  };
}

std::vector<Route> lookup_routes(const SharedKeeper& keeper) {
  std::vector<Route> routes = reconcile_routes(keeper);
  for (auto* more : {suggest_routes, preview_routes})
    for (Route& route : more(keeper)) routes.push_back(std::move(route));
  return routes;
}

} // namespace openward::api
