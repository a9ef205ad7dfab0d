#include "service/app/demo.h"

#include "exchange/reference/reference_reader.h"
#include "persistence/repositories.h"
#include "service/app/import.h"
#include "service/app/import_bodies.h"

namespace openward::app {

using persistence::Bodies;
using persistence::Kept;
using persistence::UnitOfWork;

namespace {

constexpr const char* kFacts = "awards-2026-08-10.json";
constexpr const char* kAwards = "awards-synthetic.json";
constexpr const char* kSpend = "spend-synthetic-2025-26.csv";

Result<> add_body(UnitOfWork& u, const Body& body, bool commissioner, bool provider, DemoSummary& summary) {
  Bodies bodies(u);
  for (const Identifier& identifier : body.identifiers) {
    if (bodies.by_identifier(identifier)) {
      ++summary.bodies_known;
      return Done{};
    }
  }
  auto added = bodies.add(body, commissioner, provider);
  if (!added) return added.error();
  ++summary.bodies_new;
  return Done{};
}

template <typename Things>
std::int64_t save_new(persistence::Surroundings& surroundings, const Things& things) {
  std::int64_t fresh = 0;
  for (const auto& thing : things) fresh += surroundings.save(thing) == Kept::same ? 0 : 1;
  return fresh;
}

Result<> load_reference(UnitOfWork& u, const exchange::ReferenceData& data, const std::filesystem::path& reference, DemoSummary& summary) {
  for (const Body& body : data.commissioners) {
    if (auto done = add_body(u, body, true, false, summary); !done) return done;
  }
  // A trust is paid by commissioners and buys from others: it is in both lists.
  for (const Body& body : data.trusts) {
    if (auto done = add_body(u, body, true, true, summary); !done) return done;
  }
  Bodies bodies(u);
  for (const Succession& succession : data.successions) {
    const auto kept = bodies.add_succession(succession);
    if (!kept) return kept.error();
    summary.successions += *kept == Kept::same ? 0 : 1;
  }
  const auto curated = take_curated(u, reference);
  if (!curated) return curated.error();
  summary.providers_new = curated->added;
  summary.ownerships = curated->ownerships;
  persistence::Surroundings surroundings(u);
  summary.centres = save_new(surroundings, data.centres);
  summary.programmes = save_new(surroundings, data.programmes);
  summary.indicators = save_new(surroundings, data.indicators);
  return Done{};
}

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
  auto data = exchange::read_reference(reference);
  if (!data) return data.error();
  DemoSummary summary;
  auto loaded = database.write("demo", clock(), [&](UnitOfWork& u) { return load_reference(u, *data, reference, summary); });
  if (!loaded) return loaded.error();

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
  summary.anything_new = summary.bodies_new + summary.providers_new + summary.successions + summary.ownerships + summary.centres +
                             summary.programmes + summary.indicators + summary.real_awards_new + summary.awards_new + summary.payments_new >
                         0;
  return summary;
}

} // namespace openward::app
