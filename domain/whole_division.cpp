#include "domain/whole_division.h"

#include <limits>

namespace openward {

std::optional<std::int64_t> times_over(std::int64_t a, std::int64_t b, std::int64_t over) {
  // The product of two 64-bit numbers needs more than 64 bits.
  __extension__ using Wide = __int128;
  if (over <= 0 || b < 0) return std::nullopt;
  const bool negative = a < 0;
  const Wide product = (negative ? -Wide{a} : Wide{a}) * b;
  Wide quotient = product / over;
  const Wide twice = 2 * (product % over);
  if (twice > over || (twice == over && quotient % 2 == 1)) ++quotient;
  if (quotient > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(quotient);
  return negative ? -magnitude : magnitude;
}

} // namespace openward
