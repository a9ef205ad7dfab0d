#include "service/http/core.h"

namespace openward::http {

void Core::enter() {
  const std::lock_guard lock(mutex_);
  ++in_flight_;
}

void Core::leave() {
  const std::lock_guard lock(mutex_);
  if (--in_flight_ == 0) idle_.notify_all();
}

std::uint64_t Core::in_flight() const {
  const std::lock_guard lock(mutex_);
  return in_flight_;
}

bool Core::wait_until_idle(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, patience, [this] { return in_flight_ == 0; });
}

} // namespace openward::http
