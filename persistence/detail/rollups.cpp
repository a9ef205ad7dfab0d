// Changes are collected in spend_delta, a temporary table of cells in which what goes is negative, and added to each level in one
// statement.

#include "persistence/detail/rollups.h"

#include "persistence/detail/bodies.h"
#include "persistence/detail/json.h"
#include "persistence/detail/native.h"
#include "persistence/detail/payment_batch.h"
#include "persistence/detail/payment_class.h"
#include "persistence/detail/spend_days.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <array>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view cell_keys = "payer_key, supplier_key, financial_year, month, synthetic, provider_class, kind, expense_area";

constexpr std::string_view cell_changes = "spend_delta";
constexpr std::string_view day_changes = "spend_day_delta";

constexpr std::array<RollUpLevel, 10> levels{{
    {"spend_cell", cell_keys, "", "payer_key", cell_changes, cells_of_lines},
    {"spend_by_area", "payer_key, expense_area, financial_year, synthetic, provider_class, kind", "spend_cell", "payer_key"},
    {"spend_by_payer_supplier", "payer_key, supplier_key, financial_year, synthetic, provider_class, kind", "spend_cell", "payer_key"},
    {"spend_by_supplier", "supplier_key, financial_year, synthetic, provider_class, kind", "spend_by_payer_supplier", "supplier_key"},
    {"spend_by_payer_month", "payer_key, financial_year, month, synthetic, provider_class, kind", "spend_cell", "payer_key"},
    {"spend_by_payer", "payer_key, financial_year, synthetic, provider_class, kind", "spend_by_payer_month"},
    {"spend_by_month", "financial_year, month, synthetic, provider_class, kind", "spend_by_payer_month"},
    {"spend_by_year", "financial_year, synthetic, provider_class, kind", "spend_by_month"},
    {"spend_by_day", "paid_on, financial_year, month, synthetic, provider_class, kind, size", "", "paid_on", day_changes, days_of_lines},
    {"spend_by_size", "financial_year, month, synthetic, provider_class, kind, size", "spend_by_day", "", day_changes},
}};

// A temporary table keeps what is worked out for a moment out of the log of the database; SQLite holds it in memory.
constexpr std::string_view create_delta =
    "create temporary table if not exists spend_delta (payer_key {{whole}} not null, supplier_key {{whole}} not null, financial_year "
    "integer not null, month integer not null, synthetic integer not null, provider_class text not null, kind text not null, expense_area "
    "text not null, payments {{whole}} not null, pence {{whole}} not null, credits {{whole}} not null, unlinked {{whole}} not null)";

constexpr std::string_view of_keys = "p.key between :first_key and :last_key";

// As many lines at a time as fit into some megabytes.
constexpr std::int64_t rows_at_a_time = 200'000;

constexpr std::string_view rows_of_file = "select min(row), max(row) from payment where key >= :first_key and key < :end_key";

// As many cells at a time.
constexpr std::size_t sums_at_a_time = 100'000;

/// The cells of staged sums, but for suppliers whose class is that of the day: a month may have several.
const std::string& cells_of_sums() {
  static const std::string sql =
      "insert into spend_delta select coalesce(sf.publisher_key, 0), x.supplier_key, case when x.month % 100 < 4 then x.month / 100 - 1 "
      "else x.month / 100 end, x.month, f.synthetic, " +
      std::string(payment_class_now) + ", " + std::string(payment_kind) +
      ", a.words, x.payments, x.pence, x.credits, case when s.body_key is null then x.payments else 0 end from spend_sum x join spend_area "
      "a on a.place = x.area join supplier_string s "
      "on s.key = x.supplier_key left join body pb on pb.key = s.body_key join spend_file sf on sf.key = :file join source_file f on f.key "
      "= sf.source_file_key where coalesce(pb.dated_classes, 0) <> 1";
  return sql;
}

constexpr std::string_view dated_suppliers = "select count(*) from spend_sum x join supplier_string s on s.key = x.supplier_key join body "
                                             "pb on pb.key = s.body_key where pb.dated_classes = 1";

constexpr std::string_view moved =
    "select c.supplier_key, case when max(coalesce(pb.dated_classes, 0)) = 0 and min(c.provider_class) = max(c.provider_class) and "
    "min(c.kind) = max(c.kind) then 1 else 0 end from spend_cell c join supplier_string s on s.key = c.supplier_key left join body pb on "
    "pb.key = s.body_key where c.supplier_key in ";

std::string json_of(std::span<const std::int64_t> keys) {
  return json_list(keys, [](std::int64_t key) { return std::to_string(key); });
}

std::string sums_added(std::string_view table) {
  std::string out;
  for (const std::string_view sum : {"payments", "pence", "credits", "unlinked"}) {
    const std::string name(sum);
    out += (out.empty() ? "" : ", ") + name + " = " + std::string(table) + "." + name + " + excluded." + name;
  }
  return out;
}

