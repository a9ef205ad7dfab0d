#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

constexpr std::string_view events_after =
    "select seq, recorded_at, type, subject, version, actor, body from event where seq > :seq order by seq limit :limit";

constexpr std::string_view events_of_subject =
    "select seq, recorded_at, type, subject, version, actor, body from event where subject = :subject order by seq";

template <typename... Values>
std::vector<Event> events(Session& s, std::string_view sql, detail::Named<Values>... values) {
  std::vector<Event> out;
  for (auto& [number, recorded_at, type, subject, version, actor, body] :
       detail::rows<std::int64_t, std::string, std::string, std::string, int, std::string, std::string>(s, sql, std::move(values)...)) {
    out.push_back({number, detail::stored_instant(recorded_at), type, subject, version, actor, body});
  }
  return out;
}

} // namespace

std::vector<Event> events_since(Session& s, std::int64_t seq, int limit) {
  return events(s, events_after, detail::as("seq", seq), detail::as("limit", limit));
}

std::vector<Event> events_of(Session& s, std::string_view subject) { return events(s, events_of_subject, detail::as("subject", subject)); }

std::int64_t last_seq(Session& s) { return detail::cell<std::int64_t>(s, "select coalesce(max(seq), 0) from event").value(); }

} // namespace openward::persistence
