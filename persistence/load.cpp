// Rows of a dump into an empty register: prepared statements on SQLite, COPY on PostgreSQL.

#include "persistence/detail/events.h"
#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"
#include "persistence/dump.h"
#include "persistence/rollups.h"
#include "persistence/search.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <simdjson.h>
#include <variant>

namespace openward::persistence {
namespace {

using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

Error wrong_row(const DumpedTable& from, std::int64_t row, const std::string& why) {
  return invalid("line " + std::to_string(row) + " of the table " + from.table.name + " is no row of it: " + why +
                 ". Nothing was changed: take the backup again, or a new copy of it");
}

/// Where rows go to, one table after the other.
class RowTarget {
 public:
  RowTarget() = default;
  RowTarget(const RowTarget&) = delete;
  RowTarget& operator=(const RowTarget&) = delete;
  virtual ~RowTarget() = default;
  virtual void add(const std::vector<Value>&) = 0;
  virtual void end() = 0;
};

std::string column_list(const FactTable& table) {
  std::string out;
  for (const std::string& column : table.columns) out += (out.empty() ? "" : ", ") + column;
  return out;
}

class SqliteRows final : public RowTarget {
 public:
  SqliteRows(Session& s, const FactTable& table) : db_(detail::sqlite_handle(s)) {
    std::string places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) places += i == 0 ? "?" : ", ?";
    const std::string sql = "insert into " + table.name + " (" + column_list(table) + ") values (" + places + ")";
    sqlite_api::sqlite3_stmt* prepared = nullptr;
    check(sqlite_api::sqlite3_prepare_v2(db_, sql.c_str(), -1, &prepared, nullptr));
    statement_.reset(prepared);
  }
  void add(const std::vector<Value>& values) override {
    for (std::size_t i = 0; i < values.size(); ++i) bind(static_cast<int>(i) + 1, values[i]);
    check(sqlite_api::sqlite3_step(statement_.get()));
    check(sqlite_api::sqlite3_reset(statement_.get()));
  }
  void end() override { statement_.reset(); }

 private:
  struct Finalize {
    void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
  };
  void bind(int place, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      check(sqlite_api::sqlite3_bind_int64(statement_.get(), place, *number));
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      // The text lives until the row is written, so no copy is made (a null destructor says so).
      check(sqlite_api::sqlite3_bind_text(statement_.get(), place, text->data(), static_cast<int>(text->size()), nullptr));
    } else {
      check(sqlite_api::sqlite3_bind_null(statement_.get(), place));
    }
  }
  void check(int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db_), code & 0xff);
  }
  sqlite_api::sqlite3* db_;
  std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize> statement_;
};

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;

/// COPY's text format: cells between tabs, a row a line, \N for null, and a backslash before what would be read otherwise.
class PostgresqlRows final : public RowTarget {
 public:
  PostgresqlRows(Session& s, const FactTable& table) : connection_(detail::postgresql_handle(s)) {
    const std::string sql = "copy " + table.name + " (" + column_list(table) + ") from stdin";
    const PgResult started(PQexec(connection_, sql.c_str()));
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) failed(started.get());
  }
  void add(const std::vector<Value>& values) override {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += '\t';
      append(values[i]);
    }
    out_ += '\n';
    if (out_.size() >= std::size_t{65536}) send();
  }
  /// Read to the end even after an error: the connection takes no other statement before.
  void end() override {
    send();
    ended_ = true;
    if (PQputCopyEnd(connection_, nullptr) != 1) failed(nullptr);
    std::string state;
    std::string said;
    while (const PgResult result{PQgetResult(connection_)}) {
      if (PQresultStatus(result.get()) == PGRES_COMMAND_OK || !said.empty()) continue;
      said = PQresultErrorMessage(result.get());
      const char* const field = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
      state = field ? field : "08006";
    }
    if (!state.empty()) throw soci::postgresql_soci_error(said, state.c_str());
  }
  ~PostgresqlRows() override {
    if (ended_) return;
    PQputCopyEnd(connection_, "given up");
    while (const PgResult result{PQgetResult(connection_)}) {
    }
  }

 private:
  void append(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      out_ += std::to_string(*number);
      return;
    }
    const auto* text = std::get_if<std::string_view>(&value);
    if (text == nullptr) {
      out_ += "\\N";
      return;
    }
    for (const char c : *text) {
      if (c == '\\')
        out_ += "\\\\";
      else if (c == '\t')
        out_ += "\\t";
      else if (c == '\n')
        out_ += "\\n";
      else if (c == '\r')
        out_ += "\\r";
      else
        out_ += c;
    }
  }
  void send() {
    if (!out_.empty() && PQputCopyData(connection_, out_.data(), static_cast<int>(out_.size())) != 1) failed(nullptr);
    out_.clear();
  }
  [[noreturn]] void failed(const PGresult* result) {
    ended_ = true;
    const char* const state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    throw soci::postgresql_soci_error(PQerrorMessage(connection_), state ? state : "08006");
  }
  PGconn* connection_;
  std::string out_;
  bool ended_ = false;
};

std::unique_ptr<RowTarget> target(Session& s, const FactTable& table) {
  if (s.backend == Backend::sqlite) return std::make_unique<SqliteRows>(s, table);
  return std::make_unique<PostgresqlRows>(s, table);
}

