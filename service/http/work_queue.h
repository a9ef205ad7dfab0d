#pragma once
// A bounded queue of jobs and the threads that run them. Handlers block on databases; here they may, because the threads that move bytes
// are others. Thread-safe. Jobs must not throw.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace openward::http {

class WorkQueue {
 public:
  using Job = std::function<void()>;

  /// At most `threads` jobs run and `limit` wait. No thread starts before start().
  WorkQueue(std::size_t threads, std::size_t limit);
  /// Closes at once. A thread whose job still runs is left to itself: it holds what it needs of the queue, and ends after its job.
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  void start();
  /// False, and the job untouched, when it is full or closed.
  bool try_push(Job& job);
  /// For what was let in before and has waited elsewhere: no limit applies, whoever lets them wait bounds them. Such jobs and the others
  /// are taken in turn, so that neither holds up the other. False, and the job untouched, when it is closed.
  bool push_back(Job& job);
  /// Jobs that no thread has taken yet, of both kinds.
  std::size_t waiting() const;
  /// Jobs that waited are destroyed unrun. True when every thread ended in time.
  bool close(std::chrono::milliseconds patience);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

} // namespace openward::http
