#include "domain/deflator.h"

#include "tests/support/catch.h"

#include <limits>

using namespace openward;

namespace {

Deflator made(std::vector<PriceIndex> years) {
  auto deflator = Deflator::create("a vintage", std::move(years));
  REQUIRE(deflator);
  return *std::move(deflator);
}

} // namespace

TEST_CASE("money of a year in prices of another is rounded once, and a half goes to the even neighbour", "[domain]") {
  const Deflator deflator = made({{2020, 2, false}, {2021, 1, false}, {2022, 3, false}});
  const auto [pence, from, to, expected] = GENERATE(table<std::int64_t, int, int, std::optional<std::int64_t>>({
      {100, 2020, 2021, 50},
      {1, 2020, 2021, 0}, // 0.5
      {3, 2020, 2021, 2}, // 1.5
      {5, 2020, 2021, 2}, // 2.5
      {-1, 2020, 2021, 0},
      {-3, 2020, 2021, -2},
      {-5, 2020, 2021, -2},
      {10, 2022, 2021, 3},
      {10, 2022, 2020, 7},
      {10, 2022, 2022, 10},
      {0, 2020, 2022, 0},
      {std::numeric_limits<std::int64_t>::max(), 2020, 2020, std::numeric_limits<std::int64_t>::max()},
      {std::numeric_limits<std::int64_t>::max(), 2021, 2020, std::nullopt},
      {100, 2019, 2020, std::nullopt},
      {100, 2020, 2023, std::nullopt},
  }));
  INFO(pence << " of " << from << " in prices of " << to);
  CHECK(deflator.real(pence, from, to) == expected);
}

TEST_CASE("an index of prices that cannot be right is refused by the year", "[domain]") {
  const auto [years, words] = GENERATE(table<std::vector<PriceIndex>, const char*>({
      {std::vector<PriceIndex>{}, "at least one year"},
      {{{2020, 0, false}}, "2020-21 is not above zero"},
      {{{2020, 1, false}, {2021, -4, false}}, "2021-22 is not above zero"},
      {{{2020, 1, false}, {2020, 2, false}}, "2020-21 stands twice"},
      {{{2021, 1, false}, {2020, 2, true}}, "2021-22 is an outturn behind a forecast"},
  }));
  const auto refused = Deflator::create("a vintage", years);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring(words));
  CHECK_FALSE(Deflator::create("", {{2020, 1, false}}));
}

TEST_CASE("the latest year that is no forecast is that of the prices when none is asked for", "[domain]") {
  CHECK(made({{2020, 1, false}, {2021, 1, false}, {2022, 1, true}}).latest_outturn() == 2021);
  CHECK(made({{2020, 1, false}, {2021, 1, false}}).latest_outturn() == 2021);
  CHECK(made({{2020, 1, true}, {2021, 1, true}}).latest_outturn() == 2020);
}