/// The values of a line, which live until the parser reads the next one; none when it is no row of so many columns.
std::optional<std::vector<Value>> values_of(simdjson::dom::parser& parser, std::string_view line, std::size_t columns) {
  simdjson::dom::array cells;
  if (parser.parse(line.data(), line.size(), true).get_array().get(cells) != simdjson::SUCCESS) return std::nullopt;
  std::vector<Value> out;
  out.reserve(columns);
  for (const simdjson::dom::element cell : cells) {
    std::int64_t number = 0;
    std::string_view text;
    if (cell.is_null()) {
      out.emplace_back();
    } else if (cell.get_int64().get(number) == simdjson::SUCCESS) {
      out.emplace_back(number);
    } else if (cell.get_string().get(text) == simdjson::SUCCESS && text.find('\0') == std::string_view::npos) {
      out.emplace_back(text);
    } else {
      return std::nullopt;
    }
  }
  if (out.size() != columns) return std::nullopt;
  return out;
}

Result<> load_table(Session& s, const DumpedTable& from) {
  if (from.lines.empty() && from.rows == 0) return Done{};
  const auto to = target(s, from.table);
  simdjson::dom::parser parser;
  std::int64_t rows = 0;
  for (std::string_view rest = from.lines; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const auto values = values_of(parser, rest.substr(0, end), from.table.columns.size());
    if (!values)
      return wrong_row(from, rows + 1,
                       "it is not an array of " + std::to_string(from.table.columns.size()) + " texts, whole numbers and nulls");
    to->add(*values);
    ++rows;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  to->end();
  if (rows != from.rows) return wrong_row(from, rows, "the table ends here, and " + std::to_string(from.rows) + " rows were told");
  return Done{};
}

/// Who is referred to goes before who refers; SQLite looks at references when the transaction ends.
std::vector<std::string> order_of_references(Session& s, const std::vector<FactTable>& tables) {
  std::map<std::string, std::set<std::string>> needs;
  for (const FactTable& table : tables) needs[table.name];
  if (s.backend == Backend::postgresql) {
    constexpr std::string_view references =
        "select distinct cast(a.relname as text), cast(b.relname as text) from pg_constraint c join pg_class a on a.oid = c.conrelid "
        "join pg_class b on b.oid = c.confrelid join pg_namespace n on n.oid = a.relnamespace "
        "where c.contype = 'f' and n.nspname = current_schema() and c.conrelid <> c.confrelid";
    for (const auto& [from, to] : detail::rows<std::string, std::string>(s, references)) needs[from].insert(to);
  }
  std::vector<std::string> out;
  while (!needs.empty()) {
    const auto next = std::find_if(needs.begin(), needs.end(), [](const auto& table) { return table.second.empty(); });
    if (next == needs.end())
      throw detail::Ended(Error{ErrorKind::internal, "the tables of this schema refer to each other in a circle", {}, {}});
    out.push_back(next->first);
    needs.erase(next);
    for (auto& [name, missing] : needs) missing.erase(out.back());
  }
  return out;
}

Result<> same_tables(const std::vector<FactTable>& held, std::span<const DumpedTable> dumped) {
  std::map<std::string, std::vector<std::string>> told;
  for (const DumpedTable& one : dumped) told.emplace(one.table.name, one.table.columns);
  for (const FactTable& table : held) {
    const auto found = told.find(table.name);
    if (found == told.end())
      return invalid("the backup has no table " + table.name + ": it is not whole, or of another schema. Nothing was changed");
    if (found->second != table.columns)
      return invalid("the columns of the table " + table.name + " are not those of this schema. Nothing was changed");
    told.erase(found);
  }
  if (!told.empty())
    return invalid("the backup has a table " + told.begin()->first + ", which this schema does not have. Nothing was changed");
  return Done{};
}

Result<> refuse_unless_empty(Session& s, const std::vector<FactTable>& tables) {
  for (const FactTable& table : tables) {
    if (detail::cell<int>(s, "select 1 from " + table.name + " limit 1"))
      return Error{ErrorKind::conflict,
                   "the database is not empty (it has rows in " + table.name + "): restore into a new one. Nothing was changed",
                   {},
                   {}};
  }
  return Done{};
}

/// PostgreSQL gives new rows keys of its own counting, which has to go on behind what was brought along.
void go_on_counting(Session& s) {
  if (s.backend == Backend::sqlite) return;
  constexpr std::string_view counted =
      "select cast(c.relname as text), cast(a.attname as text) from pg_attribute a join pg_class c on c.oid = a.attrelid "
      "join pg_namespace n on n.oid = c.relnamespace where a.attidentity <> '' and c.relkind = 'r' and n.nspname = current_schema()";
  for (const auto& [table, column] : detail::rows<std::string, std::string>(s, counted)) {
    detail::run(s, "select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), m.most) from (select max(" + column +
                       ") as most from " + table + ") m where m.most is not null");
  }
}

} // namespace

Result<std::int64_t> load_register(UnitOfWork& u, std::span<const DumpedTable> dumped) {
  Session& s = u.session();
  detail::lock_events(s);
  if (s.backend == Backend::sqlite) {
    detail::run(s, "pragma defer_foreign_keys = on");
  } else {
    detail::run(s, "set local statement_timeout = 0");
  }
  const std::vector<FactTable> held = fact_tables(s);
  if (auto same = same_tables(held, dumped); !same) return same.error();
  // A new schema says that its copies of the past begin with nothing: where they begin, the backup says.
  detail::run(s, "delete from register_moment where last_seq = 0");
  if (auto empty = refuse_unless_empty(s, held); !empty) return empty.error();
  std::int64_t rows = 0;
  for (const std::string& name : order_of_references(s, held)) {
    const auto from = std::find_if(dumped.begin(), dumped.end(), [&](const DumpedTable& one) { return one.table.name == name; });
    if (auto done = load_table(s, *from); !done) return done.error();
    rows += from->rows;
  }
  go_on_counting(s);
  rebuild_rollups(s);
  rebuild_search(s);
  return rows;
}

} // namespace openward::persistence
