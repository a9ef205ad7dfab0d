#pragma once
// Reports over HTTP: GET /v1/reports/spend, GET /v1/reports/awards.

#include "domain/date.h"
#include "service/api/router.h"
#include "service/render/json.h"
#include "service/render/workbook.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::api {

std::vector<Route> report_routes();

/// A report in the representation that the call asks for; `given` stands for the query of its URL.
http::Response report_answer(const Call&, const persistence::ReportInfo&, const http::Parameters& given);

/// `rows`, each with the address of the rows behind it, and `totals`: members of an object that is open.
void write_report_lines(render::Json&, const persistence::ReportInfo&, const http::Parameters& given, const Lens*,
                        const persistence::Report&);

/// The address of the rows behind a line of the report: its own filter, and one more for each dimension. None where no filter chooses
/// just these rows: where a lens draws a line through a class, say.
std::optional<std::string> rows_address(const persistence::ReportInfo&, const http::Parameters& given, const Lens*,
                                        const persistence::Report&, const persistence::Row&);

/// The list of the rows that a report with these filters counts.
std::string rows_list(const persistence::ReportInfo&, const http::Parameters& given);

/// "a,b" and repeated parameters alike; none given is the report's default.
std::vector<std::string> group_by(const persistence::ReportInfo&, const http::Parameters& given);

/// basis and price_year; none for money of the day.
Result<std::optional<RealTerms>> real_terms_of(const http::Parameters& given);

/// Filters, group_by, lens and basis, from the query of a URL or the options of a command line.
Result<persistence::ReportRequest> report_request(const persistence::ReportInfo&, const http::Parameters& given);

/// What a workbook of the report says of itself, its totals among it.
render::AboutLines about_report(const persistence::ReportInfo&, const persistence::ReportRequest&, const persistence::Report&, Date today);

} // namespace openward::api
