#include "service/api/reports.h"

#include "service/api/access.h"
#include "service/api/ending_terms.h"
#include "service/api/lenses.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/tabular.h"
#include "service/app/deflator.h"
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
  if (report.name == "spend") return "payments";
  if (report.name == "award-values") return "awards";
  return report.name == ending_report ? std::string_view("contracts") : std::string_view(report.name);
}

/// Parameters that say how rows are added up, and not which.
bool chooses_no_rows(std::string_view name) { return name == "group_by" || name == "lens" || name == "basis" || name == "price_year"; }

/// A month or a quarter has no filter of its own; its days have.
bool narrow_to_days(http::Parameters& parameters, const std::string& dimension, const std::string& value) {
  if (dimension == "ends_month") return narrow_to_months(parameters, "ends", value, 1), true;
  if (dimension == "month") return narrow_to_months(parameters, "paid", value, 1), true;
  if (dimension == "quarter") return narrow_to_months(parameters, "paid", first_month(value), 3), true;
  return false;
}

/// The addresses of the rows behind the lines of a report: its own filter, and one more for each dimension. What is the same for every line
/// is found once.
class RowsAddresses {
 public:
  RowsAddresses(const ReportInfo& report, const http::Parameters& given, const Lens* lens, const Report& result)
      : resource_(*persistence::find_resource(rows_resource(report))), lens_(lens) {
    for (const auto& [name, value] : given) {
      if (!chooses_no_rows(name)) given_.emplace_back(name, value);
    }
    const auto columns = std::span(result.table.columns).first(result.table.columns.size() - result.totals.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      by_class_ = by_class_ || columns[i].name == "provider_class";
      if (!columns[i].name.ends_with(".name")) dimensions_.push_back(dimension_of(columns[i], i));
    }
  }

  /// None where no filter chooses just these rows: where a lens draws a line through a class, say.
  std::optional<std::string> of(const persistence::Row& row) const {
    http::Parameters parameters = given_;
    for (const Split& split : dimensions_) {
      if (!narrow(parameters, split, render::cell_text(*split.column, row[split.at]))) return std::nullopt;
    }
    return "/v1/" + resource_.name + "?" + encode_query(parameters);
  }

 private:
  struct Split {
    std::string name; // of the filter, or of what is turned into one
    const persistence::Column* column = nullptr;
    std::size_t at = 0;
    const persistence::FilterInfo* filter = nullptr; // null: the list has none of this name
  };

  Split dimension_of(const persistence::Column& column, std::size_t at) const {
    std::string name = column.name.substr(0, column.name.find('.'));
    if (name == "commissioner" && resource_.name == "payments") name = "payer";
    // As a filter, a group is all that an owner owned on the day; a line of a report is what its last owner did.
    if (name == "provider_group") name = "provider_ultimate_owner";
    const auto known = std::find_if(resource_.filters.begin(), resource_.filters.end(), [&](const auto& f) { return f.name == name; });
    return {std::move(name), &column, at, known == resource_.filters.end() ? nullptr : &*known};
  }

  bool narrow(http::Parameters& parameters, const Split& split, std::string value) const {
    if (split.name == "sector" && lens_ != nullptr) return narrow_to_sector(parameters, value);
    if (value.empty() && (split.name == "payer" || split.name == "commissioner")) value = "none";
    if (!value.empty() && narrow_to_days(parameters, split.name, value)) return true;
    if (resource_.name == "awards" && split.name == "provider_ultimate_owner") {
      narrow_to_group(parameters, split.name, value);
      return true;
    }
    if (split.filter == nullptr || (value.empty() && !split.filter->none)) return false;
    std::erase_if(parameters, [&](const auto& p) { return p.first == split.name; });
    parameters.emplace_back(split.name, std::move(value));
    return true;
  }

  /// Rows are filtered by class; a class of the line says more than its sector.
  bool narrow_to_sector(http::Parameters& parameters, const std::string& sector) const {
    const auto classes = classes_of_sector(*lens_, sector);
    if (!classes) return false;
    for (const std::string& one : *classes) {
      if (!by_class_) parameters.emplace_back("provider_class", one);
    }
    return true;
  }

  /// An award of several groups is found under each of them: the lines that hold it once are told apart by how many it has.
  static void narrow_to_group(http::Parameters& parameters, const std::string& name, const std::string& value) {
    const bool several = value == "several_groups";
    const bool one = !several && !value.empty();
    std::erase_if(parameters, [&](const auto& p) { return p.first == "provider_groups" || (one && p.first == name); });
    parameters.emplace_back("provider_groups", several ? "several" : one ? "one" : "none");
    if (one) parameters.emplace_back(name, value);
  }

  const persistence::ResourceInfo& resource_;
  const Lens* lens_;
  http::Parameters given_;
  bool by_class_ = false;
  std::vector<Split> dimensions_;
};

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

} // namespace

std::optional<std::string> rows_address(const ReportInfo& report, const http::Parameters& given, const Lens* lens, const Report& result,
                                        const persistence::Row& row) {
  return RowsAddresses(report, given, lens, result).of(row);
}

