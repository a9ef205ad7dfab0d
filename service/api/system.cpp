#include "service/api/system.h"

#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/api/assessments.h"
#include "service/api/auditing.h"
#include "service/api/bodies.h"
#include "service/api/body_figures.h"
#include "service/api/exports.h"
#include "service/api/findings.h"
#include "service/api/imports.h"
#include "service/api/lenses.h"
#include "service/api/lists.h"
#include "service/api/matches.h"
#include "service/api/ocds.h"
#include "service/api/parameters.h"
#include "service/api/procedures.h"
#include "service/api/reconcile.h"
#include "service/api/recording.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/api/search.h"
#include "service/api/summary.h"
#include "service/api/surroundings.h"
#include "service/api/table_reports.h"
#include "service/api/timeline.h"
#include "service/api/tokens.h"
#include "service/pages/about.h"
#include "service/pages/areas.h"
#include "service/pages/assets.h"
#include "service/pages/award.h"
#include "service/pages/awards.h"
#include "service/pages/body_lists.h"
#include "service/pages/centres.h"
#include "service/pages/commissioner.h"
#include "service/pages/docs.h"
#include "service/pages/findings.h"
#include "service/pages/home.h"
#include "service/pages/imports.h"
#include "service/pages/matches.h"
#include "service/pages/missing.h"
#include "service/pages/payments.h"
#include "service/pages/provider.h"
#include "service/pages/record.h"
#include "service/pages/scripts.h"
#include "service/pages/search.h"
#include "service/pages/sign_in.h"
#include "service/pages/spend.h"
#include "service/pages/summary.h"
#include "service/render/json.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace openward::api {

using http::Response;
using render::Json;

namespace {

Response health(const Call&) { return json_reply(200, R"({"status":"up"})"); }

Response readiness(const Call& call) {
  Json out;
  if (call.app.draining()) return json_reply(503, out.object().member("status", "draining").end_object().take());
  if (auto alive = call.app.database.ping(); !alive) {
    return json_reply(503, out.object().member("status", "no database").member("detail", alive.error().message).end_object().take());
  }
  out.object().member("status", "ready").member("schema", call.app.database.schema_version()).end_object();
  return json_reply(200, out.take());
}

Response metrics(const Call& call) {
  Response response;
  response.media_type = http::Metrics::media_type;
  response.body = call.app.metrics.text(call.app.gauges());
  return response;
}

Response contract(const Call& call) {
  const std::string etag = etag_of(contract_json());
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response = json_reply(200, contract_json());
  response.set_header("ETag", etag);
  return response;
}

/// What the contract says of each operation in one sentence.
const std::map<std::string, std::string>& summaries() {
  static const std::map<std::string, std::string> by_operation = [] {
    std::map<std::string, std::string> out;
    rapidjson::Document document;
    document.Parse(contract_json().data(), contract_json().size());
    const rapidjson::Value& root = document; // clang finds the comparison of iterators that may write ambiguous
    for (const auto& path : root["paths"].GetObject()) {
      for (const auto& member : path.value.GetObject()) {
        if (!member.value.IsObject() || !member.value.HasMember("operationId")) continue;
        out.emplace(member.value["operationId"].GetString(), member.value["summary"].GetString());
      }
    }
    return out;
  }();
  return by_operation;
}

/// Every route of the table that answers: nothing is listed that is not there, and nothing is there that is not listed.
void write_addresses(Json& out, std::span<const Route> routes) {
  out.key("addresses").array();
  for (const Route& route : routes) {
    const auto summary = summaries().find(route.operation);
    out.object().member("method", route.method).member("path", route.pattern).member("operation", route.operation);
    out.member("summary", summary == summaries().end() ? std::string() : summary->second).key("parameters").array();
    for (const std::string& name : route.parameters) out.text(name);
    out.end_array().member("tabular", route.tabular).member("spreadsheet", route.spreadsheet).end_object();
  }
  out.end_array();
}

Response index(const Call& call) {
  Json out;
  out.object().member("name", "Openward").member("version", call.app.version).member("contract", "/openapi.json");
  out.key("resources").object();
  for (const auto& resource : persistence::resources()) out.member("/v1/" + resource.name, resource.description);
  out.end_object().key("reports").object();
  for (const auto& report : persistence::reports()) out.member("/v1/reports/" + report.name, report.description);
  out.member("/v1/reports/lenses", lens_report_description);
  for (const TableReportDef& report : table_reports()) out.member("/v1/reports/" + report.name, report.description);
  out.end_object().member("changes", "/v1/changes");
  write_addresses(out, call.router->routes());
  out.end_object();
  return tagged_json(call, out.take());
}

/// What only those who may see drafts are told: what stands in a draft, also in one that was cancelled as a draft, and who holds a token.
bool confidential(const Event& event) {
  if (event.type == "award.drafted" || event.type == "procurement.opened" || event.type.starts_with("token.")) return true;
  if (event.type.starts_with("procurement.") && event.body.find(R"("state":"draft")") != std::string::npos) return true;
  return event.type == "award.cancelled" && event.body.find(R"("recorded":true)") != std::string::npos &&
         event.body.find(R"("published_at":)") == std::string::npos;
}

/// Events that may name a person are for curators and auditors. What an event says stays as it was said, also when it was found out later
/// that a name in it is that of a person: so it is asked of the register as it is now.
class Withheld {
 public:
  explicit Withheld(persistence::Session& s)
      : records_(persistence::sight_of(s) == persistence::Sight::in_full ? persistence::RecordsOfPeople({}) : records_of_people(s)) {}
  bool names(const Event& event) const { return records_.has(event.subject) || records_.stand_in(event.body); }

