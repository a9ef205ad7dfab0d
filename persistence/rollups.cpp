#include "persistence/rollups.h"

#include "persistence/detail/bodies.h"
#include "persistence/detail/native.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"

#include <algorithm>

namespace openward::persistence {
namespace {

using detail::as;
using detail::RollUpLevel;

constexpr std::size_t most_words = 20;

// A year at a time: the sums of ten million lines at once would not fit into the memory that the register may take.
constexpr std::string_view years = "select financial_year from payment union select financial_year from spend_cell order by 1";

/// "payer_key 3, month 202404": the words of the columns, for people.
std::string shown_keys(std::string_view keys) {
  std::string out;
  while (!keys.empty()) {
    const std::size_t end = std::min(keys.find(", "), keys.size());
    const std::string key(keys.substr(0, end));
    out += (out.empty() ? "'" : " || ', ") + key + " ' || " + key;
    keys.remove_prefix(std::min(end + 2, keys.size()));
  }
  return out;
}

/// The cells in which the level is not what `expected` gives, each with the difference of its sums.
std::string differences(const RollUpLevel& level, const std::string& held, const std::string& expected) {
  const std::string keys(level.keys);
  const auto side = [&](const std::string& rows, const std::string& sign) {
    std::string sums;
    for (const char* sum : {"payments", "pence", "credits", "unlinked"}) sums += ", " + sign + "r." + sum + " as " + sum;
    return "select " + keys + sums + " from (" + rows + ") r";
  };
  return "select " + shown_keys(level.keys) +
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
    if (check.words.size() < most_words) check.words.push_back(said(level.table, cell, payments, pence, credits, unlinked));
  }
}

std::string sums_by(const RollUpLevel& level) {
  const std::string keys(level.keys);
  return "select " + keys + ", sum(payments) as payments, sum(pence) as pence, sum(credits) as credits, sum(unlinked) as unlinked from " +
         std::string(level.made_from) + " group by " + keys;
}

std::vector<std::int64_t> years_of(Session& s) {
  std::vector<std::int64_t> out;
  for (const auto& [year] : detail::rows<std::int64_t>(s, years)) out.push_back(year);
  return out;
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
    if (!level.made_from.empty()) {
      compare(s, check, level, differences(level, "select * from " + table, sums_by(level)));
      continue;
    }
    for (const std::int64_t year : years_of(s)) {
      compare(s, check, level,
              differences(level, "select * from " + table + " where financial_year = :year",
                          detail::cells_of_lines("p.financial_year = :year")),
              as("year", year));
    }
  }
  return check;
}

void rebuild_rollups(Session& s) {
  take_time(s);
  detail::lock_catalogue(s);
  for (const RollUpLevel& level : detail::rollup_levels()) {
    detail::execute(s, "delete from " + std::string(level.table));
    if (!level.made_from.empty()) {
      detail::execute(s, insert_into(level) + sums_by(level));
      continue;
    }
    for (const std::int64_t year : years_of(s))
      detail::execute(s, insert_into(level) + detail::cells_of_lines("p.financial_year = :year"), as("year", year));
  }
}

} // namespace openward::persistence
