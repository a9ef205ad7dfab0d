#include "persistence/detail/body_lines.h"

#include "domain/identifier.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <map>
#include <set>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view select_passings =
    "select from_code, to_code, on_date, share_basis_points from succession order by from_code, to_code, on_date";

constexpr std::string_view insert_successor = "insert into body_successor (body_key, now_key, divided, first_day, last_day) "
                                              "values (:body, :under, :divided, :first, :last)";
constexpr std::string_view insert_group = "insert into body_group (body_key, group_key, first_day, last_day) "
                                          "values (:body, :under, :first, :last)";

// As in migration 0007. Two owners of one name on the same days, which a merge may leave, are one line.
constexpr std::string_view insert_owners =
    "insert into body_owner (body_key, owner_key, first_day, last_day) with recursive above (body_key, owner_key, first_day, last_day) as ("
    "select o.child_key, o.parent_key, coalesce(o.from_date, cast('1900-01-01' as {{date}})), coalesce(o.to_date, cast('2199-12-31' as "
    "{{date}})) from ownership o "
    "union select a.body_key, o.parent_key, case when o.from_date is null or o.from_date < a.first_day then a.first_day else o.from_date "
    "end, case when o.to_date is null or o.to_date > a.last_day then a.last_day else o.to_date end from above a join ownership o on "
    "o.child_key = a.owner_key where (o.from_date is null or o.from_date <= a.last_day) and (o.to_date is null or o.to_date >= "
    "a.first_day)) select body_key, owner_key, first_day, max(last_day) from above where owner_key <> body_key group by body_key, "
    "owner_key, first_day";

constexpr std::string_view owed_successors = "successors";
constexpr std::string_view owed_groups = "groups";

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

namespace {

/// Looked up code by code, where a join of two lists of codes would be tried pair by pair: England has 12,000 practices.
class Codes {
 public:
  explicit Codes(Session& s) : s_(s) {}
  std::optional<std::int64_t> body(const std::string& code) {
    const auto [found, fresh] = known_.try_emplace(code);
    if (!fresh) return found->second;
    if (const auto identifier = Identifier::parse(code)) found->second = key_of_identifier(s_, *identifier);
    return found->second;
  }

 private:
  Session& s_;
  std::map<std::string, std::optional<std::int64_t>> known_;
};

} // namespace

void rebuild_successors(Session& s) {
  std::vector<Passing> passings;
  Codes codes(s);
  for (const auto& [from, to, day, share] : rows<std::string, std::string, std::string, std::optional<int>>(s, select_passings)) {
    const auto child = codes.body(from);
    const auto heir = codes.body(to);
    if (child && heir && *child != *heir) passings.push_back({*child, *heir, stored_date(day), share && *share < 10'000});
  }
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
  execute(s, "delete from body_owner");
  execute(s, insert_owners);
}

// Two that rebuild at once would each write every line: the second waits, and then sees what the first wrote.
void owe_successors(UnitOfWork& u) {
  u.owe(owed_successors, [](UnitOfWork& unit) {
    lock_catalogue(unit.session());
    rebuild_successors(unit.session());
  });
}

void owe_groups(UnitOfWork& u) {
  u.owe(owed_groups, [](UnitOfWork& unit) {
    lock_catalogue(unit.session());
    rebuild_groups(unit.session());
  });
}

void settle_lines(UnitOfWork& u) {
  u.settle(owed_successors);
  u.settle(owed_groups);
}

} // namespace openward::persistence::detail
