#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;

namespace {

Draft outside_health() {
  Draft draft;
  draft.cpv = "79000000";
  draft.buyer = "Eastmarsh Council";
  return draft;
}

} // namespace

TEST_CASE("the PSR is recognised by its names", "[exchange]") {
  const auto words =
      GENERATE(as<std::string>{}, "Under the Provider Selection Regime.", "The Providers Selection Regime applies to this award.",
               "HEALTH CARE SERVICES (PROVIDER SELECTION REGIME) REGULATIONS 2023", "In accordance with SI 2023/1348.",
               "This is a PSR intention to award notice.", "Under the PSR24 regime.", "Awarded via PSR Direct Award B.",
               "This award is made under the PSR.",
               "For the avoidance of doubt the Public Contracts Regulations 2015 do not apply as the award falls under the Provider "
               "Selection Regime.");
  Draft draft;
  draft.statement = words;
  INFO(words);
  CHECK(draft.read().regime == Regime::psr);
  CHECK(draft.read().scope == Scope::health_service);
}

TEST_CASE("letters, names and refusals are not the PSR", "[exchange]") {
  // The supplier of every draft is called PSR Medical Limited, the reference PSR-77.
  const auto words = GENERATE(as<std::string>{}, "", "Contract with PSR Medical Limited.",
                              "Write to PSR@northmere.example.org for the papers.", "This is not a Provider Selection Regime procurement.",
                              "The services fall outside the scope of the Provider Selection Regime.",
                              "The Provider Selection Regime does not apply to this contract.",
                              "These are not relevant health care services for the purposes of the Provider Selection Regime.",
                              "This procurement is not subject to the Health Care Services (Provider Selection Regime) Regulations 2023.");
  Draft draft;
  draft.statement = words;
  INFO(words);
  CHECK(draft.read().regime != Regime::psr);
  draft.basis = under_the_act;
  draft.notice_type = "UK6";
  CHECK(draft.read().regime == Regime::pa2023);
}

TEST_CASE("three letters away from health care are another thing", "[exchange]") {
  auto draft = outside_health();
  draft.statement = "Fees are set by the PSR and reported under the PSR.";
  CHECK(draft.read().regime == Regime::pcr2015);
}

TEST_CASE("a Procurement Act notice that only mentions the PSR stays under the Act", "[exchange]") {
  auto draft = outside_health();
  draft.basis = under_the_act;
  draft.notice_type = "UK4";
  draft.tags = R"("tender")";
  draft.award = false;
  draft.description = "Advice to public bodies on the Procurement Act and the Provider Selection Regime.";
  CHECK(draft.read().regime == Regime::pa2023);
}

TEST_CASE("the Welsh regime is another law", "[exchange]") {
  Draft draft;
  draft.statement = "This is a PSR Wales intention to award notice under the Health Services (Provider Selection Regime) (Wales) "
                    "Regulations 2025, Direct Award Process 2.";
  CHECK(draft.read().regime == Regime::other);
  CHECK(draft.read().route == Route::unknown);
  CHECK(draft.read().kind == NoticeKind::intention_to_award);
  draft.statement = "This is a Provider Selection Regime intention to award notice. Direct Award Process 1.";
  draft.buyer = "Cwm Hir University Health Board";
  CHECK(draft.read().regime == Regime::other);
  draft.buyer = "NHS Northmere Integrated Care Board";
  draft.statement = "A framework under the Health Care Services (Provider Selection Regime) Regulations 2023 and the Health Services "
                    "(Provider Selection Regime) (Wales) Regulations 2025.";
  CHECK(draft.read().regime == Regime::psr);
}

TEST_CASE("without the PSR the basis of the form says the law", "[exchange]") {
  using Row = std::tuple<std::string, std::string, std::string, std::string, Regime>;
  const auto [basis, region, cpv, words, regime] = GENERATE(table<std::string, std::string, std::string, std::string, Regime>({
      Row{R"({"scheme":"UKPGA","id":"2023/54"})", "UKE11", "79000000", "", Regime::pa2023},
      Row{R"({"scheme":"CELEX","id":"32014L0024"})", "UKE11", "79000000", "", Regime::pcr2015},
      Row{R"({"scheme":"CELEX","id":"32014L0025"})", "UKE11", "79000000", "", Regime::other},
      Row{R"({"scheme":"CELEX","id":"32014L0024"})", "UKM82", "79000000", "", Regime::other},
      Row{R"({"scheme":"CELEX","id":"32014L0024"})", "UKE11", "85100000", "", Regime::unknown},
      Row{R"({"scheme":"CELEX","id":"32014L0024"})", "UKE11", "85100000", "Advertised under the Public Contracts Regulations 2015.",
          Regime::pcr2015},
      Row{R"({"scheme":"CELEX","id":"32014L0024"})", "UKE11", "79000000", "Quotations in line with the Procurement Act 2023.",
          Regime::pa2023},
      Row{"", "UKE11", "79000000", "", Regime::unknown},
  }));
  auto draft = outside_health();
  draft.basis = basis;
  draft.region = region;
  draft.cpv = cpv;
  draft.statement = words;
  INFO(basis << region << cpv << words);
  CHECK(to_string(draft.read().regime) == to_string(regime));
}

TEST_CASE("nearness to health care goes by law, code and buyer", "[exchange]") {
  const auto [cpv, buyer, scope] = GENERATE(table<std::string, std::string, Scope>({
      {"85121270", "Eastmarsh Council", Scope::health_service},
      {"85312330", "Eastmarsh Council", Scope::health_service},
      {"85000000", "Eastmarsh Council", Scope::health_service},
      {"85323000", "Eastmarsh Council", Scope::health_service},
      {"85147000", "Eastmarsh Council", Scope::health_service}, // 851 although not in Schedule 1
      {"85311000", "Eastmarsh Council", Scope::other},
      {"33600000", "Eastmarsh Council", Scope::health_body},
      {"45210000", "Northmere NHS Foundation Trust", Scope::health_body},
      {"45210000", "Eastmarsh Council", Scope::other},
  }));
  Draft draft;
  draft.cpv = cpv;
  draft.buyer = buyer;
  INFO(cpv << ' ' << buyer);
  CHECK(to_string(draft.read().scope) == to_string(scope));
}
