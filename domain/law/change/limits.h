#pragma once
// The two money limits that regulations 6(10) and 13(2) of SI 2023/1348 share, in exact pence. Pure functions.

#include <cstdint>
#include <limits>
#include <optional>

namespace openward::law {

/// £500,000.
constexpr std::int64_t considerable_pence = 50'000'000;

/// A quarter of a value that is not negative, rounded up: `change >= quarter_up(v)` says exactly that 4 * change >= v, without a product
/// that could leave 64 bits.
constexpr std::int64_t quarter_up(std::int64_t value) { return value / 4 + (value % 4 != 0 ? 1 : 0); }

/// a + b, or nothing beyond 64 bits.
constexpr std::optional<std::int64_t> sum_of(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

/// The size of a change, up or down. The one value without a positive counterpart becomes the largest there is.
constexpr std::int64_t size_of_change(std::int64_t change) {
  if (change == std::numeric_limits<std::int64_t>::min()) return std::numeric_limits<std::int64_t>::max();
  return change < 0 ? -change : change;
}

} // namespace openward::law
