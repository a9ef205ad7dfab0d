// What a buyer is for section 12ZB(7) of the NHS Act 2006, from its name and the class it is held in.

#include "domain/law/cases/register_case.h"

#include "domain/name_words.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

/// Principal councils outside England, by the words that tell them from others. " VALE OF GLAMORGAN" and its like begin with a space.
constexpr auto councils_elsewhere = std::to_array<std::string_view>({
    // Wales
    " BLAENAU GWENT",
    " BRIDGEND",
    " CAERPHILLY",
    " CARDIFF",
    " CARMARTHENSHIRE",
    " CEREDIGION",
    " CONWY",
    " DENBIGHSHIRE",
    " FLINTSHIRE",
    " GWYNEDD",
    " ANGLESEY",
    " MERTHYR",
    " MONMOUTHSHIRE",
    " NEATH PORT TALBOT",
    " NEWPORT CITY",
    " PEMBROKESHIRE",
    " POWYS",
    " RHONDDA",
    " SWANSEA",
    " TORFAEN",
    " GLAMORGAN",
    " WREXHAM",
    // Scotland
    " ABERDEEN",
    " ANGUS",
    " ARGYLL",
    " CLACKMANNANSHIRE",
    " DUMFRIES",
    " DUNDEE",
    " AYRSHIRE",
    " DUNBARTONSHIRE",
    " LOTHIAN",
    " RENFREWSHIRE",
    " EDINBURGH",
    " EILEAN SIAR",
    " FALKIRK",
    " FIFE",
    " GLASGOW",
    " HIGHLAND COUNCIL",
    " INVERCLYDE",
    " MIDLOTHIAN",
    " MORAY",
    " LANARKSHIRE",
    " ORKNEY",
    " PERTH AND KINROSS",
    " SCOTTISH BORDERS",
    " SHETLAND",
    " STIRLING",
    // Northern Ireland
    " ANTRIM",
    " ARDS AND",
    " ARMAGH",
    " BELFAST",
    " CAUSEWAY COAST",
    " DERRY",
    " FERMANAGH",
    " LISBURN",
    " MID ULSTER",
    " NEWRY",
});

/// Trusts that are not of section 25.
constexpr auto trusts_elsewhere = std::to_array<std::string_view>({" VELINDRE", " WELSH AMBULANCE", " PUBLIC HEALTH WALES"});

/// Bodies of the health service that are no relevant authorities.
constexpr auto others_of_the_service = std::to_array<std::string_view>({
    " CLINICAL COMMISSIONING GROUP",
    " CCG",
    " BUSINESS SERVICES AUTHORITY",
    " NHSBSA",
    " BLOOD AND TRANSPLANT",
    " NHSBT",
    " NHS RESOLUTION",
    " LITIGATION AUTHORITY",
    " COUNTER FRAUD AUTHORITY",
    " SPECIAL HEALTH AUTHORITY",
    " HEALTH BOARD",
    " NHS SUPPLY CHAIN",
    " NHS PROPERTY SERVICES",
});

bool stands(std::string_view spaced, std::string_view words) {
  for (auto at = spaced.find(words); at != spaced.npos; at = spaced.find(words, at + 1)) {
    const auto end = at + words.size();
    if (end == spaced.size() || spaced[end] == ' ') return true;
  }
  return false;
}

template <typename Table>
bool any_stands(std::string_view spaced, const Table& table) {
  return std::any_of(table.begin(), table.end(), [&](std::string_view words) { return stands(spaced, words); });
}

bool is_a_company(std::string_view spaced) {
  return spaced.ends_with(" LTD") || spaced.ends_with(" LIMITED") || spaced.ends_with(" LLP") || spaced.ends_with(" PLC");
}

std::optional<AuthorityKind> kind_of_council(std::string_view spaced) {
  if (stands(spaced, " PARISH COUNCIL") || stands(spaced, " TOWN COUNCIL") || stands(spaced, " GREATER LONDON AUTHORITY"))
    return std::nullopt;
  return any_stands(spaced, councils_elsewhere) ? AuthorityKind::other : AuthorityKind::local_authority_england;
}

std::optional<AuthorityKind> kind_of_class(ProviderClass provider_class, std::string_view spaced) {
  switch (provider_class) {
  case ProviderClass::nhs_trust:
    return AuthorityKind::nhs_trust;
  case ProviderClass::nhs_foundation_trust:
    return AuthorityKind::nhs_foundation_trust;
  case ProviderClass::local_authority:
    return kind_of_council(spaced);
  case ProviderClass::nhs_other:
  case ProviderClass::unclassified:
    return std::nullopt;
  default:
    return AuthorityKind::other;
  }
}

} // namespace

std::optional<AuthorityKind> authority_kind_of(const Body& buyer) {
  const std::string spaced = openward::detail::name_words(buyer.name);
  if (!is_a_company(spaced)) {
    if (stands(spaced, " INTEGRATED CARE BOARD") || stands(spaced, " ICB")) return AuthorityKind::integrated_care_board;
    // A support unit is a part of NHS England and acts for others: the name does not say for whom.
    if (stands(spaced, " COMMISSIONING SUPPORT")) return std::nullopt;
    if (stands(spaced, " NHS ENGLAND") || stands(spaced, " NHS COMMISSIONING BOARD")) return AuthorityKind::nhs_england;
    if (any_stands(spaced, others_of_the_service) || any_stands(spaced, trusts_elsewhere)) return AuthorityKind::other;
    if (stands(spaced, " COMBINED COUNTY AUTHORITY")) return std::nullopt; // whether section 12ZB(7) reaches them was not found
    if (stands(spaced, " COMBINED AUTHORITY")) return AuthorityKind::combined_authority;
  }
  const auto held = buyer.classification.provider_class;
  if (held != ProviderClass::unclassified) return kind_of_class(held, spaced);
  return kind_of_class(classify(buyer.name, buyer.identifiers).provider_class, spaced);
}

} // namespace openward::law
