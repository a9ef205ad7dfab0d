#include "domain/share.h"

#include <limits>

namespace openward {
namespace {

// The product of 64 bits of pence and a scale needs more than 64 bits.
__extension__ using Wide = __int128;

std::optional<std::int64_t> scaled(std::int64_t part, std::int64_t whole, std::int64_t scale) {
  if (whole <= 0) return std::nullopt;
  const bool negative = part < 0;
  const Wide product = (negative ? -Wide{part} : Wide{part}) * scale;
  Wide quotient = product / whole;
  const Wide twice = 2 * (product % whole);
  if (twice > whole || (twice == whole && quotient % 2 == 1)) ++quotient;
  if (quotient > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(quotient);
  return negative ? -magnitude : magnitude;
}

} // namespace

std::optional<std::int64_t> share_basis_points(std::int64_t part, std::int64_t whole) { return scaled(part, whole, 10000); }

std::optional<std::string> share_percent(std::int64_t part, std::int64_t whole, int places) {
  if (places < 0 || places > 4) return std::nullopt;
  std::int64_t scale = 100;
  for (int i = 0; i < places; ++i) scale *= 10;
  const auto units = scaled(part, whole, scale);
  if (!units) return std::nullopt;
  std::string digits = std::to_string(*units < 0 ? -*units : *units);
  const auto decimals = static_cast<std::size_t>(places);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return (*units < 0 ? "-" : "") + digits;
}

} // namespace openward
