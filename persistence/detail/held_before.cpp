#include "persistence/detail/held_before.h"

#include "domain/money.h"
#include "persistence/detail/json.h"
#include "persistence/detail/payment_batch.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

// Files without a publisher are told apart by their lines' own entity, below. What was invented for demonstration holds nothing of a real
// file.
constexpr std::string_view earlier_files =
    "from spend_file e join source_file es on es.key = e.source_file_key join spend_file n on n.key = :file join source_file ns on ns.key "
    "= n.source_file_key where e.key <> n.key and coalesce(e.publisher_key, 0) = coalesce(n.publisher_key, 0) and es.synthetic = "
    "ns.synthetic and e.last_paid >= cast(:first_day as {{date}}) and e.first_paid <= cast(:last_day as {{date}})";

/// The n-th of equal lines in the file with the n-th of them in all earlier files, oldest first.
const std::string& pairs() {
  static const std::string line = "paid_on, supplier_key, pence, transaction_reference";
  static const std::string nth =
      "row_number() over (partition by " + line + ", case when payer_key is null then entity else '' end order by ";
  static const std::string sql =
      "with earlier as (select e.key as file_key " + std::string(earlier_files) +
      "), kept as (select p.key, p.spend_file_key, p.row, p.paid_on, p.supplier_key, p.pence, p.transaction_reference, p.payer_key, "
      "p.entity "
      "from earlier join payment p on p.key >= earlier.file_key * 4294967296 and p.key < (earlier.file_key + 1) * 4294967296 where "
      "p.paid_on >= cast(:first_day as {{date}}) and p.paid_on <= cast(:last_day as {{date}})), "
      "held as (select spend_file_key, row, entity, " +
      line + ", " + nth +
      "key) as nth from kept), "
      // Counted are those lines alone that have an equal: most have none.
      "fresh as (select row, payer_key, entity, " +
      line + ", " + nth +
      "row) as nth from payment where key >= :first_key and key < :end_key "
      "and (" +
      line + ") in (select " + line +
      " from kept)) "
      "select fresh.row, cast(fresh.paid_on as text), fresh.supplier_key, fresh.pence, fresh.transaction_reference, s.words, f.name, "
      "held.row from fresh join held on held.paid_on = fresh.paid_on and held.supplier_key = fresh.supplier_key and held.pence = "
      "fresh.pence and held.transaction_reference = fresh.transaction_reference and held.nth = fresh.nth and (fresh.payer_key is not null "
      "or held.entity = fresh.entity) join supplier_string s on s.key = fresh.supplier_key join spend_file h on h.key = "
      "held.spend_file_key join source_file f on f.key = h.source_file_key order by fresh.row";
  return sql;
}

constexpr std::string_view delete_on_sqlite = "delete from payment where key in (select value from json_each(:keys))";
constexpr std::string_view delete_on_postgresql =
    "delete from payment where key in (select cast(k as bigint) from json_array_elements_text(cast(:keys as json)) as j (k))";

constexpr std::string_view days_of_file =
    "select cast(min(paid_on) as text), cast(max(paid_on) as text) from payment where key >= :first_key and key < :end_key";

RefusedLine refusal(std::int64_t row, const std::string& words, const std::string& file, std::int64_t held_row) {
  return {row, "held_before",
          "The same line (day, supplier, amount and transaction) of the same publisher is held from " + file + ", row " +
              std::to_string(held_row) + ", and is counted there.",
          words};
}

} // namespace

std::vector<HeldLine> take_out_held(Session& s, std::int64_t spend_file, Date first_paid, Date last_paid) {
  // Most files overlap with none, and are not looked through.
  const auto overlapping = cell<std::int64_t>(s, "select count(*) " + std::string(earlier_files), as("file", spend_file),
                                              as("first_day", first_paid), as("last_day", last_paid));
  if (overlapping.value_or(0) == 0) return {};

  std::vector<HeldLine> out;
  std::vector<std::int64_t> keys;
  for (const auto& [row, day, supplier, pence, transaction, words, file, held_row] :
       rows<std::int64_t, std::string, std::int64_t, std::int64_t, std::string, std::string, std::string, std::int64_t>(
           s, pairs(), as("file", spend_file), as("first_day", first_paid), as("last_day", last_paid),
           as("first_key", payment_key(spend_file, 0)), as("end_key", payment_key(spend_file + 1, 0)))) {
    const std::string line = day + ", " + words + ", " + Money{pence, {}}.decimal() + (transaction.empty() ? "" : ", " + transaction);
    out.push_back({row, supplier, pence, refusal(row, line, file, held_row)});
    keys.push_back(payment_key(spend_file, row));
  }
  if (keys.empty()) return out;
  execute(s, s.backend == Backend::sqlite ? delete_on_sqlite : delete_on_postgresql,
          as("keys", json_list(keys, [](std::int64_t key) { return std::to_string(key); })));
  return out;
}

DaysPaid days_paid(Session& s, std::int64_t spend_file) {
  const auto found = row<std::optional<std::string>, std::optional<std::string>>(
      s, days_of_file, as("first_key", payment_key(spend_file, 0)), as("end_key", payment_key(spend_file + 1, 0)));
  if (!found) return {};
  return {stored_date(std::get<0>(*found)), stored_date(std::get<1>(*found))};
}

} // namespace openward::persistence::detail
