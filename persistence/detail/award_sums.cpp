#include "persistence/detail/award_sums.h"

#include "persistence/detail/events.h"
#include "persistence/detail/sql.h"

#include <vector>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view first_due = "select 1 from award_due limit 1";
constexpr std::string_view nothing_due = "delete from award_due";

/// Few awards are due among many: PostgreSQL, which cannot know how many, is asked in words that lead it to the index.
std::string due(Backend backend) {
  return backend == Backend::sqlite ? " where award_key in (select d.key from award_due d)"
                                    : " where award_key = any(array(select d.key from award_due d))";
}

std::string all_keys() { return std::string(award_levels.front().keys); }

/// What goes is what was counted, what comes is what has to be.
std::string moved(Backend backend) {
  std::string gone;
  for (const std::string_view sum : award_sums) gone += ", -" + std::string(sum) + " as " + std::string(sum);
  return "(select " + all_keys() + gone + " from award_counted" + due(backend) + " union all select " + all_keys() +
         of_award_sums(", ", "") + " from award_as_counted" + due(backend) + ")";
}

std::string add_moved(Backend backend, const AwardLevel& level) {
  const std::string keys(level.keys);
  const std::string table(level.table);
  std::string set;
  std::string any;
  for (const std::string_view sum : award_sums) {
    const std::string name(sum);
    set += (set.empty() ? "" : ", ") + name + " = " + table + "." + name + " + excluded." + name;
    any += (any.empty() ? "" : " or ") + ("sum(m." + name + ") <> 0");
  }
  return "insert into " + table + " (" + keys + of_award_sums(", ", "") + ") select " + keys + of_award_sums(", sum(m.", ")") + " from " +
         moved(backend) + " m where true group by " + keys + " having " + any + " on conflict (" + keys + ") do update set " + set;
}

/// A row of no awards would be a group of a report.
std::string drop_empty(Backend backend, const AwardLevel& level) {
  const std::string keys(level.keys);
  return "delete from " + std::string(level.table) + " where (" + keys + ") in (select " + keys + " from award_counted" + due(backend) +
         ") and awards = 0";
}

std::string count(std::string_view condition) {
  const std::string columns = "award_key, " + all_keys() + of_award_sums(", ", "") + ", provider_key, noticed";
  return "insert into award_counted (" + columns + ") select " + columns + " from award_as_counted" + std::string(condition);
}

struct Statements {
  explicit Statements(Backend backend) {
    for (const AwardLevel& level : award_levels) in_turn.push_back(add_moved(backend, level));
    for (const AwardLevel& level : award_levels) in_turn.push_back(drop_empty(backend, level));
    in_turn.push_back("delete from award_counted" + due(backend));
    in_turn.push_back(count(due(backend)));
    in_turn.emplace_back(nothing_due);
  }
  std::vector<std::string> in_turn;
};

const Statements& statements(Backend backend) {
  static const Statements sqlite(Backend::sqlite);
  static const Statements postgresql(Backend::postgresql);
  return backend == Backend::sqlite ? sqlite : postgresql;
}

} // namespace

std::string of_award_sums(std::string_view before, std::string_view after) {
  std::string out;
  for (const std::string_view sum : award_sums) out += std::string(before) + std::string(sum) + std::string(after);
  return out;
}

void count_due_awards(Session& s) {
  if (!cell<int>(s, first_due)) return;
  lock_events(s);
  for (const std::string& sql : statements(s.backend).in_turn) execute(s, sql);
}

void count_all_awards(Session& s) {
  execute(s, nothing_due);
  execute(s, "delete from award_counted");
  execute(s, count(""));
  for (const AwardLevel& level : award_levels) {
    const std::string keys(level.keys);
    execute(s, "delete from " + std::string(level.table));
    execute(s, "insert into " + std::string(level.table) + " (" + keys + of_award_sums(", ", "") + ") select " + keys +
                   of_award_sums(", sum(", ")") + " from " + std::string(level.made_from) + " group by " + keys);
  }
}

} // namespace openward::persistence::detail
