#pragma once
// What the register keeps, by aggregate. Each repository works inside the transaction of the UnitOfWork it is made from, records the
// events of what it changes, and is thrown away with it. Outcomes of the domain come back as Result; a fault of the database ends the
// whole unit of work.

#include "domain/award.h"
#include "domain/body.h"
#include "domain/centre.h"
#include "domain/event.h"
#include "domain/history.h"
#include "domain/spend.h"
#include "persistence/database.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openward::persistence {

enum class Kept { added, changed, same };

// ---- bodies -------------------------------------------------------------------------------------------------------------------------

class Bodies {
 public:
  explicit Bodies(UnitOfWork& u) : u_(u) {}
  std::optional<Body> by_id(std::string_view public_id);
  std::optional<Body> by_identifier(const Identifier&);
  /// Only an unambiguous match: none when two bodies share the normalised name.
  std::optional<Body> by_name(std::string_view name);
  /// Stores a new body and gives its public id; conflict when one of its identifiers belongs to another body.
  Result<std::string> add(Body, bool commissioner, bool provider);
  /// The body a party means: by any of its identifiers, else by exact normalised name, else a new one with the class of
  /// openward::classify. Adds identifiers it did not have (unless they belong to another body), and the role.
  Result<std::string> resolve(std::string_view name, const std::vector<Identifier>&, std::string_view address, std::string_view postcode,
                              bool commissioner);
  void reclassify(std::string_view public_id, const Classification&);
  Kept add_succession(const Succession&);

 private:
  UnitOfWork& u_;
};

// ---- what was imported --------------------------------------------------------------------------------------------------------------

struct SourceFile {
  std::string name;   // as given on the command line, without folders
  std::string kind;   // "ocds" | "spend" | "reference"
  std::string sha256; // hex
  std::int64_t bytes = 0;
  bool synthetic = false;
};

struct StoredRelease {
  std::string ocid;
  std::string release_id;
  Instant published;
  std::string pointer;
  std::string raw;        // the bytes as they stood
  std::string sha256;     // of raw
  bool synthetic = false; // of the file it came in; told by for_each_release
};

struct Refusal {
  std::string position; // JSON pointer, "byte 1234" or "row 17"
  std::string code;
  std::string reason;
  std::string words;
};

class Sources {
 public:
  explicit Sources(UnitOfWork& u) : u_(u) {}
  /// The key of a file with these bytes, when it was imported before.
  std::optional<std::int64_t> find(std::string_view sha256);
  std::int64_t add(const SourceFile&);
  void refuse(std::int64_t file, std::span<const Refusal>);
  /// Keyed by (ocid, release id). `same`: the same bytes were there. `changed`: the key was there with other bytes: both are kept and the
  /// newer bytes become the current ones.
  Kept keep_release(std::int64_t file, const StoredRelease&);
  /// The current raw releases of one procurement, oldest first.
  std::vector<StoredRelease> releases_of(std::string_view ocid);

 private:
  UnitOfWork& u_;
};

struct FoldOutcome {
  Kept procurement = Kept::same;
  std::int64_t awards_added = 0, awards_changed = 0, awards_same = 0;
};

class Procurements {
 public:
  explicit Procurements(UnitOfWork& u) : u_(u) {}
  /// Makes the stored procurement, its notices, awards, contracts and modifications equal to the fold; bodies are resolved on the
  /// way. `notices` are all current notices of the ocid. Events only for what changed.
  Result<FoldOutcome> save(const Procurement&, std::span<const NoticeReading> notices, bool synthetic = false);

 private:
  UnitOfWork& u_;
};

// ---- recorded awards and contracts --------------------------------------------------------------------------------------------------

class Awards {
 public:
  explicit Awards(UnitOfWork& u) : u_(u) {}
  std::optional<Award> by_id(std::string_view public_id);
  /// Opens a procurement (an OCID of the register's own prefix) for it; the award gets its public id.
  Result<Award> add(Award);
  /// Loads, applies, saves with the version one higher. `stale` when the stored version is not `expected` (none: any). Events as the
  /// state changed: award.published opens the contract when there is a value or a term.
  Result<Award> update(std::string_view public_id, std::optional<int> expected, const std::function<Result<>(Award&)>& change);

 private:
  UnitOfWork& u_;
};

class Contracts {
 public:
  explicit Contracts(UnitOfWork& u) : u_(u) {}
  std::optional<Contract> by_id(std::string_view public_id);
  std::optional<Contract> of_award(std::string_view award_id);
  Result<Contract> update(std::string_view public_id, std::optional<int> expected, const std::function<Result<>(Contract&)>& change);

 private:
  UnitOfWork& u_;
};

// ---- centres, programmes, indicators ------------------------------------------------------------------------------------------------

/// Keyed by name: added once, `changed` when a later file says otherwise.
class Surroundings {
 public:
  explicit Surroundings(UnitOfWork& u) : u_(u) {}
  Kept save(const DiagnosticCentre&);
  Kept save(const Programme&);
  Kept save(const Indicator&);

 private:
  UnitOfWork& u_;
};

// ---- spend --------------------------------------------------------------------------------------------------------------------------

class Spend {
 public:
  explicit Spend(UnitOfWork& u) : u_(u) {}
  /// Opens the record of a file whose lines follow.
  std::int64_t open(std::int64_t source_file, std::string_view publisher_body_id);
  /// Any number of lines; buffered and written in bulk.
  void add(std::int64_t spend_file, const PaymentLine&);
  /// Writes what is buffered and the file's account.
  void close(std::int64_t spend_file, const SpendFile&);

 private:
  UnitOfWork& u_;
  std::vector<PaymentLine> buffer_;
  std::unordered_map<std::string, std::int64_t> suppliers_; // keys of the supplier strings met so far in this transaction
  void flush(std::int64_t spend_file);
};

// ---- feed, tokens, retries ----------------------------------------------------------------------------------------------------------

std::vector<Event> events_since(Session&, std::int64_t seq, int limit);
std::int64_t last_seq(Session&);
/// The history of one record, oldest first.
std::vector<Event> events_of(Session&, std::string_view subject);
/// True when anything is held that was recorded here or read from a file that is neither synthetic nor of the program's own reference
/// folder.
Result<bool> holds_genuine_records(Session&);
/// Every current release, by ocid and publication. The sink's Error stops it.
Result<> for_each_release(Session&, const std::function<Result<>(const StoredRelease&)>& sink);

struct Token {
  std::string id; // public, "tk-…"
  std::string name;
  std::string role;            // recorder | curator | auditor | admin
  std::string commissioner_id; // for recorders; "" any
  Instant created;
  std::optional<Instant> expires;
  std::optional<Instant> revoked;
};

class Tokens {
 public:
  explicit Tokens(UnitOfWork& u) : u_(u) {}
  Token add(Token, std::string_view secret_sha256);
  Result<Token> revoke(std::string_view id);

 private:
  UnitOfWork& u_;
};
std::vector<Token> tokens(Session&);
/// Not revoked; expiry is for the caller to look at.
std::optional<Token> token_by_secret(Session&, std::string_view secret_sha256);

/// The answer that a POST with this Idempotency-Key got before.
struct StoredReply {
  std::string request_sha256;
  int status = 0;
  std::string body;
  std::string location;
  std::string etag;
};
class Replies {
 public:
  explicit Replies(UnitOfWork& u) : u_(u) {}
  std::optional<StoredReply> find(std::string_view token_id, std::string_view key);
  void keep(std::string_view token_id, std::string_view key, const StoredReply&);

 private:
  UnitOfWork& u_;
};

} // namespace openward::persistence
