#pragma once
// The native handles below SOCI, for what SOCI 4.0 cannot say: DDL, the state of the transaction, extended result codes, bulk writes.
// A session belongs to one thread at a time, and so do its handles.

#include "persistence/detail/session.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <string>

namespace openward::persistence::detail {

sqlite_api::sqlite3* sqlite_handle(Session&);
PGconn* postgresql_handle(Session&);

/// Runs one statement that gives no rows. Throws what SOCI would throw, so that faults are told in one place.
void run(Session&, const std::string& statement);
/// Runs one statement and gives its first cell; "" when there is no row.
std::string first_cell(Session&, const std::string& statement);

/// A transaction is open, failed or not.
bool in_transaction(Session&);
/// A statement failed and PostgreSQL will answer COMMIT with a rollback. SQLite has no such state.
bool transaction_failed(Session&);
/// The connection itself is lost.
bool broken(Session&);

} // namespace openward::persistence::detail
