// The kinds of primary care by the words of a name.
#include "domain/matching/supplier_class.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

TEST_CASE("a name tells its kind by the words of its trade, and bare words of practice tell none", "[matching]") {
  const auto [name, kind] = GENERATE(table<std::string, std::string>({
      {"The Fen Dental Practice", "dental"},
      {"FEN DENTAL SURGERY LTD", "dental"},
      {"Marsh Orthodontics", "dental"},
      {"Fen Opticians Ltd", "optical"},
      {"Marsh Optometrists", "optical"},
      {"Fen Pharmacy", "pharmacy"},
      {"Medical Centre Pharmacy", "pharmacy"},
      {"Marsh Chemists LLP", "pharmacy"},
      {"Marsh Lane Surgery", "general_practice"},
      {"Fen Medical Centre", "general_practice"},
      {"Drs Reed and Rush", "general_practice"},
      {"Fen PCN", "general_practice"},
      {"The Fen Practice", ""},
      {"Fen Dental and Pharmacy Group", ""},
      {"Accidental Damage Ltd", ""},
      {"", ""},
  }));
  INFO(name);
  CHECK(matching::care_kind(name) == kind);
}

} // namespace
} // namespace openward::test
