#include "service/app/import.h"

#include "service/app/import_choices.h"
#include "service/cli/command.h"
#include "service/cli/import_summary.h"
#include "service/cli/progress.h"

#include <iostream>

namespace openward::cli {

using app::FileOutcome;

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string as = "auto";
  std::string publisher;
  std::string status = "announced";
  std::string format = "table";
  std::string reference = OPENWARD_REFERENCE;
  bool dry_run = false;
  std::vector<std::string> columns;
  std::string header_row, sheet, delimiter, encoding;
  bool day_first = false, month_first = false, remember = false, forget = false;
};

/// How the spend files are to be read.
Result<exchange::SpendOptions> choices(const Options& options) {
  exchange::SpendOptions out;
  for (const std::string& column : options.columns)
    if (auto chosen = app::choose_column(out, column); !chosen) return chosen.error();
  if (!options.header_row.empty())
    if (auto chosen = app::choose_header_row(out, options.header_row); !chosen) return chosen.error();
  if (!options.delimiter.empty())
    if (auto chosen = app::choose_delimiter(out, options.delimiter); !chosen) return chosen.error();
  if (!options.encoding.empty())
    if (auto chosen = app::choose_encoding(out, options.encoding); !chosen) return chosen.error();
  out.sheet = options.sheet;
  if (options.day_first || options.month_first) out.day_first = options.day_first;
  return out;
}

int import_files(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  app::ImportOptions how;
  how.format = *app::import_format_from(options.as);
  how.publisher = options.publisher;
  how.centre_status = *centre_status_from(options.status);
  how.dry_run = options.dry_run;
  how.remember = options.remember;
  how.forget = options.forget;
  auto chosen = choices(options);
  if (!chosen) return say(chosen.error()), kUsage;
  how.spend = *std::move(chosen);
  if (std::filesystem::is_directory(options.reference)) {
    how.known_bodies = options.reference;
  } else {
    std::cerr << "openward: there is no folder " << options.reference
              << ": suppliers are matched with the bodies of the register alone; --reference names the folder, `openward match` reads them "
                 "again\n";
  }
  app::Importer importer(*database, common.clock);
  ProgressLine line;
  auto summary = importer.run(options.paths, how, [&line](const app::Progress& p) {
    line.show({p.done, p.files, p.name, p.bytes, p.all_bytes});
  });
  line.end();
  if (!summary) return say(summary.error());
  if (options.format == "json") {
    std::cout << summary_json(*summary) << '\n';
  } else {
    print_summary(*summary);
  }
  for (const FileOutcome& file : summary->files) {
    if (file.refused && (file.refused->kind == ErrorKind::unavailable || file.refused->kind == ErrorKind::internal))
      return say(*file.refused);
  }
  return summary->anything_refused() ? kRefused : kDone;
}

} // namespace

void add_import(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("import", "read files that public bodies publish");
  auto options = std::make_shared<Options>();
  command->add_option("path", options->paths, "files or folders; - is standard input")->required();
  command->add_option("--as", options->as, "what the files are")
      ->check(CLI::IsMember({"auto", "ocds", "contracts-finder", "spend", "ods", "centres", "programmes", "indicators"}))
      ->capture_default_str();
  command->add_option("--publisher", options->publisher, "whose spend this is: a public id or an identifier such as ods:QHM");
  command->add_option("--status", options->status, "of diagnostic centres for which a list states neither a status nor a day of opening")
      ->check(CLI::IsMember({"announced", "approved", "open", "closed"}))
      ->capture_default_str();
  command->add_option("--format", options->format, "of the summary")->check(CLI::IsMember({"table", "json"}))->capture_default_str();
  command->add_option("--reference", options->reference, "the folder of reference files, by which suppliers are known")
      ->envname("OPENWARD_REFERENCE")
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry_run, "read and count, keep nothing");
  // One value each: what follows may be a file.
  command
      ->add_option("--column", options->columns,
                   "of spend: FIELD=HEADING or FIELD=NUMBER, such as supplier=\"Payee Name\"; given again for another field")
      ->expected(1)
      ->take_all();
  command->add_option("--header-row", options->header_row, "of spend: the row of the headings, the first being 1; 0 where there is none");
  command->add_option("--sheet", options->sheet, "of spend: the sheet of a workbook, by name");
  command->add_option("--delimiter", options->delimiter, "of spend: comma, semicolon, tab or pipe");
  command->add_option("--encoding", options->encoding, "of spend: utf-8, windows-1252, utf-16le or utf-16be");
  auto* day_first = command->add_flag("--day-first", options->day_first, "of spend: 02/03 is 2 March");
  command->add_flag("--month-first", options->month_first, "of spend: 02/03 is 3 February")->excludes(day_first);
  command->add_flag("--remember", options->remember, "keep these choices for the publisher's other files (with --publisher)");
  command->add_flag("--forget", options->forget, "forget what was kept for the publisher, before reading (with --publisher)");
  command->callback([&common, &run, options] { run = [&common, options] { return import_files(common, *options); }; });
}

} // namespace openward::cli
