#include "service/app/import.h"
#include "domain/money.h"
#include "service/cli/command.h"
#include "service/cli/progress.h"
#include "service/render/json.h"

#include <iostream>

namespace openward::cli {

using app::FileOutcome;
using app::ImportSummary;

namespace {

constexpr std::size_t kShownRefusals = 20; // of one file, on a terminal; --format json lists all

void print_refusals(const FileOutcome& file) {
  std::size_t shown = 0;
  for (const auto& refusal : file.refusals) {
    if (++shown > kShownRefusals) {
      std::cout << "  " << file.name << ": " << file.refusals.size() - kShownRefusals
                << " more; `--format json` lists all, and the register keeps them\n";
      return;
    }
    std::cout << "  " << file.name << ", " << refusal.position << ": " << refusal.reason << " [" << refusal.code << "]\n";
  }
}

void print_tally(const char* head, const std::map<std::string, std::int64_t>& tally) {
  std::cout << head << '\n';
  for (const auto& [word, count] : tally) std::cout << "  " << word << ": " << count << '\n';
}

void print_bodies(const ImportSummary& summary) {
  for (const FileOutcome& file : summary.files) {
    if (file.kind != "ods" || file.refused) continue;
    std::cout << "  " << file.name << ": ";
    if (file.seen_before) {
      std::cout << "seen before\n";
    } else if (file.bodies_of == "successors") {
      std::cout << "successions: " << file.successions_new << " new, " << file.successions_same << " known, " << file.refusals.size()
                << " refused\n";
    } else {
      std::cout << file.bodies_of << ": " << file.bodies_new << " new, " << file.bodies_changed << " changed, " << file.bodies_same
                << " the same, " << file.refusals.size() << " refused\n";
    }
  }
}

void print_centres(const ImportSummary& summary) {
  for (const FileOutcome& file : summary.files) {
    if (file.kind != "centres" || file.refused) continue;
    std::cout << "centres: " << file.name << ": ";
    if (file.seen_before) {
      std::cout << "seen before\n";
      continue;
    }
    std::cout << file.centres_new << " new, " << file.centres_changed << " changed, " << file.centres_same << " the same, "
              << file.refusals.size() << " refused\n";
    for (const std::string& note : file.notes) std::cout << "  " << note << '\n';
  }
}

struct Totals {
  std::int64_t seen_files = 0, refused_files = 0, releases = 0, fresh = 0, seen = 0, changed = 0, refused = 0, procurements_new = 0,
               procurements_changed = 0, awards_new = 0, awards_changed = 0, rows = 0, blank = 0, payments = 0, pence = 0;
  std::int64_t bodies_new = 0, bodies_changed = 0, bodies_same = 0, successions_new = 0;
  bool notices = false, spend = false, bodies = false;
};

Totals totals_of(const ImportSummary& summary) {
  Totals t;
  for (const FileOutcome& file : summary.files) {
    t.seen_files += file.seen_before ? 1 : 0;
    t.refused_files += file.refused ? 1 : 0;
    t.notices = t.notices || file.kind == "ocds";
    t.spend = t.spend || file.kind == "spend";
    t.bodies = t.bodies || file.kind == "ods";
    t.bodies_new += file.bodies_new;
    t.bodies_changed += file.bodies_changed;
    t.bodies_same += file.bodies_same;
    t.successions_new += file.successions_new;
    t.releases += file.releases;
    t.fresh += file.releases_new;
    t.seen += file.releases_seen;
    t.changed += file.releases_changed;
    t.refused += static_cast<std::int64_t>(file.refusals.size());
    t.procurements_new += file.procurements_new;
    t.procurements_changed += file.procurements_changed;
    t.awards_new += file.awards_new;
    t.awards_changed += file.awards_changed;
    t.rows += file.rows;
    t.blank += file.blank;
    t.payments += file.payments;
    t.pence += file.total_pence;
  }
  return t;
}

void print_summary(const ImportSummary& summary) {
  const Totals t = totals_of(summary);
  if (summary.dry_run) std::cout << "dry run: nothing was kept\n";
  std::cout << "files: " << summary.files.size() << " (" << t.seen_files << " seen before, " << t.refused_files << " refused)\n";
  if (t.notices) {
    std::cout << "releases: " << t.releases << " (" << t.fresh << " new, " << t.seen << " seen before, " << t.changed << " changed)\n"
              << "procurements: " << t.procurements_new << " new, " << t.procurements_changed << " changed\n"
              << "awards: " << t.awards_new << " new, " << t.awards_changed << " changed\n";
    print_tally("awards by regime", summary.awards_by_regime);
    print_tally("awards by route", summary.awards_by_route);
    print_tally("awards by tender class", summary.awards_by_tender_class);
  }
  if (t.spend) {
    std::cout << "rows: " << t.rows << " (" << t.payments << " payments, " << t.rows - t.payments - t.blank << " refused, " << t.blank
              << " blank)\n"
              << "paid: " << Money{t.pence, {}}.decimal() << " GBP\n";
    for (const FileOutcome& file : summary.files) {
      if (file.kind != "spend" || file.refused) continue;
      std::cout << "  " << file.name << ": ";
      if (file.seen_before) {
        std::cout << "seen before\n";
      } else {
        std::cout << file.rows << " rows, " << file.payments << " payments, " << file.refusals.size() << " refused, "
                  << Money{file.total_pence, {}}.decimal() << " GBP\n";
      }
    }
  }
  if (t.bodies) {
    std::cout << "bodies: " << t.bodies_new << " new, " << t.bodies_changed << " changed, " << t.bodies_same
              << " the same; successions: " << t.successions_new << " new\n";
    print_bodies(summary);
  }
  print_centres(summary);
  std::cout << "refused: " << t.refused + t.refused_files << '\n';
  for (const FileOutcome& file : summary.files) {
    if (file.refused) std::cout << "  " << file.name << ": " << file.refused->message << '\n';
    print_refusals(file);
  }
  if (!summary.passed_over.empty()) {
    std::cout << "passed over (not a kind of file the register reads): " << summary.passed_over.size() << '\n';
    for (const std::string& name : summary.passed_over) std::cout << "  " << name << '\n';
  }
  if (!summary.anything_new() && t.refused_files == 0) {
    const bool held = t.seen_files + t.seen > 0;
    std::cout << "nothing new: " << (held ? "everything was in the register already" : "the files hold no record to keep") << '\n';
  }
}

void tally_json(render::Json& out, const char* name, const std::map<std::string, std::int64_t>& tally) {
  out.key(name).object();
  for (const auto& [word, count] : tally) out.member(word, count);
  out.end_object();
}

std::string summary_json(const ImportSummary& summary) {
  render::Json out;
  out.object().member("dry_run", summary.dry_run).key("files").array();
  for (const FileOutcome& file : summary.files) {
    out.object().member("name", file.name).member("kind", file.kind).member("bytes", file.bytes).member("seen_before", file.seen_before);
    out.key("refused_file");
    if (file.refused) {
      out.text(file.refused->message);
    } else {
      out.null();
    }
    out.member("releases", file.releases).member("releases_new", file.releases_new).member("releases_seen", file.releases_seen);
    out.member("releases_changed", file.releases_changed).member("procurements_new", file.procurements_new);
    out.member("procurements_changed", file.procurements_changed)
        .member("awards_new", file.awards_new)
        .member("awards_changed", file.awards_changed);
    out.member("rows", file.rows).member("blank", file.blank).member("payments", file.payments).member("total_pence", file.total_pence);
    out.member("bodies_of", file.bodies_of).member("bodies_new", file.bodies_new).member("bodies_changed", file.bodies_changed);
    out.member("bodies_same", file.bodies_same).member("successions_new", file.successions_new);
    out.member("centres_new", file.centres_new).member("centres_changed", file.centres_changed).member("centres_same", file.centres_same);
    out.key("notes").array();
    for (const std::string& note : file.notes) out.text(note);
    out.end_array().key("refused").array();
    for (const auto& refusal : file.refusals) {
      out.object()
          .member("position", refusal.position)
          .member("code", refusal.code)
          .member("reason", refusal.reason)
          .member("words", refusal.words)
          .end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  out.key("passed_over").array();
  for (const std::string& name : summary.passed_over) out.text(name);
  out.end_array().member("procurements", summary.procurements).member("awards", summary.awards);
  tally_json(out, "awards_by_regime", summary.awards_by_regime);
  tally_json(out, "awards_by_route", summary.awards_by_route);
  tally_json(out, "awards_by_tender_class", summary.awards_by_tender_class);
  out.end_object();
  return out.take();
}

struct Options {
  std::vector<std::string> paths;
  std::string as = "auto";
  std::string publisher;
  std::string status = "announced";
  std::string format = "table";
  std::string reference = OPENWARD_REFERENCE;
  bool dry_run = false;
};

int import_files(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  app::ImportOptions how;
  how.format = *app::import_format_from(options.as);
  how.publisher = options.publisher;
  how.centre_status = *centre_status_from(options.status);
  how.dry_run = options.dry_run;
  if (std::filesystem::is_directory(options.reference)) {
    how.known_bodies = options.reference;
  } else {
    std::cerr << "openward: there is no folder " << options.reference
              << ": suppliers are matched with the bodies of the register alone; --reference names the folder, `openward match` reads them "
                 "again\n";
  }
  app::Importer importer(*database, common.clock);
  ProgressLine line;
  auto summary = importer.run(options.paths, how, [&line](const app::Progress& p) { line.show(p.done, p.files, p.name, p.bytes); });
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
      ->check(CLI::IsMember({"auto", "ocds", "contracts-finder", "spend", "ods", "centres"}))
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
  command->callback([&common, &run, options] { run = [&common, options] { return import_files(common, *options); }; });
}

} // namespace openward::cli
