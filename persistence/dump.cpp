#include "persistence/dump.h"

#include "persistence/detail/award_sums.h"
#include "persistence/detail/json.h"
#include "persistence/detail/native.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"
#include "persistence/search/kinds.h"

#include <algorithm>
#include <memory>
#include <set>

namespace openward::persistence {
namespace {

constexpr std::string_view sqlite_tables =
    "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%' order by name";
constexpr std::string_view postgresql_tables =
    "select cast(tablename as text) from pg_tables where schemaname = current_schema() order by tablename";
constexpr std::string_view sqlite_columns = "select name from pragma_table_info(:name) order by cid";
constexpr std::string_view postgresql_columns =
    "select cast(a.attname as text) from pg_attribute a where a.attrelid = to_regclass(:name) and a.attnum > 0 and not a.attisdropped "
    "order by a.attnum";

constexpr std::string_view sqlite_key = "select name from pragma_table_info(:name) where pk > 0 order by pk";
// Texts in the order of their bytes, as SQLite has them, and not in that of a language.
constexpr std::string_view postgresql_key =
    "select a.attname || case when a.atttypid = to_regtype('text') then ' collate \"C\"' else '' end "
    "from pg_index i cross join lateral unnest(i.indkey) with ordinality as k (number, place) "
    "join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number "
    "where i.indrelid = to_regclass(:name) and i.indisprimary order by k.place";

std::vector<std::string> words(Session& s, std::string_view sql) {
  std::vector<std::string> out;
  for (auto& [word] : detail::rows<std::string>(s, sql)) out.push_back(std::move(word));
  return out;
}

std::vector<std::string> words_of(Session& s, std::string_view sql, const std::string& table) {
  std::vector<std::string> out;
  for (auto& [word] : detail::rows<std::string>(s, sql, detail::as("name", table))) out.push_back(std::move(word));
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// The tables that are made from others, and the count of migrations, which belongs to the database and not to the register.
std::set<std::string, std::less<>> made_tables() {
  std::set<std::string, std::less<>> out{"schema_version", "search_due"};
  for (const auto& level : detail::rollup_levels()) out.emplace(level.table);
  for (const std::string_view table : detail::award_tables) out.emplace(table);
  for (const auto& kind : search::kinds()) out.emplace(kind.table);
  return out;
}

std::string selected(Session& s, const FactTable& table) {
  const bool sqlite = s.backend == Backend::sqlite;
  const auto key = words_of(s, sqlite ? sqlite_key : postgresql_key, table.name);
  return "select " + joined(table.columns) + " from " + table.name + " order by " + joined(key.empty() ? table.columns : key);
}

using Sink = std::function<Result<>(std::string_view)>;

struct Finalize {
  void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize>;

void append_cell(std::string& line, sqlite_api::sqlite3_stmt* row, int column, const FactTable& table) {
  switch (sqlite_api::sqlite3_column_type(row, column)) {
  case SQLITE_NULL:
    line += "null";
    return;
  case SQLITE_INTEGER:
    line += std::to_string(sqlite_api::sqlite3_column_int64(row, column));
    return;
  case SQLITE_TEXT: {
    const unsigned char* const text = sqlite_api::sqlite3_column_text(row, column);
    const auto size = static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(row, column));
    line += detail::json_string(std::string(text, text + size));
    return;
  }
  default:
    throw detail::Ended(Error{ErrorKind::internal,
                              "the column " + table.columns[static_cast<std::size_t>(column)] + " of " + table.name +
                                  " holds what is neither text nor a whole number: restore the database from a backup",
                              {},
                              {}});
  }
}

Result<std::int64_t> dump_sqlite(Session& s, const std::string& select, const FactTable& table, const Sink& sink) {
  sqlite_api::sqlite3* const db = detail::sqlite_handle(s);
  sqlite_api::sqlite3_stmt* prepared = nullptr;
  const int made = sqlite_api::sqlite3_prepare_v2(db, select.c_str(), -1, &prepared, nullptr);
  const Statement statement(prepared);
  if (made != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), made & 0xff);
  std::int64_t rows = 0;
  std::string line;
  int step = SQLITE_ROW;
  while ((step = sqlite_api::sqlite3_step(prepared)) == SQLITE_ROW) {
    line = "[";
    for (int column = 0; column < static_cast<int>(table.columns.size()); ++column) {
      if (column > 0) line += ',';
      append_cell(line, prepared, column, table);
    }
    if (auto done = sink(line += ']'); !done) return done.error();
    ++rows;
  }
  if (step != SQLITE_DONE) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), step & 0xff);
  return rows;
}

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;

// The types of whole numbers, as pg_type.dat has them since there is a PostgreSQL.
bool is_whole(Oid type) { return type == 20 || type == 21 || type == 23; }

Result<std::int64_t> dump_postgresql(Session& s, const std::string& select, const Sink& sink) {
  PGconn* const connection = detail::postgresql_handle(s);
  detail::run(s, "set local statement_timeout = 0");
  detail::run(s, "declare dumped no scroll cursor for " + select);
  std::int64_t rows = 0;
  std::string line;
  while (true) {
    const PgResult piece(PQexec(connection, "fetch 500 from dumped"));
    if (PQresultStatus(piece.get()) != PGRES_TUPLES_OK) {
      const char* const state = PQresultErrorField(piece.get(), PG_DIAG_SQLSTATE);
      throw soci::postgresql_soci_error(PQerrorMessage(connection), state ? state : "08006");
    }
    const int count = PQntuples(piece.get());
    if (count == 0) break;
    for (int row = 0; row < count; ++row) {
      line = "[";
      for (int column = 0; column < PQnfields(piece.get()); ++column) {
        if (column > 0) line += ',';
        const std::string_view text(PQgetvalue(piece.get(), row, column), static_cast<std::size_t>(PQgetlength(piece.get(), row, column)));
        if (PQgetisnull(piece.get(), row, column) != 0) {
          line += "null";
        } else if (is_whole(PQftype(piece.get(), column))) {
          line += text;
        } else {
          line += detail::json_string(text);
        }
      }
      if (auto done = sink(line += ']'); !done) return done.error();
      ++rows;
    }
  }
  detail::run(s, "close dumped");
  return rows;
}

} // namespace

std::vector<FactTable> fact_tables(Session& s) {
  const bool sqlite = s.backend == Backend::sqlite;
  const auto made = made_tables();
  std::vector<FactTable> out;
  for (const std::string& name : words(s, sqlite ? sqlite_tables : postgresql_tables)) {
    if (!made.contains(name)) out.push_back({name, words_of(s, sqlite ? sqlite_columns : postgresql_columns, name)});
  }
  std::sort(out.begin(), out.end(), [](const FactTable& a, const FactTable& b) { return a.name < b.name; });
  return out;
}

Result<std::int64_t> dump_table(Session& s, const FactTable& table, const Sink& sink) {
  const std::string select = selected(s, table);
  return s.backend == Backend::sqlite ? dump_sqlite(s, select, table, sink) : dump_postgresql(s, select, sink);
}

} // namespace openward::persistence
