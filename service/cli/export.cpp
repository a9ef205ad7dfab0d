#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "persistence/sight.h"
#include "service/api/parameters.h"
#include "service/api/tabular.h"
#include "service/cli/command.h"
#include "service/cli/export_ocds.h"
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
  bool versioned = false;
  std::string base = "http://localhost:8080";
};

/// The form of a file by its name.
std::string form_of(const Options& options) {
  if (!options.format.empty()) return options.format;
  if (options.to.ends_with(".csv")) return "csv";
  if (options.to.ends_with(".xlsx")) return "xlsx";
  if (options.to.ends_with(".ndjson") || options.to.ends_with(".jsonl")) return "ndjson";
  if (options.to.ends_with(".json")) return "json";
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

bool is_ocds(const Options& options) { return options.what == "releases" || options.what == "records"; }

/// Why the options do not go together; "" when they do.
std::string contradiction(const Options& options, const std::string& form) {
  if (is_ocds(options)) {
    if (form != "json" && form != "ndjson") return options.what + " are written as .json, one package, or as .ndjson, one on a line";
  } else if (form.empty() || form == "json") {
    return "name the file .csv, .ndjson or .xlsx, or give --format";
  }
  if (options.versioned && options.what != "records") return "--versioned is for records";
  return "";
}

void tell(const OcdsExported& done) {
  if (done.left_out > 0) {
    std::cerr << done.left_out
              << " releases of awards to people are left out, because they name them; --with-people writes these too, for a copy of "
              << "the register that is not published\n";
  }
  if (done.synthetic > 0) std::cerr << done.synthetic << " of the procurements were invented (synthetic): count none of them\n";
}

int export_to(const Common& common, const Options& options) {
  const std::string form = form_of(options);
  if (const std::string wrong = contradiction(options, form); !wrong.empty()) {
    std::cerr << "openward: " << wrong << '\n';
    return kUsage;
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto file = OutputFile::create(options.to);
  if (!file) return say(file.error()), kEnvironment;
  OcdsExported done;
  auto rows = database->read([&](Session& s) -> Result<std::int64_t> {
    if (options.with_people) persistence::set_sight(s, persistence::Sight::in_full);
    if (is_ocds(options)) {
      const OcdsExport asked{options.what == "records", form == "ndjson", options.versioned, options.base};
      auto exported = export_ocds(s, asked, common.clock(), *file);
      if (!exported) return exported.error();
      done = *exported;
      return done.written;
    }
    if (form == "xlsx") return export_workbook(s, *persistence::find_resource(options.what), london_date(common.clock()), *file);
    return export_rows(s, *persistence::find_resource(options.what), form == "csv", *file);
  });
  if (!rows) return say(rows.error());
  if (auto kept = file->keep(); !kept) return say(kept.error()), kEnvironment;
  std::cerr << *rows << (is_ocds(options) ? " " + options.what : " rows") << " written to "
            << (options.to == "-" ? "standard output" : options.to) << '\n';
  tell(done);
  return kDone;
}

} // namespace

void add_export(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("export", "write everything of one kind to a file");
  auto options = std::make_shared<Options>();
  std::vector<std::string> kinds{"releases", "records"};
  for (const ResourceInfo& resource : persistence::resources()) kinds.push_back(resource.name);
  command->add_option("what", options->what, "what to write")->required()->check(CLI::IsMember(kinds));
  command->add_option("--to", options->to, "the file, .csv, .ndjson or .xlsx; releases and records .json or .ndjson; - is standard output")
      ->required();
  command->add_option("--format", options->format, "when the name does not say")->check(CLI::IsMember({"csv", "json", "ndjson", "xlsx"}));
  command->add_flag("--with-people", options->with_people,
                    "the names of people too, and what may hold them: for a copy that is not published");
  command->add_flag("--versioned", options->versioned, "records with the history of every field");
  command->add_option("--base-url", options->base, "where the register is reached, for the addresses in a package of releases or records")
      ->envname("OPENWARD_BASE_URL")
      ->capture_default_str();
  command->callback([&common, &run, options] { run = [&common, options] { return export_to(common, *options); }; });
}

} // namespace openward::cli
