#include "domain/lens.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <functional>

using namespace openward;

namespace {

constexpr ProviderClass gps = ProviderClass::primary_care;

LensDefinition plain() {
  LensDefinition d;
  d.id = "test";
  d.title = "A test";
  d.definition = "Independent providers over everything.";
  d.source = "ourselves";
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass c = *provider_class_from(word);
    d.whole[{c, ""}] = true;
    if (c != ProviderClass::unclassified) d.sectors[{c, ""}] = Sector::nhs;
  }
  d.numerator[{ProviderClass::independent_sector, ""}] = true;
  return d;
}

Lens made(LensDefinition d, std::vector<StatedAmount> stated = {}) {
  auto lens = Lens::create(std::move(d), std::move(stated));
  INFO((lens ? "" : lens.error().message));
  REQUIRE(lens);
  return *lens;
}

Lens version(int n, std::string id = "test") {
  LensDefinition d = plain();
  d.id = std::move(id);
  d.version = n;
  return made(d);
}

} // namespace

TEST_CASE("a class and a kind are written as one word, and nothing else is", "[domain]") {
  for (const char* text : {"primary_care", "primary_care/dental", "primary_care/general_practice", "unclassified"}) {
    INFO(text);
    const auto parsed = LensClass::parse(text);
    REQUIRE(parsed);
    CHECK(parsed->text() == text);
  }
  for (const char* text :
       {"", "primary_care/", "primary_care/dentist", "nhs_trust/dental", "private", "/dental", "primary_care/dental/x"}) {
    INFO(text);
    CHECK_FALSE(LensClass::parse(text));
  }
}

TEST_CASE("a kind follows what is said of it, and what is said of its class where nothing is", "[domain]") {
  LensDefinition d = plain();
  d.sectors[{gps, ""}] = Sector::primary_care;
  d.sectors[{gps, "dental"}] = Sector::private_sector;
  d.numerator[{gps, ""}] = true;
  d.numerator[{gps, "general_practice"}] = false;
  const Lens lens = made(d);
  CHECK(lens.sector_of(gps, "dental") == Sector::private_sector);
  CHECK(lens.sector_of(gps, "optical") == Sector::primary_care);
  CHECK(lens.sector_of(gps, "") == Sector::primary_care);
  CHECK(lens.counts(gps, "optical"));
  CHECK(lens.counts(gps, ""));
  CHECK_FALSE(lens.counts(gps, "general_practice"));
  CHECK(lens.narrows(gps));
  CHECK_FALSE(lens.narrows(ProviderClass::nhs_trust));
}

TEST_CASE("what is unclassified is a sector of its own, part of the whole, and never counted", "[domain]") {
  const Lens lens = made(plain());
  CHECK(lens.sector_of(ProviderClass::unclassified, "") == Sector::unclassified);
  CHECK(lens.includes(ProviderClass::unclassified, ""));
  CHECK_FALSE(lens.counts(ProviderClass::unclassified, ""));
}

TEST_CASE("a lens that would mislead is refused, and the refusal says what is wrong", "[domain]") {
  using Change = std::function<void(LensDefinition&)>;
  const ProviderClass unclassified = ProviderClass::unclassified;
  const auto [name, change, words] = GENERATE_COPY(table<const char*, Change, const char*>({
      {"unclassified counted",
       [=](auto& d) {
         d.numerator[{unclassified, ""}] = true;
       },
       "never counted"},
      {"unclassified in a sector",
       [=](auto& d) {
         d.sectors[{unclassified, ""}] = Sector::private_sector;
       },
       "sector of its own"},
      {"unclassified left out",
       [=](auto& d) {
         d.whole[{unclassified, ""}] = false;
       },
       "always part of the whole"},
      {"a class without a sector",
       [](auto& d) {
         d.sectors.erase({ProviderClass::nhs_trust, ""});
       },
       "nhs_trust has no sector"},
      {"counted outside the whole",
       [](auto& d) {
         d.whole[{ProviderClass::independent_sector, ""}] = false;
       },
       "not part of the whole"},
      {"a kind counted outside the whole",
       [](auto& d) {
         d.whole[{gps, ""}] = false;
         d.numerator[{gps, "dental"}] = true;
       },
       "primary_care/dental"},
      {"nothing counted", [](auto& d) { d.numerator.clear(); }, "whose share"},
      {"no definition", [](auto& d) { d.definition.clear(); }, "definition"},
      {"no version", [](auto& d) { d.version = 0; }, "from 1"},
      {"an id with a space", [](auto& d) { d.id = "all non nhs"; }, "all non nhs"},
      {"a series without amounts", [](auto& d) { d.series = "budget"; }, "budget"},
  }));
  INFO(name);
  LensDefinition d = plain();
  change(d);
  const auto lens = Lens::create(d, {});
  REQUIRE_FALSE(lens);
  CHECK(lens.error().kind == ErrorKind::invalid);
  CHECK_THAT(lens.error().message, ContainsSubstring(words));
}

TEST_CASE("a stated series knows its years and no other, and takes one amount above zero for each", "[domain]") {
  LensDefinition d = plain();
  d.series = "budget";
  d.whole.clear();
  const Lens lens = made(d, {{2019, 300, "b"}, {2018, 200, "a"}});
  CHECK(lens.stated_in(2018) == 200);
  CHECK(lens.stated_in(2019) == 300);
  CHECK_FALSE(lens.stated_in(2020));
  CHECK(lens.stated().front().start_year == 2018);
  CHECK(lens.includes(ProviderClass::individual, ""));
  CHECK_FALSE(Lens::create(d, {{2018, 1, ""}, {2018, 2, ""}}));
  CHECK_FALSE(Lens::create(d, {{2018, 0, ""}}));
  CHECK_FALSE(Lens::create(plain(), {{2018, 1, ""}}));
}

TEST_CASE("a lens is found by its id or by id and version, and another name is told which there are", "[domain]") {
  const auto book = LensBook::create({version(2), version(1), version(1, "other")});
  REQUIRE(book);
  const auto [asked, found] =
      GENERATE(table<const char*, const char*>({{"test", "test@2"}, {"test@1", "test@1"}, {"test@2", "test@2"}, {"other", "other@1"}}));
  INFO(asked);
  const auto lens = book->find(asked);
  REQUIRE(lens);
  CHECK((*lens)->name() == found);
  REQUIRE(book->current().size() == 2);
  for (const char* none : {"", "test@3", "test@", "TEST", "test@01"}) {
    const auto missing = book->find(none);
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().message, ContainsSubstring("test@1") && ContainsSubstring("other@1"));
    CHECK(missing.error().faults.front().where == "lens");
  }
}

TEST_CASE("a book of lenses has no version twice, and is not empty", "[domain]") {
  CHECK_FALSE(LensBook::create({version(1), version(1)}));
  CHECK_FALSE(LensBook::create({}));
}
