#pragma once
// The closed word lists of the register. The same words stand in code, SQL, JSON, URLs and pages; `to_string` and the `*_from`
// readers are the only place where they are spelt.

#include <optional>
#include <span>
#include <string_view>

namespace openward {

enum class ProviderClass {
  nhs_trust,
  nhs_foundation_trust,
  nhs_other,
  primary_care,
  independent_sector,
  voluntary_or_charity,
  social_enterprise,
  nhs_owned_company,
  local_authority,
  other_public,
  non_healthcare_supplier,
  individual,
  unclassified,
};

/// The law an award was made under. psr: SI 2023/1348; pcr2015: SI 2015/102; pa2023: Procurement Act 2023.
enum class Regime { psr, pcr2015, pa2023, other, unknown };

enum class Route {
  // Provider Selection Regime (SI 2023/1348 regs 7 to 11, 14, 16 to 18)
  direct_award_a,
  direct_award_b,
  direct_award_c,
  most_suitable_provider,
  competitive_process,
  framework_conclusion,
  framework_call_off_direct,
  framework_call_off_competed,
  urgent_award,
  // earlier and other law
  pcr_open,
  pcr_restricted,
  pcr_negotiated,
  pcr_dialogue,
  pcr_negotiated_without_notice,
  pcr_light_touch,
  pcr_call_off,
  aqp,
  single_tender_waiver,
  pa_open,
  pa_competitive_flexible,
  pa_direct_award,
  pa_call_off,
  below_threshold_competed,
  below_threshold_uncompeted,
  unknown,
};

enum class TenderClass { tendered, untendered, call_off_competed, call_off_direct, not_procurement, unknown };

enum class NoticeKind {
  intention_to_follow_msp,
  invitation,
  intention_to_award,
  award,
  modification,
  urgent_award,
  urgent_modification,
  abandonment,
  planning,
  engagement,
  tender,
  contract_details,
  contract_change,
  termination,
  other,
};

/// How near to health care an award is: `health_service` (a PSR notice, or a CPV code of health services), `health_body`
/// (bought by an NHS body, but not a health service), `other`.
enum class Scope { health_service, health_body, other };

/// draft: recorded and not yet published. published: an award that was made. superseded: replaced by a correction.
/// cancelled: withdrawn after publication. Only published awards are counted.
enum class AwardState { draft, published, superseded, cancelled };

/// The tender class follows from the route alone. pcr_call_off, pa_call_off and pcr_light_touch do not say whether there was a
/// competition, so they give `unknown` unless `competed` is known.
TenderClass tender_class_of(Route route, std::optional<bool> competed = std::nullopt);
Regime regime_of(Route route);

std::string_view to_string(ProviderClass);
std::string_view to_string(Regime);
std::string_view to_string(Route);
std::string_view to_string(TenderClass);
std::string_view to_string(NoticeKind);
std::string_view to_string(Scope);
std::string_view to_string(AwardState);

std::optional<ProviderClass> provider_class_from(std::string_view);
std::optional<Regime> regime_from(std::string_view);
std::optional<Route> route_from(std::string_view);
std::optional<TenderClass> tender_class_from(std::string_view);
std::optional<NoticeKind> notice_kind_from(std::string_view);
std::optional<Scope> scope_from(std::string_view);
std::optional<AwardState> award_state_from(std::string_view);

/// Every word of a list, in the order of the enumeration; for error messages and documents.
std::span<const std::string_view> provider_class_words();
std::span<const std::string_view> regime_words();
std::span<const std::string_view> route_words();
std::span<const std::string_view> tender_class_words();
std::span<const std::string_view> notice_kind_words();
std::span<const std::string_view> scope_words();
std::span<const std::string_view> award_state_words();

} // namespace openward
