#include "domain/concentration.h"

namespace openward {

std::optional<std::int64_t> concentration_index(std::span<const std::int64_t> amounts) {
  __extension__ using Wide = unsigned __int128;
  constexpr std::uint64_t most = 100'000'000'000'000'000;
  constexpr Wide scale = 10000;
  std::uint64_t sum = 0;
  Wide squares = 0;
  for (const std::int64_t amount : amounts) {
    if (amount <= 0) continue;
    const auto size = static_cast<std::uint64_t>(amount);
    if (size > most - sum) return std::nullopt;
    sum += size;
    squares += Wide{size} * size;
  }
  if (sum == 0) return std::nullopt;
  const Wide whole = Wide{sum} * sum;
  Wide quotient = squares * scale / whole;
  const Wide twice = 2 * (squares * scale % whole);
  if (twice > whole || (twice == whole && quotient % 2 == 1)) ++quotient;
  return static_cast<std::int64_t>(quotient);
}

} // namespace openward
