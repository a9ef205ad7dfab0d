#include "domain/matching/supplier_class.h"
#include "tests/domain/matching/some_bodies.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <tuple>

using namespace openward;
using namespace openward::matching;
using openward::test::named;

namespace {

const BodyIndex& index() {
  static const BodyIndex built(test::some_bodies());
  return built;
}

Classification held(const SupplierString& s, const PaymentFacts& paid = {}) {
  return classify_supplier(index(), s, decide(index(), s), paid);
}

} // namespace

TEST_CASE("a linked string is held in the class of its body, with the body's evidence", "[matching][classify]") {
  const Classification c = held(named("KESTRELVALE HEALTHCARE LTD"));
  CHECK(c.provider_class == ProviderClass::independent_sector);
  CHECK(c.evidence == Evidence::ods_role);
}

TEST_CASE("a foundation trust named as the NHS trust that it was is held as that", "[matching][classify]") {
  CHECK(held(named("ROYAL MALLOW INFIRMARY NHS TRUST")).provider_class == ProviderClass::nhs_trust);
  CHECK(held(named("MALLOWSHIRE HOSPITALS NHS TRUST")).provider_class == ProviderClass::nhs_foundation_trust);
}

TEST_CASE("a string without a body is held in the class that its words speak for", "[matching][classify]") {
  const auto [text, word, sure] = GENERATE(table<std::string, std::string, bool>({
      {"ZYXWORTH NHS FT", "nhs_foundation_trust", true},
      {"ZYXWORTH COUNTY CNCL", "local_authority", true},
      {"ZYXWORTH, BOROUGH OF", "local_authority", true},
      {"ZYXWORTH MED CTR", "primary_care", true},
      {"ZYXWORTH CIC", "social_enterprise", true},
      {"OFFICE FOR ZYXWORTH", "other_public", true},
      {"ZYXWORTH DIALYSIS LTD", "independent_sector", false},
      {"ZYXWORTH CARE HOMES LTD", "independent_sector", false},
      {"ZYXWORTH HEALTHCARE SOFTWARE LTD", "non_healthcare_supplier", false},
      {"ZYXWORTH LTD", "non_healthcare_supplier", false},
      {"ZYXWORTH FOUNDATION", "voluntary_or_charity", false},
      {"ZYXWORTH", "unclassified", false},
  }));
  CAPTURE(text);
  const Classification c = held(named(text));
  CHECK(to_string(c.provider_class) == word);
  if (c.provider_class == ProviderClass::unclassified) {
    CHECK(c.evidence == Evidence::none);
  } else {
    CHECK(c.evidence == Evidence::name_pattern);
    CHECK((c.confidence >= 50) == sure);
    CHECK_FALSE(c.detail.empty());
  }
}

TEST_CASE("a branch that carries a curated body's whole name in front is held in its class, and is not sure", "[matching][classify]") {
  auto bodies = test::some_bodies();
  const auto curated = [&](std::string name, ProviderClass c, int confidence) {
    bodies.push_back(test::body(std::move(name), {}, {}, c));
    bodies.back().body.classification = {c, Evidence::curated, confidence, "a source", {}, {}};
  };
  curated("Zyxworth Wellfield", ProviderClass::voluntary_or_charity, 95);
  curated("Quillfeathers", ProviderClass::voluntary_or_charity, 60);
  curated("Quill", ProviderClass::voluntary_or_charity, 95);
  curated("Zyxworth Regulator Office", ProviderClass::other_public, 95);
  const BodyIndex known(std::move(bodies));
  const auto [text, word, confidence] = GENERATE(table<std::string, std::string, int>({
      {"ZYXWORTH WELLFIELD ANYTOWN HOSPITAL", "voluntary_or_charity", 50},
      {"ZYXWORTH WELLFIELD CATERING LTD", "non_healthcare_supplier", 45}, // a company of its own
      {"QUILLFEATHERS ANYTOWN BRANCH", "voluntary_or_charity", 50},
      {"QUILL ANYTOWN BRANCH", "unclassified", 0}, // a short word is anybody's
      {"ZYXWORTH REGULATOR OFFICE CATERING", "non_healthcare_supplier", 45},
  }));
  CAPTURE(text);
  const auto supplier = named(text);
  const Classification c = classify_supplier(known, supplier, decide(known, supplier), {});
  CHECK(to_string(c.provider_class) == word);
  CHECK(c.confidence == confidence);
}

TEST_CASE("ordinary suppliers of the health service are held in the class that their names speak for", "[matching][classify]") {
  std::ifstream cases(std::filesystem::path(OPENWARD_SOURCE_DIR) / "tests/cases/supplier_classes.tsv");
  std::string line;
  int read = 0;
  while (std::getline(cases, line)) {
    if (line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    CAPTURE(line);
    CHECK(to_string(held(named(line.substr(0, tab))).provider_class) == line.substr(tab + 1));
    ++read;
  }
  CHECK(read >= 140);
}

TEST_CASE("a presumption says that it is one and is never sure", "[matching][classify]") {
  const std::string name = GENERATE(as<std::string>(), "Zyx Builders", "Zyx Clinics", "Zyx Ltd", "Zyx Trust", "Zyx Opticians");
  CAPTURE(name);
  const Classification c = presumed_class(name);
  CHECK(c.provider_class != ProviderClass::unclassified);
  CHECK(c.confidence < 50);
  CHECK(c.detail.starts_with("presumed"));
}

TEST_CASE("a person is an individual, and a doctor paid like a practice is one", "[matching][classify]") {
  CHECK(held(named("DR A N ZYXWORTH")).provider_class == ProviderClass::individual);
  CHECK(held(named("MRS A ZYXWORTH"), {1, 9'000'000}).provider_class == ProviderClass::individual);
  CHECK(held(named("ALISON ZYXWORTH"), {1, 9'000'000}).provider_class == ProviderClass::individual);
  CHECK(held(named("DR A N ZYXWORTH"), {2, 3'999'998}).provider_class == ProviderClass::individual);
  CHECK(held(named("DR A N ZYXWORTH"), {2, 4'000'000}).provider_class == ProviderClass::primary_care);
}

TEST_CASE("what stands in brackets or after a care-of does not class the supplier", "[matching][classify]") {
  SupplierString s{"Zyxworth Consulting (NHS Zyx CCG)"};
  s.parts = {{PartRole::whole, "ZYXWORTH CONSULTING (NHS ZYX CCG)"},
             {PartRole::main, "ZYXWORTH CONSULTING LTD"},
             {PartRole::bracketed, "NHS ZYX CCG"}};
  CHECK(held(s).provider_class == ProviderClass::non_healthcare_supplier);
  SupplierString care{"Zyxworth Builders Ltd c/o NHS Zyx CCG"};
  care.parts = {{PartRole::main, "ZYXWORTH BUILDERS LTD"}, {PartRole::care_of, "NHS ZYX CCG"}};
  CHECK(held(care).provider_class == ProviderClass::non_healthcare_supplier);
}

TEST_CASE("a string that holds no name has no class", "[matching][classify]") {
  SupplierString s{"10005331"};
  s.trouble = Trouble::numeric;
  CHECK(held(s).provider_class == ProviderClass::unclassified);
}
