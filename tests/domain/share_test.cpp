#include "domain/share.h"

#include "tests/support/catch.h"

#include <limits>

using namespace openward;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

} // namespace

TEST_CASE("a share in basis points is exact, and a half goes to the even neighbour", "[domain]") {
  const auto [part, whole, expected] = GENERATE(table<std::int64_t, std::int64_t, std::optional<std::int64_t>>({
      {0, 1, 0},
      {1, 1, 10000},
      {5900, 90700, 650},
      {323, 4999, 646},
      {9180, 125300, 733},
      {1, 20000, 0}, // 0.5
      {3, 20000, 2}, // 1.5
      {5, 20000, 2}, // 2.5
      {7, 20000, 4}, // 3.5
      {-1, 20000, 0},
      {-3, 20000, -2},
      {-5, 20000, -2},
      {1, 3, 3333},
      {2, 3, 6667},
      {300, 100, 30000},
      {most, most, 10000},
      {most - 1, most, 10000},
      {least, most, -10000},
      {most, 1, std::nullopt}, // beyond 64 bits
      {1, 0, std::nullopt},
      {0, 0, std::nullopt},
      {1, -5, std::nullopt},
  }));
  INFO(part << " of " << whole);
  CHECK(share_basis_points(part, whole) == expected);
}

TEST_CASE("a share in per cent is rounded from the sums, and not from a share that was rounded before", "[domain]") {
  const auto [part, whole, places, expected] = GENERATE(table<std::int64_t, std::int64_t, int, std::optional<std::string>>({
      {9180, 125300, 1, "7.3"},
      {13688, 125300, 0, "11"},
      {323, 4999, 2, "6.46"},
      {323, 4999, 1, "6.5"},
      {5900, 90700, 1, "6.5"},
      {105, 127, 0, "83"},
      {22, 127, 0, "17"},
      {6449, 100000, 1, "6.4"}, // 6.449; from 6.45 it would be 6.5 or 6.4 by luck
      {1, 2000, 1, "0.0"},      // 0.05
      {3, 2000, 1, "0.2"},      // 0.15
      {1, 1000, 2, "0.10"},
      {-73, 1000, 1, "-7.3"},
      {-1, 100000, 1, "0.0"}, // no minus before nothing
      {1, 8, 4, "12.5000"},
      {1, 8, 5, std::nullopt},
      {1, 8, -1, std::nullopt},
      {1, 0, 1, std::nullopt},
  }));
  INFO(part << " of " << whole << " with " << places);
  CHECK(share_percent(part, whole, places) == expected);
}
