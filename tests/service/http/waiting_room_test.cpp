// Who waits is sent on once: by the number, by the clock, or at the end.

#include "service/http/waiting_room.h"

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"

#include <atomic>
#include <memory>

namespace openward::http {
namespace {

using test::generous;
using Clock = WaitingRoom::Clock;
using Entry = WaitingRoom::Entry;
using namespace std::chrono_literals;

/// How often somebody was sent on; tests wait for it.
class Calls {
 public:
  WaitingRoom::Resume one() {
    return [state = state_] {
      const std::lock_guard lock(state->mutex);
      ++state->count;
      state->changed.notify_all();
    };
  }
  bool wait_for(int count) {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, generous, [&] { return state_->count >= count; });
  }
  int count() const {
    const std::lock_guard lock(state_->mutex);
    return state_->count;
  }

 private:
  struct State {
    mutable std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

Clock::time_point far() { return Clock::now() + 1h; }

} // namespace

TEST_CASE("who waits for less than the number is sent on, and the others stay", "[http]") {
  WaitingRoom room(10, {}, 1h);
  room.start();
  Calls for_five;
  Calls for_nine;
  CHECK(room.enter(5, far(), for_five.one()) == Entry::waits);
  CHECK(room.enter(5, far(), for_five.one()) == Entry::waits);
  CHECK(room.enter(9, far(), for_nine.one()) == Entry::waits);
  room.reach(5); // known to all of them
  CHECK(room.waiting() == 3);
  room.reach(7);
  CHECK(for_five.count() == 2);
  CHECK(for_nine.count() == 0);
  CHECK(room.waiting() == 1);
  room.reach(10);
  CHECK(for_nine.count() == 1);
  CHECK(room.waiting() == 0);
}

TEST_CASE("what came between a look and the wait is not missed", "[http]") {
  WaitingRoom room(10, {}, 1h);
  room.start();
  room.reach(6);
  Calls calls;
  CHECK(room.enter(5, far(), calls.one()) == Entry::passed);
  CHECK(room.enter(6, far(), calls.one()) == Entry::waits);
  CHECK(calls.count() == 0);
}

TEST_CASE("a wait ends by the clock", "[http]") {
  WaitingRoom room(10, {}, 1h);
  room.start();
  Calls short_ones;
  Calls long_ones;
  CHECK(room.enter(5, far(), long_ones.one()) == Entry::waits);
  CHECK(room.enter(5, Clock::now() + 20ms, short_ones.one()) == Entry::waits);
  CHECK(room.enter(5, Clock::now() - 1s, short_ones.one()) == Entry::waits);
  CHECK(short_ones.wait_for(2));
  CHECK(long_ones.count() == 0);
  CHECK(room.waiting() == 1);
}

TEST_CASE("a number that another process moves is seen, and looked for while somebody waits alone", "[http]") {
  auto number = std::make_shared<std::atomic<std::int64_t>>(3);
  auto looks = std::make_shared<Calls>();
  WaitingRoom room(
      10,
      [number, looks]() -> std::optional<std::int64_t> {
        looks->one()();
        const std::int64_t seen = *number;
        return seen < 0 ? std::nullopt : std::optional(seen);
      },
      1ms);
  room.start();
  CHECK(looks->count() == 0);
  Calls calls;
  CHECK(room.enter(3, far(), calls.one()) == Entry::waits);
  CHECK(looks->wait_for(3));
  CHECK(calls.count() == 0);
  *number = -1; // out of reach: no reason to send anybody on
  CHECK(looks->wait_for(looks->count() + 2));
  CHECK(calls.count() == 0);
  *number = 4;
  CHECK(calls.wait_for(1));
  CHECK(room.waiting() == 0);
}

TEST_CASE("a room has so many places, and a closed one none", "[http]") {
  WaitingRoom room(2, {}, 1h);
  room.start();
  Calls calls;
  CHECK(room.enter(1, far(), calls.one()) == Entry::waits);
  CHECK(room.enter(1, far(), calls.one()) == Entry::waits);
  CHECK(room.enter(1, far(), calls.one()) == Entry::full);
  room.reach(2);
  CHECK(room.enter(2, far(), calls.one()) == Entry::waits);
  room.close();
  CHECK(calls.count() == 3);
  CHECK(room.enter(2, far(), calls.one()) == Entry::closed);
  room.close();
  CHECK(calls.count() == 3);
  WaitingRoom none(0, {}, 1h);
  none.start();
  CHECK(none.enter(1, far(), calls.one()) == Entry::full);
}

} // namespace openward::http
