#include "service/api/figure_json.h"

#include "service/api/parameters.h"

namespace openward::api {

using render::Json;

std::string record_url(const law::RecordReference& record) {
  switch (record.kind) {
  case law::RecordKind::award:
    return "/v1/awards/" + record.id;
  case law::RecordKind::contract:
    return "/v1/contracts/" + record.id;
  case law::RecordKind::provider:
    return "/v1/providers/" + record.id;
  case law::RecordKind::procurement:
    return "/v1/procurements/" + record.id;
  case law::RecordKind::notice:
    return "/v1/notices/" + record.id;
  }
  return {};
}

std::string rows_url(const law::SummaryFigure& figure, const app::Authority& authority, const law::ReportingYear& year) {
  if (figure.routes.empty()) return {};
  http::Parameters filter{{"commissioner", authority.id}};
  for (const openward::Route route : figure.routes) filter.emplace_back("route", to_string(route));
  if (figure.framework) filter.emplace_back("framework", *figure.framework ? "true" : "false");
  filter.emplace_back("synthetic", authority.synthetic ? "true" : "false");
  filter.emplace_back("awarded_from", year.first.iso());
  filter.emplace_back("awarded_to", year.last.iso());
  return "/v1/awards?" + encode_query(filter);
}

void write_number(Json& out, std::string_view name, const std::optional<std::int64_t>& number) {
  out.key(name);
  if (number) {
    out.integer(*number);
  } else {
    out.null();
  }
}

void write_references(Json& out, std::string_view name, const std::vector<law::RecordReference>& records) {
  out.key(name).array();
  for (const law::RecordReference& record : records) {
    out.object().member("kind", law::to_string(record.kind)).member("id", record.id).member("words", record.words);
    out.member("url", record_url(record)).end_object();
  }
  out.end_array();
}

void write_figure(Json& out, const law::SummaryFigure& figure, const app::Authority& authority, const law::ReportingYear& year,
                  bool with_parts) {
  out.object().member("figure", figure.key).member("title", figure.title).member("citation", figure.citation);
  out.member("status", law::to_string(figure.status));
  write_number(out, "count", figure.count);
  out.member("reason", figure.reason).member("note", figure.note).key("rows_url");
  if (const std::string url = rows_url(figure, authority, year); url.empty()) {
    out.null();
  } else {
    out.text(url);
  }
  write_references(out, "records", figure.records);
  write_references(out, "open", figure.open);
  if (with_parts) {
    out.key("parts").array();
    for (const law::SummaryFigure& part : figure.parts) write_figure(out, part, authority, year, false);
    out.end_array();
  }
  out.end_object();
}

void write_heading(Json& out, const app::Authority& authority, const law::ReportingYear& year) {
  out.object().key("commissioner").object().member("id", authority.id).member("name", authority.name);
  out.member("synthetic", authority.synthetic).end_object();
  out.member("year", year.year.text()).member("first", year.first.iso()).member("last", year.last.iso());
}

void write_texts(Json& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).array();
  for (const std::string& text : texts) out.text(text);
  out.end_array();
}

std::string ids_of(const std::vector<law::RecordReference>& records) {
  std::string out;
  for (const law::RecordReference& record : records) out += (out.empty() ? "" : " ") + record.id;
  return out;
}

persistence::Cell cell_of(const std::optional<std::int64_t>& number) {
  return number ? persistence::Cell(*number) : persistence::Cell(std::monostate{});
}

} // namespace openward::api
