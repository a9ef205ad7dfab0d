#include "service/api/tabular.h"

#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/spool.h"
#include "service/render/rows.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::Table;

namespace {

std::string csv_of(const Table& table, render::CsvText texts) {
  std::string out = render::csv_header(table.columns);
  for (const auto& row : table.rows) render::append_csv(out, table.columns, row, texts);
  return out;
}

Result<std::shared_ptr<std::FILE>> workbook_of(const Table& table, const render::AboutLines& about) {
  auto book = render::Workbook::create(table.columns);
  if (!book) return book.error();
  for (const auto& row : table.rows) {
    if (auto added = book->add(row); !added) return added.error();
  }
  return book->finish(about);
}

/// A workbook is made anew only for somebody who does not have it: it is a function of its rows and of what it says of itself.
Response sheet_reply(const Call& call, const Table& table, const render::AboutLines& about, const OfTheDay& of_the_day) {
  std::string content = csv_of(table, render::CsvText::byte_true);
  for (const auto& [name, value] : about) content += name + "\t" + value + "\n";
  const std::string etag = etag_on("xlsx\n" + content, of_the_day.day);
  if (none_match(call.request, etag)) return not_modified(etag);
  auto book = workbook_of(table, about);
  if (!book) return refuse(call, book.error());
  auto made = workbook_reply(*std::move(book));
  if (!made) return refuse(call, made.error());
  Response response = *std::move(made);
  tell_divided(response, of_the_day.divided);
  response.set_header("ETag", etag);
  return response;
}

} // namespace

render::AboutLines about_rows(const std::string& what, const std::string& description, const std::vector<persistence::FilterTerm>& terms,
                              std::int64_t seq, Date day) {
  render::AboutLines out{{"openward", what}, {"what it is", description}, {"licence", std::string(render::licence)}};
  const auto past = std::find_if(terms.begin(), terms.end(), [](const auto& term) { return term.name == "as_of"; });
  if (past != terms.end()) out.emplace_back("made on", day.iso());
  out.emplace_back("as of", past == terms.end() ? day.iso() : past->values.front());
  out.emplace_back("sequence number of the register", std::to_string(seq));
  if (terms.empty()) out.emplace_back("filter", "none: every row");
  for (const auto& term : terms) {
    std::string values;
    for (const std::string& value : term.values) values += (values.empty() ? "" : " or ") + value;
    out.emplace_back("filter " + std::string(term.exclude ? "not_" : "") + term.name, values);
  }
  if (const Lens* lens = lens_in(terms)) out.emplace_back("lens " + lens->name(), lens->definition().definition);
  return out;
}

void tell_divided(render::AboutLines& about, std::optional<std::int64_t> rows) {
  if (rows) about.emplace_back("rows that stay under a body which passed to several", std::to_string(*rows));
}

Result<Response> workbook_reply(std::shared_ptr<std::FILE> workbook) {
  auto spool = Spool::of(std::move(workbook));
  if (!spool) return spool.error();
  Response response;
  response.media_type = render::workbook_type;
  spool->give_to(response);
  return response;
}

Response tabular_reply(const Call& call, const Table& table, const render::AboutLines& about, const OfTheDay& of_the_day) {
  if (call.representation == Representation::xlsx) return sheet_reply(call, table, about, of_the_day);
  Response response;
  if (call.representation == Representation::csv) {
    response.media_type = "text/csv; charset=utf-8; header=present";
    response.body = csv_of(table, call.byte_true ? render::CsvText::byte_true : render::CsvText::guarded);
  } else {
    response.media_type = "application/x-ndjson";
    for (const auto& row : table.rows) response.body += render::row_json(table.columns, row) + "\n";
  }
  const std::string etag = etag_on(response.body, of_the_day.day);
  if (none_match(call.request, etag)) return not_modified(etag);
  tell_divided(response, of_the_day.divided);
  response.set_header("ETag", etag);
  return response;
}

} // namespace openward::api
