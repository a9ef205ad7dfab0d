#include "domain/vocabulary.h"

#include "domain/words.h"

namespace openward {
namespace {

constexpr std::array<std::string_view, 13> provider_class_spellings{
    "nhs_trust",         "nhs_foundation_trust", "nhs_other",       "primary_care", "independent_sector",      "voluntary_or_charity",
    "social_enterprise", "nhs_owned_company",    "local_authority", "other_public", "non_healthcare_supplier", "individual",
    "unclassified"};
constexpr std::array<std::string_view, 5> regime_spellings{"psr", "pcr2015", "pa2023", "other", "unknown"};
constexpr std::array<std::string_view, 25> route_spellings{"direct_award_a",
                                                           "direct_award_b",
                                                           "direct_award_c",
                                                           "most_suitable_provider",
                                                           "competitive_process",
                                                           "framework_conclusion",
                                                           "framework_call_off_direct",
                                                           "framework_call_off_competed",
                                                           "urgent_award",
                                                           "pcr_open",
                                                           "pcr_restricted",
                                                           "pcr_negotiated",
                                                           "pcr_dialogue",
                                                           "pcr_negotiated_without_notice",
                                                           "pcr_light_touch",
                                                           "pcr_call_off",
                                                           "aqp",
                                                           "single_tender_waiver",
                                                           "pa_open",
                                                           "pa_competitive_flexible",
                                                           "pa_direct_award",
                                                           "pa_call_off",
                                                           "below_threshold_competed",
                                                           "below_threshold_uncompeted",
                                                           "unknown"};
constexpr std::array<std::string_view, 6> tender_class_spellings{"tendered",        "untendered",      "call_off_competed",
                                                                 "call_off_direct", "not_procurement", "unknown"};
constexpr std::array<std::string_view, 15> notice_kind_spellings{"intention_to_follow_msp",
                                                                 "invitation",
                                                                 "intention_to_award",
                                                                 "award",
                                                                 "modification",
                                                                 "urgent_award",
                                                                 "urgent_modification",
                                                                 "abandonment",
                                                                 "planning",
                                                                 "engagement",
                                                                 "tender",
                                                                 "contract_details",
                                                                 "contract_change",
                                                                 "termination",
                                                                 "other"};
constexpr std::array<std::string_view, 3> scope_spellings{"health_service", "health_body", "other"};
constexpr std::array<std::string_view, 4> award_state_spellings{"draft", "published", "superseded", "cancelled"};

static_assert(detail::spells_all(provider_class_spellings, ProviderClass::unclassified));
static_assert(detail::spells_all(regime_spellings, Regime::unknown));
static_assert(detail::spells_all(route_spellings, Route::unknown));
static_assert(detail::spells_all(tender_class_spellings, TenderClass::unknown));
static_assert(detail::spells_all(notice_kind_spellings, NoticeKind::other));
static_assert(detail::spells_all(scope_spellings, Scope::other));
static_assert(detail::spells_all(award_state_spellings, AwardState::cancelled));

TenderClass if_competed(std::optional<bool> competed, TenderClass yes, TenderClass no) {
  if (!competed) return TenderClass::unknown;
  return *competed ? yes : no;
}

} // namespace

TenderClass tender_class_of(Route route, std::optional<bool> competed) {
  switch (route) {
  case Route::competitive_process:
  case Route::framework_conclusion:
  case Route::pcr_open:
  case Route::pcr_restricted:
  case Route::pcr_negotiated:
  case Route::pcr_dialogue:
  case Route::pa_open:
  case Route::pa_competitive_flexible:
  case Route::below_threshold_competed:
    return TenderClass::tendered;
  // Regulation 2(1) of SI 2023/1348 defines direct award A, B, C and the most suitable provider process as "without a competition".
  case Route::direct_award_a:
  case Route::direct_award_b:
  case Route::direct_award_c:
  case Route::most_suitable_provider:
  case Route::urgent_award:
  case Route::pcr_negotiated_without_notice:
  case Route::aqp:
  case Route::single_tender_waiver:
  case Route::pa_direct_award:
  case Route::below_threshold_uncompeted:
    return TenderClass::untendered;
  case Route::framework_call_off_direct:
    return TenderClass::call_off_direct;
  case Route::framework_call_off_competed:
    return TenderClass::call_off_competed;
  case Route::pcr_call_off:
  case Route::pa_call_off:
    return if_competed(competed, TenderClass::call_off_competed, TenderClass::call_off_direct);
  case Route::pcr_light_touch:
    return if_competed(competed, TenderClass::tendered, TenderClass::untendered);
  case Route::unknown:
    return TenderClass::unknown;
  }
  return TenderClass::unknown;
}

Regime regime_of(Route route) {
  switch (route) {
  case Route::direct_award_a:
  case Route::direct_award_b:
  case Route::direct_award_c:
  case Route::most_suitable_provider:
  case Route::competitive_process:
  case Route::framework_conclusion:
  case Route::framework_call_off_direct:
  case Route::framework_call_off_competed:
  case Route::urgent_award:
    return Regime::psr;
  case Route::pcr_open:
  case Route::pcr_restricted:
  case Route::pcr_negotiated:
  case Route::pcr_dialogue:
  case Route::pcr_negotiated_without_notice:
  case Route::pcr_light_touch:
  case Route::pcr_call_off:
    return Regime::pcr2015;
  // "Any qualified provider" stood under SI 2013/500, a waiver under an authority's own standing instructions.
  case Route::aqp:
  case Route::single_tender_waiver:
    return Regime::other;
  case Route::pa_open:
  case Route::pa_competitive_flexible:
  case Route::pa_direct_award:
  case Route::pa_call_off:
    return Regime::pa2023;
  // Both the 2015 Regulations and the 2023 Act have a part for contracts below the threshold: the route does not say which.
  case Route::below_threshold_competed:
  case Route::below_threshold_uncompeted:
  case Route::unknown:
    return Regime::unknown;
  }
  return Regime::unknown;
}

std::string_view to_string(ProviderClass v) { return detail::word_of(provider_class_spellings, v); }
std::string_view to_string(Regime v) { return detail::word_of(regime_spellings, v); }
std::string_view to_string(Route v) { return detail::word_of(route_spellings, v); }
std::string_view to_string(TenderClass v) { return detail::word_of(tender_class_spellings, v); }
std::string_view to_string(NoticeKind v) { return detail::word_of(notice_kind_spellings, v); }
std::string_view to_string(Scope v) { return detail::word_of(scope_spellings, v); }
std::string_view to_string(AwardState v) { return detail::word_of(award_state_spellings, v); }

std::optional<ProviderClass> provider_class_from(std::string_view word) {
  return detail::from_word<ProviderClass>(provider_class_spellings, word);
}
std::optional<Regime> regime_from(std::string_view word) { return detail::from_word<Regime>(regime_spellings, word); }
std::optional<Route> route_from(std::string_view word) { return detail::from_word<Route>(route_spellings, word); }
std::optional<TenderClass> tender_class_from(std::string_view word) { return detail::from_word<TenderClass>(tender_class_spellings, word); }
std::optional<NoticeKind> notice_kind_from(std::string_view word) { return detail::from_word<NoticeKind>(notice_kind_spellings, word); }
std::optional<Scope> scope_from(std::string_view word) { return detail::from_word<Scope>(scope_spellings, word); }
std::optional<AwardState> award_state_from(std::string_view word) { return detail::from_word<AwardState>(award_state_spellings, word); }

std::span<const std::string_view> provider_class_words() { return provider_class_spellings; }
std::span<const std::string_view> regime_words() { return regime_spellings; }
std::span<const std::string_view> route_words() { return route_spellings; }
std::span<const std::string_view> tender_class_words() { return tender_class_spellings; }
std::span<const std::string_view> notice_kind_words() { return notice_kind_spellings; }
std::span<const std::string_view> scope_words() { return scope_spellings; }
std::span<const std::string_view> award_state_words() { return award_state_spellings; }

} // namespace openward
