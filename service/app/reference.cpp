#include "service/app/reference.h"

#include "exchange/reference/reference_reader.h"
#include "persistence/repositories.h"
#include "service/app/import_bodies.h"

namespace openward::app {

using persistence::Bodies;
using persistence::Kept;
using persistence::UnitOfWork;

namespace {

Result<> add_body(UnitOfWork& u, const Body& body, bool commissioner, bool provider, ReferenceSummary& summary) {
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

Result<> load(UnitOfWork& u, const exchange::ReferenceData& data, const std::filesystem::path& reference, ReferenceSummary& summary) {
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

} // namespace

Result<ReferenceSummary> load_reference(persistence::Database& database, const Clock& clock, const std::filesystem::path& reference,
                                        const std::string& actor) {
  const auto data = exchange::read_reference(reference);
  if (!data) return data.error();
  ReferenceSummary summary;
  auto loaded = database.write(actor, clock(), [&](UnitOfWork& u) { return load(u, *data, reference, summary); });
  if (!loaded) return loaded.error();
  return summary;
}

} // namespace openward::app
