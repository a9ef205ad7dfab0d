// Changes are collected in spend_day_delta, as those of the cells are in spend_delta.

#include "persistence/detail/spend_days.h"

#include "persistence/detail/json.h"
#include "persistence/detail/native.h"
#include "persistence/detail/payment_batch.h"
#include "persistence/detail/payment_class.h"
#include "persistence/detail/payment_size.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

constexpr std::string_view create_delta =
    "create temporary table if not exists spend_day_delta (paid_on {{date}} not null, financial_year integer not null, month integer not "
    "null, synthetic integer not null, provider_class text not null, kind text not null, size {{whole}} not null, payments {{whole}} not "
    "null, pence {{whole}} not null, credits {{whole}} not null, unlinked {{whole}} not null)";

/// As what the lines of a supplier in a month were counted, as its cells tell; `mixed` where they were of several classes, and only the
/// lines themselves can tell which day had which.
constexpr std::string_view create_named =
    "create temporary table if not exists spend_named (supplier_key {{whole}} not null, month integer not null, provider_class text not "
    "null, kind text not null, linked integer not null, mixed integer not null, primary key (supplier_key, month))";

/// Lines of a day that were counted as one thing and count as another.
constexpr std::string_view create_moved =
    "create temporary table if not exists spend_moved (paid_on {{date}} not null, financial_year integer not null, month integer not null, "
    "synthetic integer not null, old_class text not null, old_kind text not null, old_linked integer not null, provider_class text not "
    "null, kind text not null, linked integer not null, size {{whole}} not null, payments {{whole}} not null, pence {{whole}} not null, "
    "credits {{whole}} not null)";

constexpr std::string_view tables_of_lines =
    " from payment p join supplier_string s on s.key = p.supplier_key left join body pb on pb.key = s.body_key join spend_file sf on "
    "sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key";

constexpr std::string_view note =
    "insert into spend_named select supplier_key, month, min(provider_class), min(kind), case when max(unlinked) > 0 then 0 else 1 end, "
    "case when min(provider_class) <> max(provider_class) or min(kind) <> max(kind) then 1 else 0 end from spend_cell where supplier_key "
    "in ";

constexpr std::string_view went =
    "insert into spend_day_delta select paid_on, financial_year, month, synthetic, old_class, old_kind, size, -payments, -pence, -credits, "
    "case when old_linked = 1 then 0 else -payments end from spend_moved";
constexpr std::string_view came =
    "insert into spend_day_delta select paid_on, financial_year, month, synthetic, provider_class, kind, size, payments, pence, credits, "
    "case when linked = 1 then 0 else payments end from spend_moved";

void make_temporary(Session& s, std::string_view create, std::string_view table) {
  run(s, s.words(create) + (s.backend == Backend::sqlite ? "" : " on commit drop"));
  execute(s, "delete from " + std::string(table));
}

void move_levels_of_days(Session& s) {
  for (const RollUpLevel& level : rollup_levels()) {
    if (level.changes == "spend_day_delta") move_level(s, level);
  }
  execute(s, "delete from spend_day_delta");
}

/// The payments come first, so that SQLite finds them by their supplier, and then what each was counted as.
std::string moved_lines(const std::string& list) {
  return "insert into spend_moved select p.paid_on, p.financial_year, p.month, f.synthetic, n.provider_class, n.kind, n.linked, " +
         std::string(payment_class) + ", " + std::string(payment_kind) + ", case when s.body_key is null then 0 else 1 end, " +
         payment_size_sql() + ", count(*), sum(p.pence), sum(case when p.pence < 0 then p.pence else 0 end)" +
         std::string(tables_of_lines) + " cross join spend_named n where n.supplier_key = p.supplier_key and n.month = p.month and " +
         "p.supplier_key in " + list +
         " and n.month not in (select month from spend_named where mixed = 1) group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11";
}

void count_month_again(Session& s, std::int64_t month) {
  execute(s, "insert into spend_day_delta select paid_on, financial_year, month, synthetic, provider_class, kind, size, -payments, -pence, "
             "-credits, -unlinked from spend_by_day where " +
                 days_of_month("paid_on", month));
  execute(s, "insert into spend_day_delta " + days_of_lines(days_of_month("p.paid_on", month)));
}

} // namespace

std::string days_of_lines(std::string_view condition) {
  return "select p.paid_on, p.financial_year, p.month, f.synthetic, " + std::string(payment_class) + " as provider_class, " +
         std::string(payment_kind) + " as kind, " + payment_size_sql() +
         " as size, count(*) as payments, sum(p.pence) as pence, sum(case when p.pence < 0 then p.pence else 0 end) as credits, sum(case "
         "when s.body_key is null then 1 else 0 end) as unlinked" +
         std::string(tables_of_lines) + " where " + std::string(condition) + " group by 1, 2, 3, 4, 5, 6, 7";
}

std::string days_of_month(std::string_view column, std::int64_t month) {
  const auto first_of = [](std::int64_t m) {
    return "'" + Date::create(static_cast<int>(m / 100), static_cast<unsigned>(m % 100), 1)->iso() + "'";
  };
  // December of 2199 is followed by no month that the register knows.
  const std::string last = month == 219912 ? "'2200-01-01'" : first_of(month % 100 == 12 ? month + 89 : month + 1);
  const std::string day(column);
  return day + " >= " + first_of(month) + " and " + day + " < " + last;
}

void count_days_of_file(Session& s, std::int64_t spend_file) {
  make_temporary(s, create_delta, "spend_day_delta");
  execute(s, "insert into spend_day_delta " + days_of_lines("p.key between :first_key and :last_key"),
          as("first_key", payment_key(spend_file, 0)), as("last_key", payment_key(spend_file + 1, 0) - 1));
  move_levels_of_days(s);
}

void note_names(Session& s, const std::string& suppliers) {
  make_temporary(s, create_named, "spend_named");
  execute(s, std::string(note) + list_of_keys(s) + " group by supplier_key, month", as("keys", suppliers));
}

void move_days(Session& s, const std::string& suppliers) {
  make_temporary(s, create_delta, "spend_day_delta");
  make_temporary(s, create_moved, "spend_moved");
  execute(s, moved_lines(list_of_keys(s)), as("keys", suppliers));
  execute(s, went);
  execute(s, came);
  for (const auto& [month] : rows<std::int64_t>(s, "select distinct month from spend_named where mixed = 1")) count_month_again(s, month);
  move_levels_of_days(s);
  execute(s, "delete from spend_moved");
  execute(s, "delete from spend_named");
}

} // namespace openward::persistence::detail
