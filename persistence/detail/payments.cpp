#include "persistence/detail/payments.h"

#include "persistence/detail/native.h"

#include <memory>

namespace openward::persistence::detail {
namespace {

constexpr const char* insert_payment = "insert into payment (spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, "
                                       "pence, entity, transaction_reference, expense_type, expense_area) "
                                       "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr const char* copy_payments =
    "copy payment (spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, entity, "
    "transaction_reference, expense_type, expense_area) from stdin";

constexpr std::size_t copy_piece = 65536;

/// 202404: a month of one year, so that months sort and a range of them is a range of numbers.
int month_of(Date date) { return date.year() * 100 + static_cast<int>(date.month()); }

struct Finalize {
  void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};

class SqliteInsert {
 public:
  explicit SqliteInsert(Session& s) : db_(sqlite_handle(s)) {
    sqlite_api::sqlite3_stmt* made = nullptr;
    check(sqlite_api::sqlite3_prepare_v2(db_, insert_payment, -1, &made, nullptr));
    statement_.reset(made);
  }
  void number(int at, std::int64_t value) { check(sqlite_api::sqlite3_bind_int64(statement_.get(), at, value)); }
  void nothing(int at) { check(sqlite_api::sqlite3_bind_null(statement_.get(), at)); }
  /// The text has to live until the step.
  void text(int at, const std::string& value) {
    check(sqlite_api::sqlite3_bind_text(statement_.get(), at, value.data(), static_cast<int>(value.size()), nullptr));
  }
  void step() {
    const int rc = sqlite_api::sqlite3_step(statement_.get());
    if (rc != SQLITE_DONE) check(rc);
    check(sqlite_api::sqlite3_reset(statement_.get()));
  }

 private:
  void check(int rc) const {
    if (rc != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db_), rc & 0xff);
  }
  sqlite_api::sqlite3* db_;
  std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize> statement_;
};

void write_sqlite(Session& s, const PaymentBatch& batch) {
  SqliteInsert insert(s);
  for (const PaymentLine& line : batch.lines) {
    const std::string day = line.paid_on.iso();
    insert.number(1, batch.spend_file);
    insert.number(2, line.row);
    if (batch.payer)
      insert.number(3, *batch.payer);
    else
      insert.nothing(3);
    insert.number(4, batch.suppliers.at(line.supplier));
    insert.text(5, day);
    insert.number(6, FinancialYear::of(line.paid_on).start_year());
    insert.number(7, month_of(line.paid_on));
    insert.number(8, line.pence);
    insert.text(9, line.entity);
    insert.text(10, line.transaction);
    insert.text(11, line.expense_type);
    insert.text(12, line.expense_area);
    insert.step();
  }
}

/// COPY's text format: a tab between cells, a newline after the line, and a backslash before those and itself.
class CopyText {
 public:
  void number(std::int64_t value) {
    part();
    out_ += std::to_string(value);
  }
  void number(std::optional<std::int64_t> value) {
    if (value) return number(*value);
    part();
    out_ += "\\N";
  }
  void text(std::string_view value) {
    part();
    for (const char c : value) {
      switch (c) {
      case '\t':
        out_ += "\\t";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      default:
        out_ += c;
      }
    }
  }
  void end_line() {
    out_ += '\n';
    at_start_ = true;
  }
  std::string& bytes() { return out_; }

 private:
  void part() {
    if (!at_start_) out_ += '\t';
    at_start_ = false;
  }
  std::string out_;
  bool at_start_ = true;
};

[[noreturn]] void copy_failed(PGconn* connection, const PGresult* result) {
  const char* const state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  throw soci::postgresql_soci_error(PQerrorMessage(connection), state ? state : "08006");
}

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;

void send(PGconn* connection, std::string& bytes) {
  if (PQputCopyData(connection, bytes.data(), static_cast<int>(bytes.size())) != 1) copy_failed(connection, nullptr);
  bytes.clear();
}

void write_postgresql(Session& s, const PaymentBatch& batch) {
  PGconn* const connection = postgresql_handle(s);
  const PgResult started(PQexec(connection, copy_payments));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) copy_failed(connection, started.get());

  CopyText copy;
  for (const PaymentLine& line : batch.lines) {
    copy.number(batch.spend_file);
    copy.number(line.row);
    copy.number(batch.payer);
    copy.number(batch.suppliers.at(line.supplier));
    copy.text(line.paid_on.iso());
    copy.number(FinancialYear::of(line.paid_on).start_year());
    copy.number(month_of(line.paid_on));
    copy.number(line.pence);
    copy.text(line.entity);
    copy.text(line.transaction);
    copy.text(line.expense_type);
    copy.text(line.expense_area);
    copy.end_line();
    if (copy.bytes().size() >= copy_piece) send(connection, copy.bytes());
  }
  send(connection, copy.bytes());
  if (PQputCopyEnd(connection, nullptr) != 1) copy_failed(connection, nullptr);
  // Read to the end even after an error: the connection takes no other statement before.
  std::string said;
  std::string state;
  while (const PgResult result{PQgetResult(connection)}) {
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK || !said.empty()) continue;
    said = PQresultErrorMessage(result.get());
    const char* const field = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    state = field ? field : "08006";
  }
  if (!state.empty()) throw soci::postgresql_soci_error(said, state.c_str());
}

} // namespace

void write_payments(Session& s, const PaymentBatch& batch) {
  if (batch.lines.empty()) return;
  if (s.backend == Backend::sqlite) {
    write_sqlite(s, batch);
  } else {
    write_postgresql(s, batch);
  }
}

} // namespace openward::persistence::detail