void begin_delta(Session& s) {
  run(s, s.words(create_delta) + (s.backend == Backend::sqlite ? "" : " on commit drop"));
  execute(s, "delete from spend_delta");
}

void add_to(Session& s, const RollUpLevel& level) {
  const std::string keys(level.keys);
  const std::string table(level.table);
  execute(s, "insert into " + table + " (" + keys + ", " + std::string(rollup_sums) + ") select " + keys +
                 ", sum(payments), sum(pence), sum(credits), sum(unlinked) from " + std::string(level.changes) + " where true group by " +
                 keys + " having sum(payments) <> 0 or sum(pence) <> 0 or sum(credits) <> 0 or sum(unlinked) <> 0 on conflict (" + keys +
                 ") do update set " + sums_added(table));
}

/// A row of no lines would be a group of a report.
void drop_empty(Session& s, const RollUpLevel& level) {
  const std::string keys(level.keys);
  execute(s, "delete from " + std::string(level.table) + " where (" + keys + ") in (select " + keys + " from " +
                 std::string(level.changes) + " where payments < 0) and payments = 0");
}

void add_to_cells(Session& s) {
  for (const RollUpLevel& level : levels) {
    if (level.changes == cell_changes) add_to(s, level);
  }
}

/// The cells are as they shall be; the delta holds what went and what came.
void move_levels(Session& s) {
  for (const RollUpLevel& level : levels) {
    if (level.changes == cell_changes && !level.made_from.empty()) move_level(s, level);
  }
}

constexpr std::string_view leaving = "insert into spend_delta select payer_key, supplier_key, financial_year, month, synthetic, "
                                     "provider_class, kind, expense_area, -payments, -pence, -credits, -unlinked from spend_cell where ";
constexpr std::string_view coming = "insert into spend_delta select payer_key, supplier_key, financial_year, month, synthetic, "
                                    "provider_class, kind, expense_area, payments, pence, credits, unlinked from spend_cell where ";

std::string new_cells(std::string_view condition) {
  return "insert into spend_cell (" + std::string(cell_keys) + ", " + std::string(rollup_sums) + ") " + cells_of_lines(condition);
}

/// All lines of such a supplier count under one class and kind, before and after: its cells need no look at the lines.
void rename_cells(Session& s, const std::string& keys) {
  execute(s,
          "update spend_cell set provider_class = n.provider_class, kind = n.kind, unlinked = case when n.linked = 1 then 0 else payments "
          "end from (select s.key, " +
              std::string(payment_class_now) + " as provider_class, " + std::string(payment_kind) +
              " as kind, case when s.body_key is null then 0 else 1 end as linked from supplier_string s left join body pb on pb.key = "
              "s.body_key where s.key in " +
              list_of_keys(s) + ") n where spend_cell.supplier_key = n.key",
          as("keys", keys));
}

void work_out_again(Session& s, const std::string& keys) {
  const std::string list = list_of_keys(s);
  execute(s, "delete from spend_cell where supplier_key in " + list, as("keys", keys));
  execute(s, new_cells("p.supplier_key in " + list), as("keys", keys));
}

/// A sum that left 64 bits: SQLite's addition says so, or its strict table, which takes no number that is not whole.
bool is_overflow(Session& s, const soci::soci_error& e) {
  if (const auto* p = dynamic_cast<const soci::postgresql_soci_error*>(&e)) return p->sqlstate() == "22003";
  return e.get_error_message().find("integer overflow") != std::string::npos ||
         sqlite_api::sqlite3_extended_errcode(sqlite_handle(s)) == SQLITE_CONSTRAINT_DATATYPE;
}

/// Those of the file's lines that fit the condition.
void add_lines(Session& s, std::int64_t spend_file, std::string_view condition) {
  const auto [first, last] =
      row<std::optional<std::int64_t>, std::optional<std::int64_t>>(s, rows_of_file, as("first_key", payment_key(spend_file, 0)),
                                                                    as("end_key", payment_key(spend_file + 1, 0)))
          .value();
  if (!first || !last) return;
  const std::string insert = "insert into spend_delta " + cells_of_lines(condition);
  for (std::int64_t from = *first; from <= *last; from += rows_at_a_time) {
    begin_delta(s);
    const std::int64_t to = std::min<std::int64_t>(*last, from + rows_at_a_time - 1);
    execute(s, insert, as("first_key", payment_key(spend_file, from)), as("last_key", payment_key(spend_file, to)));
    add_to_cells(s);
  }
}

std::vector<std::int64_t> keys_of(Session& s, std::string_view sql, std::int64_t body) {
  std::vector<std::int64_t> out;
  for (const auto& [key] : rows<std::int64_t>(s, sql, as("body", body))) out.push_back(key);
  return out;
}

} // namespace

std::span<const RollUpLevel> rollup_levels() { return levels; }

void move_level(Session& s, const RollUpLevel& level) {
  add_to(s, level);
  drop_empty(s, level);
}

