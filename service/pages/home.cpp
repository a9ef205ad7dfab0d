#include "service/pages/home.h"

#include "embedded/web_files.h"
#include "service/api/reply.h"
#include "service/pages/surroundings.h"
#include "service/render/rows.h"

#include <kainjow/mustache.hpp>

#include <algorithm>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;
using kainjow::mustache::mustache;
using persistence::Report;
using persistence::Row;
using persistence::Session;

namespace {

data cell_of(const persistence::Column& column, const persistence::Cell& cell) {
  data out;
  const auto* number = std::get_if<std::int64_t>(&cell);
  const bool numeric = column.type == persistence::CellType::integer || column.type == persistence::CellType::pence;
  out.set("number", data(numeric));
  if (number != nullptr && column.type == persistence::CellType::pence) {
    out.set("text", pounds(*number));
  } else {
    const std::string text = render::cell_text(column, cell);
    out.set("text", text.empty() ? "not stated" : words(text));
  }
  return out;
}

/// A report as the template wants it: heads, lines of cells, and the totals line.
data table_of(const Report& report) {
  data heads{data::type::list};
  for (const auto& column : report.table.columns) {
    data head;
    head.set("text", words(column.name));
    head.set("title", column.description);
    head.set("number", data(column.type == persistence::CellType::integer || column.type == persistence::CellType::pence));
    heads.push_back(head);
  }
  data lines{data::type::list};
  for (const Row& row : report.table.rows) {
    data cells{data::type::list};
    for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell_of(report.table.columns[i], row[i]));
    data line;
    line.set("cells", cells);
    lines.push_back(line);
  }
  data totals{data::type::list};
  const std::size_t dimensions = report.table.columns.size() - report.totals.size();
  for (std::size_t i = 0; i < report.totals.size(); ++i) totals.push_back(cell_of(report.table.columns[dimensions + i], report.totals[i]));
  data out;
  out.set("heads", heads);
  out.set("lines", lines);
  out.set("totals", totals);
  out.set("dimensions", std::to_string(dimensions));
  out.set("empty", data(report.table.rows.empty()));
  return out;
}

constexpr std::size_t most_commissioners = 20;

/// Who made most awards under the Regime, each with its annual summary.
Result<data> commissioners(Session& session) {
  auto made = persistence::run_report(session, *persistence::find_report("awards"),
                                      {{{"regime", false, {"psr"}}, {"synthetic", false, {"false"}}}, {"commissioner"}});
  if (!made) return made.error();
  auto& rows = made->table.rows;
  std::erase_if(rows, [](const Row& row) { return row.front().index() == 0; }); // a notice that names nobody
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return std::get<std::int64_t>(a[2]) > std::get<std::int64_t>(b[2]); });
  if (rows.size() > most_commissioners) rows.resize(most_commissioners);
  data out{data::type::list};
  for (const Row& row : rows) {
    data line;
    line.set("id", std::get<std::string>(row[0]));
    line.set("name", std::get<std::string>(row[1]));
    line.set("awards", with_thousands(std::get<std::int64_t>(row[2])));
    out.push_back(line);
  }
  return out;
}

Result<std::string> page(Session& session) {
  data view;
  // What is real and what is invented never stand in one table.
  const auto add_report = [&](const std::string& name, std::string_view report, const std::vector<persistence::FilterTerm>& filter,
                              const std::vector<std::string>& group_by) -> Result<> {
    for (const bool synthetic : {false, true}) {
      std::vector<persistence::FilterTerm> terms = filter;
      terms.push_back({"synthetic", false, {synthetic ? "true" : "false"}});
      auto made = persistence::run_report(session, *persistence::find_report(report), {std::move(terms), group_by});
      if (!made) return made.error();
      view.set(synthetic ? "synthetic_" + name : name, table_of(*made));
    }
    return Done{};
  };
  if (auto done = add_report("awards", "awards", {{"scope", true, {"other"}}}, {"tender_class", "provider_class"}); !done)
    return done.error();
  if (auto done = add_report("spend", "spend", {}, {"provider_class", "financial_year"}); !done) return done.error();
  for (const char* name : {"diagnostic-centres", "programmes", "indicators"}) {
    auto rows = surroundings(session, name);
    if (!rows) return rows.error();
    std::string key = name;
    std::replace(key.begin(), key.end(), '-', '_');
    view.set(key, *rows);
  }
  const auto buyers = commissioners(session);
  if (!buyers) return buyers.error();
  view.set("has_commissioners", data(!buyers->is_empty_list()));
  view.set("commissioners", *buyers);
  const auto synthetic = persistence::list(session, *persistence::find_resource("awards"), {{{"synthetic", false, {"true"}}}, "", 1, ""});
  if (!synthetic) return synthetic.error();
  view.set("synthetic", data(synthetic->total > 0));
  view.set("seq", std::to_string(synthetic->seq));
  view.set("table", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_table_mustache); }}});
  mustache layout{std::string(embedded::web_templates_home_mustache)};
  return layout.render(view);
}

} // namespace

Response home(const api::Call& call) {
  auto body = call.app.database.read([](Session& s) { return page(s); });
  if (!body) return refuse(call, body.error());
  Response response;
  response.media_type = "text/html; charset=utf-8";
  response.body = std::move(*body);
  response.set_header(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "same-origin");
  return response;
}

Response stylesheet(const api::Call&) {
  Response response;
  response.media_type = "text/css; charset=utf-8";
  response.body = std::string(embedded::web_styles_site_css);
  response.set_header("Cache-Control", "public, max-age=300");
  return response;
}

} // namespace openward::pages
