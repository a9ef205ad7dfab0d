#pragma once
// Lenses over HTTP: GET /v1/lenses, GET /v1/lenses/{id}, GET /v1/reports/lenses.

#include "domain/lens.h"
#include "service/api/router.h"
#include "service/render/json.h"
#include "service/render/workbook.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

std::vector<Route> lens_routes();

void write_lens(render::Json& out, const Lens& lens);

/// What the table of lenses compares, and in which report's rows: paid in spend, awarded in awards.
struct LensMeasure {
  std::string_view word;
  std::string_view report;
  std::string_view description;
};
std::span<const LensMeasure> lens_measures();
constexpr std::string_view lens_report_description =
    "The same rows through every lens, one line each: how far a share depends on what is counted, and of what.";

/// A table of lenses as it was asked for.
struct LensQuestion {
  const LensMeasure* measure;
  const persistence::ReportInfo* report;
  std::vector<persistence::FilterTerm> terms;
  std::optional<Date> today{}; // of the caller's clock
};
/// The filters of every measure, each name once. Those that choose rows by who was paid are not among them: they leave no whole.
std::vector<persistence::FilterInfo> lens_report_filters();
/// From the query of a URL or the options of a command line. Errors name the measures, and a filter that the measure does not have.
Result<LensQuestion> lens_question(const http::Parameters& given);
Result<persistence::Report> answer_lens_question(persistence::Session&, const LensQuestion&);
/// What a workbook of the table says of itself. The question has its day.
render::AboutLines about_lenses(const LensQuestion&, const persistence::Report&);

/// The provider classes that make up a sector, for links; none where the lens draws a line through one of them.
std::optional<std::vector<std::string>> classes_of_sector(const Lens& lens, std::string_view sector);

} // namespace openward::api
