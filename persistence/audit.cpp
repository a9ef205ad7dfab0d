#include "persistence/audit.h"

#include "persistence/detail/native.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <array>
#include <utility>

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::array<std::pair<AuditOutcome, std::string_view>, 3> outcomes{
    {{AuditOutcome::done, "done"}, {AuditOutcome::replayed, "replayed"}, {AuditOutcome::refused, "refused"}}};

// Held to the commit, so that numbers are in the order of commits and a reader's `since` never passes over a slower writer. It is taken
// before the lock of the feed and by everybody in this order.
constexpr std::string_view audit_lock = "select pg_advisory_xact_lock(7308332045893203)";

constexpr std::string_view highest_seq = "select coalesce(max(seq), 0) from audit";

constexpr std::string_view insert_entry =
    "insert into audit (seq, recorded_at, token_id, token_name, role, operation, method, path, outcome, status, problem, record, "
    "request_id) values (:seq, :recorded_at, :token_id, :token_name, :role, :operation, :method, :path, :outcome, :status, :problem, "
    ":record, :request_id)";

// A text that is asked for nothing fits everything: `:any_…` is 1 then.
constexpr std::string_view select_entries =
    "select seq, recorded_at, token_id, token_name, role, operation, method, path, outcome, status, problem, record, request_id from audit "
    "where seq > :since and (:any_token = 1 or token_id = :token_id) and (:any_operation = 1 or operation = :operation) "
    "and (:any_outcome = 1 or outcome = :outcome) and (:any_request = 1 or request_id = :request_id) order by seq limit :limit";

} // namespace

std::string_view to_string(AuditOutcome outcome) {
  for (const auto& [known, word] : outcomes) {
    if (known == outcome) return word;
  }
  return "refused";
}

std::optional<AuditOutcome> audit_outcome_from(std::string_view text) {
  for (const auto& [known, word] : outcomes) {
    if (word == text) return known;
  }
  return std::nullopt;
}

void Audit::add(const AuditEntry& entry) {
  Session& s = u_.session();
  if (s.backend == Backend::postgresql) detail::run(s, std::string(audit_lock));
  const std::int64_t seq = detail::cell<std::int64_t>(s, highest_seq).value() + 1;
  detail::execute(s, insert_entry, as("seq", seq), as("recorded_at", u_.now()), as("token_id", entry.token_id),
                  as("token_name", entry.token_name), as("role", entry.role), as("operation", entry.operation), as("method", entry.method),
                  as("path", entry.path), as("outcome", to_string(entry.outcome)), as("status", entry.status), as("problem", entry.problem),
                  as("record", entry.record), as("request_id", entry.request_id));
}

std::vector<AuditEntry> audit_entries(Session& s, const AuditQuery& query) {
  using Text = std::string;
  const std::string outcome(query.outcome ? to_string(*query.outcome) : std::string_view{});
  std::vector<AuditEntry> out;
  for (auto& [seq, recorded, token_id, token_name, role, operation, method, path, word, status, problem, record, request_id] :
       detail::rows<std::int64_t, Text, Text, Text, Text, Text, Text, Text, Text, int, Text, Text, Text>(
           s, select_entries, as("since", query.since), as("any_token", query.token_id.empty()), as("token_id", query.token_id),
           as("any_operation", query.operation.empty()), as("operation", query.operation), as("any_outcome", outcome.empty()),
           as("outcome", outcome), as("any_request", query.request_id.empty()), as("request_id", query.request_id),
           as("limit", query.limit))) {
    out.push_back({seq, detail::stored_instant(recorded), token_id, token_name, role, operation, method, path,
                   detail::stored_word(audit_outcome_from, "outcome", word), status, problem, record, request_id});
  }
  return out;
}

} // namespace openward::persistence
