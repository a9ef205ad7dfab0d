#pragma once
// Bodies that the tests of matching look for, all invented.

#include "domain/matching/decision.h"

namespace openward::test {

inline matching::KnownBody body(std::string name, std::initializer_list<std::string_view> identifiers,
                                std::vector<matching::KnownName> other_names = {}, ProviderClass c = ProviderClass::unclassified) {
  matching::KnownBody known;
  known.body.name = std::move(name);
  for (const auto text : identifiers) known.body.identifiers.push_back(*Identifier::parse(text));
  known.other_names = std::move(other_names);
  known.body.classification = {c, Evidence::ods_role, 100, "a test", {}, {}};
  return known;
}

inline matching::KnownBody practice(std::string name, std::string_view code) {
  auto known = body(std::move(name), {code}, {}, ProviderClass::primary_care);
  known.gp_practice = true;
  return known;
}

inline std::vector<matching::KnownBody> some_bodies() {
  using enum ProviderClass;
  using enum matching::NameUse;
  return {
      body("Mallowshire Hospitals NHS Foundation Trust", {"ods:RX0"}, {{"Royal Mallow Infirmary NHS Trust", former}}, nhs_foundation_trust),
      body("Mallowshire Community Health NHS Trust", {"ods:RX9"}, {}, nhs_trust),
      body("University College Quenby Hospitals NHS Foundation Trust", {"ods:RZ1"}, {}, nhs_foundation_trust),
      body("Trebarwick and Pellow NHS Trust", {"ods:RZ2"}, {}, nhs_trust),
      body("NHS Mallowshire CCG", {"ods:09Z"}, {}, nhs_other),
      body("Orrin Coordination Ltd", {"coh:09999991"}, {{"NHS Orrin Chain", trading}, {"ORCL", abbreviation}}, nhs_owned_company),
      body("NHS Settlement", {}, {{"NHS Claims Authority", former}, {"NHSCA", abbreviation}}, nhs_other),
      body("Kestrelvale Healthcare Ltd", {"coh:09999992"}, {{"Oldname Clinics Ltd", former}}, independent_sector),
      body("Duplicate Services Ltd", {"coh:09999993"}, {}, independent_sector),
      body("Duplicate Services Limited", {"coh:09999994"}, {}, non_healthcare_supplier),
      body("Quenby Charity", {"chc:999991"}, {}, voluntary_or_charity),
      practice("The Vantongue Surgery", "ods:A99991"),
  };
}

inline matching::SupplierString named(std::string text) {
  matching::SupplierString s{text};
  s.parts.push_back({matching::PartRole::whole, std::move(text)});
  return s;
}

} // namespace openward::test
