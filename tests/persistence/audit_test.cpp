// The account of writes.
#include "persistence/audit.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Audit;
using persistence::AuditEntry;
using persistence::AuditOutcome;
using persistence::AuditQuery;
using persistence::Session;
using persistence::UnitOfWork;

AuditEntry entry(std::string token, std::string operation, AuditOutcome outcome, std::string request) {
  AuditEntry out;
  out.token_id = std::move(token);
  out.operation = std::move(operation);
  out.outcome = outcome;
  out.status = outcome == AuditOutcome::refused ? 403 : 201;
  out.request_id = std::move(request);
  return out;
}

/// "1 draft_award done, …"
std::string told(persistence::Database& db, const AuditQuery& query) {
  const auto entries = *db.read([&](Session& s) -> Result<std::vector<AuditEntry>> { return persistence::audit_entries(s, query); });
  std::string out;
  for (const AuditEntry& e : entries)
    out += (out.empty() ? "" : ", ") + std::to_string(e.seq) + " " + e.operation + " " + std::string(to_string(e.outcome));
  return out;
}

TEST_CASE("entries are numbered without a gap, and found by token, operation, outcome and request", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  for (const AuditEntry& e :
       {entry("tk-a", "draft_award", AuditOutcome::done, "r-1"), entry("", "draft_award", AuditOutcome::refused, "r-2"),
        entry("tk-b", "merge_body", AuditOutcome::replayed, "r-3")})
    written(*t.db, [&](UnitOfWork& u) {
      Audit(u).add(e);
      return 0;
    });
  CHECK(told(*t.db, {}) == "1 draft_award done, 2 draft_award refused, 3 merge_body replayed");
  CHECK(told(*t.db, {.since = 1, .limit = 1}) == "2 draft_award refused");
  CHECK(told(*t.db, {.token_id = "tk-b"}) == "3 merge_body replayed");
  CHECK(told(*t.db, {.operation = "draft_award"}) == "1 draft_award done, 2 draft_award refused");
  CHECK(told(*t.db, {.outcome = AuditOutcome::refused}) == "2 draft_award refused");
  CHECK(told(*t.db, {.request_id = "r-3"}) == "3 merge_body replayed");
  CHECK(told(*t.db, {.token_id = "tk-a", .operation = "merge_body"}).empty());
}

TEST_CASE("an entry of a unit of work that fails is gone with it, and leaves no gap", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto undone = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Audit(u).add(entry("tk-a", "draft_award", AuditOutcome::done, "r-1"));
    return Error{ErrorKind::conflict, "no", {}, {}};
  });
  REQUIRE_FALSE(undone);
  CHECK(told(*t.db, {}).empty());
  written(*t.db, [&](UnitOfWork& u) {
    Audit(u).add(entry("tk-a", "publish_award", AuditOutcome::done, "r-2"));
    return 0;
  });
  CHECK(told(*t.db, {}) == "1 publish_award done");
}

} // namespace
} // namespace openward::test