 private:
  persistence::RecordsOfPeople records_;
};

/// A withheld event keeps its place, so that the feed has no gap.
void write_event(Json& out, const Event& event, bool withheld) {
  out.object()
      .member("seq", event.seq)
      .member("recorded_at", event.recorded_at.iso())
      .member("type", event.type)
      .member("subject", event.subject);
  out.member("version", event.version).member("actor", withheld ? std::string() : event.actor);
  out.key("body").raw(withheld ? R"({"withheld":true})" : event.body).end_object();
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

Response changes(const Call& call) {
  std::int64_t since = 0;
  std::int64_t limit = 100;
  std::vector<Fault> faults;
  for (const auto& [name, value] : call.request.query) {
    const auto given = number(value);
    if (!given) faults.push_back({name, "bad_value", name + " is a whole number of zero or more."});
    const auto n = std::count_if(call.request.query.begin(), call.request.query.end(),
                                 [&, &wanted = name](const auto& p) { return p.first == wanted; });
    if (n > 1) faults.push_back({name, "given_twice", name + " takes one value."});
    if (given && name == "since") since = *given;
    if (given && name == "limit") limit = *given;
  }
  if (limit < 1 || limit > 1000) faults.push_back({"limit", "bad_value", "limit is a whole number from 1 to 1000."});
  if (!faults.empty()) return refuse(call, invalid("A parameter cannot be understood.", std::move(faults)));

  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    const auto events = persistence::events_since(s, since, static_cast<int>(limit));
    Json out;
    out.object().key("data").array();
    const bool all = static_cast<bool>(may_see_drafts(call, s));
    const Withheld people(s);
    for (const Event& event : events) write_event(out, event, (!all && confidential(event)) || people.names(event));
    const std::int64_t next = events.empty() ? since : events.back().seq;
    out.end_array().member("next", "/v1/changes?" + encode_query({{"since", std::to_string(next)}, {"limit", std::to_string(limit)}}));
    out.member("seq", persistence::last_seq(s)).end_object();
    return out.take();
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

Response award_history(const Call& call) {
  const std::string& id = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    if (auto award = visible(call, s, "awards", id); !award) return award.error();
    Json out;
    out.object().key("data").array();
    const Withheld people(s);
    for (const Event& event : persistence::events_of(s, id)) write_event(out, event, people.names(event));
    out.end_array().end_object();
    return out.take();
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

void append(std::vector<Route>& to, std::vector<Route> more) {
  for (Route& route : more) to.push_back(std::move(route));
}

} // namespace

std::vector<Route> system_routes() {
  return {
      {"GET", "/", "home", pages::home, {}, false, true},
      {"GET", "/healthz", "health", health, {}, false, true},
      {"GET", "/readyz", "readiness", readiness, {}, false, true},
      {"GET", "/metrics", "metrics", metrics, {}, false, true},
      {"GET", "/openapi.json", "contract", contract, {}, false, true},
      {"GET", "/v1", "index", index, {}, false, false},
      {"GET", "/v1/changes", "list_changes", changes, {"since", "limit"}, false, false},
      {"GET", "/v1/awards/{id}/history", "award_history", award_history, {}, false, false},
  };
}

Router register_router() {
  std::vector<Route> routes = system_routes();
  append(routes, list_routes());
  append(routes, export_routes());
  append(routes, search_routes());
  append(routes, report_routes());
  append(routes, table_report_routes());
  append(routes, body_routes());
  append(routes, body_figure_routes());
  append(routes, lens_routes());
  append(routes, recording_routes());
  append(routes, procedure_routes());
  append(routes, assessment_routes());
  append(routes, finding_routes());
  append(routes, match_routes());
  append(routes, import_routes());
  append(routes, timeline_routes());
  append(routes, ocds_routes());
  append(routes, ocds_extension_routes());
  append(routes, summary_routes());
  append(routes, surroundings_routes());
  const auto bodies = std::make_shared<app::DirectoryKeeper>();
  append(routes, lookup_routes(bodies));
  append(routes, token_routes());
  append(routes, audit_routes());
  append(routes, pages::explore::area_page_routes(bodies));
  append(routes, pages::explore::body_list_routes());
  append(routes, pages::explore::commissioner_page_routes());
  append(routes, pages::explore::provider_page_routes());
  append(routes, pages::explore::centre_page_routes());
  append(routes, pages::explore::finding_page_routes());
  append(routes, pages::explore::missing_page_routes());
  append(routes, pages::explore::about_page_routes());
  append(routes, pages::summary_page_routes());
  append(routes, pages::docs_routes());
  append(routes, pages::script_routes());
  append(routes, pages::sign_in_routes());
  append(routes, pages::record_routes());
  append(routes, pages::import_page_routes());
  append(routes, pages::match_page_routes());
  append(routes, pages::asset_routes());
  append(routes, pages::spend_page_routes());
  append(routes, pages::payments_page_routes());
  append(routes, pages::awards_page_routes());
  append(routes, pages::award_page_routes());
  append(routes, pages::search_page_routes());
  return Router(std::move(routes));
}

} // namespace openward::api
