#pragma once
// Writers that come together, on a database that has one writer at a time: whoever finds the turn free takes it for all who wait, and one
// commit, with its one sync to the disk, serves them all. Thread-safe; every waiter outlives its call of take().

#include "persistence/database.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace openward::persistence::detail {

/// A unit of work that is still to be run.
struct Waiting {
  Waiting(std::string by, Instant at, const std::function<bool(UnitOfWork&)>& what) : actor(std::move(by)), now(at), work(what) {}
  std::string actor;
  Instant now;
  const std::function<bool(UnitOfWork&)>& work;
  std::optional<Result<>> outcome{}; // written by who serves it; an Error: nothing of it was kept
  bool served = false;               // guarded by the turn: the outcome stands
};

class SharedTurn {
 public:
  /// The next who waits, in the order in which they came; null when the turn is to end.
  using Next = std::function<Waiting*()>;
  /// Runs everyone that `next` gives and sets its outcome; throws nothing. An Error before the first is the outcome of the caller who
  /// leads, alone.
  using Run = std::function<Result<>(std::chrono::milliseconds left, const Next& next)>;

  /// The outcome of this waiter, whoever ran it; `unavailable` when its work was not begun within the timeout.
  Result<> take(Waiting&, std::chrono::milliseconds timeout, const Run&);
  /// How many wait for a turn, apart from those who are being served.
  std::size_t waiting() const;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  void lead(std::unique_lock<std::mutex>&, Waiting& leader, Moment deadline, const Run&);
  /// True when the waiter was still in the queue.
  bool leave(const Waiting&);

  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::deque<Waiting*> queue_;
  bool taken_ = false;
};

} // namespace openward::persistence::detail
