#pragma once
// The account of writes: who asked for what, when, and how it ended. An entry of a write that was done is in the transaction of the write:
// there is neither a change without its entry nor an entry without its change.

#include "persistence/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

enum class AuditOutcome { done, replayed, refused };
std::string_view to_string(AuditOutcome);
std::optional<AuditOutcome> audit_outcome_from(std::string_view);

struct AuditEntry {
  std::int64_t seq = 0; // from 1 without a gap, in the order of commits; set by add()
  Instant recorded;     // set by add()
  std::string token_id; // "" no token, or one that is not known
  std::string token_name;
  std::string role;
  std::string operation; // of the contract, or "token create" of the command line
  std::string method;    // "" on the command line
  std::string path;
  AuditOutcome outcome = AuditOutcome::done;
  int status = 0;      // of HTTP; 0 on the command line
  std::string problem; // "/problems/forbidden" of a refusal
  std::string record;  // the address or id of what was written
  std::string request_id;
};

class Audit {
 public:
  explicit Audit(UnitOfWork& u) : u_(u) {}
  void add(const AuditEntry&);

 private:
  UnitOfWork& u_;
};

/// What is asked of the account; an empty text asks nothing.
struct AuditQuery {
  std::int64_t since = 0; // entries after this one
  int limit = 100;
  std::string token_id{};
  std::string operation{};
  std::optional<AuditOutcome> outcome{};
  std::string request_id{};
};
/// Oldest first.
std::vector<AuditEntry> audit_entries(Session&, const AuditQuery&);

} // namespace openward::persistence