std::string list_of_keys(const Session& s) {
  return s.backend == Backend::sqlite ? "(select value from json_each(:keys))"
                                      : "(select cast(value as bigint) from json_array_elements_text(cast(:keys as json)))";
}

std::string cells_of_lines(std::string_view condition) {
  return "select coalesce(p.payer_key, 0) as payer_key, p.supplier_key, p.financial_year, p.month, f.synthetic, " +
         std::string(payment_class) + " as provider_class, " + std::string(payment_kind) +
         " as kind, p.expense_area, count(*) as payments, sum(p.pence) as pence, sum(case when p.pence < 0 then p.pence else 0 end) as "
         "credits, sum(case "
         "when s.body_key is null then 1 else 0 end) as unlinked from payment p join supplier_string s on s.key = p.supplier_key left join "
         "body pb on pb.key = s.body_key join spend_file sf on sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key "
         "where " +
         std::string(condition) + " group by 1, 2, 3, 4, 5, 6, 7, 8";
}

void within_64_bits(Session& s, const std::function<void()>& work) {
  try {
    work();
  } catch (const soci::soci_error& e) {
    if (!is_overflow(s, e)) throw;
    throw Ended(invalid("the sums of this file with those that the register holds leave 64 bits of pence, and nothing of it was kept: "
                        "correct its amounts"));
  }
}

void count_file(Session& s, std::int64_t spend_file) {
  lock_catalogue(s);
  begin_delta(s);
  within_64_bits(s, [&] {
    add_lines(s, spend_file, of_keys);
    count_days_of_file(s, spend_file);
  });
  execute(s, "delete from spend_delta");
}

void count_file(Session& s, std::int64_t spend_file, std::span<const LineSum> sums, const std::vector<std::string>& areas) {
  lock_catalogue(s);
  stage_areas(s, areas);
  begin_delta(s);
  within_64_bits(s, [&] {
    bool by_day = false;
    for (; !sums.empty(); sums = sums.subspan(std::min(sums.size(), sums_at_a_time))) {
      begin_delta(s);
      stage_sums(s, sums.first(std::min(sums.size(), sums_at_a_time)));
      execute(s, cells_of_sums(), as("file", spend_file));
      add_to_cells(s);
      by_day = by_day || cell<std::int64_t>(s, dated_suppliers).value_or(0) > 0;
    }
    if (by_day) add_lines(s, spend_file, "p.key between :first_key and :last_key and pb.dated_classes = 1");
    count_days_of_file(s, spend_file);
    execute(s, "delete from spend_sum");
    execute(s, "delete from spend_area");
  });
  execute(s, "delete from spend_delta");
}

void recount_suppliers(Session& s, std::span<const std::int64_t> suppliers) {
  if (suppliers.empty()) return;
  lock_catalogue(s);
  const std::string list = list_of_keys(s);
  std::vector<std::int64_t> renamed;
  std::vector<std::int64_t> again;
  for (const auto& [key, uniform] : rows<std::int64_t, int>(
           s,
           std::string(moved) + list + " group by c.supplier_key having max(case when pb.dated_classes = 1 or c.provider_class <> " +
               std::string(payment_class_now) + " or c.kind <> " + std::string(payment_kind) +
               " or (case when s.body_key is null then c.payments else 0 end) <> c.unlinked then 1 else 0 end) = 1",
           as("keys", json_of(suppliers))))
    (uniform == 1 ? renamed : again).push_back(key);
  if (renamed.empty() && again.empty()) return;

  std::vector<std::int64_t> both = renamed;
  both.insert(both.end(), again.begin(), again.end());
  const std::string all = json_of(both);
  begin_delta(s);
  note_names(s, all);
  execute(s, std::string(leaving) + "supplier_key in " + list, as("keys", all));
  if (!renamed.empty()) rename_cells(s, json_of(renamed));
  if (!again.empty()) work_out_again(s, json_of(again));
  execute(s, std::string(coming) + "supplier_key in " + list, as("keys", all));
  move_levels(s);
  move_days(s, all);
  execute(s, "delete from spend_delta");
}

void recount_body(Session& s, std::int64_t body) {
  recount_suppliers(s, keys_of(s, "select key from supplier_string where body_key = :body", body));
}

void recount_payers(Session& s, std::int64_t one, std::int64_t other) {
  lock_catalogue(s);
  const std::string cells = "payer_key in (:one, :other)";
  const auto a = as("one", one);
  const auto b = as("other", other);
  begin_delta(s);
  execute(s, std::string(leaving) + cells, a, b);
  execute(s, "delete from spend_cell where " + cells, a, b);
  // A payer that is not known has no key among the lines, and no index is needed for what happens as seldom.
  const bool unknown = one == 0 || other == 0;
  execute(s, new_cells(unknown ? "coalesce(p.payer_key, 0) in (:one, :other)" : "p.payer_key in (:one, :other)"), a, b);
  execute(s, std::string(coming) + cells, a, b);
  move_levels(s);
  execute(s, "delete from spend_delta");
}

} // namespace openward::persistence::detail
