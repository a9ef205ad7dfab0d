#pragma once
// Where requests wait for a number that the server watches, such as the last of the register's changes, to go beyond the one they know.
// Who waits here holds no thread. One thread of the room watches the clock and, once in a while and only when somebody waits, looks where
// the number stands; who moves the number in this process says so at once with reach(). Thread-safe.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace openward::http {

class WaitingRoom {
 public:
  using Clock = std::chrono::steady_clock;
  using Resume = std::function<void()>;
  /// Where the number stands; none when that cannot be seen now.
  using Look = std::function<std::optional<std::int64_t>()>;

  /// `look` may be empty: then the number is where reach() says.
  WaitingRoom(std::size_t places, Look look, std::chrono::milliseconds look_every);
  /// Closes.
  ~WaitingRoom();
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  void start();
  enum class Entry { waits, passed, full, closed };
  /// `resume` is called once, on any thread and quickly, when the number is beyond or the time is over; never when this gives something
  /// else than `waits`: the number was passed before, there is no place, or the room is closed.
  Entry enter(std::int64_t beyond, Clock::time_point until, Resume resume);
  void reach(std::int64_t number);
  std::size_t waiting() const;
  /// Sends everybody on and ends the thread. May be called again.
  void close();

 private:
  struct Waiter {
    std::int64_t beyond;
    Clock::time_point until;
    Resume resume;
  };
  void watch();
  /// Takes out those whose wait has ended.
  std::vector<Waiter> taken(Clock::time_point now);
  Clock::time_point first_end() const;

  const std::size_t places_;
  const Look look_;
  const std::chrono::milliseconds look_every_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Waiter> waiters_;
  std::int64_t reached_ = 0;
  bool closed_ = false;
  std::thread watcher_;
};

} // namespace openward::http
