#include "service/app/check.h"

#include "domain/history.h"
#include "exchange/ocds/release_reader.h"
#include "persistence/repositories.h"

namespace openward::app {

using persistence::Check;
using persistence::Kept;

namespace {

/// Folds the notices of one procurement again and looks whether saving them would change anything.
void refold(persistence::UnitOfWork& u, Check& check, const std::string& ocid, const std::vector<NoticeReading>& notices, bool synthetic) {
  if (notices.empty()) return;
  ++check.looked_at;
  auto saved = persistence::Procurements(u).save(fold(notices), notices, synthetic);
  const bool same = saved && saved->procurement == Kept::same && saved->awards_added + saved->awards_changed == 0;
  if (!same && check.broken.size() < 20) check.broken.push_back(ocid + ": reading its releases again gives something else");
}

} // namespace

Result<std::vector<Check>> check(persistence::Database& database, const Clock& clock) {
  std::vector<Check> checks;
  Check again{"reading every release again gives what is held", 0, {}};
  // The fold is saved inside a transaction that is always given up, so the comparison is the one that an import makes.
  auto ended = database.write("check", clock(), [&](persistence::UnitOfWork& u) -> Result<> {
    checks = persistence::check_register(u.session());
    std::string ocid;
    std::vector<NoticeReading> notices;
    bool synthetic = false;
    auto read = persistence::for_each_release(u.session(), [&](const persistence::StoredRelease& release) -> Result<> {
      if (release.ocid != ocid) refold(u, again, ocid, notices, synthetic), notices.clear();
      ocid = release.ocid;
      synthetic = release.synthetic;
      if (auto notice = exchange::read_notice(release.raw)) notices.push_back(std::move(*notice));
      return Done{};
    });
    if (!read) return read;
    refold(u, again, ocid, notices, synthetic);
    return Error{ErrorKind::conflict, "given up", {}, {}};
  });
  if (!ended && ended.error().message != "given up") return ended.error();
  checks.push_back(std::move(again));
  return checks;
}

} // namespace openward::app
