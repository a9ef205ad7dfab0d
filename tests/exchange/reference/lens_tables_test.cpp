#include "exchange/reference/lens_tables.h"

#include "tests/support/catch.h"

#include <set>

using namespace openward;

namespace {

constexpr std::string_view head =
    "id\tversion\ttitle\tdefinition\tnhs\tprivate\tthird_sector\tprimary_care\tpublic\toutside\tnumerator\twhole\t"
    "price_basis\tsource\tsource_year\n";
constexpr std::string_view budget_head = "series\tyear\tpence\tsource\n";

/// One lens with cells that a test can spoil.
struct Cells {
  std::string version = "1";
  std::string private_sector = "independent_sector";
  std::string numerator = "independent_sector";
  std::string whole = "all";
  std::string price_basis = "nominal";

  std::string line() const {
    return "test\t" + version + "\tA test\tIn words.\tnhs_trust nhs_foundation_trust nhs_other nhs_owned_company\t" + private_sector +
           "\tvoluntary_or_charity social_enterprise\tprimary_care\tlocal_authority other_public\tnon_healthcare_supplier individual\t" +
           numerator + "\t" + whole + "\t" + price_basis + "\tourselves\t2018-19\n";
  }
};

Result<LensBook> read(const Cells& cells, const std::string& budgets = "") {
  return exchange::lenses_in(std::string(head) + cells.line(), std::string(budget_head) + budgets);
}

} // namespace

TEST_CASE("the lenses of the folder can be used, and say in words and with a source what they count", "[reference]") {
  const auto book = exchange::read_lenses(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  INFO((book ? "" : book.error().message));
  REQUIRE(book);
  for (const char* id : {"accounts_independent", "all_non_nhs", "commissioner_budget", "with_primary_care", "without_primary_care",
                         "for_profit_2022", "nhs_england_contractors", "nhs_england_without_gps"}) {
    INFO(id);
    const auto lens = book->find(id);
    REQUIRE(lens);
    CHECK((*lens)->definition().definition.size() > 100);
    CHECK((*lens)->definition().source_year.size() >= 7);
  }
}

TEST_CASE("the lens of the 2022 study counts community interest companies and companies of the NHS, and says so", "[reference]") {
  const auto book = exchange::read_lenses(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  REQUIRE(book);
  const Lens& lens = **book->find("for_profit_2022");
  for (const std::string_view word : provider_class_words()) {
    INFO(word);
    const std::set<std::string_view> counted{"independent_sector", "social_enterprise", "nhs_owned_company", "non_healthcare_supplier"};
    CHECK(lens.counts(*provider_class_from(word), "") == counted.contains(word));
  }
  CHECK_THAT(lens.definition().definition, ContainsSubstring("community interest companies") && ContainsSubstring("charity number"));
}

TEST_CASE("about one pound in eight of the commissioners' budget of 2015/16 is what the accounts give as non-NHS", "[reference]") {
  const auto book = exchange::read_lenses(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  REQUIRE(book);
  const auto budget = (*book->find("commissioner_budget"))->stated_in(2015);
  REQUIRE(budget);
  const std::int64_t non_nhs = 12'232'000'000'00;
  CHECK(*budget / non_nhs == 8);
}

TEST_CASE("a whole is all classes less those behind a minus sign, or a series", "[reference]") {
  Cells cells;
  cells.whole = "all -primary_care primary_care/dental";
  cells.numerator = "independent_sector primary_care/dental";
  const auto book = read(cells);
  INFO((book ? "" : book.error().message));
  REQUIRE(book);
  const Lens& lens = **book->find("test");
  CHECK(lens.includes(ProviderClass::unclassified, ""));
  CHECK_FALSE(lens.includes(ProviderClass::primary_care, ""));
  CHECK_FALSE(lens.includes(ProviderClass::primary_care, "optical"));
  CHECK(lens.includes(ProviderClass::primary_care, "dental"));

  cells.whole = "series:budget";
  const auto of_series = read(cells, "budget\t2018-19\t12345\tsomebody\nother\t2018-19\t1\tsomebody\n");
  REQUIRE(of_series);
  CHECK((*of_series->find("test"))->stated_in(2018) == 12345);
}

TEST_CASE("a broken line of lenses is refused with its file, line and column", "[reference]") {
  using Spoil = void (*)(Cells&);
  const auto [words, spoil] = GENERATE(table<const char*, Spoil>({
      {"column private: \"independant\"", [](Cells& c) { c.private_sector = "independant"; }},
      {"stands in two sectors", [](Cells& c) { c.private_sector = "independent_sector individual"; }},
      {"independent_sector has no sector", [](Cells& c) { c.private_sector = "primary_care/dental"; }},
      {"column numerator: \"gps\"", [](Cells& c) { c.numerator = "gps"; }},
      {"never counted", [](Cells& c) { c.numerator = "unclassified"; }},
      {"column whole: the cell is empty", [](Cells& c) { c.whole = ""; }},
      {"nothing is stated for the series", [](Cells& c) { c.whole = "series:budget"; }},
      {"column price_basis", [](Cells& c) { c.price_basis = "real"; }},
      {"column version", [](Cells& c) { c.version = "one"; }},
      {"versions count from 1", [](Cells& c) { c.version = "0"; }},
  }));
  Cells cells;
  spoil(cells);
  const auto book = read(cells);
  REQUIRE_FALSE(book);
  std::string all;
  for (const Fault& fault : book.error().faults) all += fault.message + "\n";
  CHECK_THAT(all, ContainsSubstring(words) && ContainsSubstring("lenses.tsv line 2"));
}

TEST_CASE("a broken amount is refused with its file, line and column", "[reference]") {
  const auto [line, words] = GENERATE(table<const char*, const char*>({
      {"budget\t2018\t1\tx\n", "column year"},
      {"budget\t2018-19\t1.5\tx\n", "column pence"},
      {"budget\t2018-19\t1\t\n", "column source"},
      {"\t2018-19\t1\tx\n", "column series"},
  }));
  const auto book = read(Cells{}, line);
  REQUIRE_FALSE(book);
  CHECK_THAT(book.error().message, ContainsSubstring("budgets.tsv line 2") && ContainsSubstring(words));
}
