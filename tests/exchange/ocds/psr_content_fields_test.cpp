// What notices hold of the items of their Schedules in the fields of their forms, and what only a modification or a framework is asked for.

#include "tests/exchange/ocds/psr_notices.h"

using namespace openward;
using namespace openward::test;

namespace {

/// A release whose awards, contracts and tender are given, each as JSON members.
NoticeReading release_of(const std::string& parties, const std::string& tender, const std::string& rest) {
  return notice_of(
      R"({"ocid":"ocds-h6vhtk-0dd002","id":"400002-2026","date":"2026-05-20T09:00:00+01:00","tag":["award","contract"],"initiationType":"tender",)"
      R"("description":"This is a Provider Selection Regime (PSR) confirmation of contract award notice. )" +
      psr_sentence +
      R"(","buyer":{"id":"b","name":"NHS Northmere Integrated Care Board"},"parties":[{"id":"b","name":"NHS Northmere Integrated Care Board","roles":["buyer"]})" +
      parties + R"(],"tender":{"legalBasis":{"scheme":"CELEX","id":"32014L0024"})" + tender + "}" + rest + "}");
}

const std::string health = R"(,"id":"NM-7","title":"Podiatry","description":"Foot care","classification":{"scheme":"CPV","id":"85100000"})";

std::string awarded_to(const std::string& ids) {
  std::string suppliers;
  for (const char id : ids) suppliers += (suppliers.empty() ? "" : ",") + std::string(R"({"id":")") + id + R"(","name":"Provider"})";
  return R"(,"awards":[{"id":"1","status":"active","suppliers":[)" + suppliers + "]}]";
}

std::string supplier(const std::string& id, const std::string& address, const std::string& name = "Aldham Care CIC") {
  return R"(,{"id":")" + id + R"(","name":")" + name + R"(","roles":["supplier"],"address":{)" + address + "}}";
}

} // namespace

TEST_CASE("every awarded provider needs a street or a postcode", "[exchange]") {
  const std::string street = R"("streetAddress":"4 Mill Lane","locality":"Aldham")";
  const std::string postcode = R"("locality":"Aldham","postalCode":"CO6 3PR")";
  const std::string town = R"("locality":"Aldham","countryName":"United Kingdom")";
  const auto [parties, awards, presence] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {supplier("s", street), awarded_to("s"), "held"},
      {supplier("s", postcode), awarded_to("s"), "held"},
      {supplier("s", town), awarded_to("s"), "not_found"},
      {supplier("s", R"("streetAddress":"TBC")"), awarded_to("s"), "not_found"},
      {supplier("s", street) + supplier("t", town), awarded_to("st"), "not_found"},
      {supplier("s", street) + supplier("t", postcode), awarded_to("st"), "held"},
      {supplier("s", street, "TBC"), awarded_to("s"), "placeholder"},
      {supplier("s", street), "", "held"},
      {"", "", "not_found"},
  }));
  INFO(parties << awards);
  CHECK(presence_of(release_of(parties, health, awards), "providers_and_addresses") == presence);
}

TEST_CASE("the address of the one provider may stand in the words", "[exchange]") {
  CHECK(presence_in("The contract has been awarded to Aldham Care CIC, 4 Mill Lane, Aldham CO6 3PR.", "providers_and_addresses") == "held");
  CHECK(presence_in("The service is delivered from the clinic at 9 High Street, Aldham CO6 3PR.", "providers_and_addresses") ==
        "not_found");
  CHECK(presence_in("Provider: [insert name and address]", "providers_and_addresses") == "placeholder");
}

TEST_CASE("a structured value of a penny is a place that nobody filled", "[exchange]") {
  const auto [contracts, value] = GENERATE(table<std::string, std::string>({
      {R"(,"contracts":[{"id":"1","value":{"amount":250000,"currency":"GBP"}}])", "held"},
      {R"(,"contracts":[{"id":"1","value":{"amount":0.01,"currency":"GBP"}}])", "placeholder"},
      {R"(,"contracts":[{"id":"1","value":{"amount":0.01,"currency":"GBP"}},{"id":"2","value":{"amount":90,"currency":"GBP"}}])", "held"},
      {R"(,"contracts":[{"id":"1"}])", "not_found"},
      {R"(,"awards":[{"id":"1","status":"active","value":{"amountGross":120.5,"currency":"GBP"}}])", "held"},
      {"", "not_found"},
  }));
  INFO(contracts);
  const auto notice = release_of("", health, contracts);
  CHECK(presence_of(notice, "value") == value);
  CHECK(presence_of(notice, "approximate_value") == value);
}

