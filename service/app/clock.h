#pragma once
// The one place where the program asks what time it is.

#include "domain/date.h"

#include <functional>

namespace openward::app {

using Clock = std::function<Instant()>;

inline Clock system_clock() {
  return [] { return Instant(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())); };
}

} // namespace openward::app
