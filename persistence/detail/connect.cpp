#include "persistence/detail/connect.h"

#include "persistence/detail/faults.h"
#include "persistence/detail/native.h"

#include <chrono>
#include <mutex>
#include <string>
#include <thread>

namespace openward::persistence::detail {
namespace {

constexpr int busy_milliseconds = 5000;
constexpr int oldest_postgresql = 120000;

Error unsupported(std::string message) { return Error{ErrorKind::unsupported, std::move(message), {}, {}}; }

/// Two processes that turn one new file into a write-ahead-log file at the same moment: the loser is told "locked" at once, whatever
/// the busy timeout says, and has to come again.
void use_write_ahead_log(Session& s) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_milliseconds);
  for (;;) {
    try {
      if (first_cell(s, "pragma journal_mode=wal") == "wal") return;
    } catch (const soci::sqlite3_soci_error& e) {
      if (e.result() != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (std::chrono::steady_clock::now() > deadline) throw soci::sqlite3_soci_error("journal_mode=wal was not taken", SQLITE_BUSY);
  }
}

/// A session belongs to one thread at a time, so the lock that SQLite takes for every value bound is not needed; and nobody asks how much
/// memory it has, which it counts under a lock of the whole process at every piece it takes. Too late, and without any harm, where
/// something else in the process used SQLite before.
void one_thread_a_connection() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

void prepare_sqlite(Session& s, Role role) {
  use_write_ahead_log(s);
  run(s, "pragma foreign_keys=on");
  if (role == Role::writer) {
    // What is sorted to make an index is as large as the index: it may go to a file.
    run(s, "pragma temp_store=file");
    run(s, "pragma temp.cache_size=-16384");
    run(s, "pragma temp.journal_mode=memory");
    // FULL, not NORMAL: in write-ahead-log mode NORMAL does not sync at commit, so that a power cut would take back awards that were
    // already acknowledged.
    run(s, "pragma synchronous=full");
    run(s, "pragma cache_size=-32768");
    // Files of spend touch the same pages over and over: fewer checkpoints write each of them once for many commits.
    run(s, "pragma wal_autocheckpoint=8192");
    run(s, "pragma journal_size_limit=67108864");
  } else {
    run(s, "pragma temp_store=memory");
    run(s, "pragma query_only=on");
    run(s, "pragma cache_size=-8192");
  }
}

/// By SET and not by the `options` word of the connection, which a connection pooler between us and the server refuses.
void prepare_postgresql(Session& s, Role role) {
  std::string settings = "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set standard_conforming_strings = on; "
                         "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '10min'; ";
  settings += role == Role::writer ? "set statement_timeout = '5min'" : "set statement_timeout = '30s'";
  run(s, settings);
}

} // namespace

Result<std::unique_ptr<Session>> connect(const Address& address) {
  auto session = std::make_unique<Session>(address.backend);
  try {
    if (address.backend == Backend::sqlite) {
      one_thread_a_connection();
      session->sql.open(soci::sqlite3, address.connection);
      sqlite_api::sqlite3_busy_timeout(sqlite_handle(*session), busy_milliseconds);
      sqlite_api::sqlite3_extended_result_codes(sqlite_handle(*session), 0);
    } else {
      session->sql.open(soci::postgresql, address.connection);
    }
  } catch (const soci::soci_error& e) {
    if (address.backend == Backend::sqlite) return error_of_code(SQLITE_CANTOPEN, address.description, e.get_error_message());
    return Error{ErrorKind::unavailable,
                 "cannot connect to " + address.description +
                     ": check that the server runs there, that the database exists, and that this user may enter it",
                 {},
                 e.get_error_message()};
  }
  if (address.backend == Backend::postgresql) {
    PGconn* const connection = postgresql_handle(*session);
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr); // else every notice of the server goes to standard error
    const char* const encoding = PQparameterStatus(connection, "server_encoding");
    if (encoding && std::string_view(encoding) != "UTF8") {
      return unsupported("the database " + address.description + " keeps text as " + encoding + ": create one with encoding UTF8");
    }
    if (PQserverVersion(connection) < oldest_postgresql) {
      return unsupported("the server of " + address.description + " is older than PostgreSQL 12: use a newer one");
    }
  }
  return session;
}

Result<> prepare(Session& s, Role role, const Address& address) {
  try {
    if (s.backend == Backend::sqlite) {
      prepare_sqlite(s, role);
    } else {
      prepare_postgresql(s, role);
    }
  } catch (...) {
    return current_error(s, address.description);
  }
  return Done{};
}

} // namespace openward::persistence::detail
