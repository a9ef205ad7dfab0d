#include "service/api/reports.h"

#include "service/api/access.h"
#include "service/api/lenses.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/app/lenses.h"
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

/// The days of "2025-26 Q1" or "2025-04"; none for another text.
std::optional<std::pair<Date, Date>> days_of(std::string_view dimension, const std::string& value) {
  std::string first;
  int months = 1;
  if (dimension == "month") {
    first = value + "-01";
  } else if (const auto space = value.find(" Q"); dimension == "quarter" && space != std::string::npos && space + 3 == value.size()) {
    const auto year = FinancialYear::parse(value.substr(0, space));
    const int quarter = value.back() - '0';
    if (!year || quarter < 1 || quarter > 4) return std::nullopt;
    const int month = 4 + 3 * (quarter - 1);
    const int start = year->start_year() + (month > 12 ? 1 : 0);
    const int in_year = month > 12 ? month - 12 : month;
    first = std::to_string(start) + (in_year < 10 ? "-0" : "-") + std::to_string(in_year) + "-01";
    months = 3;
  }
  const auto from = Date::parse(first);
  if (!from) return std::nullopt;
  Date next = *from;
  for (int i = 0; i < months; ++i) next = *Date::parse(next.plus_days(31).iso().substr(0, 8) + "01");
  return std::pair(*from, next.plus_days(-1));
}

/// Narrows what the caller asked for to these days.
void within(http::Parameters& parameters, const std::pair<Date, Date>& days) {
  const auto narrow = [&](const char* name, Date day, bool later) {
    const auto given = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
    if (given == parameters.end()) {
      parameters.emplace_back(name, day.iso());
    } else if (const auto asked = Date::parse(given->second); asked && (later ? *asked < day : day < *asked)) {
      given->second = day.iso();
    }
  };
  narrow("paid_from", days.first, true);
  narrow("paid_to", days.second, false);
}

/// The address of the rows behind a line of the report: its own filter, and one more for each dimension. None where no filter chooses
/// just these rows: where a lens draws a line through a class, say.
std::optional<std::string> rows_address(const ReportInfo& report, const http::Parameters& given, const Lens* lens, const Report& result,
                                        std::size_t dimension_columns, const persistence::Row& row) {
  const auto* resource = persistence::find_resource(rows_resource(report));
  http::Parameters parameters;
  for (const auto& [name, value] : given) {
    if (name != "group_by" && name != "lens") parameters.emplace_back(name, value);
  }
  const auto columns = std::span(result.table.columns).first(dimension_columns);
  const bool by_class = std::any_of(columns.begin(), columns.end(), [](const auto& c) { return c.name == "provider_class"; });
  for (std::size_t i = 0; i < dimension_columns; ++i) {
    std::string name = result.table.columns[i].name;
    if (name.ends_with(".name")) continue;
    name = name.substr(0, name.find('.'));
    if (name == "commissioner" && resource->name == "payments") name = "payer";
    // As a filter, a group is all that an owner owned on the day; a line of a report is what its last owner did.
    if (name == "provider_group") name = "provider_ultimate_owner";
    if (name == "sector" && lens != nullptr) {
      // Rows are filtered by class; a class of the line says more than its sector.
      const auto classes = classes_of_sector(*lens, render::cell_text(columns[i], row[i]));
      if (!classes) return std::nullopt;
      for (const std::string& one : *classes) {
        if (!by_class) parameters.emplace_back("provider_class", one);
      }
      continue;
    }
    std::string value = render::cell_text(result.table.columns[i], row[i]);
    if (value.empty() && (name == "payer" || name == "commissioner")) value = "none";
    if (const auto days = days_of(name, value)) {
      within(parameters, *days);
      continue;
    }
    if (resource->name == "awards" && name == "provider_ultimate_owner") {
      // An award of several groups is found under each of them: the lines that hold it once are told apart by how many it has.
      const bool several = value == "several_groups";
      const bool one = !several && !value.empty();
      std::erase_if(parameters,
                    [&](const auto& p) { return p.first == "provider_groups" || (one && p.first == "provider_ultimate_owner"); });
      parameters.emplace_back("provider_groups", several ? "several" : one ? "one" : "none");
      if (one) parameters.emplace_back("provider_ultimate_owner", value);
      continue;
    }
    const auto known = std::find_if(resource->filters.begin(), resource->filters.end(), [&](const auto& f) { return f.name == name; });
    if (known == resource->filters.end() || (value.empty() && !known->none)) return std::nullopt;
    std::erase_if(parameters, [&](const auto& p) { return p.first == name; });
    parameters.emplace_back(name, value);
  }
  return "/v1/" + resource->name + "?" + encode_query(parameters);
}

