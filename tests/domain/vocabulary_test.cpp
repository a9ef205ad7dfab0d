#include "domain/award.h"
#include "domain/centre.h"
#include "domain/vocabulary.h"
#include "tests/support/catch.h"

#include <set>
#include <string>
#include <tuple>

using namespace openward;

namespace {

/// Every word reads back to the enumerator it is spelt from, and no two are alike.
template <typename Read>
void check_words(std::span<const std::string_view> words, std::size_t count, Read read) {
  CHECK(words.size() == count);
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word(words[i]);
    CAPTURE(word);
    const auto value = read(words[i]);
    REQUIRE(value);
    CHECK(static_cast<std::size_t>(*value) == i);
    CHECK(to_string(*value) == words[i]);
    CHECK(seen.insert(words[i]).second);
  }
  CHECK_FALSE(read(""));
  CHECK_FALSE(read("Unknown"));
  CHECK_FALSE(read("unknown "));
}

} // namespace

TEST_CASE("every word of the vocabulary reads back to what it is spelt from", "[domain][vocabulary]") {
  check_words(provider_class_words(), 13, provider_class_from);
  check_words(regime_words(), 5, regime_from);
  check_words(route_words(), 25, route_from);
  check_words(tender_class_words(), 6, tender_class_from);
  check_words(notice_kind_words(), 15, notice_kind_from);
  check_words(scope_words(), 3, scope_from);
  check_words(award_state_words(), 4, award_state_from);
}

TEST_CASE("words are spelt as their enumerators", "[domain][vocabulary]") {
  CHECK(to_string(ProviderClass::nhs_owned_company) == "nhs_owned_company");
  CHECK(to_string(Regime::pcr2015) == "pcr2015");
  CHECK(to_string(Route::framework_call_off_competed) == "framework_call_off_competed");
  CHECK(to_string(Route::below_threshold_uncompeted) == "below_threshold_uncompeted");
  CHECK(to_string(TenderClass::not_procurement) == "not_procurement");
  CHECK(to_string(NoticeKind::urgent_modification) == "urgent_modification");
  CHECK(to_string(Scope::health_body) == "health_body");
  CHECK(to_string(AwardState::superseded) == "superseded");
  CHECK(to_string(Vat::included) == "included");
  CHECK(to_string(ValueKind::maximum) == "maximum");
  CHECK(to_string(Evidence::stated_in_notice) == "stated_in_notice");
  CHECK(to_string(ModificationGround::change_of_provider_identity) == "change_of_provider_identity");
  CHECK(to_string(CentreKind::spoke) == "spoke");
  CHECK(to_string(CentreStatus::approved) == "approved");
  CHECK(vat_from("excluded") == Vat::excluded);
  CHECK(value_kind_from("lifetime") == ValueKind::lifetime);
  CHECK(evidence_from("curated") == Evidence::curated);
  CHECK(modification_ground_from("urgent") == ModificationGround::urgent);
  CHECK(centre_kind_from("hub") == CentreKind::hub);
  CHECK(centre_status_from("open") == CentreStatus::open);
  CHECK_FALSE(modification_ground_from("because"));
}

TEST_CASE("the tender class and the regime follow from the route", "[domain][vocabulary]") {
  const auto [route, tender_class, regime] = GENERATE(table<std::string, std::string, std::string>({
      {"direct_award_a", "untendered", "psr"},
      {"direct_award_b", "untendered", "psr"},
      {"direct_award_c", "untendered", "psr"},
      {"most_suitable_provider", "untendered", "psr"}, // an advertised intention is not tendering
      {"competitive_process", "tendered", "psr"},
      {"framework_conclusion", "tendered", "psr"},
      {"framework_call_off_direct", "call_off_direct", "psr"},
      {"framework_call_off_competed", "call_off_competed", "psr"},
      {"urgent_award", "untendered", "psr"},
      {"pcr_open", "tendered", "pcr2015"},
      {"pcr_restricted", "tendered", "pcr2015"},
      {"pcr_negotiated", "tendered", "pcr2015"},
      {"pcr_dialogue", "tendered", "pcr2015"},
      {"pcr_negotiated_without_notice", "untendered", "pcr2015"},
      {"pcr_light_touch", "unknown", "pcr2015"},
      {"pcr_call_off", "unknown", "pcr2015"},
      {"aqp", "untendered", "other"},
      {"single_tender_waiver", "untendered", "other"},
      {"pa_open", "tendered", "pa2023"},
      {"pa_competitive_flexible", "tendered", "pa2023"},
      {"pa_direct_award", "untendered", "pa2023"},
      {"pa_call_off", "unknown", "pa2023"},
      {"below_threshold_competed", "tendered", "unknown"},
      {"below_threshold_uncompeted", "untendered", "unknown"},
      {"unknown", "unknown", "unknown"},
  }));
  CAPTURE(route);
  const auto value = route_from(route);
  REQUIRE(value);
  CHECK(to_string(tender_class_of(*value)) == tender_class);
  CHECK(to_string(regime_of(*value)) == regime);
}

TEST_CASE("whether there was a competition decides call-offs and the light touch, and nothing else", "[domain][vocabulary]") {
  const auto [route, competed, tender_class] = GENERATE(table<Route, bool, TenderClass>({
      {Route::pcr_call_off, true, TenderClass::call_off_competed},
      {Route::pcr_call_off, false, TenderClass::call_off_direct},
      {Route::pa_call_off, true, TenderClass::call_off_competed},
      {Route::pa_call_off, false, TenderClass::call_off_direct},
      {Route::pcr_light_touch, true, TenderClass::tendered},
      {Route::pcr_light_touch, false, TenderClass::untendered},
      {Route::direct_award_c, true, TenderClass::untendered},
      {Route::pa_open, false, TenderClass::tendered},
      {Route::unknown, true, TenderClass::unknown},
  }));
  CAPTURE(std::string(to_string(route)), competed);
  CHECK(tender_class_of(route, competed) == tender_class);
}
