#include "persistence/feed.h"

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <array>

namespace openward::persistence {
namespace {

struct TellingType {
  std::string_view type;
  std::string_view record;
};

// A type is here when its body is all that the record says. One subject has events of several records: an award is told and checked.
constexpr std::array<TellingType, 26> kTelling{{{"award.drafted", "award"},
                                                {"award.imported", "award"},
                                                {"award.published", "award"},
                                                {"award.changed", "award"},
                                                {"award.superseded", "award"},
                                                {"award.cancelled", "award"},
                                                {"award.checked", "award check"},
                                                {"procurement.checked", "procurement check"},
                                                {"contract.opened", "contract"},
                                                {"contract.imported", "contract"},
                                                {"contract.changed", "contract"},
                                                {"contract.modified", "contract"},
                                                {"procurement.imported", "procurement"},
                                                {"procurement.changed", "procurement"},
                                                {"body.added", "body"},
                                                {"body.changed", "body"},
                                                {"diagnostic_centre.imported", "diagnostic centre"},
                                                {"diagnostic_centre.changed", "diagnostic centre"},
                                                {"programme.imported", "programme"},
                                                {"programme.changed", "programme"},
                                                {"indicator.imported", "indicator"},
                                                {"indicator.changed", "indicator"},
                                                {"spend_layout.remembered", "spend layout"},
                                                {"spend_layout.forgotten", "spend layout"},
                                                {"token.created", "token"},
                                                {"token.revoked", "token"}}};

constexpr std::string_view events_after =
    "select seq, recorded_at, type, subject, version, actor, body from event where seq > :seq order by seq limit :limit";

constexpr std::string_view events_of_subject =
    "select seq, recorded_at, type, subject, version, actor, body from event where subject = :subject order by seq";

/// The record that the event under this alias tells.
std::string record_of(const std::string& alias) {
  std::string sql = "case " + alias + ".type";
  for (const TellingType& one : kTelling) sql += " when '" + std::string(one.type) + "' then '" + std::string(one.record) + "'";
  return sql + " end";
}

/// Type and body of what the record of `e` said before, with a blank between: one look at the index of subjects, and no join that a
/// planner could begin at the wrong end.
std::string told_before() {
  return "(select q.type || ' ' || q.body from event q where q.subject = e.subject and q.seq < e.seq and " + record_of("q") + " = " +
         record_of("e") + " order by q.seq desc limit 1)";
}

const std::string& changes_after() {
  static const std::string sql = "select e.seq, e.recorded_at, e.type, e.subject, e.version, e.actor, e.body, " + told_before() +
                                 " from event e where e.seq > :seq order by e.seq limit :limit";
  return sql;
}

const std::string& changes_of_subject() {
  static const std::string sql = "select e.seq, e.recorded_at, e.type, e.subject, e.version, e.actor, e.body, " + told_before() +
                                 " from event e where e.subject = :subject order by e.seq";
  return sql;
}

template <typename... Values>
std::vector<Event> events(Session& s, std::string_view sql, detail::Named<Values>... values) {
  std::vector<Event> out;
  for (auto& [number, recorded_at, type, subject, version, actor, body] :
       detail::rows<std::int64_t, std::string, std::string, std::string, int, std::string, std::string>(s, sql, std::move(values)...)) {
    out.push_back({number, detail::stored_instant(recorded_at), type, subject, version, actor, body});
  }
  return out;
}

template <typename... Values>
std::vector<Change> changes(Session& s, std::string_view sql, detail::Named<Values>... values) {
  std::vector<Change> out;
  for (auto& [number, recorded_at, type, subject, version, actor, body, told] :
       detail::rows<std::int64_t, std::string, std::string, std::string, int, std::string, std::string, std::optional<std::string>>(
           s, sql, std::move(values)...)) {
    Change& change = out.emplace_back(Change{{number, detail::stored_instant(recorded_at), type, subject, version, actor, body}});
    if (!told) continue;
    const std::size_t blank = told->find(' ');
    change.before = Told{told->substr(0, blank), told->substr(blank + 1)};
  }
  return out;
}

} // namespace

std::string_view record_told_by(std::string_view event_type) {
  const auto found = std::find_if(kTelling.begin(), kTelling.end(), [&](const TellingType& one) { return one.type == event_type; });
  return found == kTelling.end() ? std::string_view{} : found->record;
}

std::vector<Change> changes_since(Session& s, std::int64_t seq, int limit) {
  return changes(s, changes_after(), detail::as("seq", seq), detail::as("limit", limit));
}

std::vector<Change> changes_of(Session& s, std::string_view subject) {
  return changes(s, changes_of_subject(), detail::as("subject", subject));
}

std::vector<Event> events_since(Session& s, std::int64_t seq, int limit) {
  return events(s, events_after, detail::as("seq", seq), detail::as("limit", limit));
}

std::vector<Event> events_of(Session& s, std::string_view subject) { return events(s, events_of_subject, detail::as("subject", subject)); }

std::int64_t last_seq(Session& s) { return detail::cell<std::int64_t>(s, "select coalesce(max(seq), 0) from event").value(); }

} // namespace openward::persistence
