#include "service/api/lenses.h"

#include "domain/date.h"
#include "domain/money.h"
#include "domain/text.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/tabular.h"
#include "service/app/lenses.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>

namespace openward::api {

using http::Response;
using render::Json;

namespace {

constexpr std::array<LensMeasure, 2> kMeasures{{{"paid", "spend", "What was paid, from spend files."},
                                                {"awarded", "awards", "Awards, by count and by lifetime value excluding VAT."}}};

Response tagged(const Call& call, Response response, std::optional<Date> day = {}) {
  const std::string etag = etag_on(response.body, day);
  if (none_match(call.request, etag)) return not_modified(etag);
  response.set_header("ETag", etag);
  return response;
}

/// "primary_care", or "-primary_care/dental" for a kind that is taken out.
void write_classes(Json& out, const std::map<LensClass, bool>& classes) {
  out.array();
  for (const auto& [one, in] : classes) out.text((in ? "" : "-") + one.text());
  out.end_array();
}

Response list(const Call& call) {
  Json out;
  out.object().key("data").array();
  for (const Lens& lens : app::lenses().lenses()) write_lens(out, lens);
  out.end_array().end_object();
  return tagged(call, json_reply(200, out.take()));
}

Response one(const Call& call) {
  auto found = app::lenses().find(call.values.front());
  if (!found) return refuse(call, Error{ErrorKind::not_found, found.error().message + ".", {}, {}});
  Json out;
  write_lens(out, **found);
  return tagged(call, json_reply(200, out.take()));
}

std::string table_json(const LensQuestion& question, const persistence::Report& report) {
  Json out;
  out.object().member("report", "lenses").member("description", lens_report_description).member("measure", question.measure->word);
  out.key("columns").object();
  for (const auto& column : report.table.columns) out.member(column.name, column.description);
  out.end_object().key("rows").array();
  for (const auto& row : report.table.rows) render::write_row(out, report.table.columns, row);
  out.end_array().key("filter").object();
  for (const auto& term : question.terms) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  out.end_object();
  if (report.divided) out.member("rows_of_divided_bodies", *report.divided).member("bodies_as_of", question.today->iso());
  out.member("seq", report.seq).end_object();
  return out.take();
}

Response compare(const Call& call) {
  auto question = lens_question(call.request.query);
  if (!question) return refuse(call, question.error());
  question->today = london_date(call.app.clock());
  const auto day = persistence::depends_on_day(question->terms) ? question->today : std::nullopt;
  const auto report = reading(call, [&](persistence::Session& s) { return answer_lens_question(s, *question); });
  if (!report) return refuse(call, report.error());
  if (call.representation == Representation::json) {
    Response response = json_reply(200, table_json(*question, *report));
    tell_divided(response, report->divided);
    return tagged(call, std::move(response), day);
  }
  return tabular_reply(call, report->table, about_lenses(*question, *report), {day, report->divided});
}

bool knows(const persistence::ReportInfo& report, const std::string& name) {
  const auto names = filter_names(report.filters);
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<const LensMeasure*> measure_of(const http::Parameters& given) {
  const LensMeasure* measure = nullptr;
  for (const auto& [name, value] : given) {
    if (name != "measure") continue;
    if (measure) return invalid_at("measure", "given_twice", "measure takes one value.");
    const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&, &asked = value](const auto& m) { return m.word == asked; });
    if (found == kMeasures.end())
      return invalid_at("measure", "bad_value", detail::quoted(value) + " is no measure; the measures are paid and awarded.");
    measure = &*found;
  }
  return measure ? measure : kMeasures.data();
}

} // namespace

std::span<const LensMeasure> lens_measures() { return kMeasures; }

render::AboutLines about_lenses(const LensQuestion& question, const persistence::Report& report) {
  auto out = about_rows("report lenses, " + std::string(question.measure->word), std::string(lens_report_description), question.terms,
                        report.seq, question.today.value_or(Date()));
  tell_divided(out, report.divided);
  return out;
}

void write_lens(Json& out, const Lens& lens) {
  const LensDefinition& d = lens.definition();
  out.object().member("id", d.id).member("version", d.version).member("title", d.title).member("definition", d.definition);
  out.key("sectors").array();
  for (const auto& [one, sector] : d.sectors)
    out.object().member("provider_class", one.text()).member("sector", to_string(sector)).end_object();
  out.end_array().key("numerator");
  write_classes(out, d.numerator);
  out.key("denominator").object().key("classes");
  write_classes(out, d.whole);
  out.key("series");
  if (d.series.empty()) {
    out.null();
  } else {
    out.text(d.series);
  }
  out.key("stated").array();
  for (const StatedAmount& amount : lens.stated()) {
    out.object().member("financial_year", FinancialYear(amount.start_year).text());
    out.member("amount", Money{amount.pence, {}}.decimal()).member("source", amount.source).end_object();
  }
  out.end_array().end_object().member("price_basis", to_string(d.price_basis)).member("source", d.source);
  out.member("source_year", d.source_year).end_object();
}

std::vector<persistence::FilterInfo> lens_report_filters() {
  std::vector<persistence::FilterInfo> out;
  for (const LensMeasure& measure : kMeasures) {
    for (const auto& filter : persistence::find_report(measure.report)->filters) {
      const bool held = std::any_of(out.begin(), out.end(), [&](const auto& f) { return f.name == filter.name; });
      if (!held && !filter.name.starts_with("provider")) out.push_back(filter);
    }
  }
  return out;
}

Result<LensQuestion> lens_question(const http::Parameters& given) {
  const auto measure = measure_of(given);
  if (!measure) return measure.error();
  const auto* report = persistence::find_report((*measure)->report);
  std::vector<Fault> faults;
  for (const auto& parameter : given) {
    if (parameter.first == "measure" || knows(*report, parameter.first)) continue;
    faults.push_back({parameter.first, "no_effect",
                      parameter.first + " does not choose among what was " + std::string((*measure)->word) + ". Leave it out, or use " +
                          "the other measure."});
  }
  auto terms = filter_terms(report->filters, given);
  if (!terms) faults.insert(faults.end(), terms.error().faults.begin(), terms.error().faults.end());
  if (!faults.empty()) return invalid("A parameter cannot be understood.", std::move(faults));
  return LensQuestion{*measure, report, std::move(*terms), {}};
}

Result<persistence::Report> answer_lens_question(persistence::Session& session, const LensQuestion& question) {
  return persistence::compare_lenses(session, *question.report, question.terms, app::lenses().current(), question.today);
}

std::optional<std::vector<std::string>> classes_of_sector(const Lens& lens, std::string_view sector) {
  if (sector == "several_classes") return std::vector{std::string(sector)};
  std::vector<std::string> out;
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass provider_class = *provider_class_from(word);
    const auto kinds = kinds_of(provider_class);
    const auto inside = [&](std::string_view kind) { return to_string(lens.sector_of(provider_class, kind)) == sector; };
    const bool bare = inside("");
    const bool line_drawn = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return inside(kind) != bare; });
    if (line_drawn) return std::nullopt;
    if (bare) out.emplace_back(word);
  }
  return out;
}

std::vector<Route> lens_routes() {
  std::vector<std::string> parameters = filter_names(lens_report_filters());
  parameters.emplace_back("measure");
  parameters.emplace_back(byte_true_parameter);
  return {
      {"GET", "/v1/lenses", "list_lenses", list, {}, false, false},
      {"GET", "/v1/lenses/{id}", "get_lens", one, {}, false, false},
      {"GET", "/v1/reports/lenses", "report_lenses", compare, std::move(parameters), true, false, true},
  };
}

} // namespace openward::api
