#include "persistence/detail/events.h"

#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

// Any number, the same in every version of the program. It is held from here to the commit: whoever gets it next sees these events, so
// that no slower writer can put a lower number behind the cursor of someone who already read past it.
constexpr std::string_view event_lock = "select pg_advisory_xact_lock(7308332045893198)";

constexpr std::string_view highest_seq = "select coalesce(max(seq), 0) from event";

constexpr std::string_view insert_event = "insert into event (seq, recorded_at, type, subject, version, actor, body) "
                                          "values (:seq, :recorded_at, :type, :subject, :version, :actor, :body)";

} // namespace

void lock_events(Session& s) {
  if (s.backend == Backend::postgresql) run(s, std::string(event_lock));
}

void write_events(Session& s, std::vector<Event>& events) {
  if (events.empty()) return;
  lock_events(s);
  std::int64_t seq = cell<std::int64_t>(s, highest_seq).value();
  for (Event& event : events) {
    event.seq = ++seq;
    execute(s, insert_event, as("seq", event.seq), as("recorded_at", event.recorded_at), as("type", event.type),
            as("subject", event.subject), as("version", event.version), as("actor", event.actor), as("body", event.body));
  }
}

} // namespace openward::persistence::detail
