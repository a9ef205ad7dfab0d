#include "domain/region.h"

#include "domain/words.h"

#include <utility>

namespace openward {
namespace {

constexpr std::array<std::string_view, 8> spellings{
    "london", "south_west", "south_east", "midlands", "east_of_england", "north_west", "north_east_and_yorkshire", "unknown"};
static_assert(detail::spells_all(spellings, Region::unknown));

constexpr std::array<std::pair<std::string_view, Region>, 7> groupings{{{"Y56", Region::london},
                                                                        {"Y58", Region::south_west},
                                                                        {"Y59", Region::south_east},
                                                                        {"Y60", Region::midlands},
                                                                        {"Y61", Region::east_of_england},
                                                                        {"Y62", Region::north_west},
                                                                        {"Y63", Region::north_east_and_yorkshire}}};

} // namespace

std::string_view to_string(Region region) { return detail::word_of(spellings, region); }

std::optional<Region> region_from(std::string_view word) { return detail::from_word<Region>(spellings, word); }

std::optional<Region> region_of_grouping(std::string_view code) {
  const auto* const found = std::find_if(groupings.begin(), groupings.end(), [&](const auto& one) { return one.first == code; });
  if (found == groupings.end()) return std::nullopt;
  return found->second;
}

std::span<const std::string_view> region_words() { return spellings; }

} // namespace openward
