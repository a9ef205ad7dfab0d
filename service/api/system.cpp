#include "service/api/system.h"

#include "service/api/assessments.h"
#include "service/api/auditing.h"
#include "service/api/bodies.h"
#include "service/api/body_figures.h"
#include "service/api/changes.h"
#include "service/api/exports.h"
#include "service/api/findings.h"
#include "service/api/imports.h"
#include "service/api/lenses.h"
#include "service/api/lists.h"
#include "service/api/matches.h"
#include "service/api/ocds.h"
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
#include "service/pages/card.h"
#include "service/pages/centres.h"
#include "service/pages/commissioner.h"
#include "service/pages/docs.h"
#include "service/pages/findings.h"
#include "service/pages/group.h"
#include "service/pages/home.h"
#include "service/pages/imports.h"
#include "service/pages/kept.h"
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

void append(std::vector<Route>& to, std::vector<Route> more) {
  for (Route& route : more) to.push_back(std::move(route));
}

} // namespace

std::vector<Route> system_routes() {
  return {
      {"GET", "/", "home", pages::kept(pages::home), {}, false, true}, {"GET", "/healthz", "health", health, {}, false, true},
      {"GET", "/readyz", "readiness", readiness, {}, false, true},     {"GET", "/metrics", "metrics", metrics, {}, false, true},
      {"GET", "/openapi.json", "contract", contract, {}, false, true}, {"GET", "/v1", "index", index, {}, false, false},
  };
}

Router register_router() {
  std::vector<Route> routes = system_routes();
  append(routes, change_routes());
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
  append(routes, pages::explore::group_page_routes());
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
  append(routes, pages::card_routes());
  append(routes, pages::spend_page_routes());
  append(routes, pages::payments_page_routes());
  append(routes, pages::awards_page_routes());
  append(routes, pages::award_page_routes());
  append(routes, pages::search_page_routes());
  return Router(std::move(routes));
}

} // namespace openward::api
