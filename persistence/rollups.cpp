#include "persistence/rollups.h"

#include "persistence/award_rollups.h"
#include "persistence/detail/award_sums.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/native.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/spend_days.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace openward::persistence {
namespace {

using detail::as;
using detail::RollUpLevel;

// The sums of ten million lines at once would not fit into the memory that the register may take. A payer's lines are one range of an
// index, and lie near each other, since files have one payer: every line is read once.
constexpr std::string_view payers_of_lines = "select coalesce(payer_key, 0), count(*) from payment group by payer_key";
constexpr std::string_view payers_of_cells = "select distinct payer_key from spend_cell";
constexpr std::string_view months_of_days =
    "select cast(cast(substr(d, 1, 4) as integer) * 100 + cast(substr(d, 6, 2) as integer) as bigint) from (select cast(min(paid_on) as "
    "text) as d from payment union all select cast(max(paid_on) as text) from payment union all select cast(min(paid_on) as text) from "
    "spend_by_day union all select cast(max(paid_on) as text) from spend_by_day) m where d is not null";
constexpr std::string_view most_supplier = "select coalesce(max(key), 0) from supplier_string";
// A payer with more lines is taken a year at a time.
constexpr std::int64_t lines_at_once = 1'000'000;
constexpr std::int64_t suppliers_at_once = 20'000;

/// The cells in which the level is not what `expected` gives, each with the difference of its sums.
std::string differences(const RollUpLevel& level, const std::string& held, const std::string& expected) {
  const std::string keys(level.keys);
  const auto side = [&](const std::string& rows, const std::string& sign) {
    std::string sums;
    for (const char* sum : {"payments", "pence", "credits", "unlinked"}) sums += ", " + sign + "r." + sum + " as " + sum;
    return "select " + keys + sums + " from (" + rows + ") r";
  };
  return "select " + detail::shown_keys(level.keys) +
         ", cast(sum(d.payments) as bigint), cast(sum(d.pence) as bigint), cast(sum(d.credits) as bigint), cast(sum(d.unlinked) as bigint) "
         "from (" +
         side(held, "") + " union all " + side(expected, "-") + ") d group by " + keys +
         " having sum(d.payments) <> 0 or sum(d.pence) <> 0 or sum(d.credits) <> 0 or sum(d.unlinked) <> 0 order by " + keys;
}

std::string said(std::string_view table, const std::string& cell, std::int64_t payments, std::int64_t pence, std::int64_t credits,
                 std::int64_t unlinked) {
  return std::string(table) + " (" + cell + ") holds " + std::to_string(payments) + " payments, " + std::to_string(pence) + " pence, " +
         std::to_string(credits) + " pence of credits and " + std::to_string(unlinked) + " lines without provider more than its lines";
}

template <typename... Values>
void compare(Session& s, RollUpCheck& check, const RollUpLevel& level, const std::string& sql, Values... values) {
  for (const auto& [cell, payments, pence, credits, unlinked] :
       detail::rows<std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(s, sql, values...)) {
    ++check.differing;
    if (check.words.size() < detail::most_rollup_words) check.words.push_back(said(level.table, cell, payments, pence, credits, unlinked));
  }
}

std::string sums_by(const RollUpLevel& level, const std::string& condition) {
  const std::string keys(level.keys);
  return "select " + keys + ", sum(payments) as payments, sum(pence) as pence, sum(credits) as credits, sum(unlinked) as unlinked from " +
         std::string(level.made_from) + condition + " group by " + keys;
}

/// Some of the rows of a level, and the same of what they are made from: keys from `first` to `last`, or the days of a month.
struct Part {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::optional<std::int64_t> year{}; // of the payer
  std::optional<std::int64_t> month{};

