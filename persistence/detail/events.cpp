#include "persistence/detail/events.h"

#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"

#include <array>

namespace openward::persistence::detail {
namespace {

// Any number, the same in every version of the program. It is held from here to the commit: whoever gets it next sees these events, so
// that no slower writer can put a lower number behind the cursor of someone who already read past it.
constexpr std::string_view event_lock = "select pg_advisory_xact_lock(7308332045893198)";

constexpr std::string_view highest_seq = "select coalesce(max(seq), 0) from event";

constexpr std::string_view insert_event = "insert into event (seq, recorded_at, type, subject, version, actor, body) "
                                          "values (:seq, :recorded_at, :type, :subject, :version, :actor, :body)";

// See migration 0018: copies without an end were made by this transaction.
constexpr std::string_view end_copies = "update award_was set until_seq = :first where until_seq is null";
constexpr std::array<std::string_view, 3> forget_copies{
    "delete from award_provider_was where copy_key in (select x.key from award_was x where x.until_seq is null)",
    "delete from award_notice_was where copy_key in (select x.key from award_was x where x.until_seq is null)",
    "delete from award_was where until_seq is null"};
constexpr std::string_view insert_moment =
    "insert into register_moment (last_seq, first_seq, recorded_at) values (:last, :first, :recorded_at)";

} // namespace

void lock_events(Session& s) {
  if (s.backend == Backend::postgresql) run(s, std::string(event_lock));
}

void write_events(Session& s, std::vector<Event>& events) {
  if (events.empty()) {
    // Nothing was said, so there is nothing to have said before: no number parts the copy from the row.
    for (const std::string_view sql : forget_copies) execute(s, sql);
    return;
  }
  lock_events(s);
  std::int64_t seq = cell<std::int64_t>(s, highest_seq).value();
  const std::int64_t first = seq + 1;
  execute(s, end_copies, as("first", first));
  for (Event& event : events) {
    event.seq = ++seq;
    execute(s, insert_event, as("seq", event.seq), as("recorded_at", event.recorded_at), as("type", event.type),
            as("subject", event.subject), as("version", event.version), as("actor", event.actor), as("body", event.body));
  }
  execute(s, insert_moment, as("last", seq), as("first", first), as("recorded_at", events.back().recorded_at));
}

} // namespace openward::persistence::detail
