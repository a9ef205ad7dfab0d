// The feed: numbered without a gap, in commit order, by whoever commits.
#include "persistence/feed.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <atomic>
#include <thread>

namespace openward::test {
namespace {

using persistence::OpenOptions;
using persistence::Session;
using persistence::UnitOfWork;

TEST_CASE("events carry what was recorded, numbered from one", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  written(*t.db, [](UnitOfWork& u) {
    u.record("thing.made", "th-1", 1, R"({"name":"a \"quoted\" thing"})");
    u.record("thing.changed", "th-1", 2, "{}");
    return 0;
  });
  const auto events = t.db->read([](Session& s) -> Result<std::vector<Event>> { return persistence::events_since(s, 0, 10); });
  REQUIRE(events);
  REQUIRE(events->size() == 2);
  const Event& first = events->front();
  CHECK(first.seq == 1);
  CHECK(first.recorded_at == noon());
  CHECK(first.type == "thing.made");
  CHECK(first.subject == "th-1");
  CHECK(first.version == 1);
  CHECK(first.actor == "test");
  CHECK(first.body == R"({"name":"a \"quoted\" thing"})");
  CHECK(events->back().seq == 2);
  CHECK(feed(*t.db, 1) == "thing.changed");
  CHECK(last(*t.db) == 2);
}

TEST_CASE("a unit of work that fails uses up no number", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto record = [&](bool succeed) {
    return t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      u.record("thing.made", "th", 1, "{}");
      if (!succeed) return invalid("no");
      return Done{};
    });
  };
  CHECK(record(true));
  CHECK_FALSE(record(false));
  CHECK(record(true));
  CHECK(last(*t.db) == 2);
}

TEST_CASE("beside what a record says stands what it said before, in the event before it of the same record", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  written(*t.db, [](UnitOfWork& u) {
    u.record("award.drafted", "aw-1", 1, R"({"a":"1 2"})");
    u.record("award.imported", "aw-2", 1, R"({"of":"another"})");
    u.record("award.checked", "aw-1", 1, R"({"findings":[]})");
    u.record("award.published", "aw-1", 2, R"({"a":"3"})");
    u.record("procurement.imported", "ocid:x", 1, R"({"p":1})");
    u.record("release.imported", "ocid:x", 1, R"({"r":1})");
    u.record("release.imported", "ocid:x", 1, R"({"r":2})");
    u.record("procurement.changed", "ocid:x", 2, R"({"p":2})");
    u.record("award.checked", "aw-1", 2, R"({"findings":[1]})");
    u.record("award.changed", "aw-1", 3, R"({"a":"4"})");
    u.record("thing.made", "th-1", 1, "{}");
    u.record("thing.made", "th-1", 2, "{}");
    return 0;
  });
  const auto told = [](const std::vector<persistence::Change>& changes) {
    std::vector<std::string> out;
    for (const auto& one : changes)
      out.push_back(one.event.type + (one.before ? " after " + one.before->type + " " + one.before->body : std::string()));
    return out;
  };
  const auto since = [&](std::int64_t seq, int limit) {
    return *t.db->read([&](Session& s) -> Result<std::vector<persistence::Change>> { return persistence::changes_since(s, seq, limit); });
  };
  CHECK(told(since(0, 100)) == std::vector<std::string>{"award.drafted", "award.imported", "award.checked",
                                                        R"(award.published after award.drafted {"a":"1 2"})", "procurement.imported",
                                                        "release.imported", "release.imported",
                                                        R"(procurement.changed after procurement.imported {"p":1})",
                                                        R"(award.checked after award.checked {"findings":[]})",
                                                        R"(award.changed after award.published {"a":"3"})", "thing.made", "thing.made"});
  // Also where what was before lies before the page.
  CHECK(told(since(9, 1)) == std::vector<std::string>{R"(award.changed after award.published {"a":"3"})"});
  CHECK(since(9, 1).front().event.seq == 10);
  const auto history =
      t.db->read([](Session& s) -> Result<std::vector<persistence::Change>> { return persistence::changes_of(s, "aw-1"); });
  REQUIRE(history);
  CHECK(told(*history) == std::vector<std::string>{"award.drafted", "award.checked", R"(award.published after award.drafted {"a":"1 2"})",
                                                   R"(award.checked after award.checked {"findings":[]})",
                                                   R"(award.changed after award.published {"a":"3"})"});
  CHECK(persistence::record_told_by("award.superseded") == "award");
  CHECK(persistence::record_told_by("body.merged").empty());
}

TEST_CASE("who listens is told of each commit that wrote events, and of no other", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::int64_t> heard;
  t.db->after_commit([&](std::int64_t last_seq) { heard.push_back(last_seq); });
  const auto record = [&](int events, bool succeed) {
    return t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      for (int i = 0; i < events; ++i) u.record("thing.made", "th", 1, "{}");
      if (!succeed) return invalid("no");
      return Done{};
    });
  };
  CHECK(record(2, true));
  CHECK(record(0, true));
  CHECK_FALSE(record(3, false));
  CHECK(record(1, true));
  CHECK(heard == std::vector<std::int64_t>{2, 3});
}

TEST_CASE("writers at work at once leave no gap, and nothing appears behind a reader's cursor", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())), OpenOptions{.lease_timeout = std::chrono::seconds(60)});
  constexpr int writers = 4;
  constexpr int units = 25;
  std::array<std::string, writers> complaints;
  std::atomic<int> running{writers};
  std::vector<std::thread> threads;
  for (int w = 0; w < writers; ++w) {
    threads.emplace_back([&, w] {
      for (int n = 0; n < units; ++n) {
        const auto done = t.db->write("writer " + std::to_string(w), noon(), [&](UnitOfWork& u) -> Result<> {
          u.record("a", "s", n, "{}");
          u.record("b", "s", n, "{}");
          return Done{};
        });
        if (!done) complaints[static_cast<std::size_t>(w)] = done.error().message + " " + done.error().internal;
      }
      --running;
    });
  }

  // A follower that never looks back: whatever it sees has to be the next number, or it has lost an event for good.
  std::vector<std::int64_t> followed;
  std::string follower_complaint;
  const auto follow = [&] {
    const auto more = t.db->read([&](Session& s) -> Result<std::vector<Event>> {
      return persistence::events_since(s, followed.empty() ? 0 : followed.back(), 1000);
    });
    if (!more)
      follower_complaint = more.error().message;
    else
      for (const Event& event : *more) followed.push_back(event.seq);
  };
  while (running > 0) follow();
  for (std::thread& thread : threads) thread.join();
  follow();

  for (const std::string& complaint : complaints) CHECK(complaint.empty());
  CHECK(follower_complaint.empty());
  std::vector<std::int64_t> expected;
  for (int i = 1; i <= writers * units * 2; ++i) expected.push_back(i);
  CHECK(followed == expected);
  // The events of one unit of work stand together.
  CHECK(cell(*t.db, "select count(*) from event x join event y on y.seq = x.seq + 1 where x.type = 'a' and y.type = 'b' and x.actor = "
                    "y.actor and x.version = y.version") == std::to_string(writers * units));
}

} // namespace
} // namespace openward::test
