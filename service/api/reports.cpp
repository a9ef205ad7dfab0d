#include "service/api/reports.h"

#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/render/rows.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::Report;
using persistence::ReportInfo;
using persistence::ReportRequest;
using render::Json;

namespace {

// Both arms are views: "payments" beside a std::string would make a temporary string, and a view of it dangles.
std::string_view rows_resource(const ReportInfo& report) {
  return report.name == "spend" ? std::string_view("payments") : std::string_view(report.name);
}

/// The address of the rows behind a line of the report: its own filter, and one more for each dimension. None when a dimension's value is
/// absent or cannot be filtered by.
std::optional<std::string> rows_address(const ReportInfo& report, const http::Parameters& given, const Report& result,
                                        std::size_t dimension_columns, const persistence::Row& row) {
  const auto* resource = persistence::find_resource(rows_resource(report));
  http::Parameters parameters;
  for (const auto& [name, value] : given) {
    if (name != "group_by") parameters.emplace_back(name, value);
  }
  for (std::size_t i = 0; i < dimension_columns; ++i) {
    std::string name = result.table.columns[i].name;
    if (name.ends_with(".name")) continue;
    name = name.substr(0, name.find('.'));
    if (name == "commissioner" && resource->name == "payments") name = "payer";
    const auto known = std::find_if(resource->filters.begin(), resource->filters.end(), [&](const auto& f) { return f.name == name; });
    const std::string value = render::cell_text(result.table.columns[i], row[i]);
    if (known == resource->filters.end() || value.empty()) return std::nullopt;
    std::erase_if(parameters, [&](const auto& p) { return p.first == name; });
    parameters.emplace_back(name, value);
  }
  return "/v1/" + resource->name + "?" + encode_query(parameters);
}

std::string json_of(const ReportInfo& report, const Call& call, const ReportRequest& request, const Report& result) {
  const std::size_t measures = result.totals.size();
  const std::size_t dimensions = result.table.columns.size() - measures;
  const std::span<const persistence::Column> all(result.table.columns);
  Json out;
  out.object().member("report", report.name).member("description", report.description);
  out.key("group_by").array();
  for (const std::string& name : request.group_by) out.text(name);
  out.end_array().key("measures").object();
  for (const auto& column : all.subspan(dimensions)) out.member(column.name, column.description);
  out.end_object().key("rows").array();
  for (const auto& row : result.table.rows) {
    std::string line = render::row_json(all, row);
    line.pop_back();
    Json link;
    if (auto address = rows_address(report, call.request.query, result, dimensions, row)) {
      link.text(*address);
    } else {
      link.null();
    }
    out.raw(line + ",\"rows_url\":" + link.take() + "}");
  }
  out.end_array().key("totals").raw(render::row_json(all.subspan(dimensions), result.totals));
  out.key("filter").object();
  for (const auto& term : request.filters) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  out.end_object().member("seq", result.seq).end_object();
  return out.take();
}

Response report_action(const Call& call, const ReportInfo& report) {
  auto terms = filter_terms(report.filters, call.request.query);
  if (!terms) return refuse(call, terms.error());
  const ReportRequest request{std::move(*terms), group_by(report, call.request.query)};
  auto result = call.app.database.read([&](persistence::Session& s) { return persistence::run_report(s, report, request); });
  if (!result) return refuse(call, result.error());

  Response response;
  if (call.representation == Representation::csv) {
    response.media_type = "text/csv; charset=utf-8; header=present";
    response.body = render::csv_header(result->table.columns);
    for (const auto& row : result->table.rows) render::append_csv(response.body, result->table.columns, row);
  } else if (call.representation == Representation::ndjson) {
    response.media_type = "application/x-ndjson";
    for (const auto& row : result->table.rows) response.body += render::row_json(result->table.columns, row) + "\n";
  } else {
    response = json_reply(200, json_of(report, call, request, *result));
  }
  const std::string etag = etag_of(response.body);
  if (none_match(call.request, etag)) return not_modified(etag);
  response.set_header("ETag", etag);
  return response;
}

} // namespace

std::vector<std::string> group_by(const ReportInfo& report, const http::Parameters& given) {
  std::vector<std::string> names;
  for (const auto& [name, value] : given) {
    if (name != "group_by") continue;
    // An empty name is passed on, for the report to refuse: it is no dimension.
    std::string_view rest = value;
    for (auto comma = rest.find(','); comma != std::string_view::npos; comma = rest.find(',')) {
      names.emplace_back(rest.substr(0, comma));
      rest.remove_prefix(comma + 1);
    }
    names.emplace_back(rest);
  }
  return names.empty() ? report.default_group_by : names;
}

std::vector<Route> report_routes() {
  std::vector<Route> routes;
  for (const ReportInfo& report : persistence::reports()) {
    std::vector<std::string> parameters = filter_names(report.filters);
    parameters.emplace_back("group_by");
    routes.push_back({"GET", "/v1/reports/" + report.name, "report_" + report.name,
                      [&report](const Call& call) { return report_action(call, report); }, std::move(parameters), true, false});
  }
  return routes;
}

} // namespace openward::api
