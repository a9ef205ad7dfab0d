#include "persistence/detail/successions.h"

#include "domain/identifier.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace openward::persistence::detail {
namespace {

using Codes = std::set<std::string>;

/// All codes of the body that has this one; the code alone when the register knows no such body.
Codes codes_of(Session& s, const std::string& code) {
  Codes out{code};
  const auto identifier = Identifier::parse(code);
  const auto body = identifier ? key_of_identifier(s, *identifier) : std::nullopt;
  if (!body) return out;
  for (const Identifier& other : identifiers_of(s, *body)) out.insert(other.text());
  return out;
}

std::vector<std::string> next_of(Session& s, const std::string& code) {
  std::vector<std::string> out;
  for (auto& [to] : rows<std::string>(s, "select to_code from succession where from_code = :code order by to_code", as("code", code)))
    out.push_back(std::move(to));
  return out;
}

/// The shortest way from one of the codes to one of the others; those of `not_at_once` are not stepped to from the beginning.
std::vector<std::string> way(Session& s, const Codes& begin, const Codes& goal, const Codes& not_at_once) {
  std::map<std::string, std::string> came_from;
  std::deque<std::string> ahead;
  for (const std::string& code : begin) {
    came_from.emplace(code, "");
    ahead.push_back(code);
  }
  while (!ahead.empty()) {
    const std::string at = ahead.front();
    ahead.pop_front();
    for (const std::string& next : next_of(s, at)) {
      if (begin.contains(at) && not_at_once.contains(next)) continue;
      if (goal.contains(next)) {
        std::vector<std::string> out{next};
        for (std::string step = at; !step.empty(); step = came_from.at(step)) out.push_back(step);
        std::reverse(out.begin(), out.end());
        return out;
      }
      for (const std::string& code : codes_of(s, next)) {
        if (came_from.emplace(code, at).second) ahead.push_back(code);
      }
    }
  }
  return {};
}

Codes codes_of(Session& s, std::int64_t body) {
  Codes out;
  for (const Identifier& identifier : identifiers_of(s, body)) out.insert(identifier.text());
  return out;
}

} // namespace

std::vector<std::string> way_back(Session& s, const std::string& from, const std::string& to) {
  const Codes goal = codes_of(s, from);
  // Two codes of one body: it changed its code, and nothing passes to anybody.
  if (goal.contains(to)) return {};
  return way(s, codes_of(s, to), goal, {});
}

bool follows_through_others(Session& s, std::int64_t body, std::int64_t other) {
  const Codes goal = codes_of(s, other);
  return !way(s, codes_of(s, body), goal, goal).empty();
}

} // namespace openward::persistence::detail
