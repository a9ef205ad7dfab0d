#include "service/cli/export_files.h"

#include "persistence/repositories.h"
#include "service/api/parameters.h"
#include "service/api/tabular.h"
#include "service/cli/export_ocds.h"
#include "service/render/csvw.h"
#include "service/render/rows.h"

#include <array>
#include <cstdio>

namespace openward::cli {

using persistence::ResourceInfo;
using persistence::Session;

namespace {

Result<std::int64_t> write_rows(Session& s, const ResourceInfo& resource, const ExportAsked& asked, OutputFile& file) {
  const bool csv = asked.form == "csv";
  std::int64_t rows = 0;
  std::string line = csv ? render::csv_header(resource.columns) : "";
  const auto write_row = [&](const persistence::Row& row) -> Result<> {
    if (csv) {
      render::append_csv(line, resource.columns, row);
    } else {
      line += render::row_json(resource.columns, row) + "\n";
    }
    ++rows;
    auto written = file.write(line);
    line.clear();
    return written;
  };
  if (auto done = persistence::for_each(s, resource, asked.filters, write_row, london_date(asked.now)); !done) return done.error();
  if (auto done = file.write(line); !done) return done.error(); // the headings of no rows
  return rows;
}

Result<std::int64_t> write_workbook(Session& s, const ResourceInfo& resource, const ExportAsked& asked, OutputFile& file) {
  const Date today = london_date(asked.now);
  auto book = render::Workbook::create(resource.columns);
  if (!book) return book.error();
  auto done = persistence::for_each(
      s, resource, asked.filters, [&](const persistence::Row& row) { return book->add(row); }, today);
  if (!done) return done.error();
  const auto made = book->finish(api::about_rows(resource.name, resource.description, asked.filters, persistence::last_seq(s), today));
  if (!made) return made.error();
  std::array<char, 65536> piece{};
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), made->get())) {
    if (auto written = file.write({piece.data(), read}); !written) return written.error();
  }
  return book->rows();
}

std::string media_type(const std::string& form) {
  if (form == "csv") return "text/csv; charset=utf-8; header=present";
  if (form == "ndjson") return "application/x-ndjson";
  return form == "xlsx" ? std::string(render::workbook_type) : "application/json";
}

std::string address_of(const ExportAsked& asked) {
  http::Parameters query;
  for (const auto& term : asked.filters) {
    for (const std::string& value : term.values) query.emplace_back((term.exclude ? "not_" : "") + term.name, value);
  }
  const std::string words = api::encode_query(query);
  return "/v1/" + asked.what + "." + asked.form + (words.empty() ? "" : "?" + words);
}

Result<> export_packages(Session& s, const ExportAsked& asked, OutputFile& file, Exported& out) {
  const auto done = export_ocds(s, {asked.what == "records", asked.form == "ndjson", asked.versioned, asked.base}, asked.now, file);
  if (!done) return done.error();
  out.file.rows = done->written;
  out.left_out = done->left_out;
  out.synthetic = done->synthetic;
  out.file.description = "Every " + asked.what.substr(0, asked.what.size() - 1) + " of OCDS 1.1" +
                         (asked.form == "ndjson" ? ", one on a line." : ", as one package.");
  out.file.address = "/ocds/" + asked.what;
  return Done{};
}

Result<> export_list(Session& s, const ExportAsked& asked, OutputFile& file, Exported& out) {
  const ResourceInfo& resource = *persistence::find_resource(asked.what);
  const auto rows = asked.form == "xlsx" ? write_workbook(s, resource, asked, file) : write_rows(s, resource, asked, file);
  if (!rows) return rows.error();
  out.file.rows = *rows;
  out.file.description = resource.description;
  out.file.filter = asked.filters;
  out.file.address = address_of(asked);
  for (const auto& column : resource.columns) out.file.columns.push_back(column.name);
  return Done{};
}

} // namespace

bool is_ocds(const std::string& what) { return what == "releases" || what == "records"; }

Result<Exported> export_file(Session& s, const ExportAsked& asked, OutputFile& file) {
  Exported out;
  out.file.what = asked.what;
  out.file.media_type = media_type(asked.form);
  const auto done = is_ocds(asked.what) ? export_packages(s, asked, file, out) : export_list(s, asked, file, out);
  if (!done) return done.error();
  if (auto kept = file.keep(); !kept) return kept.error();
  out.file.bytes = file.bytes();
  out.file.sha256 = file.sha256();
  return out;
}

std::string csv_metadata(const std::string& what, const std::string& file) {
  const ResourceInfo& resource = *persistence::find_resource(what);
  return render::csvw_json(file, "Openward: " + resource.name, resource.description, resource.columns);
}

} // namespace openward::cli
