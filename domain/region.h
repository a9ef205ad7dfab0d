#pragma once
// The seven regions of NHS England since April 2019. A body whose region no source states is in none that is known.

#include <optional>
#include <span>
#include <string_view>

namespace openward {

enum class Region { london, south_west, south_east, midlands, east_of_england, north_west, north_east_and_yorkshire, unknown };

std::string_view to_string(Region);
std::optional<Region> region_from(std::string_view);
/// Of a national grouping of the Organisation Data Service, "Y56" to "Y63"; none for the groupings before 2019 and for anything else.
std::optional<Region> region_of_grouping(std::string_view code);
/// Every word, in the order of the enumeration.
std::span<const std::string_view> region_words();

} // namespace openward
