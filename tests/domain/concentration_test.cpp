#include "domain/concentration.h"

#include "tests/support/catch.h"

#include <limits>
#include <vector>

using namespace openward;

TEST_CASE("the index of concentration is the sum of squared shares on a scale of 10,000, rounded once", "[domain]") {
  constexpr std::int64_t most = 100'000'000'000'000'000;
  const auto [amounts, expected] = GENERATE_COPY(table<std::vector<std::int64_t>, std::optional<std::int64_t>>({
      {std::vector<std::int64_t>{}, std::nullopt},
      {{0, 0}, std::nullopt},
      {{-5, 0}, std::nullopt},
      {{7}, 10000},
      {{1, 1}, 5000},
      {{1, 1, 1}, 3333},         // 3333.33
      {{30, 30, 20, 20}, 2600},  // 900 + 900 + 400 + 400
      {{1, 2}, 5556},            // 5555.56
      {{50, 30, 20, -40}, 3800}, // a net credit is nobody's share
      {std::vector<std::int64_t>(10000, 3), 1},
      {std::vector<std::int64_t>(20000, 3), 0}, // 0.5 to even
      {{most}, 10000},
      {{most / 2, most / 2}, 5000},
      {{most, 1}, std::nullopt},
      {{std::numeric_limits<std::int64_t>::max()}, std::nullopt},
  }));
  INFO(amounts.size() << " amounts");
  CHECK(concentration_index(amounts) == expected);
}

TEST_CASE("the index of concentration does not depend on the unit of money", "[domain]") {
  const std::vector<std::int64_t> pounds{52'312, 40'128, 9'999, 1};
  std::vector<std::int64_t> pence;
  for (const std::int64_t one : pounds) pence.push_back(100 * one);
  CHECK(concentration_index(pounds) == concentration_index(pence));
}
