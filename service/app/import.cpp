#include "service/app/import.h"

#include "domain/history.h"
#include "exchange/files/file.h"
#include "exchange/ocds/release_reader.h"
#include "persistence/imports.h"
#include "service/app/import_account.h"
#include "service/app/import_bodies.h"
#include "service/app/import_paths.h"
#include "service/app/import_spend.h"
#include "service/app/import_surroundings.h"
#include "service/app/touched.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>

namespace openward::app {

using persistence::Kept;
using persistence::Refusal;
using persistence::UnitOfWork;

namespace {

std::string_view first_byte_of_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto start = bytes.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view{} : bytes.substr(start);
}

/// Content decides, not the name: JSON begins with a brace or a bracket, everything else is left to the spend reader to accept or name.
bool looks_like_json(std::string_view bytes) {
  const std::string_view text = first_byte_of_text(bytes);
  return text.starts_with('{') || text.starts_with('[');
}

std::string kind_of(std::string_view bytes, ImportFormat format) {
  const bool notices = format == ImportFormat::ocds || format == ImportFormat::contracts_finder ||
                       (format == ImportFormat::automatic && looks_like_json(bytes));
  if (notices) return "ocds";
  switch (format) {
  case ImportFormat::ods:
    return "ods";
  case ImportFormat::centres:
    return "centres";
  case ImportFormat::programmes:
    return "programmes";
  case ImportFormat::indicators:
    return "indicators";
  default:
    return "spend";
  }
}

/// Keeps the releases of a file, and gives the OCIDs that it speaks of, each with whether it says anything new of it.
Result<std::map<std::string, bool>> keep_releases(UnitOfWork& u, Checker& checker, FileOutcome& outcome, std::int64_t source,
                                                  std::string_view bytes) {
  persistence::Sources sources(u);
  std::map<std::string, bool> spoken_of;
  exchange::ReleaseSink sink;
  sink.release = [&](const exchange::RawRelease& raw) -> Result<> {
    ++outcome.releases;
    auto notice = exchange::read_notice(raw.json);
    if (!notice) {
      outcome.refusals.push_back({raw.pointer, notice.error().faults.empty() ? "unreadable_release" : notice.error().faults.front().code,
                                  notice.error().message, std::string(raw.json.substr(0, 200))});
      return Done{};
    }
    const std::string sha256 = exchange::sha256_hex(raw.json);
    const Kept kept =
        sources.keep_release(source, {raw.ocid, raw.release_id, notice->published, raw.pointer, std::string(raw.json), sha256});
    checker.remember(sha256, std::move(*notice));
    ++(kept == Kept::same ? outcome.releases_seen : kept == Kept::added ? outcome.releases_new : outcome.releases_changed);
    spoken_of[raw.ocid] |= kept != Kept::same;
    return Done{};
  };
  sink.refused = [&](const exchange::RefusedRelease& refused) {
    const std::string position = refused.pointer.empty() ? "byte " + std::to_string(refused.offset) : refused.pointer;
    outcome.refusals.push_back({position, refused.code, refused.reason, {}});
  };
  auto read = exchange::read_releases(bytes, sink);
  if (!read) return read.error();
  return spoken_of;
}

} // namespace

std::optional<ImportFormat> import_format_from(std::string_view word) {
  if (word == "auto") return ImportFormat::automatic;
  if (word == "ocds") return ImportFormat::ocds;
  if (word == "contracts-finder") return ImportFormat::contracts_finder;
  if (word == "spend") return ImportFormat::spend;
  if (word == "ods") return ImportFormat::ods;
  if (word == "centres") return ImportFormat::centres;
  if (word == "programmes") return ImportFormat::programmes;
  if (word == "indicators") return ImportFormat::indicators;
  return std::nullopt;
}

bool ImportSummary::anything_refused() const {
  return std::any_of(files.begin(), files.end(), [](const FileOutcome& f) { return f.refused.has_value() || !f.refusals.empty(); });
}

bool ImportSummary::anything_new() const {
  return std::any_of(files.begin(), files.end(), [](const FileOutcome& f) {
    return !f.refused && !f.seen_before &&
           (f.releases_new + f.releases_changed + f.awards_new + f.awards_changed + f.payments + f.bodies_new + f.bodies_changed +
            f.successions_new + f.records_new + f.records_changed) > 0;
  });
}

