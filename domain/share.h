#pragma once
// A part of a whole, in exact whole-number arithmetic. Halves go to the even neighbour, so that a long table of shares leans to neither
// side. Pure functions.

#include <cstdint>
#include <optional>
#include <string>

namespace openward {

/// Hundredths of a per cent: 9,180 of 125,300 is 733. None when the whole is not above zero, for nothing is a share of that, and when the
/// share leaves 64 bits.
std::optional<std::int64_t> share_basis_points(std::int64_t part, std::int64_t whole);

/// Per cent with 0 to 4 decimal places: "7.3". Rounded from the part and the whole, never from a share that was rounded before.
std::optional<std::string> share_percent(std::int64_t part, std::int64_t whole, int places);

} // namespace openward
