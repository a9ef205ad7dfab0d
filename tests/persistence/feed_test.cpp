// The feed: numbered without a gap, in commit order, by whoever commits.
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
