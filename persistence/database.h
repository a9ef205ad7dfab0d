#pragma once
// The database behind the register: SQLite (embedded, the default) or PostgreSQL, through one door. Work is done inside read() or write();
// a fault of the driver ends the work and comes back as an Error, so nothing in here throws to its caller.

#include "domain/event.h"
#include "domain/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace openward::persistence {

enum class Backend { sqlite, postgresql };

/// One leased connection, inside a transaction. Never kept beyond the work it was handed to.
class Session;

struct OpenOptions {
  std::size_t readers = 4;
  std::chrono::milliseconds lease_timeout{2000}; // waiting longer for a connection is `unavailable`
  bool migrate = true;                           // bring an older schema up to date; a newer one is refused either way
};

/// The write side of one transaction: the state and its events are committed together or not at all.
class UnitOfWork {
 public:
  Session& session() { return session_; }
  Instant now() const { return now_; }
  const std::string& actor() const { return actor_; }
  /// Adds an event. Its sequence number is taken at commit, in commit order.
  void record(std::string type, std::string subject, int version, std::string body);
  /// Work that has to be done before the commit, once however often it is owed: whoever writes what asks for it owes it here, so that no
  /// caller can forget it. Done in the order in which it was first owed, before the events are numbered.
  void owe(std::string_view what, std::function<void(UnitOfWork&)> work);
  /// Does now what is owed under this name, for what is read later in the same transaction.
  void settle(std::string_view what);

  /// Keys of this transaction alone; made by Database::write.
  UnitOfWork(Session& session, Instant now, std::string actor);
  ~UnitOfWork();
  UnitOfWork(const UnitOfWork&) = delete;
  UnitOfWork& operator=(const UnitOfWork&) = delete;

 private:
  friend class Database;
  Session& session_;
  Instant now_;
  std::string actor_;
  std::vector<Event> events_;
  std::vector<std::pair<std::string, std::function<void(UnitOfWork&)>>> owed_;
  void settle_all();
};

/// Thread-safe. One writer at a time on SQLite, as many as there are writer connections on PostgreSQL.
class Database {
 public:
  /// `url` is "sqlite:PATH" (":memory:" is refused: connections would not share it) or "postgresql:" and libpq's key=value words. Errors:
  /// `invalid` (words), `unavailable` (cannot connect, read-only folder, disk full), `unsupported` (newer than this program: says both
  /// versions).
  static Result<std::unique_ptr<Database>> open(std::string_view url, OpenOptions options = {});
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Backend backend() const;
  /// For messages and logs; no password.
  std::string description() const;
  int schema_version() const;
  /// Called after each commit that wrote events, in the thread that committed and with the number of its last event: quick, and without
  /// throwing. Set before threads share the database. Of this process alone: another one on the same database is not heard.
  void after_commit(std::function<void(std::int64_t last_seq)>);
  /// A round trip, for readiness.
  Result<> ping();

  /// Runs `work(Session&) -> Result<T>` on one consistent snapshot.
  template <typename Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, Session&> {
    std::optional<std::invoke_result_t<Work, Session&>> out;
    auto ended = with_reader([&](Session& s) { out.emplace(work(s)); });
    if (!ended) return ended.error();
    return std::move(*out);
  }

  /// Runs `work(UnitOfWork&) -> Result<T>` in one transaction: committed (with its events) when the result is a value, rolled back
  /// when it is an Error or when anything throws.
  template <typename Work>
  auto write(const std::string& actor, Instant now, Work&& work) -> std::invoke_result_t<Work, UnitOfWork&> {
    std::optional<std::invoke_result_t<Work, UnitOfWork&>> out;
    auto ended = with_writer(actor, now, kept_in(out, work));
    if (!ended) return ended.error();
    return std::move(*out);
  }

  /// The same for work of a few milliseconds. Where there is one writer at a time, those who wait for it share one commit, each in a
  /// savepoint of its own: what ends one of them ends no other, and nobody has an answer before its own work is on the disk. The work may
  /// run on the thread of another caller.
  template <typename Work>
  auto write_together(const std::string& actor, Instant now, Work&& work) -> std::invoke_result_t<Work, UnitOfWork&> {
    std::optional<std::invoke_result_t<Work, UnitOfWork&>> out;
    auto ended = with_shared_writer(actor, now, kept_in(out, work));
    if (!ended) return ended.error();
    return std::move(*out);
  }

 private:
  Database();
  Result<> with_reader(const std::function<void(Session&)>& work);
  Result<> with_writer(std::string actor, Instant now, const std::function<bool(UnitOfWork&)>& work);
  Result<> with_shared_writer(std::string actor, Instant now, const std::function<bool(UnitOfWork&)>& work);
  /// True when the work, done to its end, gave a value: false is its own Error, which stands in `out`.
  static bool performed(UnitOfWork&, const std::function<bool(UnitOfWork&)>& work);
  template <typename Out, typename Work>
  static auto kept_in(std::optional<Out>& out, Work& work) {
    return [&out, &work](UnitOfWork& u) -> bool {
      out.emplace(work(u));
      return static_cast<bool>(*out);
    };
  }
  struct State;
  std::unique_ptr<State> state_;
};

/// The schema version that this program writes.
int current_schema_version();

} // namespace openward::persistence