TEST_CASE("title, reference, description and CPV code stand in fields of their own", "[exchange]") {
  const auto [tender, title, description] = GENERATE(table<std::string, std::string, std::string>({
      {health, "held", "held"},
      {R"(,"id":"NM-7","title":"TBC","description":"[insert description]","classification":{"scheme":"CPV","id":"85100000"})",
       "placeholder", "placeholder"},
      {R"(,"title":"Podiatry","description":"Foot care")", "not_found", "not_found"},
      {R"(,"id":"NM-7","title":"Podiatry","lots":[{"id":"1","description":"Foot care"}],"classification":{"scheme":"CPV","id":"85100000"})",
       "held", "held"},
  }));
  INFO(tender);
  const auto notice = release_of(supplier("s", ""), tender, awarded_to("s"));
  CHECK(presence_of(notice, "title_and_reference") == title);
  CHECK(presence_of(notice, "description_and_cpv") == description);
}

TEST_CASE("service dates may stand in a period, whole or as a start and a length", "[exchange]") {
  const auto [tender, presence] = GENERATE(table<std::string, std::string>({
      {R"(,"lots":[{"id":"1","contractPeriod":{"startDate":"2026-06-01T00:00:00+01:00","endDate":"2027-05-31T23:59:59+01:00"}}])", "held"},
      {R"(,"contractPeriod":{"startDate":"2026-06-01T00:00:00+01:00","durationInDays":365})", "held"},
      {R"(,"lots":[{"id":"1","contractPeriod":{"durationInDays":365}}])", "not_found"},
      {R"(,"lots":[{"id":"1","description":"The contract starts on 1 June 2026.","contractPeriod":{"durationInDays":365}}])", "held"},
      {R"(,"lots":[{"id":"1","contractPeriod":{"startDate":"2026-06-01T00:00:00+01:00"}}])", "not_found"},
  }));
  INFO(tender);
  CHECK(presence_of(release_of("", health + tender, ""), "service_dates") == presence);
}

TEST_CASE("award criteria and the way to offer have fields in an invitation", "[exchange]") {
  const auto notice = release_of(
      "",
      health +
          R"(,"submissionMethodDetails":"https://portal.example.org","lots":[{"id":"1","awardCriteria":{"criteria":[{"name":"Quality"}]}}])",
      "");
  CHECK(presence_of(notice, "award_criteria") == "held");
  CHECK(content_of(notice, "award_criteria").ground.where == "/tender/lots/0/awardCriteria/criteria/0/name");
  CHECK(presence_of(notice, "how_to_offer") == "held");
  const auto empty = release_of(
      "", health + R"(,"submissionMethodDetails":"TBC","lots":[{"id":"1","awardCriteria":{"criteria":[{"type":"price"}]}}])", "");
  CHECK(presence_of(empty, "award_criteria") == "not_found");
  CHECK(presence_of(empty, "how_to_offer") == "not_found");
}

TEST_CASE("a modification says what changed and from when", "[exchange]") {
  const auto [words, change, effective] = GENERATE(table<std::string, std::string, std::string>({
      {"The modification increases the value by £620,000 with effect from 1 April 2026.", "held", "held"},
      {"The contract is extended by 12 months. The variation takes effect on 1 June 2026.", "held", "held"},
      {"The contract was modified on 3 May 2026 to add two clinics, without a change of value or term.", "held", "held"},
      {"The modification adds a clinic and has no effect on the value or the term of the contract.", "held", "not_found"},
      {"The contract has now been formally modified.", "not_found", "not_found"},
      {"The modification takes effect from [insert date]. Description of the change: [insert]", "placeholder", "placeholder"},
      {"The contract may be extended by 12 months.", "not_found", "not_found"},
  }));
  INFO(words);
  const auto notice = modification_notice(words);
  REQUIRE(to_string(notice.kind) == "modification");
  CHECK(presence_of(notice, "change") == change);
  CHECK(presence_of(notice, "effective_date") == effective);
}

TEST_CASE("an award is not searched for a modification's items", "[exchange]") {
  const std::string words = "The contract can be extended by 12 months with effect from 1 April 2027 for an additional £50,000.";
  CHECK(presence_in(words, "change") == "not_found");
  CHECK(presence_in(words, "effective_date") == "not_found");
}

TEST_CASE("a framework states its duration and who may use it", "[exchange]") {
  const auto [words, presence] = GENERATE(table<std::string, std::string>({
      {"The framework runs for four years. The authorities able to use the framework are: Northmere ICB and Aldham Council.", "held"},
      {"The framework runs for four years.", "not_found"},
      {"The authorities able to use the framework are: Northmere ICB and Aldham Council.", "not_found"},
  }));
  INFO(words);
  CHECK(presence_of(framework_notice(words), "framework_terms") == presence);
  CHECK(presence_in(words, "framework_terms") == "not_found");
}
