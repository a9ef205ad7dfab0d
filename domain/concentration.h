#pragma once
// How much of a market is in few hands: the Herfindahl-Hirschman index, the sum of the squares of shares. Exact whole-number arithmetic.

#include <cstdint>
#include <optional>
#include <span>

namespace openward {

/// On a scale of 10,000, which is one hand alone; halves to even, rounded once, from the amounts and never from rounded shares. Amounts
/// that are not above zero are nobody's share and are passed over. None without an amount above zero, and when they add up to more than
/// 100,000,000,000,000,000, past which the square of the sum times the scale leaves 128 bits.
std::optional<std::int64_t> concentration_index(std::span<const std::int64_t> amounts);

} // namespace openward
