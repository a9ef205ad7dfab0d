#include "service/http/work_queue.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace openward::http {

struct WorkQueue::State {
  std::size_t threads = 0;
  std::size_t limit = 0;
  mutable std::mutex mutex{};
  std::condition_variable work{};
  std::condition_variable ended{};
  std::deque<Job> waiting{};
  std::deque<Job> back{};
  bool back_is_next = false;
  std::size_t running = 0;
  std::size_t alive = 0;
  bool closed = false;
  std::vector<std::thread> pool{};

  void run();
  Job next();
};

WorkQueue::Job WorkQueue::State::next() {
  const bool take_back = !back.empty() && (waiting.empty() || back_is_next);
  back_is_next = !take_back;
  std::deque<Job>& from = take_back ? back : waiting;
  Job job = std::move(from.front());
  from.pop_front();
  return job;
}

void WorkQueue::State::run() {
  std::unique_lock lock(mutex);
  for (;;) {
    work.wait(lock, [this] { return closed || !waiting.empty() || !back.empty(); });
    if (closed) break;
    Job job = next();
    ++running;
    lock.unlock();
    job();
    job = nullptr; // what the job holds is let go before the place is free, and outside the lock
    lock.lock();
    --running;
  }
  --alive;
  ended.notify_all();
}

WorkQueue::WorkQueue(std::size_t threads, std::size_t limit) : state_(std::make_shared<State>()) {
  state_->threads = threads == 0 ? 1 : threads;
  state_->limit = limit;
}

WorkQueue::~WorkQueue() { close(std::chrono::milliseconds{0}); }

void WorkQueue::start() {
  const std::lock_guard lock(state_->mutex);
  while (state_->pool.size() < state_->threads) {
    state_->pool.emplace_back([state = state_] { state->run(); });
    ++state_->alive;
  }
}

bool WorkQueue::try_push(Job& job) {
  {
    const std::lock_guard lock(state_->mutex);
    // A job that an idle thread is about to take does not wait: only what exceeds the threads counts against the limit.
    if (state_->closed || state_->waiting.size() + state_->running >= state_->threads + state_->limit) return false;
    state_->waiting.push_back(std::move(job));
  }
  state_->work.notify_one();
  return true;
}

bool WorkQueue::push_back(Job& job) {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->closed) return false;
    state_->back.push_back(std::move(job));
  }
  state_->work.notify_one();
  return true;
}

std::size_t WorkQueue::waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting.size() + state_->back.size();
}

bool WorkQueue::close(std::chrono::milliseconds patience) {
  std::deque<Job> unrun;
  std::deque<Job> unrun_back;
  std::vector<std::thread> pool;
  bool all_ended = false;
  {
    std::unique_lock lock(state_->mutex);
    state_->closed = true;
    unrun.swap(state_->waiting);
    unrun_back.swap(state_->back);
    pool.swap(state_->pool);
    state_->work.notify_all();
    all_ended = state_->ended.wait_for(lock, patience, [this] { return state_->alive == 0; });
  }
  unrun.clear();
  unrun_back.clear();
  for (auto& thread : pool) all_ended ? thread.join() : thread.detach();
  return all_ended;
}

} // namespace openward::http