Result<ImportSummary> Importer::run(std::span<const std::string> paths, const ImportOptions& options,
                                    const std::function<void(const Progress&)>& progress) {
  ImportSummary summary;
  summary.dry_run = options.dry_run;
  auto found = find_files(paths, options.format == ImportFormat::spend ? FolderTakes::spend : FolderTakes::all);
  if (!found) return found.error();
  summary.passed_over = found->passed_over;
  Progress now{0, found->files.size(), {}, 0, 0};
  for (const FoundFile& file : found->files) {
    std::error_code unknown; // of standard input
    if (const auto size = std::filesystem::file_size(file.path, unknown); !unknown) now.all_bytes += static_cast<std::int64_t>(size);
  }
  ImportOptions how = options;
  if (progress) {
    how.passed = [&](std::int64_t bytes) {
      Progress within = now;
      within.bytes += bytes;
      progress(within);
    };
  }
  for (const FoundFile& file : found->files) {
    now.name = file.name;
    if (progress) progress(now);
    if (file.path == "-") {
      const std::string bytes{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
      take(summary, file.name, bytes, how);
    } else if (auto mapped = exchange::MappedFile::open(file.path)) {
      take(summary, file.name, mapped->bytes(), how);
    } else {
      FileOutcome outcome;
      outcome.name = file.name;
      outcome.refused = mapped.error();
      summary.files.push_back(std::move(outcome));
    }
    now.bytes += summary.files.back().bytes;
    ++now.done;
    if (progress) progress(now);
  }
  for (const auto& [ocid, awards] : awarded_) {
    for (const Awarded& award : awards) {
      ++summary.awards;
      ++summary.awards_by_regime[award.regime];
      ++summary.awards_by_route[award.route];
      ++summary.awards_by_tender_class[award.tender_class];
    }
  }
  summary.procurements = static_cast<std::int64_t>(awarded_.size());
  awarded_.clear();
  return summary;
}

void Importer::take(ImportSummary& summary, std::string_view name, std::string_view bytes, const ImportOptions& options) {
  // A dry run keeps its tallies by having its transaction refused at the end.
  std::optional<FileOutcome> dry;
  std::map<std::string, std::vector<Awarded>> awarded;
  auto taken = database_.write(options.actor, clock_(), [&](UnitOfWork& u) -> Result<FileOutcome> {
    awarded.clear();
    auto read = read_into(u, name, bytes, options, awarded);
    if (!read || !options.dry_run) return read;
    dry = *std::move(read);
    return Error{ErrorKind::conflict, "dry run", {}, {}};
  });
  FileOutcome outcome;
  if (dry) {
    outcome = *std::move(dry);
  } else if (taken) {
    outcome = *std::move(taken);
  } else {
    outcome.name = std::string(name);
    outcome.kind = kind_of(bytes, options.format);
    outcome.bytes = static_cast<std::int64_t>(bytes.size());
    outcome.refused = taken.error();
    awarded.clear();
  }
  for (auto& [ocid, awards] : awarded) awarded_[ocid] = std::move(awards);
  summary.files.push_back(std::move(outcome));
}

Result<FileOutcome> Importer::take_into(UnitOfWork& u, std::string_view name, std::string_view bytes, const ImportOptions& options) {
  std::map<std::string, std::vector<Awarded>> awarded;
  return read_into(u, name, bytes, options, awarded);
}

Result<FileOutcome> Importer::read_into(UnitOfWork& u, std::string_view name, std::string_view bytes, const ImportOptions& options,
                                        std::map<std::string, std::vector<Awarded>>& awarded) {
  FileOutcome outcome;
  outcome.name = std::string(name);
  outcome.bytes = static_cast<std::int64_t>(bytes.size());
  outcome.kind = kind_of(bytes, options.format);
  outcome.sha256 = exchange::sha256_hex(bytes);
  outcome.import_id = persistence::ImportAccounts::id_of(outcome.sha256);
  persistence::Sources sources(u);
  if (const auto held = sources.find(outcome.sha256)) {
    outcome.seen_before = true;
    if (outcome.kind != "spend") return outcome;
    auto known = seen_spend(u, outcome, *held, options);
    if (!known) return known.error();
    return outcome;
  }
  const std::int64_t source =
      sources.add({outcome.name, options.reference ? "reference" : outcome.kind, outcome.sha256, outcome.bytes, options.synthetic});
  auto read = outcome.kind == "ocds"    ? take_notices(u, outcome, source, bytes, options, awarded)
              : outcome.kind == "ods"   ? take_bodies(u, outcome, bytes)
              : outcome.kind == "spend" ? take_spend(u, outcome, source, bytes, options)
                                        : take_list(u, outcome, bytes, options);
  if (!read) return read.error();
  if (outcome.kind != "spend") {
    sources.refuse(source, outcome.refusals);
    for (const Refusal& refusal : outcome.refusals) count_refusal(outcome, refusal);
  }
  sort_refusals(outcome);
  persistence::ImportAccounts(u).keep(source, {outcome.import_id, stored_account(outcome)});
  return outcome;
}

Result<> Importer::take_notices(UnitOfWork& u, FileOutcome& outcome, std::int64_t source, std::string_view bytes,
                                const ImportOptions& options, std::map<std::string, std::vector<Awarded>>& awarded) {
  Checker checker(london_date(u.now()));
  const auto spoken_of = keep_releases(u, checker, outcome, source, bytes);
  if (!spoken_of) return spoken_of.error();
  persistence::Sources sources(u);
  persistence::Procurements procurements(u);
  Touched changes(u, checker);
  for (const auto& [ocid, news] : *spoken_of) {
    const std::vector<NoticeReading> notices = checker.read(sources.releases_of(ocid));
    const Procurement folded = fold(notices);
    changes.about_to_save(ocid);
    auto saved = procurements.save(folded, notices, options.synthetic);
    if (!saved) return saved.error();
    if (saved->procurement == Kept::added) ++outcome.procurements_new;
    if (saved->procurement == Kept::changed) ++outcome.procurements_changed;
    outcome.awards_new += saved->awards_added;
    outcome.awards_changed += saved->awards_changed;
    outcome.awards_same += saved->awards_same;
    // A notice may say something else to a rule where it says the same to the fold.
    const bool same = saved->procurement == Kept::same && saved->awards_added + saved->awards_changed == 0;
    if (news || !same) changes.saved(ocid, notices);
    auto& held = awarded[ocid];
    for (const FoldedAward& award : folded.awards) {
      if (award.state != AwardState::published) continue;
      held.push_back(
          {std::string(to_string(award.regime)), std::string(to_string(award.route)), std::string(to_string(award.tender_class))});
    }
  }
  auto checked = changes.check();
  if (!checked) return checked.error();
  outcome.awards_checked = *checked;
  return Done{};
}

Result<> Importer::take_bodies(UnitOfWork& u, FileOutcome& outcome, std::string_view bytes) {
  auto taken = take_ods(u, bytes, outcome.name);
  if (!taken) return taken.error();
  outcome.bodies_of = taken->kind;
  outcome.bodies_new = taken->added;
  outcome.bodies_changed = taken->changed;
  outcome.bodies_same = taken->same;
  outcome.successions_new = taken->successions_new;
  outcome.successions_same = taken->successions_same;
  outcome.refusals = std::move(taken->refusals);
  return Done{};
}

Result<> Importer::take_list(UnitOfWork& u, FileOutcome& outcome, std::string_view bytes, const ImportOptions& options) {
  auto taken = outcome.kind == "centres"      ? take_centres(u, bytes, outcome.name, options.centre_status)
               : outcome.kind == "programmes" ? take_programmes(u, bytes, outcome.name)
                                              : take_indicators(u, bytes, outcome.name);
  if (!taken) return taken.error();
  outcome.records_new = taken->added;
  outcome.records_changed = taken->changed;
  outcome.records_same = taken->same;
  outcome.refusals = std::move(taken->refusals);
  outcome.notes = std::move(taken->notes);
  return Done{};
}

} // namespace openward::app
