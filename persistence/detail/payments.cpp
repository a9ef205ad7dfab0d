#include "persistence/detail/payments.h"

#include "persistence/detail/native.h"

#include <array>

namespace openward::persistence::detail {
namespace {

// ---- SQLite -------------------------------------------------------------------------------------------------------------------------

constexpr const char* insert_payment = "insert into payment (key, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, "
                                       "month, pence, entity, transaction_reference, expense_type, expense_area) "
                                       "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

enum At {
  key = 1,
  spend_file,
  row,
  payer,
  supplier,
  paid_on,
  financial_year,
  month,
  pence,
  entity,
  transaction,
  expense_type,
  expense_area
};

struct Finalize {
  void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};

class SqlitePayments final : public PaymentTable {
 public:
  SqlitePayments(Session& s, const FileOfLines& file) : db_(sqlite_handle(s)), spend_file_(file.spend_file) {
    sqlite_api::sqlite3_stmt* made = nullptr;
    check(sqlite_api::sqlite3_prepare_v2(db_, insert_payment, -1, &made, nullptr));
    statement_.reset(made);
    // What is bound stays bound from line to line.
    number(At::spend_file, spend_file_);
    if (file.payer) number(At::payer, *file.payer);
  }

  void write(const PaymentBatch& batch, std::span<const std::int64_t> suppliers) override {
    const PackedLine* before = nullptr;
    for (const PackedLine& line : batch.lines()) {
      number(At::key, payment_key(spend_file_, line.row));
      number(At::row, line.row);
      number(At::supplier, suppliers[line.supplier]);
      number(At::pence, line.pence);
      if (!before || before->paid_on != line.paid_on) day(line.paid_on);
      if (!before || before->entity != line.entity) text(At::entity, batch.text(line.entity));
      if (!before || before->transaction != line.transaction) text(At::transaction, batch.text(line.transaction));
      if (!before || before->expense_type != line.expense_type) text(At::expense_type, batch.text(line.expense_type));
      if (!before || before->expense_area != line.expense_area) text(At::expense_area, batch.text(line.expense_area));
      before = &line;
      const int rc = sqlite_api::sqlite3_step(statement_.get());
      if (rc != SQLITE_DONE) check(rc);
      check(sqlite_api::sqlite3_reset(statement_.get()));
    }
  }

 private:
  void number(At at, std::int64_t value) { check(sqlite_api::sqlite3_bind_int64(statement_.get(), at, value)); }
  /// The text has to live until the last line that says it: the batch does.
  void text(At at, std::string_view value) {
    check(sqlite_api::sqlite3_bind_text(statement_.get(), at, value.data(), static_cast<int>(value.size()), nullptr));
  }
  void day(Date date) {
    day_ = date.iso();
    text(At::paid_on, day_);
    number(At::financial_year, FinancialYear::of(date).start_year());
    number(At::month, month_number(date));
  }
  void check(int rc) const {
    if (rc != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db_), rc & 0xff);
  }

  sqlite_api::sqlite3* db_;
  std::int64_t spend_file_;
  std::string day_;
  std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize> statement_;
};

// ---- PostgreSQL ---------------------------------------------------------------------------------------------------------------------

constexpr const char* copy_payments =
    "copy payment (key, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, entity, "
    "transaction_reference, expense_type, expense_area) from stdin (format binary)";
constexpr int copied_columns = 13;

constexpr std::size_t copy_piece = 65536;

/// COPY's binary format: a head, then for every row the count of its cells and for every cell its length and its bytes, high byte first.
class CopyBytes {
 public:
  explicit CopyBytes(PGconn* connection) : connection_(connection) {
    out_.reserve(copy_piece * 2);
    out_.append("PGCOPY\n\377\r\n\0", 11);
    raw(std::int32_t{0}); // flags
    raw(std::int32_t{0}); // nothing more in the head
  }
  void begin_row() {
    if (out_.size() >= copy_piece) send();
    raw(std::int16_t{copied_columns});
  }
  template <typename Number>
  void number(Number value) {
    raw(static_cast<std::int32_t>(sizeof value));
    raw(value);
  }
  void null() { raw(std::int32_t{-1}); }
  void text(std::string_view value) {
    raw(static_cast<std::int32_t>(value.size()));
    out_ += value;
  }
  void end() {
    raw(std::int16_t{-1});
    send();
  }

 private:
  template <typename Number>
  void raw(Number value) {
    std::array<char, sizeof value> bytes;
    auto bits = static_cast<std::make_unsigned_t<Number>>(value);
    for (std::size_t i = bytes.size(); i-- > 0;) {
      bytes[i] = static_cast<char>(bits & 0xffU);
      if constexpr (sizeof value > 1) bits = static_cast<std::make_unsigned_t<Number>>(bits >> 8U);
    }
    out_.append(bytes.data(), bytes.size());
  }
  void send();

  PGconn* connection_;
  std::string out_;
};

[[noreturn]] void copy_failed(PGconn* connection, const PGresult* result) {
  const char* const state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  throw soci::postgresql_soci_error(PQerrorMessage(connection), state ? state : "08006");
}

void CopyBytes::send() {
  if (PQputCopyData(connection_, out_.data(), static_cast<int>(out_.size())) != 1) copy_failed(connection_, nullptr);
  out_.clear();
}

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;

/// Read to the end even after an error: the connection takes no other statement before.
void end_copy(PGconn* connection) {
  if (PQputCopyEnd(connection, nullptr) != 1) copy_failed(connection, nullptr);
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

class PostgresqlPayments final : public PaymentTable {
 public:
  PostgresqlPayments(Session& s, const FileOfLines& file) : connection_(postgresql_handle(s)), file_(file) {}

  void write(const PaymentBatch& batch, std::span<const std::int64_t> suppliers) override {
    const PgResult started(PQexec(connection_, copy_payments));
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) copy_failed(connection_, started.get());
    CopyBytes copy(connection_);
    for (const PackedLine& line : batch.lines()) {
      copy.begin_row();
      copy.number(payment_key(file_.spend_file, line.row));
      copy.number(file_.spend_file);
      copy.number(line.row);
      if (file_.payer) {
        copy.number(*file_.payer);
      } else {
        copy.null();
      }
      copy.number(suppliers[line.supplier]);
      copy.number(day_number(line.paid_on));
      copy.number(static_cast<std::int32_t>(FinancialYear::of(line.paid_on).start_year()));
      copy.number(month_number(line.paid_on));
      copy.number(line.pence);
      copy.text(batch.text(line.entity));
      copy.text(batch.text(line.transaction));
      copy.text(batch.text(line.expense_type));
      copy.text(batch.text(line.expense_area));
    }
    copy.end();
    end_copy(connection_);
  }

 private:
  /// Days since 1 January 2000, as the server counts them.
  static std::int32_t day_number(Date date) {
    constexpr std::chrono::sys_days epoch = std::chrono::year{2000} / 1 / 1;
    return static_cast<std::int32_t>((date.days() - epoch).count());
  }

  PGconn* connection_;
  FileOfLines file_;
};

} // namespace

std::unique_ptr<PaymentTable> payment_table(Session& s, const FileOfLines& file) {
  if (s.backend == Backend::sqlite) return std::make_unique<SqlitePayments>(s, file);
  return std::make_unique<PostgresqlPayments>(s, file);
}

} // namespace openward::persistence::detail
