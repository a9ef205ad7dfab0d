#include "service/http/waiting_room.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace openward::http {

WaitingRoom::WaitingRoom(std::size_t places, Look look, std::chrono::milliseconds look_every)
    : places_(places), look_(std::move(look)), look_every_(look_every) {}

WaitingRoom::~WaitingRoom() { close(); }

void WaitingRoom::start() {
  const std::lock_guard lock(mutex_);
  if (places_ > 0 && !closed_ && !watcher_.joinable()) watcher_ = std::thread([this] { watch(); });
}

WaitingRoom::Entry WaitingRoom::enter(std::int64_t beyond, Clock::time_point until, Resume resume) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return Entry::closed;
    // Who asked had looked before, and what came since is not to be missed.
    if (reached_ > beyond) return Entry::passed;
    if (waiters_.size() >= places_) return Entry::full;
    waiters_.push_back({beyond, until, std::move(resume)});
  }
  changed_.notify_one();
  return Entry::waits;
}

void WaitingRoom::reach(std::int64_t number) {
  std::vector<Waiter> passed;
  {
    const std::lock_guard lock(mutex_);
    if (number <= reached_) return;
    reached_ = number;
    passed = taken(Clock::time_point::min());
  }
  for (const Waiter& waiter : passed) waiter.resume();
}

std::size_t WaitingRoom::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiters_.size();
}

void WaitingRoom::close() {
  std::vector<Waiter> all;
  std::thread watcher;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    all.swap(waiters_);
    watcher.swap(watcher_);
  }
  changed_.notify_all();
  for (const Waiter& waiter : all) waiter.resume();
  if (watcher.joinable()) watcher.join();
}

std::vector<WaitingRoom::Waiter> WaitingRoom::taken(Clock::time_point now) {
  const auto goes = [&](const Waiter& waiter) { return waiter.beyond < reached_ || waiter.until <= now; };
  const auto first = std::stable_partition(waiters_.begin(), waiters_.end(), [&](const Waiter& waiter) { return !goes(waiter); });
  std::vector<Waiter> out(std::make_move_iterator(first), std::make_move_iterator(waiters_.end()));
  waiters_.erase(first, waiters_.end());
  return out;
}

WaitingRoom::Clock::time_point WaitingRoom::first_end() const {
  const auto first = std::min_element(waiters_.begin(), waiters_.end(), [](const Waiter& a, const Waiter& b) { return a.until < b.until; });
  return first == waiters_.end() ? Clock::time_point::max() : first->until;
}

void WaitingRoom::watch() {
  std::unique_lock lock(mutex_);
  Clock::time_point next_look = Clock::now();
  while (!closed_) {
    if (waiters_.empty()) {
      changed_.wait(lock, [this] { return closed_ || !waiters_.empty(); });
      next_look = Clock::now() + look_every_;
      continue;
    }
    changed_.wait_until(lock, std::min(next_look, first_end()));
    if (closed_) break;
    if (Clock::now() >= next_look) {
      const std::int64_t before = reached_;
      lock.unlock();
      const std::optional<std::int64_t> seen = look_ ? look_() : std::nullopt;
      lock.lock();
      // Also when it stands lower, as in a database that was put back; but not when it was moved while we looked.
      if (seen && (reached_ == before || *seen > reached_)) reached_ = *seen;
      next_look = Clock::now() + look_every_;
    }
    std::vector<Waiter> gone = taken(Clock::now());
    lock.unlock();
    for (const Waiter& waiter : gone) waiter.resume();
    gone.clear();
    lock.lock();
  }
}

} // namespace openward::http
