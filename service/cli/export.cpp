#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "persistence/sight.h"
#include "service/api/parameters.h"
#include "service/api/tabular.h"
#include "service/cli/command.h"
#include "service/cli/output_file.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

namespace openward::cli {

using persistence::ResourceInfo;
using persistence::Session;

namespace {

struct Options {
  std::string what;
  std::string to;
  std::string format;
  bool with_people = false;
};

/// The form of a file by its name.
std::string form_of(const Options& options) {
  if (!options.format.empty()) return options.format;
  if (options.to.ends_with(".csv")) return "csv";
  if (options.to.ends_with(".xlsx")) return "xlsx";
  if (options.to.ends_with(".ndjson") || options.to.ends_with(".jsonl")) return "ndjson";
  return "";
}

Result<std::int64_t> export_rows(Session& s, const ResourceInfo& resource, bool csv, OutputFile& file) {
  std::int64_t rows = 0;
  if (csv) {
    if (auto head = file.write(render::csv_header(resource.columns)); !head) return head.error();
  }
  auto done = persistence::for_each(s, resource, {}, [&](const persistence::Row& row) -> Result<> {
    std::string line;
    if (csv) {
      render::append_csv(line, resource.columns, row);
    } else {
      line = render::row_json(resource.columns, row) + "\n";
    }
    ++rows;
    return file.write(line);
  });
  if (!done) return done.error();
  return rows;
}

Result<std::int64_t> export_workbook(Session& s, const ResourceInfo& resource, Date today, OutputFile& file) {
  auto book = render::Workbook::create(resource.columns);
  if (!book) return book.error();
  auto done = persistence::for_each(s, resource, {}, [&](const persistence::Row& row) { return book->add(row); });
  if (!done) return done.error();
  const auto made = book->finish(api::about_rows(resource.name, resource.description, {}, persistence::last_seq(s), today));
  if (!made) return made.error();
  std::array<char, 65536> piece{};
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), made->get())) {
    if (auto written = file.write({piece.data(), read}); !written) return written.error();
  }
  return book->rows();
}

/// The releases as they were read, one on a line, so that `openward import` of the file makes the same register again. Those of awards to
/// people cannot be masked and stay what they are: they are left out unless they are asked for.
Result<std::int64_t> export_releases(Session& s, OutputFile& file, std::int64_t& left_out) {
  std::int64_t rows = 0;
  const bool everybody = persistence::sight_of(s) == persistence::Sight::everybody;
  const auto people = everybody ? persistence::records_of_people(s) : persistence::RecordsOfPeople({});
  auto done = persistence::for_each_release(s, [&](const persistence::StoredRelease& release) -> Result<> {
    if (people.has(release.ocid)) {
      ++left_out;
      return Done{};
    }
    ++rows;
    // A release that was published over several lines is brought onto one: line ends inside JSON are white space between its tokens.
    std::string line = release.raw;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return file.write(line + "\n");
  });
  if (!done) return done.error();
  return rows;
}

int export_to(const Common& common, const Options& options) {
  const std::string form = form_of(options);
  const bool releases = options.what == "releases";
  if (form.empty() || (releases && form != "ndjson")) {
    std::cerr << "openward: " << (releases ? "releases are written as .ndjson" : "name the file .csv, .ndjson or .xlsx, or give --format")
              << '\n';
    return kUsage;
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto file = OutputFile::create(options.to);
  if (!file) return say(file.error()), kEnvironment;
  std::int64_t left_out = 0;
  auto rows = database->read([&](Session& s) -> Result<std::int64_t> {
    if (options.with_people) persistence::set_sight(s, persistence::Sight::in_full);
    if (releases) return export_releases(s, *file, left_out);
    if (form == "xlsx") return export_workbook(s, *persistence::find_resource(options.what), london_date(common.clock()), *file);
    return export_rows(s, *persistence::find_resource(options.what), form == "csv", *file);
  });
  if (!rows) return say(rows.error());
  if (auto kept = file->keep(); !kept) return say(kept.error()), kEnvironment;
  std::cerr << *rows << " rows written to " << (options.to == "-" ? "standard output" : options.to) << '\n';
  if (left_out > 0) {
    std::cerr << left_out
              << " releases of awards to people are left out, because they name them; --with-people writes these too, for a copy of "
              << "the register that is not published\n";
  }
  return kDone;
}

} // namespace

void add_export(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("export", "write everything of one kind to a file");
  auto options = std::make_shared<Options>();
  std::vector<std::string> kinds{"releases"};
  for (const ResourceInfo& resource : persistence::resources()) kinds.push_back(resource.name);
  command->add_option("what", options->what, "what to write")->required()->check(CLI::IsMember(kinds));
  command->add_option("--to", options->to, "the file, .csv, .ndjson or .xlsx; - is standard output")->required();
  command->add_option("--format", options->format, "when the name does not say")->check(CLI::IsMember({"csv", "ndjson", "xlsx"}));
  command->add_flag("--with-people", options->with_people,
                    "the names of people too, and what may hold them: for a copy that is not published");
  command->callback([&common, &run, options] { run = [&common, options] { return export_to(common, *options); }; });
}

} // namespace openward::cli
