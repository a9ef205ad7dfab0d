#include "persistence/detail/bodies.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/payments.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;

// Enough that the statements around a batch cost little beside its lines, and few megabytes of them.
constexpr std::size_t batch_lines = 10000;

constexpr std::string_view insert_file =
    "insert into spend_file (id, source_file_key, publisher_key) values (:id, :source, :publisher) returning key";

constexpr std::string_view update_file = "update spend_file set encoding = :encoding, delimiter = :delimiter, header_row = :header_row, "
                                         "day_first = :day_first, rows_read = :rows_read, blank = :blank, "
                                         "payments = :payments, refused = :refused, total_pence = :total, first_paid = :first_paid, "
                                         "last_paid = :last_paid where key = :key returning id";

// The sum of bigint is numeric on PostgreSQL; the cast refuses what does not fit, as SQLite's sum does by itself.
constexpr std::string_view stored_account =
    "select count(*), cast(coalesce(sum(pence), 0) as bigint) from payment where spend_file_key = :key";

// The queue of supplier strings begins with the most money.
constexpr std::string_view count_suppliers =
    "update supplier_string set lines = supplier_string.lines + m.lines, pence = supplier_string.pence + m.pence from (select "
    "supplier_key, count(*) as lines, cast(sum(pence) as bigint) as pence from payment where spend_file_key = :key group by supplier_key) "
    "m where m.supplier_key = supplier_string.key";

Error disagrees(const SpendFile& file, long long lines, long long pence) {
  return Error{ErrorKind::internal,
               "the account of " + file.name + " does not agree with its lines, and nothing of it was kept: report it with the file",
               {},
               "account: " + std::to_string(file.payments) + " payments of " + std::to_string(file.total_pence) +
                   " pence; stored: " + std::to_string(lines) + " of " + std::to_string(pence)};
}

std::string json_of(const std::string& id, const SpendFile& f) {
  return detail::JsonObject()
      .set("id", id)
      .set("name", f.name)
      .set("sha256", f.sha256)
      .set("publisher", f.publisher)
      .set("rows_read", f.rows_read)
      .set("blank", f.blank)
      .set("payments", f.payments)
      .set("refused", f.refused)
      .set("total_pence", f.total_pence)
      .set("first_paid", f.first_paid)
      .set("last_paid", f.last_paid)
      .text();
}

} // namespace

std::int64_t Spend::open(std::int64_t source_file, std::string_view publisher_body_id) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  std::optional<std::int64_t> publisher;
  if (!publisher_body_id.empty()) {
    const auto body = detail::body_by_id(s, publisher_body_id);
    if (!body) {
      throw detail::Ended(Error{ErrorKind::not_found,
                                "there is no body " + std::string(publisher_body_id) + " to be the publisher: look it up by name first",
                                {},
                                {}});
    }
    publisher = body->key;
  }
  const auto sha256 = detail::cell<std::string>(s, "select sha256 from source_file where key = :key", as("key", source_file));
  if (!sha256)
    throw detail::Ended(Error{ErrorKind::internal, "a spend file was opened without its source file: report it with the log", {}, {}});
  return detail::cell<std::int64_t>(s, insert_file, as("id", detail::derived_id("sf", "spend_file|" + *sha256)), as("source", source_file),
                                    as("publisher", publisher))
      .value();
}

void Spend::add(std::int64_t spend_file, const PaymentLine& line) {
  for (const std::string* text : {&line.supplier, &line.transaction, &line.expense_type, &line.expense_area, &line.entity})
    detail::bound(*text);
  buffer_.push_back(line);
  if (buffer_.size() >= batch_lines) flush(spend_file);
}

void Spend::flush(std::int64_t spend_file) {
  if (buffer_.empty()) return;
  Session& s = u_.session();
  std::unordered_set<std::string> unknown;
  for (const PaymentLine& line : buffer_) {
    if (!suppliers_.contains(line.supplier)) unknown.insert(line.supplier);
  }
  if (!unknown.empty()) suppliers_.merge(detail::supplier_keys(s, unknown));

  const auto payer =
      detail::cell<std::optional<std::int64_t>>(s, "select publisher_key from spend_file where key = :key", as("key", spend_file)).value();
  detail::write_payments(s, {spend_file, payer, buffer_, suppliers_});
  buffer_.clear();
}

KeptSpend Spend::close(std::int64_t spend_file, SpendFile f) {
  flush(spend_file);
  Session& s = u_.session();
  const auto [lines, pence] = detail::row<std::int64_t, std::int64_t>(s, stored_account, as("key", spend_file)).value();
  if (lines != f.payments || pence != f.total_pence) throw detail::Ended(disagrees(f, lines, pence));

  detail::count_file(s, spend_file);
  detail::execute(s, count_suppliers, as("key", spend_file));
  const std::string id =
      detail::cell<std::string>(s, update_file, as("encoding", f.encoding), as("delimiter", std::string(1, f.delimiter)),
                                as("header_row", f.header_row), as("day_first", f.day_first), as("rows_read", f.rows_read),
                                as("blank", f.blank), as("payments", f.payments), as("refused", f.refused), as("total", f.total_pence),
                                as("first_paid", f.first_paid), as("last_paid", f.last_paid), as("key", spend_file))
          .value();
  u_.record("spend_file.imported", id, 1, json_of(id, f));
  return {std::move(f), {}};
}

} // namespace openward::persistence