  std::string of_lines() const {
    if (month) return detail::days_of_month("p.paid_on", *month);
    const std::string payer = first == 0 ? "p.payer_key is null" : "p.payer_key between :first and :last";
    return payer + (year ? " and p.financial_year = :year" : "");
  }
  std::string of_rows(const RollUpLevel& level) const {
    if (month) return " where " + detail::days_of_month("paid_on", *month);
    return " where " + std::string(level.parted_by) + " between :first and :last" + (year ? " and financial_year = :year" : "");
  }
};

std::vector<Part> parts_of_payers(Session& s) {
  std::map<std::int64_t, std::int64_t> payers;
  for (const auto& [payer] : detail::rows<std::int64_t>(s, payers_of_cells)) payers[payer] = 0;
  for (const auto& [payer, lines] : detail::rows<std::int64_t, std::int64_t>(s, payers_of_lines)) payers[payer] += lines;
  std::vector<Part> out;
  for (const auto& [payer, lines] : payers) {
    const Part whole{payer, payer};
    if (lines <= lines_at_once) {
      out.push_back(whole);
      continue;
    }
    const std::string years = "select p.financial_year from payment p where " + whole.of_lines() +
                              " union select financial_year from spend_cell where payer_key between :first and :last";
    for (const auto& [year] : detail::rows<std::int64_t>(s, years, as("first", payer), as("last", payer)))
      out.push_back({payer, payer, year});
  }
  return out;
}

std::vector<Part> parts_of_suppliers(Session& s) {
  std::vector<Part> out;
  const std::int64_t most = detail::cell<std::int64_t>(s, most_supplier).value();
  for (std::int64_t first = 0; first <= most; first += suppliers_at_once) out.push_back({first, first + suppliers_at_once - 1});
  // Cells of words that the register does not have would be in no part.
  out.push_back({most + 1, std::numeric_limits<std::int64_t>::max()});
  return out;
}

std::vector<Part> parts_of_days(Session& s) {
  std::vector<Part> out;
  std::optional<std::int64_t> first;
  std::int64_t last = 0;
  for (const auto& [month] : detail::rows<std::int64_t>(s, months_of_days)) {
    if (!first || month < *first) first = month;
    if (month > last) last = month;
  }
  for (std::int64_t month = first.value_or(1); month <= last; month += month % 100 == 12 ? 89 : 1) out.push_back({0, 0, {}, month});
  return out;
}

std::vector<Part> parts_of(Session& s, const RollUpLevel& level) {
  if (level.parted_by == "supplier_key") return parts_of_suppliers(s);
  return level.parted_by == "paid_on" ? parts_of_days(s) : parts_of_payers(s);
}

/// Runs the statement that `sql` makes of each part of the level; of a small level, once, of no part.
template <typename Sql, typename Run>
void part_by_part(Session& s, const RollUpLevel& level, const Sql& sql, const Run& run) {
  if (level.parted_by.empty()) return run(sql(nullptr));
  for (const Part& part : parts_of(s, level)) {
    const std::string text = sql(&part);
    const bool bounded = text.find(":first") != std::string::npos;
    if (part.year && bounded) {
      run(text, as("first", part.first), as("last", part.last), as("year", *part.year));
    } else if (bounded) {
      run(text, as("first", part.first), as("last", part.last));
    } else if (part.year) {
      run(text, as("year", *part.year));
    } else {
      run(text);
    }
  }
}

/// What the rows of the part, or of all of the level, have to be.
std::string expected(const RollUpLevel& level, const Part* part) {
  if (!level.made_from.empty()) return sums_by(level, part ? part->of_rows(level) : "");
  return level.of_lines(part->of_lines());
}

std::string insert_into(const RollUpLevel& level) {
  return "insert into " + std::string(level.table) + " (" + std::string(level.keys) + ", " + std::string(detail::rollup_sums) + ") ";
}

/// PostgreSQL ends a statement that takes too long for a visitor; this one may take minutes.
void take_time(Session& s) {
  if (s.backend == Backend::postgresql) detail::run(s, "set local statement_timeout = 0");
}

} // namespace

RollUpCheck check_rollups(Session& s) {
  take_time(s);
  RollUpCheck check;
  check.lines = detail::cell<std::int64_t>(s, "select count(*) from payment").value_or(0);
  for (const RollUpLevel& level : detail::rollup_levels()) {
    const std::string table(level.table);
    check.cells += detail::cell<std::int64_t>(s, "select count(*) from " + table).value_or(0);
    part_by_part(
        s, level,
        [&](const Part* part) {
          return differences(level, "select * from " + table + (part ? part->of_rows(level) : ""), expected(level, part));
        },
        [&](const std::string& sql, auto... values) { compare(s, check, level, sql, values...); });
  }
  detail::check_award_sums(s, check);
  return check;
}

void rebuild_rollups(Session& s) {
  take_time(s);
  detail::lock_catalogue(s);
  for (const RollUpLevel& level : detail::rollup_levels()) {
    detail::execute(s, "delete from " + std::string(level.table));
    part_by_part(
        s, level, [&](const Part* part) { return insert_into(level) + expected(level, part); },
        [&](const std::string& sql, auto... values) { detail::execute(s, sql, values...); });
  }
  detail::count_all_awards(s);
}

} // namespace openward::persistence
