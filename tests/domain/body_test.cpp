#include "domain/body.h"
#include "tests/support/catch.h"

#include <tuple>

using namespace openward;

namespace {
Identifier id(std::string_view text) { return *Identifier::parse(text); }
} // namespace

TEST_CASE("two spellings of one name have one normalised form", "[domain][body]") {
  const auto [name, normal] = GENERATE(table<std::string, std::string>({
      {"The Doctors Laboratory Ltd", "DOCTORS LABORATORY"},
      {"Doctors Laboratory Ltd (The)", "DOCTORS LABORATORY"},
      {"DOCTORS  LABORATORY LIMITED", "DOCTORS LABORATORY"},
      {"Sh24 C.I.C.", "SH24 CIC"},
      {"Guy's & St. Thomas' NHS Foundation Trust", "GUYS AND ST THOMAS NHS FOUNDATION TRUST"},
      {"GUYS&ST THOMAS NHS FOUNDATION TRUST", "GUYS AND ST THOMAS NHS FOUNDATION TRUST"},
      {"Guy\xE2\x80\x99s and St Thomas\xE2\x80\x98 NHS Foundation Trust", "GUYS AND ST THOMAS NHS FOUNDATION TRUST"},
      {"18 Week Support LLP", "18 WEEK SUPPORT"},
      {"Foo Limited PLC", "FOO"},
      {"  foo - bar/baz, ltd.  ", "FOO BAR BAZ"},
      {"Caf\xC3\xA9 Sant\xC3\x89", "CAFE SANTE"},
      {"Bwrdd Iechyd D\xC5\xB5r", "BWRDD IECHYD DWR"},
      {"NHS\xC2\xA0Somerset", "NHS SOMERSET"},
      {"Limited Editions", "LIMITED EDITIONS"},
      {"Ltd", "LTD"},
      {"The", "THE"},
      {"The Limited", "LIMITED"},
      {"", ""},
      {"!!!", ""},
  }));
  CAPTURE(name);
  CHECK(normalised_name(name) == normal);
  CHECK(normalised_name(normalised_name(name)) == normal);
}

TEST_CASE("a body keeps its trimmed name and each identifier once", "[domain][body]") {
  const auto body = Body::create(" Invented Care Trust ", {id("ods:X9Z"), id("coh:01234567"), id("ods:X9Z")});
  REQUIRE(body);
  CHECK(body->name == "Invented Care Trust");
  CHECK(body->identifiers == std::vector<Identifier>{id("ods:X9Z"), id("coh:01234567")});
  CHECK(body->id.empty());
}

TEST_CASE("every fault of a body is reported at once, each where it is", "[domain][body]") {
  const auto body = Body::create("\t", {id("ods:X9Z"), id("chc:275913"), id("ods:X9Y")});
  REQUIRE_FALSE(body);
  const auto& faults = body.error().faults;
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].where == "/name");
  CHECK(faults[0].code == "missing");
  CHECK(faults[1].where == "/identifiers/2");
  CHECK(faults[1].code == "second_of_scheme");
  CHECK_THAT(faults[1].message, ContainsSubstring("ods:X9Z") && ContainsSubstring("ods:X9Y"));
}

TEST_CASE("a name may have 1,000 characters, not bytes, and no control character", "[domain][body]") {
  std::string accented;
  for (int i = 0; i < 1000; ++i) accented += "\xC3\xA9";
  CHECK(Body::create(accented, {}));
  const auto too_long = Body::create(accented + "x", {});
  REQUIRE_FALSE(too_long);
  CHECK(too_long.error().faults.front().code == "too_long");
  const auto broken = Body::create("Two\nLines", {});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().faults.front().code == "control_character");
}

