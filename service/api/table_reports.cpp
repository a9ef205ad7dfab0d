#include "service/api/table_reports.h"

#include "service/api/access.h"
#include "service/api/lenses.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/tabular.h"
#include "service/render/rows.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::Cell;
using persistence::CellType;
using render::Json;

namespace {

/// None where the lens draws a line through a class, so that no list of classes is its sector.
std::optional<std::string> address_of(const app::RowsAt& rows, const Lens* lens) {
  http::Parameters parameters;
  for (const auto& [name, value] : rows.parameters) {
    if (name != "sector") {
      parameters.emplace_back(name, value);
      continue;
    }
    const auto classes = lens ? classes_of_sector(*lens, value) : std::nullopt;
    if (!classes) return std::nullopt;
    for (const std::string& one : *classes) parameters.emplace_back("provider_class", one);
  }
  const std::string query = encode_query(parameters);
  return "/v1/" + rows.resource + (query.empty() ? "" : "?" + query);
}

Response answer(const Call& call, const TableReportDef& def) {
  const Date today = london_date(call.app.clock());
  const auto report = reading(call, [&](persistence::Session& s) { return answer_table(s, def, call.request.query, today); });
  if (!report) return refuse(call, report.error());
  const auto day = def.of_the_day ? std::optional(today) : report->as_of;
  if (call.representation != Representation::json)
    return tabular_reply(call, with_addresses(*report), about_table(def, *report, today), {day, report->divided});
  Response response = json_reply(200, table_json(def, *report));
  const std::string etag = etag_on(response.body, day);
  if (none_match(call.request, etag)) return not_modified(etag);
  tell_divided(response, report->divided);
  response.set_header("ETag", etag);
  return response;
}

} // namespace

persistence::Table with_addresses(const app::TableReport& report) {
  persistence::Table out = report.table;
  out.columns.push_back({"rows_url", CellType::text, "Address of the rows behind the line; empty where no filter chooses them."});
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    const auto address = report.rows_at[i] ? address_of(*report.rows_at[i], report.lens) : std::nullopt;
    out.rows[i].push_back(address ? Cell(*address) : Cell());
  }
  return out;
}

render::AboutLines about_table(const TableReportDef& def, const app::TableReport& report, Date today) {
  render::AboutLines out = about_rows("report " + def.name, def.description, report.filters, report.seq, today);
  for (const auto& [name, value] : report.asked) out.emplace_back(name, value);
  if (report.lens) out.emplace_back("lens " + report.lens->name(), report.lens->definition().definition);
  for (const std::string& note : report.notes) out.emplace_back("note", note);
  tell_divided(out, report.divided);
  return out;
}

std::string table_json(const TableReportDef& def, const app::TableReport& report) {
  const persistence::Table table = with_addresses(report);
  Json out;
  out.object().member("report", def.name).member("description", def.description);
  if (report.lens) {
    out.key("lens");
    write_lens(out, *report.lens);
  }
  out.key("asked").object();
  for (const auto& [name, value] : report.asked) out.member(name, value);
  out.end_object().key("columns").object();
  for (const auto& column : table.columns) out.member(column.name, column.description);
  out.end_object().key("rows").array();
  for (const auto& row : table.rows) render::write_row(out, table.columns, row);
  out.end_array().key("totals");
  if (report.totals.empty()) {
    out.null();
  } else {
    render::write_row(out, std::span(report.table.columns).subspan(report.dimensions), report.totals);
  }
  out.key("notes").array();
  for (const std::string& note : report.notes) out.text(note);
  out.end_array().key("filter").object();
  for (const auto& term : report.filters) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  out.end_object();
  if (report.divided) out.member("rows_of_divided_bodies", *report.divided).member("bodies_as_of", report.as_of->iso());
  out.member("seq", report.seq).end_object();
  return out.take();
}

std::vector<Route> table_report_routes() {
  std::vector<Route> routes;
  for (const TableReportDef& def : table_reports()) {
    std::vector<std::string> parameters = filter_names(def.filters);
    for (const TableQuestion& question : def.questions) parameters.push_back(question.name);
    parameters.emplace_back(byte_true_parameter);
    routes.push_back({"GET", "/v1/reports/" + def.name, "report_" + def.name, [&def](const Call& call) { return answer(call, def); },
                      std::move(parameters), true, false, true});
  }
  return routes;
}

} // namespace openward::api
