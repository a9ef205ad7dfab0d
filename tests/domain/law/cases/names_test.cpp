// What a buyer is, and whether two awards are of one service.

#include "domain/law/cases/register_case.h"
#include "tests/support/catch.h"

#include <optional>
#include <string>
#include <vector>

using openward::Body;
using openward::ProviderClass;
using openward::law::authority_kind_of;
using openward::law::same_service;

namespace {

std::string kind_of(const Body& body) {
  const auto kind = authority_kind_of(body);
  return kind ? std::string(to_string(*kind)) : "not known";
}

} // namespace

TEST_CASE("a buyer is the authority that its name says", "[domain][law][cases]") {
  const auto [name, kind] = GENERATE(table<std::string, std::string>({
      {"NHS England", "nhs_england"},
      {"NHS England and NHS Improvement North West", "nhs_england"},
      {"NHS South, Central and West Commissioning Support Unit", "not known"},
      {"NHS England Arden & GEM Commissioning Support Unit", "not known"},
      {"NHS Humber and North Yorkshire Integrated Care Board", "integrated_care_board"},
      {"NHS Kent and Medway ICB", "integrated_care_board"},
      {"NHS Surrey Heartlands ICB - 92A", "integrated_care_board"},
      {"Leeds Teaching Hospitals NHS Trust", "nhs_trust"},
      {"Guy's and St Thomas' NHS Foundation Trust", "nhs_foundation_trust"},
      {"Velindre University NHS Trust", "other"},
      {"Public Health Wales NHS Trust", "other"},
      {"Surrey County Council", "local_authority_england"},
      {"London Borough of Hackney", "local_authority_england"},
      {"Newport City Council", "other"},
      {"Cardiff Council", "other"},
      {"Glasgow City Council", "other"},
      {"Belfast City Council", "other"},
      {"Newport Pagnell Town Council", "not known"},
      {"Greater Manchester Combined Authority", "combined_authority"},
      {"East Midlands Combined County Authority", "not known"},
      {"NHS Business Services Authority", "other"},
      {"NHS Blood and Transplant", "other"},
      {"Betsi Cadwaladr University Health Board", "other"},
      {"NHS Leeds Clinical Commissioning Group", "other"},
      {"Department of Health and Social Care", "other"},
      {"University of Leeds", "other"},
      {"Invented Care CIC", "other"},
      {"Trust Healthcare ICB Limited", "not known"},
      {"Invented Care Limited", "not known"},
  }));
  INFO(name);
  Body body;
  body.name = name;
  CHECK(kind_of(body) == kind);
}

TEST_CASE("the class that a buyer is held in decides where its name is silent", "[domain][law][cases]") {
  Body body;
  body.name = "Invented Hospitals";
  CHECK(kind_of(body) == "not known");
  body.classification.provider_class = ProviderClass::nhs_foundation_trust;
  CHECK(kind_of(body) == "nhs_foundation_trust");
  body.classification.provider_class = ProviderClass::independent_sector;
  CHECK(kind_of(body) == "other");
  body.classification.provider_class = ProviderClass::nhs_other;
  CHECK(kind_of(body) == "not known");
}

TEST_CASE("two awards are of one service where their titles, or their codes and a word of their titles, agree", "[domain][law][cases]") {
  struct Row {
    std::string title;
    std::vector<std::string> cpv;
    std::string other;
    std::vector<std::string> other_cpv;
    bool same;
  };
  const auto row = GENERATE(values<Row>({
      {"Community Podiatry Service", {}, "NHS community podiatry services 2024-25", {}, true},
      {"Community Podiatry Service", {}, "Community Dental Service", {}, false}, // one word of two is not most of them
      {"Urgent treatment centre, Lot 1", {}, "Urgent Treatment Centre (UTC)", {}, true},
      {"Podiatry", {}, "Podiatry, dentistry, audiology and ophthalmology", {}, false},
      {"Patient transport", {"85143000"}, "Non-emergency patient transport in Kent", {"85143000"}, true},
      {"Patient transport", {"85143000"}, "Ambulance conveyance", {"85143000"}, false},
      {"Patient transport", {"85100000"}, "Kent patient advice line", {"85100000"}, false}, // a group tells nothing
      {"Patient transport", {"85000000"}, "Kent patient advice line", {"85000000"}, false},
      {"", {"85121270"}, "Memory clinics", {"85121270"}, true},
      {"", {}, "", {}, false},
      {"Provision of services 2025", {}, "Provision of services 2026", {}, false}, // words of every title
      {"Provision of services 2025", {"851"}, "Provision of services 2026", {"851"}, false},
  }));
  INFO(row.title << " / " << row.other);
  CHECK(same_service(row.title, row.cpv, row.other, row.other_cpv) == row.same);
  CHECK(same_service(row.other, row.other_cpv, row.title, row.cpv) == row.same);
}
