#include "service/app/demo.h"

#include "persistence/repositories.h"
#include "service/app/import.h"

namespace openward::app {

namespace {

constexpr const char* kFacts = "awards-2026-08-10.json";
constexpr const char* kAwards = "awards-synthetic.json";
constexpr const char* kSpend = "spend-synthetic-2025-26.csv";

struct Loaded {
  std::int64_t awards_new = 0;
  std::int64_t payments_new = 0;
};

Result<Loaded> load_files(persistence::Database& database, const Clock& clock, const std::vector<std::string>& files,
                          const ImportOptions& options) {
  Importer importer(database, clock);
  auto imported = importer.run(files, options);
  if (!imported) return imported.error();
  Loaded loaded;
  for (const FileOutcome& file : imported->files) {
    if (file.refused) return *file.refused;
    loaded.awards_new += file.awards_new;
    loaded.payments_new += file.seen_before ? 0 : file.payments;
  }
  return loaded;
}

} // namespace

Result<DemoSummary> load_demo(persistence::Database& database, const Clock& clock, const std::filesystem::path& reference) {
  auto genuine = database.read([](persistence::Session& s) { return persistence::holds_genuine_records(s); });
  if (!genuine) return genuine.error();
  if (*genuine) {
    return Error{ErrorKind::conflict,
                 "the register " + database.description() +
                     " holds awards or payments that are not synthetic, so the demonstration's invented ones are not added to it. Use "
                     "another database: --database sqlite:demo.db",
                 {},
                 {}};
  }
  auto founded = load_reference(database, clock, reference, "demo");
  if (!founded) return founded.error();
  DemoSummary summary;
  summary.reference = *founded;

  // The real ones first, then the invented: both are read by the door that every file comes in by.
  ImportOptions options;
  options.actor = "demo";
  options.known_bodies = reference;
  options.reference = true;
  auto facts = load_files(database, clock, {(reference / kFacts).string()}, options);
  if (!facts) return facts.error();
  summary.real_awards_new = facts->awards_new;
  options.reference = false;
  options.synthetic = true;
  auto sample = load_files(database, clock, {(reference / "demo" / kAwards).string(), (reference / "demo" / kSpend).string()}, options);
  if (!sample) return sample.error();
  summary.awards_new = sample->awards_new;
  summary.payments_new = sample->payments_new;
  return summary;
}

} // namespace openward::app
