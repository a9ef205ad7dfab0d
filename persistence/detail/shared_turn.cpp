#include "persistence/detail/shared_turn.h"

#include <algorithm>

namespace openward::persistence::detail {

namespace {

// Whoever has been served waits for the commit, so a turn ends while those who came first are still in time: a sync takes about as long.
constexpr std::chrono::milliseconds longest_turn{20};
constexpr std::size_t most_together = 64;

} // namespace

Result<> SharedTurn::take(Waiting& mine, std::chrono::milliseconds timeout, const Run& run) {
  const Moment deadline = std::chrono::steady_clock::now() + timeout;
  std::unique_lock lock(mutex_);
  queue_.push_back(&mine);
  while (!mine.served) {
    if (!taken_) {
      lead(lock, mine, deadline, run);
    } else if (std::find(queue_.begin(), queue_.end(), &mine) == queue_.end()) {
      ended_.wait(lock); // its work is being done: only its end tells what became of it
    } else if (ended_.wait_until(lock, deadline) == std::cv_status::timeout && !mine.served && leave(mine)) {
      return Error{ErrorKind::unavailable, "busy: others are being recorded in the register: try again in a moment", {}, {}};
    }
  }
  return *std::move(mine.outcome);
}

std::size_t SharedTurn::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void SharedTurn::lead(std::unique_lock<std::mutex>& lock, Waiting& leader, Moment deadline, const Run& run) {
  taken_ = true;
  std::vector<Waiting*> batch;
  std::optional<Moment> begun;
  const Next next = [&]() -> Waiting* {
    const std::lock_guard again(mutex_);
    const Moment now = std::chrono::steady_clock::now();
    if (!begun) begun = now;
    if (queue_.empty() || batch.size() == most_together || now - *begun >= longest_turn) return nullptr;
    batch.push_back(queue_.front());
    queue_.pop_front();
    return batch.back();
  };
  lock.unlock();
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  auto ended = run(std::max(left, std::chrono::milliseconds(0)), next);
  lock.lock();
  for (Waiting* one : batch) one->served = true;
  if (!ended && leave(leader)) {
    leader.outcome = ended.error();
    leader.served = true;
  }
  taken_ = false;
  ended_.notify_all();
}

bool SharedTurn::leave(const Waiting& one) { return std::erase(queue_, &one) > 0; }

} // namespace openward::persistence::detail
