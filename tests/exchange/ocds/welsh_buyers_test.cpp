// Wales has a law and bodies of its own: what is bought for them is out of the register's scope, and the ground says why.

#include "exchange/ocds/welsh_buyers.h"
#include "tests/exchange/ocds/psr_notices.h"

using namespace openward;
using namespace openward::test;

TEST_CASE("the bodies of the NHS in Wales are known by name", "[exchange]") {
  const auto [name, welsh] = GENERATE(table<std::string, bool>({
      {"Aneurin Bevan University Health Board", true},
      {"BETSI CADWALADR UNIVERSITY HEALTH BOARD", true},
      {"Cardiff & Vale University Health Board", true},
      {"Cwm Taf Morgannwg University Local Health Board", true},
      {"Hywel Dda University Health Board", true},
      {"Powys Teaching Health Board", true},
      {"Swansea Bay University Health Board", true},
      {"Velindre University NHS Trust", true},
      {"Public Health Wales NHS Trust", true},
      {"Welsh Ambulance Services University NHS Trust", true},
      {"Digital Health and Care Wales", true},
      {"NHS Wales Shared Services Partnership-Procurement Services (hosted by Velindre University NHS Trust)", true},
      {"Bwrdd Iechyd Prifysgol Bae Abertawe", true},
      {"NHS Northmere Integrated Care Board", false},
      {"NHS Shared Business Services", false},
      {"NHS North Wales Street Surgery", false},
      {"Prince of Wales Hospital NHS Foundation Trust", false},
      {"Health and Wellbeing Board of Aldham", false},
      {"Western Health and Social Care Trust", false},
  }));
  INFO(name);
  CHECK(exchange::is_welsh_health_body(name) == welsh);
}

TEST_CASE("what a Welsh body buys is out of scope whatever its law", "[exchange]") {
  const auto [buyer, region, scope] = GENERATE(table<std::string, std::string, std::string>({
      {"Velindre University NHS Trust", "UKL22", "other"},
      {"Velindre University NHS Trust", "", "other"},
      {"Aldham County Borough Council", "UKL15", "other"},
      {"NHS Northmere Integrated Care Board", "UKE11", "health_service"},
      {"NHS England and NHS Wales", "UKI32", "health_service"},
  }));
  INFO(buyer << " in " << region);
  Draft draft;
  draft.buyer = buyer;
  draft.region = region;
  const auto notice = draft.read();
  CHECK(to_string(notice.scope) == scope);
  const Ground* why = ground_of(notice, "scope");
  REQUIRE(why != nullptr);
  CHECK((why->words.find("Wales") != std::string::npos || why->words.find("Welsh") != std::string::npos) == (scope == "other"));
}

TEST_CASE("a Welsh body that quotes the English Regulations is not under them", "[exchange]") {
  Draft draft;
  draft.buyer = "Betsi Cadwaladr University Health Board";
  draft.statement = psr_sentence + "No conflicts of interest were declared.";
  const auto notice = draft.read();
  CHECK(to_string(notice.regime) == "other");
  CHECK(to_string(notice.scope) == "other");
  CHECK(notice.contents.empty());
}

TEST_CASE("the Welsh Regulations alone are out of scope, and beside the English ones they are not", "[exchange]") {
  const auto [words, regime, scope] = GENERATE(table<std::string, std::string, std::string>({
      {"The award is subject to the Health Services (Provider Selection Regime) (Wales) Regulations 2025.", "other", "other"},
      {"The framework is under the Health Care Services (Provider Selection Regime) Regulations 2023 and the Health Services (Provider "
       "Selection "
       "Regime) (Wales) Regulations 2025.",
       "psr", "health_service"},
  }));
  INFO(words);
  Draft draft;
  draft.statement = words;
  const auto notice = draft.read();
  CHECK(to_string(notice.regime) == regime);
  CHECK(to_string(notice.scope) == scope);
}
