#include "domain/share.h"

#include "domain/whole_division.h"

namespace openward {

std::optional<std::int64_t> share_basis_points(std::int64_t part, std::int64_t whole) { return times_over(part, 10000, whole); }

std::optional<std::string> share_percent(std::int64_t part, std::int64_t whole, int places) {
  if (places < 0 || places > 4) return std::nullopt;
  std::int64_t scale = 100;
  for (int i = 0; i < places; ++i) scale *= 10;
  const auto units = times_over(part, scale, whole);
  if (!units) return std::nullopt;
  std::string digits = std::to_string(*units < 0 ? -*units : *units);
  const auto decimals = static_cast<std::size_t>(places);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return (*units < 0 ? "-" : "") + digits;
}

} // namespace openward
