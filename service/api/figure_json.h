#pragma once
// What the annual summary and the monitoring report share when they are written out: figures, the records behind them, and where those are
// served. Pure functions.

#include "domain/law/summary/annual_summary.h"
#include "persistence/read/query.h"
#include "service/app/summary.h"
#include "service/render/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// Where a record is served.
std::string record_url(const law::RecordReference&);
/// The list of awards that a figure counts; "" where no filter gives just these.
std::string rows_url(const law::SummaryFigure&, const app::Authority&, const law::ReportingYear&);

/// Opens the object, with whose year it is.
void write_heading(render::Json&, const app::Authority&, const law::ReportingYear&);
/// `with_parts`: its parts too.
void write_figure(render::Json&, const law::SummaryFigure&, const app::Authority&, const law::ReportingYear&, bool with_parts);
void write_references(render::Json&, std::string_view name, const std::vector<law::RecordReference>&);
void write_texts(render::Json&, std::string_view name, const std::vector<std::string>&);
/// null where there is none.
void write_number(render::Json&, std::string_view name, const std::optional<std::int64_t>&);

/// Parted by single spaces.
std::string ids_of(const std::vector<law::RecordReference>&);
persistence::Cell cell_of(const std::optional<std::int64_t>&);

} // namespace openward::api
