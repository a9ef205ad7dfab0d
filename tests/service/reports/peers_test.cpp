#include "service/app/peers.h"

#include "rows.h"
#include "service/app/commissioner_kind.h"
#include "service/app/lenses.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

/// Five boards, a trust and an invented board. Each pays an independent provider a tenth, and to words of nobody known a hundredth.
Rows buyers() {
  Rows rows;
  const auto clinic = rows.body("bd-clinic", "Clinic Limited", "independent_sector");
  const auto hospital = rows.body("bd-hospital", "Anywhere Hospitals NHS Trust", "nhs_trust");
  const auto to_clinic = rows.supplier("CLINIC LTD", clinic, "independent_sector");
  const auto to_hospital = rows.supplier("ANYWHERE HOSPITALS", hospital, "nhs_trust");
  const auto to_nobody = rows.supplier("NOBODY KNOWN", std::nullopt, "unclassified");
  const std::vector<std::tuple<const char*, const char*, const char*, std::int64_t>> all{
      {"bd-1", "NHS First Integrated Care Board", "nhs_other", 1000}, {"bd-2", "NHS Second Integrated Care Board", "nhs_other", 1300},
      {"bd-3", "NHS Third Integrated Care Board", "nhs_other", 800},  {"bd-4", "NHS Fourth ICB", "nhs_other", 5000},
      {"bd-5", "NHS Fifth Integrated Care Board", "nhs_other", 1100}, {"bd-6", "Near Hospitals NHS Trust", "nhs_trust", 1000},
      {"bd-7", "Synthetic Integrated Care Board", "nhs_other", 1000}};
  for (const auto& [id, name, provider_class, pounds] : all) {
    const auto payer = rows.body(id, name, provider_class);
    rows.world.bodies[payer].synthetic = std::string(id) == "bd-7";
    rows.pay(payer, to_clinic, "2025-05-01", pounds * 10);
    rows.pay(payer, to_nobody, "2025-05-01", pounds);
    rows.pay(payer, to_hospital, "2025-05-01", pounds * 89);
    if (std::string(id) != "bd-1") continue;
    rows.award("aw-1", payer, {clinic}).value = 30000;
    AwardRow& tendered = rows.award("aw-2", payer, {hospital});
    tendered.value = 10000;
    tendered.tender_class = "tendered";
    rows.award("aw-3", payer, {hospital}).tender_class = "unknown";
  }
  return rows;
}

app::PeersQuestion question_of(std::string commissioner, int count) {
  app::PeersQuestion question;
  question.commissioner = std::move(commissioner);
  question.count = count;
  const auto lens = app::lenses().find("accounts_independent");
  REQUIRE(lens);
  question.lens = *lens;
  return question;
}

} // namespace

TEST_CASE("a board is set beside the boards that are nearest in spend, and beside no trust and no invented board", "[reports]") {
  const TestDatabase t = buyers().stored(GENERATE(from_range(backends())));
  const auto report = answered(t, [&](persistence::Session& s) { return app::peers(s, question_of("bd-1", 3)); });
  const auto lines = lines_of(report.table);
  std::vector<std::string> ids;
  for (const Line& line : lines) {
    ids.push_back(text(line, "commissioner.id"));
    CHECK(text(line, "kind") == "integrated_care_board");
    CHECK(number(line, "share_basis_points") == 1000);
    CHECK(text(line, "share") == "10.0");
    CHECK(number(line, "unclassified_share_basis_points") == 100);
  }
  // At distances of 0, 100, 200 and 300 pounds.
  CHECK(ids == std::vector<std::string>{"bd-1", "bd-5", "bd-3", "bd-2"});
  CHECK(text(lines[0], "line") == "asked");
  CHECK(text(lines[1], "line") == "peer");
  CHECK(number(lines[0], "awards") == 3);
  CHECK(number(lines[0], "untendered_awards") == 1);
  CHECK(number(lines[0], "untendered_share_basis_points") == 3333);
  CHECK(number(lines[0], "lifetime_net") == 40000);
  CHECK(number(lines[0], "untendered_net_share_basis_points") == 7500);
  CHECK(number(lines[1], "awards") == 0);
  CHECK(empty(lines[1], "untendered_share_basis_points"));
  REQUIRE_FALSE(report.notes.empty());
  CHECK_THAT(report.notes.front(), ContainsSubstring("same kind"));
}

