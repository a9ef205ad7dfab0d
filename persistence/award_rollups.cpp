#include "persistence/award_rollups.h"

#include "persistence/detail/award_sums.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <string>
#include <vector>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view number_of_awards = "select count(*) from award";
constexpr std::string_view counted_and_gone =
    "select h.award_key from award_counted h where not exists (select 1 from award a where a.key = h.award_key) order by h.award_key";

void say(RollUpCheck& check, std::string words) {
  ++check.differing;
  if (check.words.size() < most_rollup_words) check.words.push_back(std::move(words));
}

std::vector<std::string> names_of(std::string_view keys) {
  std::vector<std::string> out;
  while (!keys.empty()) {
    const std::size_t end = std::min(keys.find(", "), keys.size());
    out.emplace_back(keys.substr(0, end));
    keys.remove_prefix(std::min(end + 2, keys.size()));
  }
  return out;
}

std::string columns(std::string_view alias) {
  std::string out;
  for (const std::string& key : names_of(award_levels.front().keys)) out += (out.empty() ? "" : ", ") + std::string(alias) + "." + key;
  const std::string more = ", " + std::string(alias) + ".";
  return out + of_award_sums(more, "") + more + "provider_key" + more + "noticed";
}

/// Awards that are counted otherwise than they have to be, or not at all.
std::string wrongly_counted(const Session& s) {
  const std::string differs = s.backend == Backend::sqlite ? " is not " : " is distinct from ";
  return "select w.award_key from award_as_counted w left join award_counted h on h.award_key = w.award_key where (" + columns("w") + ")" +
         differs + "(" + columns("h") + ") order by w.award_key";
}

/// The cells in which the level is not what the one below gives, each with how many awards and pence more it holds.
std::string differing_cells(const AwardLevel& level) {
  const std::string keys(level.keys);
  std::string below;
  std::string any;
  for (const std::string_view sum : award_sums) {
    const std::string name(sum);
    below += ", -sum(" + name + ")";
    any += (any.empty() ? "" : " or ") + ("sum(d." + name + ") <> 0");
  }
  // A row of nothing is a group of a report too.
  any += " or count(*) <> 2";
  return "select " + shown_keys(keys) + ", cast(sum(d.awards) as bigint), cast(sum(d.stated) as bigint) from (select " + keys +
         of_award_sums(", ", "") + " from " + std::string(level.table) + " union all select " + keys + below + " from " +
         std::string(level.made_from) + " group by " + keys + ") d group by " + keys + " having " + any + " order by " + keys;
}

} // namespace

std::string shown_keys(std::string_view keys) {
  std::string out;
  for (const std::string& key : names_of(keys)) out += (out.empty() ? "'" : " || ', ") + key + " ' || " + key;
  return out;
}

void check_award_sums(Session& s, RollUpCheck& check) {
  check.awards = cell<std::int64_t>(s, number_of_awards).value_or(0);
  for (const auto& [key] : rows<std::int64_t>(s, wrongly_counted(s)))
    say(check, "award_counted (award_key " + std::to_string(key) + ") is not as its award has to be counted");
  for (const auto& [key] : rows<std::int64_t>(s, counted_and_gone))
    say(check, "award_counted (award_key " + std::to_string(key) + ") counts an award that the register does not hold");
  for (const AwardLevel& level : award_levels) {
    check.cells += cell<std::int64_t>(s, "select count(*) from " + std::string(level.table)).value_or(0);
    for (const auto& [words, awards, pence] : rows<std::string, std::int64_t, std::int64_t>(s, differing_cells(level))) {
      say(check, std::string(level.table) + " (" + words + ") holds " + std::to_string(awards) + " awards and " + std::to_string(pence) +
                     " pence more than its awards");
    }
  }
}

} // namespace openward::persistence::detail
