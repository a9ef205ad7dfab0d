#include "persistence/detail/body_lines.h"

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <map>
#include <set>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view select_passings =
    "select f.body_key, t.body_key, s.on_date, s.share_basis_points from succession s "
    "join body_identifier f on f.scheme || ':' || f.id = s.from_code join body_identifier t on t.scheme || ':' || t.id = s.to_code "
    "where f.body_key <> t.body_key order by s.from_code, s.to_code, s.on_date";

constexpr std::string_view insert_successor = "insert into body_successor (body_key, now_key, divided, first_day, last_day) "
                                              "values (:body, :under, :divided, :first, :last)";
constexpr std::string_view insert_group = "insert into body_group (body_key, group_key, first_day, last_day) "
                                          "values (:body, :under, :first, :last)";

/// The first and the last day that the register knows.
Date first_of_all() { return *Date::parse("1900-01-01"); }
Date last_of_all() { return *Date::parse("2199-12-31"); }

struct Place {
  std::int64_t under = 0;
  bool divided = false;
  friend bool operator==(const Place&, const Place&) = default;
};

/// The lines of one body whose place may change on these days alone.
template <typename PlaceOn>
void add_lines(std::vector<Line>& out, std::int64_t body, std::set<Date> days, PlaceOn place_on) {
  days.insert(first_of_all());
  std::optional<Line> open;
  const auto close = [&](Date last) {
    if (!open) return;
    open->last = last;
    if (open->under != body || open->divided) out.push_back(*open);
  };
  for (const Date day : days) {
    const Place place = place_on(day);
    if (open && Place{open->under, open->divided} == place) continue;
    close(day.plus_days(-1));
    open = Line{body, place.under, place.divided, day, {}};
  }
  close(last_of_all());
}

using Edges = std::map<std::int64_t, std::vector<Passing>>;

Place successor_on(const Edges& edges, std::int64_t body, Date day) {
  std::set<std::int64_t> met;
  for (std::int64_t at = body; met.insert(at).second;) {
    std::set<std::int64_t> next;
    bool part = false;
    if (const auto found = edges.find(at); found != edges.end()) {
      for (const Passing& p : found->second) {
        if (p.day > day) continue;
        next.insert(p.to);
        part = part || p.part;
      }
    }
    if (next.empty()) return {at, false};
    if (next.size() > 1 || part) return {at, true};
    at = *next.begin();
  }
  return {body, true};
}

using Owners = std::map<std::int64_t, std::vector<Owned>>;

std::int64_t group_on(const Owners& owners, std::int64_t body, Date day) {
  std::set<std::int64_t> met;
  std::int64_t at = body;
  while (met.insert(at).second) {
    const Owned* owner = nullptr;
    if (const auto found = owners.find(at); found != owners.end()) {
      for (const Owned& o : found->second) {
        if ((!o.from || *o.from <= day) && (!o.to || day <= *o.to)) owner = &o;
      }
    }
    if (!owner) return at;
    at = owner->parent;
  }
  return body;
}

/// The days of everything that can be reached from a body.
template <typename Table, typename Days, typename Next>
std::set<Date> days_from(const Table& table, std::int64_t body, Days days_of, Next next_of) {
  std::set<Date> days;
  std::set<std::int64_t> met;
  std::vector<std::int64_t> ahead{body};
  while (!ahead.empty()) {
    const std::int64_t at = ahead.back();
    ahead.pop_back();
    const auto found = table.find(at);
    if (!met.insert(at).second || found == table.end()) continue;
    for (const auto& edge : found->second) {
      days_of(edge, days);
      ahead.push_back(next_of(edge));
    }
  }
  return days;
}

void store(Session& s, std::string_view insert, const Line& line, bool with_divided) {
  const auto body = as("body", line.body);
  const auto under = as("under", line.under);
  const auto first = as("first", line.first);
  const auto last = as("last", line.last);
  if (with_divided) {
    execute(s, insert, body, under, as("divided", line.divided), first, last);
  } else {
    execute(s, insert, body, under, first, last);
  }
}

} // namespace

std::vector<Line> successor_lines(const std::vector<Passing>& passings) {
  Edges edges;
  for (const Passing& p : passings) edges[p.from].push_back(p);
  std::vector<Line> out;
  for (const auto& [body, ignored] : edges) {
    auto days = days_from(
        edges, body, [](const Passing& p, std::set<Date>& all) { all.insert(p.day); }, [](const Passing& p) { return p.to; });
    add_lines(out, body, std::move(days), [&, at = body](Date day) { return successor_on(edges, at, day); });
  }
  return out;
}

std::vector<Line> group_lines(const std::vector<Owned>& ownerships) {
  Owners owners;
  for (const Owned& o : ownerships) owners[o.child].push_back(o);
  std::vector<Line> out;
  const auto days_of = [](const Owned& o, std::set<Date>& all) {
    if (o.from) all.insert(*o.from);
    if (o.to) all.insert(o.to->plus_days(1));
  };
  for (const auto& [body, ignored] : owners) {
    auto days = days_from(owners, body, days_of, [](const Owned& o) { return o.parent; });
    add_lines(out, body, std::move(days), [&, at = body](Date day) { return Place{group_on(owners, at, day), false}; });
  }
  return out;
}

void rebuild_successors(Session& s) {
  std::vector<Passing> passings;
  for (const auto& [from, to, day, share] : rows<std::int64_t, std::int64_t, std::string, std::optional<int>>(s, select_passings))
    passings.push_back({from, to, stored_date(day), share && *share < 10'000});
  execute(s, "delete from body_successor");
  for (const Line& line : successor_lines(passings)) store(s, insert_successor, line, true);
}

void rebuild_groups(Session& s) {
  std::vector<Owned> owned;
  for (const auto& [child, parent, from, to] : rows<std::int64_t, std::int64_t, std::optional<std::string>, std::optional<std::string>>(
           s, "select child_key, parent_key, from_date, to_date from ownership order by key"))
    owned.push_back({child, parent, stored_date(from), stored_date(to)});
  execute(s, "delete from body_group");
  for (const Line& line : group_lines(owned)) store(s, insert_group, line, false);
}

} // namespace openward::persistence::detail
