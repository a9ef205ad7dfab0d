#pragma once
// Reads files of the outside world into the register. A file is taken whole, in one transaction, or not at all; a file whose bytes are
// already held adds nothing.

#include "domain/centre.h"
#include "domain/notice.h"
#include "domain/vocabulary.h"
#include "exchange/spend/spend_reader.h"
#include "persistence/database.h"
#include "persistence/repositories.h"
#include "service/app/clock.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

enum class ImportFormat { automatic, ocds, contracts_finder, spend, ods, centres, programmes, indicators };
std::optional<ImportFormat> import_format_from(std::string_view);

struct ImportOptions {
  ImportFormat format = ImportFormat::automatic;
  std::string publisher;                                // public id or identifier of the body whose spend this is; "" takes the file's word
  exchange::SpendOptions spend{};                       // what a person says of how the file is to be read
  bool remember = false;                                // keep that for the publisher's other files; wants a publisher
  bool forget = false;                                  // forget what was kept for the publisher, before reading
  bool dry_run = false;                                 // read, count and refuse as always, and keep nothing
  CentreStatus centre_status = CentreStatus::announced; // of centres for which a list states none
  bool synthetic = false;
  bool reference = false; // facts that come with the program, not files that somebody imported
  std::string actor = "import";
  std::function<void(std::int64_t bytes)> passed{}; // told now and then how much of a file of spend is done; set by Importer::run
  std::filesystem::path known_bodies{}; // the folder of the curated tables of bodies; "" matches against the register's own alone
};

/// Rows that were refused for one reason.
struct RefusedFor {
  std::string code;
  std::int64_t count = 0;
  std::vector<persistence::Refusal> examples{}; // the first few
};

/// How a spend file was understood, for a person to check before it is kept.
struct SpendUnderstood {
  exchange::SpendReading reading;
  std::vector<PaymentLine> first_rows{};
  std::string publisher; // public id; "" nobody is known to be
  std::string publisher_name;
  std::string publisher_by;                        // "by hand" | "the file's own words" | "unknown"
  std::map<std::string, std::string> remembered{}; // choices that came from the publisher's remembered layout
};

/// The account of one file.
struct FileOutcome {
  std::string name;
  std::string kind;               // "ocds" | "spend" | "ods" | "centres" | "programmes" | "indicators" | ""
  std::optional<Error> refused{}; // of the whole file: nothing of it was kept
  bool seen_before = false;
  std::int64_t bytes = 0;
  // notices
  std::int64_t releases = 0, releases_new = 0, releases_seen = 0, releases_changed = 0;
  std::int64_t procurements_new = 0, procurements_changed = 0;
  std::int64_t awards_new = 0, awards_changed = 0, awards_same = 0;
  std::int64_t awards_checked = 0; // held against the law because of it
  // spend
  std::int64_t rows = 0, blank = 0, payments = 0, total_pence = 0;
  // bodies
  std::string bodies_of; // trusts | commissioners | practices | independent_providers | boards | successors
  std::int64_t bodies_new = 0, bodies_changed = 0, bodies_same = 0, successions_new = 0, successions_same = 0;
  std::int64_t records_new = 0, records_changed = 0, records_same = 0; // centres, programmes or indicators
  std::int64_t suppliers_new = 0, suppliers_linked = 0; // strings that were not met before, and those of them that a rule links
  std::vector<persistence::Refusal> refusals{};         // the first ten thousand; the register keeps all
  std::vector<RefusedFor> refused_for{};                // all of them, by reason, the commonest first
  std::int64_t refused_rows = 0;
  std::optional<SpendUnderstood> spend{};
  std::string sha256;
  std::string import_id; // under which the account can be read again; "" for a file that was refused
  std::vector<std::string> notes{};
};

/// What a run did. The tallies count each award that the run's procurements hold once, however many notices speak of it.
struct ImportSummary {
  std::vector<FileOutcome> files;
  std::vector<std::string> passed_over; // in folders: names that are not of a kind the register reads
  std::map<std::string, std::int64_t> awards_by_regime, awards_by_route, awards_by_tender_class;
  std::int64_t awards = 0, procurements = 0;
  bool dry_run = false;

  bool anything_refused() const;
  bool anything_new() const;
};

/// Told after each file (and, within a large one of spend, now and then): files done, files in all, the name, bytes done so far and bytes
/// of all files, as far as they are known.
struct Progress {
  std::size_t done = 0, files = 0;
  std::string_view name;
  std::int64_t bytes = 0;
  std::int64_t all_bytes = 0;
};

class Importer {
 public:
  Importer(persistence::Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

  /// Files and folders, in the order given; folders are read in name order, with their folders. "-" is standard input. Errors: nothing to
  /// read at all (names the folder). Everything else is in the summary.
  Result<ImportSummary> run(std::span<const std::string> paths, const ImportOptions&,
                            const std::function<void(const Progress&)>& progress = {});

  /// One file's bytes, as if read from a file of that name.
  void take(ImportSummary&, std::string_view name, std::string_view bytes, const ImportOptions&);

  /// The same inside a transaction of the caller's, who ends it; dry_run is the caller's business then.
  Result<FileOutcome> take_into(persistence::UnitOfWork&, std::string_view name, std::string_view bytes, const ImportOptions&);

 private:
  struct Awarded {
    std::string regime, route, tender_class;
  };
  Result<FileOutcome> read_into(persistence::UnitOfWork&, std::string_view name, std::string_view bytes, const ImportOptions&,
                                std::map<std::string, std::vector<Awarded>>& awarded);
  Result<> take_notices(persistence::UnitOfWork&, FileOutcome&, std::int64_t source, std::string_view bytes, const ImportOptions&,
                        std::map<std::string, std::vector<Awarded>>& awarded);
  Result<> take_bodies(persistence::UnitOfWork&, FileOutcome&, std::string_view bytes);
  Result<> take_list(persistence::UnitOfWork&, FileOutcome&, std::string_view bytes, const ImportOptions&);

  persistence::Database& database_;
  Clock clock_;
  std::map<std::string, std::vector<Awarded>> awarded_; // by ocid, of the run
};

} // namespace openward::app
