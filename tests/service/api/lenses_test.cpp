#include "service/api/lenses.h"

#include "register.h"
#include "service/app/lenses.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>

#include <set>

using namespace openward;
using namespace openward::test;

namespace {

rapidjson::Document read(const http::Response& response) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  INFO(response.body);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

const Lens& lens_named(std::string_view name) {
  const auto found = app::lenses().find(name);
  REQUIRE(found);
  return **found;
}

} // namespace

TEST_CASE("a lens that cannot be used is refused with the parameter and what would do", "[api]") {
  Register one;
  const auto [target, parameter, words] = GENERATE(table<const char*, const char*, const char*>({
      {"/v1/reports/spend?lens=private", "lens", "all_non_nhs@1"},
      {"/v1/reports/awards?lens=all_non_nhs@9", "lens", "accounts_independent@1"},
      {"/v1/reports/spend?lens=", "lens", "all_non_nhs@1"},
      {"/v1/reports/spend?lens=all_non_nhs&lens=all_non_nhs", "lens", "one value"},
      {"/v1/reports/spend?group_by=sector", "group_by", "`lens`"},
      {"/v1/reports/awards?group_by=sector,route", "group_by", "`lens`"},
      {"/v1/reports/spend?lens=all_non_nhs&provider_class=nhs_trust", "provider_class", "group by it"},
      {"/v1/reports/awards?lens=all_non_nhs&not_provider=bd-1", "not_provider", "group by it"},
      {"/v1/reports/findings?lens=all_non_nhs", "lens", "no parameter"},
      {"/v1/reports/lenses?lens=all_non_nhs", "lens", "measure"},
      {"/v1/reports/lenses?measure=count", "measure", "paid and awarded"},
      {"/v1/reports/lenses?measure=paid&measure=paid", "measure", "one value"},
      {"/v1/reports/lenses?measure=awarded&paid_from=2025-01-01", "paid_from", "awarded"},
      {"/v1/reports/lenses?measure=paid&route=aqp", "route", "paid"},
      {"/v1/reports/lenses?provider_class=nhs_trust", "provider_class", "no parameter"},
      {"/v1/reports/lenses?financial_year=2025", "financial_year", "2026-27"},
  }));
  INFO(target);
  const auto response = one.get(target);
  CHECK(response.status == 400);
  const auto problem = read(response);
  REQUIRE(problem.HasMember("errors"));
  bool found = false;
  for (const auto& fault : problem["errors"].GetArray()) {
    const bool here = std::string(fault["parameter"].GetString()) == parameter;
    found = found || (here && std::string(fault["detail"].GetString()).find(words) != std::string::npos);
  }
  INFO(response.body);
  CHECK(found);
}

TEST_CASE("every lens can be looked up by its name and by its version, and another name is told which there are", "[api]") {
  Register one;
  const auto list = read(one.get("/v1/lenses"));
  REQUIRE(list["data"].Size() == app::lenses().lenses().size());
  for (const auto& lens : list["data"].GetArray()) {
    const std::string id = lens["id"].GetString();
    const auto by_id = one.get("/v1/lenses/" + id);
    const auto by_version = one.get("/v1/lenses/" + id + "@" + std::to_string(lens["version"].GetInt()));
    CHECK(by_id.status == 200);
    CHECK(by_version.body == by_id.body);
    CHECK((read(by_id) == lens));
  }
  const auto missing = one.get("/v1/lenses/private");
  CHECK(missing.status == 404);
  CHECK_THAT(missing.body, ContainsSubstring("for_profit_2022@1"));
}

TEST_CASE("the classes of a sector are those that its lens puts there, and none where it draws a line through a class", "[api]") {
  const Lens& accounts = lens_named("accounts_independent");
  std::multiset<std::string> all;
  for (const std::string_view sector : sector_words()) {
    const auto classes = api::classes_of_sector(accounts, sector);
    REQUIRE(classes);
    all.insert(classes->begin(), classes->end());
  }
  const auto words = provider_class_words();
  CHECK(all == std::multiset<std::string>(words.begin(), words.end()));
  CHECK(api::classes_of_sector(accounts, "private") == std::vector<std::string>{"independent_sector"});
  CHECK(api::classes_of_sector(accounts, "several_classes") == std::vector<std::string>{"several_classes"});

  LensDefinition d = accounts.definition();
  d.sectors[{ProviderClass::primary_care, "dental"}] = Sector::private_sector;
  const auto lens = Lens::create(d, {});
  REQUIRE(lens);
  CHECK_FALSE(api::classes_of_sector(*lens, "private"));
  CHECK_FALSE(api::classes_of_sector(*lens, "primary_care"));
  CHECK(api::classes_of_sector(*lens, "nhs")->size() == 4);
}