TEST_CASE("without a commissioner every payer is shown, the largest first", "[reports]") {
  const TestDatabase t = buyers().stored(persistence::Backend::sqlite);
  const auto report = answered(t, [&](persistence::Session& s) { return app::peers(s, question_of("", 5)); });
  const auto lines = lines_of(report.table);
  REQUIRE(lines.size() == 7);
  CHECK(text(lines[0], "commissioner.id") == "bd-4");
  CHECK(text(line_with(lines, "commissioner.id", "bd-6"), "kind") == "nhs_trust");
}

TEST_CASE("a commissioner that is none, and one without payments, are refused by name", "[reports]") {
  const TestDatabase t = buyers().stored(persistence::Backend::sqlite);
  const auto said = [&](const app::PeersQuestion& q) { return refusal(t, [&](persistence::Session& s) { return app::peers(s, q); }); };
  CHECK_THAT(said(question_of("bd-nobody", 5)), ContainsSubstring("bd-nobody") && ContainsSubstring("/v1/commissioners"));
  CHECK_THAT(said(question_of("bd-clinic", 5)), ContainsSubstring("no payments") && ContainsSubstring("bd-clinic"));
  CHECK_THAT(said(question_of("what is this", 5)), ContainsSubstring("[commissioner]"));
}

TEST_CASE("the kind of a commissioner is that of its role, else of its code, else of its name where its class says less", "[reports]") {
  using Texts = std::vector<std::string>;
  const auto [name, provider_class, roles, codes, kind] = GENERATE(table<const char*, const char*, Texts, Texts, const char*>({
      {"NHS Somerset Integrated Care Board", "nhs_other", {}, {}, "integrated_care_board"},
      {"nhs kent & medway icb", "nhs_other", {}, {}, "integrated_care_board"},
      {"NHS Leeds CCG", "nhs_other", {}, {}, "clinical_commissioning_group"},
      {"NHS Bath Clinical Commissioning Group", "unclassified", {}, {}, "clinical_commissioning_group"},
      {"Any NHS Trust", "nhs_trust", {}, {}, "nhs_trust"},
      {"Any NHS Foundation Trust", "nhs_foundation_trust", {}, {}, "nhs_trust"},
      {"Kent County Council", "local_authority", {}, {}, "local_authority"},
      {"ICBERG LIMITED", "unclassified", {}, {}, "unclassified"},
      {"Friends of the Integrated Care Board", "voluntary_or_charity", {}, {}, "voluntary_or_charity"},
      {"Kent and Medway", "unclassified", {}, {"QKS"}, "integrated_care_board"},
      {"Barts", "unclassified", {}, {"R1H"}, "nhs_trust"},
      {"Somewhere", "unclassified", {}, {"ZZZ"}, "unclassified"},
      {"Leeds", "nhs_other", {"ODS role RO98 clinical commissioning group"}, {}, "clinical_commissioning_group"},
      {"NHS Old ICB", "nhs_other", {"ODS role RO319 sub-ICB location"}, {"QKS"}, "clinical_commissioning_group"},
      {"A Hub", "nhs_other", {"ODS role RO218 commissioning hub"}, {}, "commissioning_hub"},
      {"A Care Board", "nhs_other", {"ODS role RO3180 of tomorrow", "ODS role RO318 integrated care board"}, {}, "integrated_care_board"},
      {"Something", "nhs_other", {"RO318"}, {}, "nhs_other"},
  }));
  INFO(name);
  CHECK(app::commissioner_kind({name, provider_class, roles, codes}) == kind);
}

} // namespace openward::test
