#include "service/http/rate_limit.h"

#include <algorithm>

namespace openward::http {

Standing RateLimiter::standing(const Window& window, Time now) const {
  Standing out;
  out.limit = budget_.limit;
  out.remaining = budget_.limit - std::min(window.spent, budget_.limit);
  out.reset = std::max(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(window.ends - now));
  out.within = window.spent <= budget_.limit;
  out.first_beyond = window.spent == budget_.limit + 1;
  return out;
}

RateLimiter::Window& RateLimiter::window_of(std::string_view key, Time now) {
  const std::string name(key);
  if (const auto held = windows_.find(name); held != windows_.end()) return held->second;
  // Looked through at most once in a window: a crowd of new keys must not make every request pay for all of them.
  if (windows_.size() >= most_keys_ && now >= swept_ + budget_.window) {
    swept_ = now;
    std::erase_if(windows_, [&](const auto& one) { return one.second.ends <= now; });
  }
  return windows_[windows_.size() >= most_keys_ ? std::string() : name];
}

Standing RateLimiter::spend(std::string_view key, Time now) {
  const std::lock_guard lock(mutex_);
  Window& window = window_of(key, now);
  if (window.ends <= now) window = {now + budget_.window, 0};
  // It stops counting two past the limit, so no flood makes the number begin again.
  window.spent = std::min(window.spent + 1, budget_.limit + 2);
  return standing(window, now);
}

Standing RateLimiter::look(std::string_view key, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto held = windows_.find(std::string(key));
  const bool open = held != windows_.end() && held->second.ends > now;
  return standing(open ? held->second : Window{now + budget_.window, 0}, now);
}

std::size_t RateLimiter::keys() const {
  const std::lock_guard lock(mutex_);
  return windows_.size();
}

} // namespace openward::http
