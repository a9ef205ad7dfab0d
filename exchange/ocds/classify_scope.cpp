// How near to health care a notice is: by the law it is under, its CPV codes, and who buys. The register is England's: Wales is `other`.

#include "exchange/ocds/classify.h"
#include "exchange/ocds/welsh_buyers.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

// Schedule 1 to SI 2023/1348, complete (67 codes without their check digits), in order for the search.
constexpr std::array<std::string_view, 67> schedule_1{
    "85100000", "85110000", "85111000", "85111100", "85111200", "85111300", "85111310", "85111320", "85111400", "85111500",
    "85111600", "85111700", "85111800", "85111810", "85111820", "85111900", "85112200", "85120000", "85121000", "85121100",
    "85121200", "85121210", "85121220", "85121230", "85121231", "85121232", "85121240", "85121250", "85121251", "85121252",
    "85121270", "85121271", "85121280", "85121281", "85121282", "85121283", "85121290", "85121291", "85121292", "85121300",
    "85130000", "85131000", "85131100", "85131110", "85140000", "85141000", "85141100", "85141200", "85141210", "85141211",
    "85141220", "85142000", "85142100", "85143000", "85144000", "85144100", "85145000", "85146000", "85146100", "85146200",
    "85148000", "85149000", "85150000", "85160000", "85312330", "85312500", "85323000"};
static_assert(std::is_sorted(schedule_1.begin(), schedule_1.end()));

// Outside Schedule 1, yet real PSR notices use them for health services.
constexpr std::array<std::string_view, 3> health_service_starts{"851", "85323", "85000000"};
constexpr std::string_view medical_goods = "33";

/// Where a code stands, for the reader who wants to see it; the awards' and lots' items are not searched.
std::string place_of(Json release, std::string_view code) {
  const Json tender = release["tender"];
  const auto is_code = [&](Json classification) { return classification["id"].scalar().substr(0, 8) == code; };
  if (is_code(tender["classification"])) return tender["classification"]["id"].pointer();
  for (const Json item : tender["items"]) {
    if (is_code(item["classification"])) return item["classification"]["id"].pointer();
    for (const Json more : item["additionalClassifications"])
      if (is_code(more)) return more["id"].pointer();
  }
  return {};
}

Ground cpv_ground(Json release, const std::string& code) { return {"scope", place_of(release, code), "CPV " + code}; }

bool starts_with(std::string_view s, std::string_view start) { return s.substr(0, start.size()) == start; }

bool is_nhs_body(const PartyReading& buyer) {
  switch (openward::classify(buyer.name, buyer.identifiers).provider_class) {
  case ProviderClass::nhs_trust:
  case ProviderClass::nhs_foundation_trust:
  case ProviderClass::nhs_other:
    return true;
  default:
    return false;
  }
}

/// By the CPV codes and the buyer, wherever it stands.
ScopeReading nearness(const NoticeReading& notice, Json release) {
  for (const auto& code : notice.cpv) {
    const bool listed = in_schedule_1(code) || std::any_of(health_service_starts.begin(), health_service_starts.end(),
                                                           [&](std::string_view s) { return starts_with(code, s); });
    if (listed) return {Scope::health_service, cpv_ground(release, code)};
  }
  if (notice.buyer && is_nhs_body(*notice.buyer))
    return {Scope::health_body, {"scope", release["buyer"]["name"].pointer(), notice.buyer->name.substr(0, 300)}};
  for (const auto& code : notice.cpv)
    if (starts_with(code, medical_goods)) return {Scope::health_body, cpv_ground(release, code)};
  return {Scope::other, {}};
}

} // namespace

bool in_schedule_1(std::string_view cpv8) { return std::binary_search(schedule_1.begin(), schedule_1.end(), cpv8); }

ScopeReading read_scope(const NoticeReading& notice, Json release, const PsrReading& psr) {
  if (psr.finding == PsrFinding::wales) return {Scope::other, {"scope", psr.ground.where, "Wales: " + psr.ground.words}};
  if (notice.regime == Regime::psr) return {Scope::health_service, {"scope", "", "under the Provider Selection Regime"}};
  ScopeReading scope = nearness(notice, release);
  if (scope.scope == Scope::other) return scope;
  if (auto wales = bought_for_wales(notice, release)) return {Scope::other, *std::move(wales)};
  return scope;
}

} // namespace openward::exchange
