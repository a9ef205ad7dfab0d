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
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

namespace detail {
class SpendLoad;
}

enum class Kept { added, changed, same };

// ---- bodies -------------------------------------------------------------------------------------------------------------------------

enum class BodyNameKind { current, former, trading, abbreviation };
std::string_view to_string(BodyNameKind);

/// A name that a body has or had, from the first of these days to the last; an empty end is open or not known.
struct BodyName {
  std::string name;
  BodyNameKind kind = BodyNameKind::current;
  std::optional<Date> from{};
  std::optional<Date> to{};
  std::string source{}; // where anyone can look
};

/// A body as a file of bodies states it.
struct StatedBody {
  Body body;
  bool commissioner = false;
  bool provider = false;
  bool alike_by_name = true; // false where many bodies share a name, as practices do: then an identifier alone makes two records one
  std::string kind{};        // general_practice, of primary care; "" not known
  std::string source{};
};

/// Two bodies that are one: which, and when it was found.
struct BodyMerge {
  std::string id;   // "mg-…"
  std::string from; // public ids
  std::string into;
};

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
  /// Refuses, by name, a circle: a body that would in the end follow itself, whatever the days, and a body that follows itself.
  Result<Kept> add_succession(const Succession&);

  /// Adds the body, or brings the one that it means up to date: what is empty is filled, what differs replaced, and a name that is replaced
  /// becomes a former one. A name that is known as a former one never comes back, and a class that rests on better evidence stays: an
  /// older file may be read after a newer one.
  Result<Kept> take(const StatedBody&);
  Result<Kept> add_name(std::string_view public_id, const BodyName&);
  /// Those of the bodies that were merged into it among them; the current one first.
  std::vector<BodyName> names_of(std::string_view public_id);

  /// `from` is `into`: its identifiers, names, awards, procurements, supplier strings, payments, successions and owners lead to `into` from
  /// now on, and so does its id. Nothing is deleted. Refuses a body that was merged already, and a synthetic one with a real one.
  Result<BodyMerge> merge(std::string_view from, std::string_view into, std::string_view reason);
  /// Takes the last merge of `from` back: what it led away comes back, what came later stays. Refuses when `into` was merged since.
  Result<BodyMerge> split(std::string_view from, std::string_view reason);
  /// See body_after_merge.
  std::optional<std::string> merged_into(std::string_view public_id);

  /// `child` belongs to `parent` on these days, both included. Refuses, by name, two owners at once and an owner that belongs to what it
  /// owns.
  Result<Kept> own(std::string_view child, std::string_view parent, std::optional<Date> from, std::optional<Date> to,
                   std::string_view source);
  /// Works out where the rows of each body stand, for what is read later in the same unit of work. Its end does the same where
  /// successions, owners or their codes were written: nobody has to remember it.
  void settle();

 private:
  UnitOfWork& u_;
};

/// The body that this id leads to since a merge; none when it leads to itself or to nothing.
std::optional<std::string> body_after_merge(Session&, std::string_view public_id);

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

/// A file as it is kept: its account, and the lines of it that an earlier file of the same publisher holds. Those are refused
/// ("held_before") and in no sum: account.payments + account.refused + account.blank = account.rows_read.
struct KeptSpend {
  SpendFile account;
  std::vector<RefusedLine> held_before;
};

class Spend {
 public:
  explicit Spend(UnitOfWork& u);
  ~Spend();
  Spend(const Spend&) = delete;
  Spend& operator=(const Spend&) = delete;
  /// Opens the record of a file whose lines follow; one file at a time.
  std::int64_t open(std::int64_t source_file, std::string_view publisher_body_id);
  /// Any number of lines; buffered and written in bulk.
  void add(std::int64_t spend_file, const PaymentLine&);
  /// Finds out who is meant by the words of suppliers that no earlier file had: those whose keys are greater than this one.
  using NameSuppliers = std::function<Result<>(std::int64_t known_before)>;
  /// Writes what is buffered, takes out what earlier files hold, writes the file's account, lets its new suppliers be named, and only then
  /// adds its lines up, so that no sum has to be moved from one class to another.
  KeptSpend close(std::int64_t spend_file, SpendFile, const NameSuppliers& name_suppliers = {});

 private:
  UnitOfWork& u_;
  std::unique_ptr<detail::SpendLoad> load_;
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
  /// As it is now, and unchanged by others until the transaction ends.
  std::optional<Token> locked(std::string_view id);

 private:
  UnitOfWork& u_;
};
std::vector<Token> tokens(Session&);
std::optional<Token> token_with_id(Session&, std::string_view id);
/// Also one that was revoked: for the account of refused writes.
std::optional<Token> token_ever_of_secret(Session&, std::string_view secret_sha256);
/// Not revoked; expiry is for the caller to look at.
std::optional<Token> token_by_secret(Session&, std::string_view secret_sha256);

/// Whose records a token may write today.
struct TokenScope {
  std::string commissioner_id; // since a merge that of the body it was merged into, and its own again since a split; "" any
  std::string commissioner_name;
  std::string passed_to_id; // the body that followed it by this day; "" none, or several
  std::string passed_to_name;
  std::optional<Date> passed_on{}; // also where it passed to several
};
TokenScope scope_of(Session&, const Token&, Date today);

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
  /// Then it is forgotten: the key may be used for another request.
  static constexpr std::chrono::hours kept_for{24};

  explicit Replies(UnitOfWork& u) : u_(u) {}
  /// False while another transaction, of whichever process, works under this key. On SQLite there is one writer, so nobody can.
  bool claim(std::string_view token_id, std::string_view key);
  std::optional<StoredReply> find(std::string_view token_id, std::string_view key);
  void keep(std::string_view token_id, std::string_view key, const StoredReply&);

 private:
  UnitOfWork& u_;
};

} // namespace openward::persistence
