#pragma once
// The nearest whole number to a product over a divisor, exactly; of two as near, the even one. Pure functions of 64-bit numbers, worked
// out in 128 bits.

#include <cstdint>
#include <optional>

namespace openward {

/// `a` times `b` over `over`, halves to even, whatever the sign of `a`. None when `over` is not above zero, when `b` is below zero, and
/// when the result leaves 64 bits.
std::optional<std::int64_t> times_over(std::int64_t a, std::int64_t b, std::int64_t over);

} // namespace openward