Result<std::optional<RealTerms>> real_terms_of(const http::Parameters& given) {
  const auto basis = value_of(given, "basis");
  if (!basis) return basis.error();
  const auto price_year = value_of(given, "price_year");
  if (!price_year) return price_year.error();
  return app::real_terms(*basis, *price_year);
}

void write_report_lines(Json& out, const ReportInfo& report, const http::Parameters& given, const Lens* lens, const Report& result) {
  const std::size_t dimensions = result.table.columns.size() - result.totals.size();
  const std::span<const persistence::Column> all(result.table.columns);
  const RowsAddresses addresses(report, given, lens, result);
  out.key("rows").array();
  for (const auto& row : result.table.rows) {
    out.object();
    render::write_members(out, all, row);
    out.key("rows_url");
    if (const auto address = addresses.of(row)) {
      out.text(*address);
    } else {
      out.null();
    }
    out.end_object();
  }
  out.end_array().key("totals").raw(render::row_json(all.subspan(dimensions), result.totals));
}

std::string rows_list(const ReportInfo& report, const http::Parameters& given) {
  http::Parameters filter;
  for (const auto& [name, value] : given) {
    if (!chooses_no_rows(name)) filter.emplace_back(name, value);
  }
  return "/v1/" + std::string(rows_resource(report)) + "?" + encode_query(filter);
}

Response report_answer(const Call& call, const ReportInfo& report, const http::Parameters& parameters) {
  const Date today = london_date(call.app.clock());
  const auto given = with_ending_terms(report, parameters, today);
  if (!given) return refuse(call, given.error());
  auto asked = report_request(report, *given);
  if (!asked) return refuse(call, asked.error());
  asked->today = today;
  const ReportRequest& request = *asked;
  auto result = reading(call, [&](persistence::Session& s) { return persistence::run_report(s, report, request); });
  if (!result) return refuse(call, result.error());
  const bool of_the_day = persistence::depends_on_day(request.filters) || report.name == ending_report;
  const auto day = of_the_day ? request.today : std::nullopt;
  if (call.representation != Representation::json)
    return tabular_reply(call, result->table, about_report(report, request, *result, today), {day, result->divided});
  Response response = json_reply(200, json_of(report, *given, request, *result));
  const std::string etag = etag_on(response.body, day);
  if (none_match(call.request, etag)) return not_modified(etag);
  tell_divided(response, result->divided);
  response.set_header("ETag", etag);
  return response;
}

std::vector<std::string> group_by(const ReportInfo& report, const http::Parameters& given) {
  std::vector<std::string> names = listed_names(given, "group_by");
  return names.empty() ? report.default_group_by : names;
}

Result<ReportRequest> report_request(const ReportInfo& report, const http::Parameters& given) {
  std::vector<Fault> faults;
  auto terms = filter_terms(report.filters, given);
  if (!terms) faults = terms.error().faults;
  const auto lens = lens_of(given);
  if (!lens) faults.insert(faults.end(), lens.error().faults.begin(), lens.error().faults.end());
  const auto real = real_terms_of(given);
  if (!real) faults.insert(faults.end(), real.error().faults.begin(), real.error().faults.end());
  if (!faults.empty()) {
    std::string message = faults.size() == 1 ? faults.front().message : "A parameter cannot be understood.";
    return invalid(std::move(message), std::move(faults));
  }
  ReportRequest request{std::move(*terms), group_by(report, given), *lens};
  request.real = *real;
  return request;
}

render::AboutLines about_report(const ReportInfo& report, const ReportRequest& request, const Report& result, Date today) {
  render::AboutLines out = about_rows("report " + report.name, report.description, request.filters, result.seq, today);
  if (request.lens) out.emplace_back("lens " + request.lens->name(), request.lens->definition().definition);
  if (request.real) {
    out.emplace_back("prices of", FinancialYear(request.real->price_year).text());
    out.emplace_back("deflator", request.real->deflator->vintage());
  }
  tell_divided(out, result.divided);
  const std::size_t first = result.table.columns.size() - result.totals.size();
  for (std::size_t i = 0; i < result.totals.size(); ++i) {
    const auto& column = result.table.columns[first + i];
    out.emplace_back("total " + column.name, render::cell_text(column, result.totals[i]));
  }
  return out;
}

std::vector<Route> report_routes() {
  std::vector<Route> routes;
  for (const ReportInfo& report : persistence::reports()) {
    std::vector<std::string> parameters = filter_names(report.filters);
    parameters.emplace_back("group_by");
    if (!report.lens_columns.empty()) parameters.emplace_back("lens");
    // Where there are no real terms, whoever asks for them is told why.
    if (!report.real_columns.empty()) parameters.emplace_back("price_year");
    if (!report.lens_columns.empty()) parameters.emplace_back("basis");
    if (report.name == ending_report) parameters.insert(parameters.end(), {"within", "from"});
    parameters.emplace_back(byte_true_parameter);
    std::string operation = "report_" + report.name;
    std::replace(operation.begin(), operation.end(), '-', '_');
    routes.push_back({"GET", "/v1/reports/" + report.name, std::move(operation),
                      [&report](const Call& call) { return report_answer(call, report, call.request.query); }, std::move(parameters), true,
                      false, true});
  }
  return routes;
}

} // namespace openward::api
