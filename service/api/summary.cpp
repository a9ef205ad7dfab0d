#include "service/api/summary.h"

#include "service/api/access.h"
#include "service/api/figure_json.h"
#include "service/api/reply.h"
#include "service/api/tabular.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::CellType;
using persistence::Table;
using render::Json;

namespace {

persistence::Row row_of(const law::SummaryFigure& figure, const app::AuthoritySummary& answer) {
  const auto published =
      std::find_if(answer.published.begin(), answer.published.end(), [&](const law::ReconciledCount& c) { return c.key == figure.key; });
  const bool known = published != answer.published.end();
  return {answer.authority.id,
          answer.summary.year.year.text(),
          figure.key,
          figure.title,
          figure.citation,
          std::string(law::to_string(figure.status)),
          cell_of(figure.count),
          figure.reason,
          figure.note,
          cell_of(known ? published->stated : std::nullopt),
          cell_of(known ? published->difference : std::nullopt),
          known ? published->source : std::string(),
          ids_of(figure.records),
          ids_of(figure.open),
          rows_url(figure, answer.authority, answer.summary.year)};
}

template <typename Answer>
Response answer(const Call& call, const std::string& name,
                Result<Answer> (*make)(persistence::Session&, std::string_view, const law::ReportingYear&, Date),
                std::string (*json)(const Answer&), Table (*table)(const Answer&)) {
  const auto year = asked_year(call);
  if (!year) return refuse(call, year.error());
  const Date today = london_date(call.app.clock());
  const auto made = reading(call, [&](persistence::Session& s) { return make(s, call.values.front(), *year, today); });
  if (!made) return refuse(call, made.error());
  if (call.representation != Representation::json) {
    Response response = tabular_reply(call, table(*made), {});
    const std::string suffix = call.representation == Representation::csv ? ".csv" : ".ndjson";
    if (response.status == 200) {
      response.set_header("Content-Disposition",
                          "attachment; filename=\"openward-" + name + "-" + made->authority.id + "-" + year->year.text() + suffix + "\"");
    }
    return response;
  }
  Response response = json_reply(200, json(*made));
  const std::string etag = etag_of(response.body);
  if (none_match(call.request, etag)) return not_modified(etag);
  response.set_header("ETag", etag);
  return response;
}

} // namespace

Result<law::ReportingYear> asked_year(const Call& call) {
  std::string words;
  std::size_t given = 0;
  for (const auto& [name, value] : call.request.query) {
    if (name != "year") continue;
    ++given;
    words = value;
  }
  if (given > 1) return invalid_at("year", "given_twice", "year takes one value.");
  if (given == 1 && words.empty()) return invalid_at("year", "empty_value", "year is empty. Write it as 2024-25, or leave it out.");
  return app::reporting_year(words, london_date(call.app.clock()));
}

std::string summary_json(const app::AuthoritySummary& answer) {
  const law::ReportingYear& year = answer.summary.year;
  Json out;
  write_heading(out, answer.authority, year);
  out.member("expected_by", year.expected_by.iso()).key("figures").array();
  for (const law::SummaryFigure& figure : answer.summary.figures) write_figure(out, figure, answer.authority, year, true);
  out.end_array().key("representations").array();
  for (const law::AnnualRepresentation& one : answer.summary.representations) {
    out.object().member("ocid", one.ocid).member("received_on", one.received_on.iso());
    out.member("standstill_ended_on", one.standstill_ended_on ? one.standstill_ended_on->iso() : std::string());
    out.member("nature", one.nature).member("outcome", law::to_string(one.outcome)).member("panel", one.panel).end_object();
  }
  out.end_array().key("published").array();
  for (const law::ReconciledCount& line : answer.published) {
    out.object().member("figure", line.key).member("title", line.title);
    write_number(out, "stated", line.stated);
    write_number(out, "counted", line.counted);
    write_number(out, "difference", line.difference);
    out.member("note", line.note).member("source", line.source).end_object();
  }
  out.end_array();
  write_texts(out, "notes", answer.summary.notes);
  out.member("seq", answer.seq).end_object();
  return out.take();
}

Table summary_table(const app::AuthoritySummary& answer) {
  Table table{{{"commissioner", CellType::text, "Public id of the authority."},
               {"year", CellType::text, "Reporting year."},
               {"figure", CellType::text, "Letter of reg 25(2), or a word for what guidance adds; parts after a dot."},
               {"title", CellType::text, "What is counted."},
               {"citation", CellType::text, "Regulation, or guidance."},
               {"status", CellType::text, "counted, in_part or not_computable."},
               {"count", CellType::integer, "Empty where it cannot be computed."},
               {"reason", CellType::text, "Why there is no count, or what it leaves open."},
               {"note", CellType::text, "How it was counted and what it rests on."},
               {"stated", CellType::integer, "What the authority published."},
               {"difference", CellType::integer, "Counted less stated."},
               {"source", CellType::text, "Of what it published."},
               {"records", CellType::text, "Ids of the records behind it."},
               {"open", CellType::text, "Ids of records that may belong to it."},
               {"rows_url", CellType::text, "The list of its awards, where a filter gives just these."}},
              {}};
  for (const law::SummaryFigure& figure : answer.summary.figures) {
    table.rows.push_back(row_of(figure, answer));
    for (const law::SummaryFigure& part : figure.parts) table.rows.push_back(row_of(part, answer));
  }
  return table;
}

std::vector<Route> summary_routes() {
  return {{"GET",
           "/v1/commissioners/{id}/annual-summary",
           "annual_summary",
           [](const Call& call) { return answer(call, "annual-summary", app::annual_summary, summary_json, summary_table); },
           {"year"},
           true,
           false},
          {"GET",
           "/v1/commissioners/{id}/monitoring-report",
           "monitoring_report",
           [](const Call& call) { return answer(call, "monitoring-report", app::monitoring_report, monitoring_json, monitoring_table); },
           {"year"},
           true,
           false}};
}

} // namespace openward::api
