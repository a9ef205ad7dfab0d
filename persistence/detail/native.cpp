#include "persistence/detail/native.h"

#include "persistence/detail/sql.h"

#include <memory>

namespace openward::persistence::detail {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;

int keep_first_cell(void* kept, int columns, char** values, char**) {
  auto& cell = *static_cast<std::optional<std::string>*>(kept);
  if (!cell && columns > 0) cell = values[0] ? values[0] : "";
  return 0;
}

std::string run_sqlite(Session& s, const std::string& statement) {
  std::optional<std::string> cell;
  sqlite_api::sqlite3* const db = sqlite_handle(s);
  const int rc = sqlite_api::sqlite3_exec(db, statement.c_str(), keep_first_cell, &cell, nullptr);
  if (rc != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), rc & 0xff);
  return cell.value_or("");
}

std::string run_postgresql(Session& s, const std::string& statement) {
  PGconn* const connection = postgresql_handle(s);
  const PgResult result(PQexec(connection, statement.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    const char* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    // No state is given when the connection went away under the statement.
    throw soci::postgresql_soci_error(PQerrorMessage(connection), state ? state : "08006");
  }
  if (status == PGRES_TUPLES_OK && PQntuples(result.get()) > 0 && PQnfields(result.get()) > 0) return PQgetvalue(result.get(), 0, 0);
  return {};
}

} // namespace

sqlite_api::sqlite3* sqlite_handle(Session& s) { return static_cast<soci::sqlite3_session_backend*>(s.sql.get_backend())->conn_; }

PGconn* postgresql_handle(Session& s) { return static_cast<soci::postgresql_session_backend*>(s.sql.get_backend())->conn_; }

void run(Session& s, const std::string& statement) {
  if (s.backend == Backend::sqlite) {
    run_sqlite(s, statement);
  } else {
    run_postgresql(s, statement);
  }
}

std::string first_cell(Session& s, const std::string& statement) {
  return s.backend == Backend::sqlite ? run_sqlite(s, statement) : run_postgresql(s, statement);
}

bool in_transaction(Session& s) {
  if (s.backend == Backend::sqlite) return sqlite_api::sqlite3_get_autocommit(sqlite_handle(s)) == 0;
  return PQtransactionStatus(postgresql_handle(s)) != PQTRANS_IDLE;
}

bool transaction_failed(Session& s) {
  return s.backend == Backend::postgresql && PQtransactionStatus(postgresql_handle(s)) == PQTRANS_INERROR;
}

bool broken(Session& s) { return s.backend == Backend::postgresql && PQstatus(postgresql_handle(s)) != CONNECTION_OK; }

void rest(soci::statement& statement) {
  const auto* const backend = static_cast<soci::sqlite3_statement_backend*>(statement.get_backend());
  if (backend->stmt_) sqlite_api::sqlite3_reset(backend->stmt_);
}

} // namespace openward::persistence::detail
