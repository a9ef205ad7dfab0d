// Writers that come together share one commit: each has its own outcome, and nobody is told of a record that is not kept.
#include "persistence/detail/shared_turn.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace openward::test {
namespace {

using persistence::Backend;
using persistence::UnitOfWork;
using persistence::detail::run;
using persistence::detail::SharedTurn;
using persistence::detail::Waiting;

constexpr std::chrono::seconds long_enough{20};

Result<> keep(UnitOfWork& u, const std::string& name) {
  run(u.session(), "insert into source_file (name, kind, sha256, bytes, imported_at) values ('" + name + "', 'spend', '" + name +
                       "', 1, '2026-06-01T12:00:00Z')");
  u.record("thing.done", name, 1, "{}");
  return Done{};
}

const std::string names_kept = "select count(*) from source_file";
const std::string events_kept = "select count(*) || ' ' || count(distinct seq) || ' ' || (max(seq) - min(seq)) from event";

TEST_CASE("what ends one of those who write together ends no other", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  constexpr int writers = 12;
  constexpr int each = 20;
  std::atomic<int> refused = 0;
  std::atomic<int> thrown = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < writers; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < each; ++i) {
        const auto done = t.db->write_together("test", noon(), [&](UnitOfWork& u) -> Result<> {
          if (auto kept = keep(u, std::to_string(w) + "-" + std::to_string(i)); !kept) return kept;
          if (w % 3 == 1) return invalid("no, after all");
          if (w % 3 == 2) throw std::runtime_error("a secret detail");
          return Done{};
        });
        if (!done && done.error().message == "no, after all") ++refused;
        if (!done && done.error().internal == "a secret detail") ++thrown;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(refused == writers / 3 * each);
  CHECK(thrown == writers / 3 * each);
  CHECK(cell(*t.db, names_kept) == "80");
  CHECK(cell(*t.db, events_kept) == "80 80 79");
}

TEST_CASE("an acknowledged record is there for the next reader", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::atomic<int> missing = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < 6; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < 15; ++i) {
        const std::string name = std::to_string(w) + "-" + std::to_string(i);
        const auto done = t.db->write_together("test", noon(), [&](UnitOfWork& u) { return keep(u, name); });
        if (!done || cell(*t.db, "select count(*) from source_file where name = '" + name + "'") != "1") ++missing;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(missing == 0);
}

TEST_CASE("whoever waits for changes hears of those that were written together", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::int64_t> heard;
  t.db->after_commit([&](std::int64_t seq) { heard.push_back(seq); });
  REQUIRE(t.db->write_together("test", noon(), [](UnitOfWork& u) { return keep(u, "a"); }));
  REQUIRE_FALSE(t.db->write_together("test", noon(), [](UnitOfWork& u) -> Result<> {
    if (auto kept = keep(u, "b"); !kept) return kept;
    return invalid("no, after all");
  }));
  CHECK(heard == std::vector<std::int64_t>{last(*t.db)});
}

TEST_CASE("when the database gives up the transaction, everyone in it is told that nothing was kept", "[persistence]") {
  TestDatabase t = fresh_database(Backend::sqlite);
  std::atomic<int> acknowledged = 0;
  std::atomic<int> without_words = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < 8; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < 10; ++i) {
        const auto done = t.db->write_together("test", noon(), [&](UnitOfWork& u) -> Result<> {
          if (auto kept = keep(u, std::to_string(w) + "-" + std::to_string(i)); !kept) return kept;
          if (w == 0) run(u.session(), "rollback"); // as a full disk does
          return Done{};
        });
        if (done) ++acknowledged;
        if (!done && done.error().message.empty()) ++without_words;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(without_words == 0);
  CHECK(cell(*t.db, names_kept) == std::to_string(acknowledged));
  CHECK(cell(*t.db, "select count(*) from event") == std::to_string(acknowledged));
}

/// Says yes to everybody, and writes down how many were in each turn.
SharedTurn::Run yes_to_all(std::vector<std::size_t>& turns) {
  return [&turns](std::chrono::milliseconds, const SharedTurn::Next& next) -> Result<> {
    std::size_t served = 0;
    for (Waiting* one = next(); one != nullptr; one = next()) {
      one->outcome = Done{};
      ++served;
    }
    turns.push_back(served);
    return Done{};
  };
}

bool nothing(UnitOfWork&) { return true; }

/// Takes the turn on a thread of its own and holds it until it is let go.
class Holder {
 public:
  explicit Holder(SharedTurn& turn) {
    thread_ = std::thread([this, &turn] {
      Waiting one("holder", noon(), work_);
      served_ = static_cast<bool>(turn.take(one, long_enough, [this](std::chrono::milliseconds, const SharedTurn::Next& next) -> Result<> {
        next()->outcome = Done{};
        begun_ = true;
        while (!may_end_) std::this_thread::yield();
        return Done{};
      }));
    });
    while (!begun_) std::this_thread::yield();
  }
  ~Holder() { let_go(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  /// True when the holder itself was served.
  bool let_go() {
    may_end_ = true;
    if (thread_.joinable()) thread_.join();
    return served_;
  }

 private:
  const std::function<bool(UnitOfWork&)> work_ = nothing;
  std::atomic<bool> begun_ = false;
  std::atomic<bool> may_end_ = false;
  std::atomic<bool> served_ = false;
  std::thread thread_;
};

TEST_CASE("all who came while a turn was taken are served by the next", "[persistence]") {
  SharedTurn turn;
  const std::function<bool(UnitOfWork&)> work = nothing;
  Holder first(turn);
  std::vector<std::size_t> turns;
  std::vector<std::thread> others;
  std::atomic<int> served = 0;
  for (int i = 0; i < 5; ++i) {
    others.emplace_back([&] {
      Waiting one("other", noon(), work);
      if (turn.take(one, long_enough, yes_to_all(turns))) ++served;
    });
  }
  while (turn.waiting() < 5) std::this_thread::yield();
  CHECK(first.let_go());
  for (std::thread& other : others) other.join();
  CHECK(served == 5);
  CHECK(turns == std::vector<std::size_t>{5});
}

TEST_CASE("who leads in vain is refused alone, and the next one leads", "[persistence]") {
  SharedTurn turn;
  const std::function<bool(UnitOfWork&)> work = nothing;
  Waiting refused("refused", noon(), work);
  const auto outcome = turn.take(refused, long_enough, [](std::chrono::milliseconds, const SharedTurn::Next&) -> Result<> {
    return Error{ErrorKind::unavailable, "no connection", {}, {}};
  });
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().message == "no connection");
  CHECK(turn.waiting() == 0);
  Waiting next("next", noon(), work);
  std::vector<std::size_t> turns;
  CHECK(turn.take(next, long_enough, yes_to_all(turns)));
}

TEST_CASE("who waited in vain leaves the queue and is not served later", "[persistence]") {
  SharedTurn turn;
  const std::function<bool(UnitOfWork&)> work = nothing;
  Holder first(turn);
  Waiting late("late", noon(), work);
  std::vector<std::size_t> turns;
  const auto outcome = turn.take(late, std::chrono::milliseconds(1), yes_to_all(turns));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind == ErrorKind::unavailable);
  CHECK(turn.waiting() == 0);
  CHECK(first.let_go());
  CHECK(turns.empty());
}

} // namespace
} // namespace openward::test
