#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "persistence/sight.h"
#include "service/api/parameters.h"
#include "service/cli/command.h"
#include "service/cli/export_files.h"
#include "service/cli/export_folder.h"
#include "service/cli/verify.h"
#include "service/render/csvw.h"
#include "service/version.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

using persistence::ResourceInfo;
using persistence::Session;

namespace {

struct Options {
  std::string what;
  std::string to;
  std::string format;
  std::vector<std::string> filters;
  std::string verify;
  bool all = false;
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

/// Why the options do not go together; "" when they do.
std::string contradiction(const Options& options, const std::string& form) {
  if (!options.verify.empty()) return options.what.empty() && !options.all && options.to.empty() ? "" : "--verify is given alone";
  if (options.what.empty() && !options.all) return "say what to write (such as awards), or --all; --help lists what there is";
  if (options.to.empty()) return options.all ? "--all needs --to FOLDER" : "name the file with --to FILE";
  if (options.all && !options.what.empty()) return "--all writes every kind: leave \"" + options.what + "\" out";
  if (options.all && (!options.filters.empty() || options.versioned))
    return "--all writes everything: --filter and --versioned are for one kind";
  if (options.all) return options.format == "json" ? "--all is written as csv, ndjson or xlsx" : "";
  if (is_ocds(options.what)) {
    if (form != "json" && form != "ndjson") return options.what + " are written as .json, one package, or as .ndjson, one on a line";
    if (!options.filters.empty()) return "releases and records are written whole: --filter is for lists";
  } else if (form.empty() || form == "json") {
    return "name the file .csv, .ndjson or .xlsx, or give --format";
  }
  if (options.versioned && options.what != "records") return "--versioned is for records";
  return "";
}

/// "route=aqp" as a filter of the list, read as the API reads it.
Result<std::vector<persistence::FilterTerm>> filters_of(const ResourceInfo& resource, const std::vector<std::string>& given) {
  http::Parameters parameters;
  const std::vector<std::string> known = api::filter_names(resource.filters);
  for (const std::string& one : given) {
    const auto sign = one.find('=');
    const std::string name = one.substr(0, sign);
    if (sign == std::string::npos) return invalid_at(one, "bad_value", "a filter is NAME=VALUE, such as route=aqp");
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      std::string valid;
      for (const std::string& word : known) valid += (valid.empty() ? "" : ", ") + word;
      return invalid_at(name, "unknown_parameter", resource.name + " have no filter \"" + name + "\". Valid: " + valid);
    }
    parameters.emplace_back(name, one.substr(sign + 1));
  }
  return api::filter_terms(resource.filters, parameters);
}

void tell(const Exported& done) {
  if (done.left_out > 0) {
    std::cerr << done.left_out
              << " releases of awards to people are left out, because they name them; --with-people writes these too, for a copy of "
              << "the register that is not published\n";
  }
  if (done.synthetic > 0) std::cerr << done.synthetic << " of the procurements were invented (synthetic): count none of them\n";
}

Result<> write_beside(const std::string& path, std::string_view content) {
  auto file = OutputFile::create(path);
  if (!file) return file.error();
  if (auto done = file->write(content); !done) return done;
  return file->keep();
}

/// The manifest of the file, and what its columns mean.
Result<> describe(const Options& options, render::Manifest manifest, const std::string& form) {
  render::ManifestFile& file = manifest.files.front();
  file.file = std::filesystem::path(options.to).filename().string();
  if (form == "csv") {
    file.metadata = file.file + std::string(render::csvw_ending);
    const auto done = write_beside(options.to + std::string(render::csvw_ending), csv_metadata(options.what, file.file));
    if (!done) return done;
  }
  return write_beside(options.to + ".manifest.json", render::manifest_json(manifest));
}

int export_one(const Common& common, const Options& options, const std::string& form) {
  ExportAsked asked{options.what, form, {}, options.versioned, options.base, common.clock()};
  if (!is_ocds(options.what)) {
    auto terms = filters_of(*persistence::find_resource(options.what), options.filters);
    if (!terms) return say(terms.error());
    asked.filters = *std::move(terms);
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto file = OutputFile::create(options.to);
  if (!file) return say(file.error()), kEnvironment;
  render::Manifest manifest{"export", std::string(kVersion), database->schema_version(), 0, asked.now, options.with_people};
  auto done = database->read([&](Session& s) -> Result<Exported> {
    if (options.with_people) persistence::set_sight(s, persistence::Sight::in_full);
    manifest.seq = persistence::last_seq(s);
    return export_file(s, asked, *file);
  });
  if (!done) return say(done.error());
  manifest.files.push_back(done->file);
  std::cerr << done->file.rows << (is_ocds(options.what) ? " " + options.what : " rows") << " written to "
            << (options.to == "-" ? "standard output" : options.to) << '\n';
  tell(*done);
  if (!file->has_folder()) return kDone;
  if (auto described = describe(options, std::move(manifest), form); !described) return say(described.error());
  return kDone;
}

int export_all(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const WholeExport asked{options.format, options.base, options.with_people, common.clock()};
  const auto manifest = export_everything(*database, asked, options.to);
  if (!manifest) return say(manifest.error());
  std::int64_t rows = 0;
  for (const auto& file : manifest->files) rows += file.rows;
  std::cerr << rows << " rows in " << manifest->files.size() << " files written to " << options.to
            << "; README.txt there says what they are, "
            << "and `openward export --verify " << options.to << "` checks them\n";
  return kDone;
}

int export_to(const Common& common, const Options& options) {
  const std::string form = form_of(options);
  if (const std::string wrong = contradiction(options, form); !wrong.empty()) {
    std::cerr << "openward: " << wrong << '\n';
    return kUsage;
  }
  if (!options.verify.empty()) return verify(options.verify);
  return options.all ? export_all(common, options) : export_one(common, options, form);
}

} // namespace

void add_export(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("export", "write everything of one kind to a file, or the whole register to a folder");
  auto options = std::make_shared<Options>();
  std::vector<std::string> kinds{"releases", "records"};
  for (const ResourceInfo& resource : persistence::resources()) kinds.push_back(resource.name);
  command->add_option("what", options->what, "what to write")->check(CLI::IsMember(kinds));
  command->add_option("--to", options->to, "the file, .csv, .ndjson or .xlsx; releases and records .json or .ndjson; - is standard output");
  command->add_flag("--all", options->all, "every list as CSV and lines of JSON, and OCDS, into the new folder that --to names");
  command->add_option("--filter", options->filters, "NAME=VALUE, as in the address of the list; may be given again")
      ->expected(1)
      ->take_all();
  command->add_option("--verify", options->verify, "check a folder or a file that was exported against its manifest");
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
