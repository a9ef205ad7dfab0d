#pragma once
// How often a source may be asked, and how long it is left alone after it has refused. Whole seconds; the caller brings the time and does
// the waiting.

#include "domain/date.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string_view>

namespace openward::pull {

/// So many requests in any such time. One owner, one thread.
class RequestBudget {
 public:
  RequestBudget(std::size_t requests, std::chrono::seconds within) : requests_(requests), within_(within) {}

  /// To be told when the answer has come: the source counted the request at that time at the latest. In any order.
  void spend(Instant answered);
  /// How long the next request must wait: 0 when it may go now. Never longer than the time that the budget is for, whatever the clock did.
  std::chrono::seconds wait(Instant now) const;

 private:
  std::size_t requests_;
  std::chrono::seconds within_;
  std::deque<Instant> spent_; // the latest, as many as are allowed, oldest first
};

/// Retry-After (RFC 9110 section 10.2.3): seconds, or a day and time such as "Wed, 12 Aug 2026 08:38:39 GMT". None when it is neither;
/// 0 when the time is past.
std::optional<std::chrono::seconds> retry_after(std::string_view header, Instant now);

/// How long to wait before the same thing is asked a second, third, … time, when the source did not say.
std::chrono::seconds patience_before(int attempt);

} // namespace openward::pull