std::string json_of(const ReportInfo& report, const http::Parameters& given, const ReportRequest& request, const Report& result) {
  const std::size_t dimensions = result.table.columns.size() - result.totals.size();
  const std::span<const persistence::Column> all(result.table.columns);
  Json out;
  out.object().member("report", report.name).member("description", report.description);
  if (request.lens != nullptr) {
    out.key("lens");
    write_lens(out, *request.lens);
  }
  out.key("group_by").array();
  for (const std::string& name : request.group_by) out.text(name);
  out.end_array().key("measures").object();
  for (const auto& column : all.subspan(dimensions)) out.member(column.name, column.description);
  out.end_object();
  write_report_lines(out, report, given, request.lens, result);
  out.key("filter").object();
  for (const auto& term : request.filters) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  out.end_object();
  if (result.divided) out.member("rows_of_divided_bodies", *result.divided).member("bodies_as_of", request.today->iso());
  out.member("seq", result.seq).end_object();
  return out.take();
}

Result<const Lens*> lens_of(const http::Parameters& given) {
  const Lens* lens = nullptr;
  for (const auto& [name, value] : given) {
    if (name != "lens") continue;
    if (lens != nullptr) return invalid_at("lens", "given_twice", "lens takes one value.");
    const auto found = app::lenses().find(value);
    if (!found) return found.error();
    lens = *found;
  }
  return lens;
}

} // namespace

void write_report_lines(Json& out, const ReportInfo& report, const http::Parameters& given, const Lens* lens, const Report& result) {
  const std::size_t dimensions = result.table.columns.size() - result.totals.size();
  const std::span<const persistence::Column> all(result.table.columns);
  out.key("rows").array();
  for (const auto& row : result.table.rows) {
    std::string line = render::row_json(all, row);
    line.pop_back();
    Json link;
    if (auto address = rows_address(report, given, lens, result, dimensions, row)) {
      link.text(*address);
    } else {
      link.null();
    }
    out.raw(line + ",\"rows_url\":" + link.take() + "}");
  }
  out.end_array().key("totals").raw(render::row_json(all.subspan(dimensions), result.totals));
}

std::string rows_list(const ReportInfo& report, const http::Parameters& given) {
  http::Parameters filter;
  for (const auto& [name, value] : given) {
    if (name != "group_by" && name != "lens") filter.emplace_back(name, value);
  }
  return "/v1/" + std::string(rows_resource(report)) + "?" + encode_query(filter);
}

Response report_answer(const Call& call, const ReportInfo& report, const http::Parameters& given) {
  auto asked = report_request(report, given);
  if (!asked) return refuse(call, asked.error());
  asked->today = london_date(call.app.clock());
  const ReportRequest& request = *asked;
  auto result = reading(call, [&](persistence::Session& s) { return persistence::run_report(s, report, request); });
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
    response = json_reply(200, json_of(report, given, request, *result));
  }
  const std::string etag = etag_on(response.body, persistence::depends_on_day(request.filters) ? request.today : std::nullopt);
  if (none_match(call.request, etag)) return not_modified(etag);
  tell_divided(response, result->divided);
  response.set_header("ETag", etag);
  return response;
}

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

Result<ReportRequest> report_request(const ReportInfo& report, const http::Parameters& given) {
  std::vector<Fault> faults;
  auto terms = filter_terms(report.filters, given);
  if (!terms) faults = terms.error().faults;
  const auto lens = lens_of(given);
  if (!lens) faults.insert(faults.end(), lens.error().faults.begin(), lens.error().faults.end());
  if (!faults.empty()) {
    std::string message = faults.size() == 1 ? faults.front().message : "A parameter cannot be understood.";
    return invalid(std::move(message), std::move(faults));
  }
  return ReportRequest{std::move(*terms), group_by(report, given), *lens};
}

std::vector<Route> report_routes() {
  std::vector<Route> routes;
  for (const ReportInfo& report : persistence::reports()) {
    std::vector<std::string> parameters = filter_names(report.filters);
    parameters.emplace_back("group_by");
    if (!report.lens_columns.empty()) parameters.emplace_back("lens");
    routes.push_back({"GET", "/v1/reports/" + report.name, "report_" + report.name,
                      [&report](const Call& call) { return report_answer(call, report, call.request.query); }, std::move(parameters), true,
                      false});
  }
  return routes;
}

} // namespace openward::api
