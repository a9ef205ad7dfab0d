#pragma once
// How many requests one caller may make in a while: a fixed window per key, which begins with its first request. Thread-safe; the time is
// given, so that nothing here asks a clock.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace openward::http {

struct Budget {
  std::uint32_t limit = 0; // requests in a window; 0: none are counted
  std::chrono::seconds window{60};
};

/// Where a caller stands after this request.
struct Standing {
  std::uint32_t limit = 0;
  std::uint32_t remaining = 0;
  std::chrono::seconds reset{0}; // until the window ends and all are there again, rounded up
  bool within = true;
  bool first_beyond = false; // the first refusal of this window
};

class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Past `most_keys` callers at once the further ones share one budget: strangers cannot fill the memory.
  explicit RateLimiter(Budget budget, std::size_t most_keys = 100000) : budget_(budget), most_keys_(most_keys) {}

  const Budget& budget() const { return budget_; }
  bool counts() const { return budget_.limit > 0; }
  /// Counts one request of this caller.
  Standing spend(std::string_view key, Time now);
  /// Without counting one.
  Standing look(std::string_view key, Time now) const;
  std::size_t keys() const;

 private:
  struct Window {
    Time ends;
    std::uint32_t spent = 0;
  };
  Window& window_of(std::string_view key, Time now);
  Standing standing(const Window&, Time now) const;

  const Budget budget_;
  const std::size_t most_keys_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Window> windows_;
  Time swept_{};
};

} // namespace openward::http