TEST_CASE("a name speaks for its class by legal form, title or trade", "[domain][classify]") {
  const auto [name, provider_class] = GENERATE(table<std::string, std::string>({
      {"North Invented NHS Foundation Trust", "nhs_foundation_trust"},
      {"NORTH INVENTED NHS FOUNDATION  TRUST", "nhs_foundation_trust"},
      {"North Invented Nhs Ft", "nhs_foundation_trust"},
      {"University Hospitals Invented NHS Foundation Trust", "nhs_foundation_trust"},
      {"Invented Ambulance Service NHS Trust", "nhs_trust"},
      {"INVENTED HOSPITAL NHS TRUST (THE)", "nhs_trust"},
      {"NHS Invented Integrated Care Board", "nhs_other"},
      {"NHS Invented ICB", "nhs_other"},
      {"NHS INVENTED CCG", "nhs_other"},
      {"Invented Primary Care Trust", "nhs_other"},
      {"NHS England", "nhs_other"},
      {"NHS Trust Development Authority", "nhs_other"},
      {"NHS Invented Commissioning Support Unit", "nhs_other"},
      {"Invented University Health Board", "nhs_other"},
      {"NHSBSA", "nhs_other"},
      {"NHS Supply Chain", "nhs_other"},
      {"NHS Property Services Ltd", "nhs_owned_company"},
      {"NHS Professionals Limited", "nhs_owned_company"},
      {"Invented County Council", "local_authority"},
      {"London Borough of Invented", "local_authority"},
      {"Invented Council", "local_authority"},
      {"University of Invented", "other_public"},
      {"Invented University", "other_public"},
      {"Police and Crime Commissioner for Invented", "other_public"},
      {"Invented Fire and Rescue Service", "other_public"},
      {"Department for Inventions", "other_public"},
      {"Ministry of Inventions", "other_public"},
      {"Inventions Research Council", "other_public"},
      {"Green Lane Surgery", "primary_care"},
      {"Green Lane Surgery Ltd", "primary_care"},
      {"Green Lane Medical Centre", "primary_care"},
      {"Green Lane Family Practice", "primary_care"},
      {"Invented GP Federation CIC", "primary_care"},
      {"Invented GP CIC Federation", "primary_care"},
      {"Invented Primary Care Network", "primary_care"},
      {"Drs Green & Lane", "primary_care"},
      {"Dr Green and Partners", "primary_care"},
      {"Invented Community Health C.I.C.", "social_enterprise"},
      {"Invented Community Interest Company", "social_enterprise"},
      {"Invented Charity", "voluntary_or_charity"},
      {"Invented Charitable Trust", "voluntary_or_charity"},
      {"St Invented Hospice", "voluntary_or_charity"},
      {"Invented Council for Voluntary Service", "voluntary_or_charity"},
      {"Invented Hospitals NHS Trust Charity", "voluntary_or_charity"},
      {"Friends of Invented Hospital", "voluntary_or_charity"},
      {"Invented Care Trust", "nhs_other"},
      {"Invented SHA", "nhs_other"},
      {"NHS Invented", "nhs_other"},
      {"NHS Confederation", "voluntary_or_charity"},
      {"Charity Commission for England and Wales", "other_public"},
      {"Invented Unitary Authority", "local_authority"},
      {"INVENTED BOROUGH OF", "local_authority"},
      {"INVENTED, CITY OF", "local_authority"},
      {"Invented Hospital Medical School", "other_public"},
      {"Office for Inventions", "other_public"},
      {"HM Inventions Agency", "other_public"},
      {"Invented Standards Authority", "other_public"},
      {"Invented Health Centre Dr Green", "primary_care"},
      {"Invented Lodge Dr Green", "primary_care"},
      {"Dr Green & Lane", "primary_care"},
      {"Green Lane Practice Anytown", "primary_care"},
      {"Invented Audit Commission", "other_public"},
      {"Isles of Invention, Council of the", "local_authority"},
      {"Invented NNDR", "local_authority"},
      {"Invented Hospices", "voluntary_or_charity"},
      {"Dr Green and Partner", "primary_care"},
  }));
  CAPTURE(name);
  const auto held = classify(name, {});
  CHECK(to_string(held.provider_class) == provider_class);
  CHECK(held.evidence == Evidence::name_pattern);
  CHECK(held.confidence >= 50);
  CHECK(held.confidence <= 95);
  CHECK_FALSE(held.detail.empty());
}

TEST_CASE("a name that proves nothing stays unclassified", "[domain][classify]") {
  const std::string name =
      GENERATE(as<std::string>(), "Invented Healthcare Ltd", "Invented Clinics PLC", "Invented LLP",
               "Invented NHS Foundation Trust Services Ltd", "Invented City Council Homes Ltd", "Invented University Press Ltd",
               "NHS Shared Business Services Ltd", "University Hospital Invented", "British Council", "Invented Veterinary Surgery",
               "Invented Plastic Surgery", "Invented Architectural Practice", "Invented Trust", "Invented Foundation", "Dr A Green",
               "Picbrook", "Cicero Group", "10005331", "", "Surgerywise");
  CAPTURE(name);
  const auto held = classify(name, {});
  CHECK(to_string(held.provider_class) == "unclassified");
  CHECK(held.evidence == Evidence::none);
  CHECK(held.confidence == 0);
}

TEST_CASE("a company number alone proves no class", "[domain][classify]") {
  CHECK(classify("Invented Healthcare Ltd", {id("coh:01234567")}).provider_class == ProviderClass::unclassified);
  CHECK(classify("Invented Trust", {id("coh:01234567"), id("ods:X9Z")}).provider_class == ProviderClass::unclassified);
}

TEST_CASE("a charity number makes a charity of whatever the law has not named otherwise", "[domain][classify]") {
  const auto trust = classify("The Invented Trust", {id("coh:01234567"), id("chc:275913")});
  CHECK(trust.provider_class == ProviderClass::voluntary_or_charity);
  CHECK(trust.evidence == Evidence::charity_register);
  CHECK(trust.detail == "chc:275913");
  CHECK(classify("Invented Care Ltd", {id("sc:SC012345")}).provider_class == ProviderClass::voluntary_or_charity);
  CHECK(classify("Invented Care", {id("nic:100001")}).provider_class == ProviderClass::voluntary_or_charity);
  CHECK(classify("British Council", {id("chc:275913")}).provider_class == ProviderClass::voluntary_or_charity);
  CHECK(classify("Invented Health Centre", {id("chc:275913")}).provider_class == ProviderClass::voluntary_or_charity);
  CHECK(classify("Invented NHS Foundation Trust", {id("chc:275913")}).provider_class == ProviderClass::nhs_foundation_trust);
  CHECK(classify("University of Invented", {id("chc:275913")}).provider_class == ProviderClass::other_public);
}
