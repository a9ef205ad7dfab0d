// `openward backup` and `openward restore`: the register as files that belong to no kind of database, and back, also into the other kind.

#include "exchange/files/file.h"
#include "persistence/dump.h"
#include "persistence/repositories.h"
#include "service/cli/command.h"
#include "service/cli/export_folder.h"
#include "service/cli/verify.h"
#include "service/version.h"

#include <iostream>
#include <vector>

namespace openward::cli {
namespace {

using persistence::Session;

std::string readme_of(const render::Manifest& manifest) {
  return "This is a backup of a register of Openward as it stood at " + manifest.made_at.iso() + " (sequence number " +
         std::to_string(manifest.seq) + ", schema " + std::to_string(manifest.schema) +
         ").\n\n"
         "IT HOLDS EVERYTHING: the names of people, drafts, the account of who wrote what, and the digests of the tokens. Keep it as you\n"
         "keep the database itself. For a copy that may be published, use `openward export --all`.\n\n"
         "TABLE.ndjson    a row on each line, in the order of the columns that manifest.json names\n"
         "manifest.json   how many rows and bytes each file has, and its SHA-256\n"
         "SHA256SUMS      the same digests for `sha256sum -c SHA256SUMS`\n\n"
         "To check it: openward export --verify THIS_FOLDER\n"
         "To restore it into a new database of either kind, with openward " +
         manifest.program + " (or another of schema " + std::to_string(manifest.schema) +
         "):\n"
         "  openward --database sqlite:NEW.db restore THIS_FOLDER\n"
         "  openward --database \"postgresql:dbname=NEW\" restore THIS_FOLDER\n";
}

Result<render::ManifestFile> back_up_table(Session& s, const persistence::FactTable& table, OutputFile& file) {
  std::string line;
  const auto rows = persistence::dump_table(s, table, [&](std::string_view row) -> Result<> {
    line = row;
    return file.write(line += '\n');
  });
  if (!rows) return rows.error();
  if (auto kept = file.keep(); !kept) return kept.error();
  render::ManifestFile out{table.name + ".ndjson", table.name};
  out.media_type = "application/x-ndjson";
  out.rows = *rows;
  out.bytes = file.bytes();
  out.sha256 = file.sha256();
  out.columns = table.columns;
  return out;
}

int back_up(const Common& common, const std::string& to) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto folder = OutputFolder::create(to, true);
  if (!folder) return say(folder.error());
  render::Manifest manifest{"backup", std::string(kVersion), database->schema_version(), 0, common.clock(), true};
  const auto done = database->read([&](Session& s) -> Result<> {
    manifest.seq = persistence::last_seq(s);
    for (const auto& table : persistence::fact_tables(s)) {
      auto file = folder->file(table.name + ".ndjson");
      if (!file) return file.error();
      auto written = back_up_table(s, table, *file);
      if (!written) return written.error();
      manifest.files.push_back(*std::move(written));
    }
    return Done{};
  });
  if (!done) return say(done.error());
  if (auto kept = folder->keep(manifest, readme_of(manifest)); !kept) return say(kept.error());
  std::int64_t rows = 0;
  for (const auto& file : manifest.files) rows += file.rows;
  std::cerr << rows << " rows of " << manifest.files.size() << " tables written to " << to
            << ". It holds everything, also the names of people and the digests of tokens: keep it as you keep the database\n";
  return kDone;
}

/// Why this manifest cannot be restored by this program; none when it can.
Result<> fits(const FoundManifest& found) {
  if (found.manifest.kind != "backup") {
    return invalid(found.folder.string() +
                   " is an export, which leaves out what is not public: restore a folder that `openward backup` wrote");
  }
  if (found.manifest.schema != persistence::current_schema_version()) {
    return invalid("the backup has schema " + std::to_string(found.manifest.schema) + " and this program has schema " +
                   std::to_string(persistence::current_schema_version()) + ": restore it with openward " + found.manifest.program +
                   ", and run `openward migrate` of this program on the database then");
  }
  const auto wrong = differences(found);
  if (wrong.empty()) return Done{};
  Error error = invalid("the backup is not as it was written; nothing was restored");
  for (const std::string& sentence : wrong) error.faults.push_back({"", "altered", sentence});
  return error;
}

int restore(const Common& common, const std::string& from) {
  const auto found = find_manifest(from);
  if (!found) return say(found.error());
  if (auto fit = fits(*found); !fit) return say(fit.error());
  std::vector<exchange::MappedFile> files;
  std::vector<persistence::DumpedTable> tables;
  for (const auto& file : found->manifest.files) {
    persistence::DumpedTable table{{file.what, file.columns}, {}, file.rows};
    if (file.bytes > 0) {
      auto mapped = exchange::MappedFile::open(found->folder / file.file);
      if (!mapped) return say(mapped.error());
      files.push_back(*std::move(mapped));
      table.lines = files.back().bytes();
    }
    tables.push_back(std::move(table));
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto rows = database->write("restore", common.clock(), [&](persistence::UnitOfWork& u) -> Result<std::int64_t> {
    auto loaded = persistence::load_register(u, tables);
    if (loaded && persistence::last_seq(u.session()) != found->manifest.seq)
      return invalid("the changes of the backup do not end at the sequence number of its manifest; nothing was restored");
    return loaded;
  });
  if (!rows) return say(rows.error());
  std::cout << *rows << " rows restored into " << database->description() << ", register at sequence number " << found->manifest.seq
            << "; `openward check --rollups` and `--search` compare what was worked out anew\n";
  return kDone;
}

} // namespace

void add_backup(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("backup", "write everything to a folder, from which a new database of either kind is restored");
  auto to = std::make_shared<std::string>();
  command->add_option("--to", *to, "the new folder; it holds the names of people and the digests of tokens")->required();
  command->callback([&common, &run, to] { run = [&common, to] { return back_up(common, *to); }; });
}

void add_restore(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("restore", "fill a new, empty database from a backup, with every id and number as it was");
  auto from = std::make_shared<std::string>();
  command->add_option("folder", *from, "what `openward backup` wrote")->required();
  command->callback([&common, &run, from] { run = [&common, from] { return restore(common, *from); }; });
}

} // namespace openward::cli
