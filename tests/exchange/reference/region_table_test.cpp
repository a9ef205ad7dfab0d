// The table of regions as shipped, and what its reader refuses.

#include "exchange/reference/reference_reader.h"
#include "exchange/reference/region_table.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

using namespace openward; // NOLINT(google-build-using-namespace): a test file

namespace {

const std::filesystem::path shipped = std::string(OPENWARD_SOURCE_DIR) + "/reference";

std::string refusal(const std::string& rows) {
  const auto folder = std::filesystem::temp_directory_path() / ("openward-regions-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "body-regions.tsv") << "code\tregion\n" << rows;
  const auto read = exchange::read_regions(folder);
  std::filesystem::remove_all(folder);
  return read ? "read" : read.error().message;
}

} // namespace

TEST_CASE("every board that is shipped lies in a region, and every line of the table is of a body that is", "[exchange]") {
  const auto regions = exchange::read_regions(shipped);
  INFO((regions ? std::string() : regions.error().message));
  REQUIRE(regions);
  const auto reference = exchange::read_reference(shipped);
  REQUIRE(reference);
  std::set<std::string> codes;
  for (const Body& body : reference->commissioners) {
    INFO(body.name);
    CHECK(regions->contains(body.identifiers.front().id()));
    codes.insert(body.identifiers.front().id());
  }
  for (const Body& body : reference->trusts) codes.insert(body.identifiers.front().id());
  for (const auto& [code, region] : *regions) {
    INFO(code);
    CHECK(codes.contains(code));
    CHECK(region != Region::unknown);
  }
  // What followed lies where it was before, in whole or in part.
  CHECK(regions->at("QMJ") == regions->at("Z9B2Z"));
  CHECK(regions->at("QKS") == Region::south_east);
}

TEST_CASE("a line of the table of regions that cannot be right is refused with its remedy", "[exchange]") {
  const auto [rows, words] = GENERATE(table<const char*, const char*>({
      {"QAA\tlondon\n", "read"},
      {"QAA\tLondon\n", "not a word"},
      {"QAA\tunknown\n", "remove the line"},
      {"QAA\t\n", "remove the line"},
      {"\tlondon\n", "column code"},
      {"QAA\tlondon\nQAA\tmidlands\n", "stands on an earlier line"},
      {"QAA\n", "the row has 1 cells"},
  }));
  INFO(rows);
  CHECK_THAT(refusal(rows), ContainsSubstring(words));
}

TEST_CASE("the groupings of the Organisation Data Service before 2019 are no regions", "[exchange]") {
  CHECK(region_of_grouping("Y56") == Region::london);
  CHECK(region_of_grouping("Y63") == Region::north_east_and_yorkshire);
  for (const char* code : {"Y54", "Y55", "Y57", "", "y56", "Y5"}) CHECK_FALSE(region_of_grouping(code));
  for (const std::string_view word : region_words()) CHECK(to_string(*region_from(word)) == word);
}
