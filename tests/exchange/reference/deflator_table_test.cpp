#include "exchange/reference/deflator_table.h"

#include "tests/support/catch.h"

using namespace openward;

namespace {

constexpr const char* head = "year\tindex\tkind\tvintage\n";

} // namespace

TEST_CASE("the register's own index of prices covers 1955-56 to 2030-31, and its forecasts begin in 2025-26", "[exchange]") {
  const auto deflator = exchange::read_deflator(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  INFO((deflator ? "" : deflator.error().message));
  REQUIRE(deflator);
  CHECK(deflator->years().size() == 76);
  CHECK(deflator->years().front().start_year == 1955);
  CHECK(deflator->years().back().start_year == 2030);
  CHECK(deflator->latest_outturn() == 2024);
  CHECK_THAT(deflator->vintage(), ContainsSubstring("March 2026"));
  for (const PriceIndex& year : deflator->years()) CHECK(year.forecast == (year.start_year >= 2025));
}

TEST_CASE("the published multipliers to prices of 2024-25 come out of the index", "[exchange]") {
  const auto deflator = exchange::read_deflator(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  REQUIRE(deflator);
  // A hundred pounds of the year, in pence of 2024-25.
  const auto [year, pence] = GENERATE(table<int, std::int64_t>({{2013, 13692}, {2018, 12691}, {2024, 10000}, {2025, 9686}, {1999, 18557}}));
  INFO(year);
  CHECK(deflator->real(10000, year, 2024) == pence);
}

TEST_CASE("a broken index of prices is refused with its line and what would do", "[exchange]") {
  const auto [rows, words] = GENERATE(table<const char*, const char*>({
      {"2018\t5\touttturn\tA\n", "2018-19"},
      {"2018-19\tmany\toutturn\tA\n", "index"},
      {"2018-19\t5\tguess\tA\n", "kind"},
      {"2018-19\t5\toutturn\tA\n2019-20\t5\toutturn\tB\n", "one vintage"},
      {"2018-19\t5\toutturn\t\n", "vintage"},
      {"2018-19\t5\toutturn\tA\n2018-19\t6\toutturn\tA\n", "stands twice"},
      {"", "at least one year"},
  }));
  const auto refused = exchange::deflator_in(std::string(head) + rows);
  REQUIRE_FALSE(refused);
  std::string said = refused.error().message;
  for (const Fault& fault : refused.error().faults) said += " " + fault.where + " " + fault.message;
  INFO(said);
  CHECK(said.find(words) != std::string::npos);
}
