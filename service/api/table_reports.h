#pragma once
// Reports that are worked out above the queries, over HTTP and for the command line: growth, peers, providers, concentration, missing. One
// table says what each is called, what it may be asked, and who answers.

#include "domain/date.h"
#include "service/api/router.h"
#include "service/app/missing.h"
#include "service/app/table_report.h"
#include "service/render/workbook.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

struct TableQuestion {
  std::string name;
  std::string description;
};

struct TableReportDef {
  std::string name;
  std::string description;
  std::vector<persistence::FilterInfo> filters;
  std::vector<TableQuestion> questions; // parameters beside the filters; each takes one value
  Result<app::TableReport> (*answer)(persistence::Session&, const TableReportDef&, const http::Parameters&, Date today);
  bool of_the_day = false; // what it answers changes with the day, whatever it is asked
};

/// growth peers providers concentration missing
std::span<const TableReportDef> table_reports();

/// Reads the question and answers it. Errors are `invalid`, with a fault for each parameter.
Result<app::TableReport> answer_table(persistence::Session&, const TableReportDef&, const http::Parameters&, Date today);

/// The question of the report `missing`, as it was understood. Errors as above.
Result<app::MissingQuestion> missing_question(const http::Parameters&);

/// The table with one more column, the address of the rows behind each line.
persistence::Table with_addresses(const app::TableReport&);
render::AboutLines about_table(const TableReportDef&, const app::TableReport&, Date today);
std::string table_json(const TableReportDef&, const app::TableReport&);

std::vector<Route> table_report_routes();

} // namespace openward::api
