#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;

namespace {

Date day(std::string_view iso) { return *Date::parse(iso); }

std::string text_of(const std::vector<Identifier>& ids) {
  std::string s;
  for (const auto& id : ids) s += id.text() + ' ';
  return s;
}

} // namespace

TEST_CASE("a UK6 and its UK7 are read with net and gross apart and dates of London", "[exchange]") {
  const auto notices = notices_of("uk6_then_uk7.json");
  const auto& uk6 = notices.at(0);
  CHECK(uk6.source == "find_a_tender");
  CHECK(uk6.form == "UK6");
  CHECK(uk6.kind == NoticeKind::award);
  CHECK(uk6.makes_award);
  CHECK(uk6.regime == Regime::pa2023);
  CHECK(uk6.route == Route::pa_open);
  CHECK(uk6.published.iso() == "2026-03-30T22:30:00Z");
  CHECK(uk6.tags == std::vector<std::string>{"award", "contract"});
  CHECK(uk6.tender_id == "NM-100");
  CHECK(uk6.cpv == std::vector<std::string>{"33190000", "33195000"});
  CHECK(uk6.scope == Scope::health_body);
  const auto& award = uk6.awards.at(0);
  CHECK(award.decided_on == day("2026-03-30")); // 23:30 UTC on the first day of summer time
  CHECK(award.status == "pending");
  CHECK(award.lots == std::vector<std::string>{"1"});
  CHECK(award.starts == day("2026-05-01"));
  CHECK(award.ends == day("2028-04-30"));
  CHECK(award.value->net_pence == 10'000'000);
  CHECK(award.value->gross_pence == 12'000'050);
  CHECK(award.value->net_vat == Vat::excluded);
  CHECK(award.value->kind == ValueKind::lifetime);

  const auto& uk7 = notices.at(1);
  CHECK(uk7.form == "UK7");
  CHECK(uk7.kind == NoticeKind::contract_details);
  CHECK(uk7.makes_award);
  CHECK(uk7.contracts.at(0).value->net_pence == 9'900'050);
  CHECK(uk7.contracts.at(0).value->as_published == "99000.5");
  CHECK(uk7.contracts.at(0).signed_on == day("2026-04-28"));
  CHECK(uk7.contracts.at(0).award_id == "1");
}

TEST_CASE("parties are resolved, with the identifiers that identify", "[exchange]") {
  const auto notice = notices_of("psr_placeholder_values.json").at(0);
  REQUIRE(notice.buyer);
  CHECK(notice.buyer->name == "NHS Northmere Integrated Care Board");
  CHECK(text_of(notice.buyer->identifiers) == "ods:QZ9 ppon:PNMR-1234-ABCD ");
  CHECK(notice.buyer->postcode == "NM1 2AB");
  CHECK(notice.buyer->address == "1 Harbour Street, Northmere, United Kingdom");
  const auto& first = notice.awards.at(0).suppliers.at(0);
  CHECK(text_of(first.identifiers) == "coh:01234567 "); // the GB-FTS number lives in this release alone
  CHECK(first.address == "Unit 2, Quay Road, Northmere, United Kingdom");
  CHECK(first.roles == std::vector<std::string>{"supplier"});
  CHECK(notice.awards.at(1).suppliers.at(0).identifiers.empty()); // GB-COH-TBC
}

TEST_CASE("an id without a scheme is not taken for a company number", "[exchange]") {
  const auto notice = notices_of("psr_framework.json").at(0);
  CHECK(notice.awards.at(0).suppliers.at(0).name == "Lantern Talking Therapies C.I.C.");
  CHECK(notice.awards.at(0).suppliers.at(0).identifiers.empty());
}

TEST_CASE("placeholders are kept as published", "[exchange]") {
  const auto notice = notices_of("psr_placeholder_values.json").at(0);
  CHECK(notice.contracts.at(0).value->as_published == "0.01");
  CHECK(notice.contracts.at(0).value->net_pence == 1);
  CHECK(notice.contracts.at(1).value->as_published == "1");
  CHECK(notice.contracts.at(1).value->net_pence == 100);
  CHECK(notice.contracts.at(1).value->net_vat == Vat::unknown);
  CHECK(notice.route == Route::direct_award_b);
  CHECK(notice.makes_award);
}

TEST_CASE("a framework's values are ceilings, and a call from one names it", "[exchange]") {
  const auto notices = notices_of("uk_framework_call_off.json");
  const auto& call = notices.at(0);
  CHECK_FALSE(call.framework);
  CHECK(call.related_frameworks == std::vector<std::string>{"ocds-h6vhtk-0aa099"});
  CHECK(call.route == Route::pa_call_off);
  CHECK(call.tender_class == TenderClass::call_off_competed);
  CHECK(call.awards.at(0).value->kind == ValueKind::lifetime);
  CHECK_FALSE(call.awards.at(0).value->net_pence);
  CHECK(call.awards.at(0).value->gross_pence == 6'000'000);
  const auto& framework = notices.at(1);
  CHECK(framework.framework);
  CHECK(framework.awards.at(0).value->kind == ValueKind::maximum);
  CHECK(framework.tender_value->kind == ValueKind::maximum);

  const auto psr = notices_of("psr_framework.json").at(0);
  CHECK(psr.route == Route::framework_conclusion);
  CHECK(psr.framework);
  CHECK(psr.contracts.at(0).value->kind == ValueKind::maximum);
}

TEST_CASE("a Contracts Finder award is read, with its mark-up taken out", "[exchange]") {
  const auto notice = notices_of("contracts_finder_award.json").at(0);
  CHECK(notice.source == "contracts_finder");
  CHECK(notice.form.empty());
  CHECK(notice.kind == NoticeKind::award);
  CHECK(notice.makes_award);
  CHECK(notice.regime == Regime::unknown); // "PSR" in a supplier's name is no regime
  CHECK(notice.route == Route::below_threshold_competed);
  CHECK(notice.description == "Screens before films & in the foyer. Two months.");
  CHECK(notice.tender_value->kind == ValueKind::estimate);
  CHECK(notice.awards.at(0).value->net_vat == Vat::unknown);
  CHECK(notice.starts == day("2025-03-10"));
  CHECK(notice.ends == day("2025-05-09"));
}

TEST_CASE("each form of our own says what it is and whether an award was made", "[exchange]") {
  using Row = std::tuple<const char*, NoticeKind, Route, Regime, bool>;
  const auto [name, kind, route, regime, made] = GENERATE(table<const char*, NoticeKind, Route, Regime, bool>({
      Row{"uk5.json", NoticeKind::intention_to_award, Route::pa_direct_award, Regime::pa2023, false},
      Row{"uk10.json", NoticeKind::contract_change, Route::unknown, Regime::pa2023, false},
      Row{"uk11.json", NoticeKind::termination, Route::unknown, Regime::pa2023, false},
      Row{"uk12.json", NoticeKind::abandonment, Route::unknown, Regime::pa2023, false},
      Row{"uk15.json", NoticeKind::other, Route::unknown, Regime::pa2023, false},
      Row{"psr_intention.json", NoticeKind::intention_to_award, Route::direct_award_c, Regime::psr, false},
      Row{"psr_confirmation_as_corrigendum.json", NoticeKind::award, Route::direct_award_c, Regime::psr, true},
      Row{"psr_msp_start.json", NoticeKind::intention_to_follow_msp, Route::most_suitable_provider, Regime::psr, false},
      Row{"psr_urgent.json", NoticeKind::urgent_award, Route::urgent_award, Regime::psr, true},
      Row{"psr_framework.json", NoticeKind::award, Route::framework_conclusion, Regime::psr, true},
      Row{"psr_wales.json", NoticeKind::intention_to_award, Route::unknown, Regime::other, false},
      Row{"psr_modification.json", NoticeKind::modification, Route::direct_award_a, Regime::psr, false},
  }));
  const auto notice = notices_of(name).at(0);
  INFO(name);
  CHECK(notice.kind == kind);
  CHECK(notice.route == route);
  CHECK(notice.regime == regime);
  CHECK(notice.makes_award == made);
}

TEST_CASE("the later value and end of a UK10 stand where its contract states none", "[exchange]") {
  const auto notice = notices_of("uk10.json").at(0);
  CHECK(notice.contracts.at(0).value->net_pence == 13'000'000);
  CHECK(notice.contracts.at(0).ends == day("2028-10-31"));
}

TEST_CASE("every decided field names its ground by pointer and words", "[exchange]") {
  const auto notice = notices_of("psr_intention.json").at(0);
  const auto find = [&](std::string_view field) {
    for (const auto& g : notice.grounds)
      if (g.field == field) return g;
    return Ground{};
  };
  CHECK(find("regime").where == "/description");
  CHECK(find("notice_kind").where == "/description");
  CHECK_THAT(find("notice_kind").words, ContainsSubstring("intention to award notice"));
  CHECK(find("route").where == "/tender/procurementMethodRationale");
  CHECK_THAT(find("route").words, ContainsSubstring("direct award process C"));
  CHECK_FALSE(find("scope").words.empty());
  for (const auto& g : notice.grounds) CHECK(g.words.size() <= 300);
  CHECK(notices_of("uk5.json").at(0).grounds.at(1).where == "/awards/0/documents/0/noticeType");
}

TEST_CASE("a release that is none gives an error that says what to mend", "[exchange]") {
  const auto [json, code] = GENERATE(table<std::string, std::string>({
      {"", "not_json"},
      {"[]", "not_an_object"},
      {"{}", "no_ocid"},
      {R"({"ocid":"o"})", "no_release_id"},
      {R"({"ocid":"o","id":"1","date":"x"})", "bad_date"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20"} x)", "not_json"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","t":"\u0000"})", "nul_byte"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","t":01})", "not_json"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","t":nul})", "not_json"},
  }));
  const auto notice = exchange::read_notice(json);
  INFO(json);
  REQUIRE_FALSE(notice);
  REQUIRE(notice.error().faults.size() == 1);
  CHECK(notice.error().faults[0].code == code);
  CHECK(notice.error().message.size() > 20);
}

TEST_CASE("members of the wrong kind are passed over", "[exchange]") {
  const auto notice = notice_of(R"({"ocid":"o","id":"1","date":"2026-05-20","tag":"award","tender":[1],"buyer":"x","parties":{"a":1},)"
                                R"("awards":{"id":"1"},"contracts":[null,5,{"value":{"amount":"12.5","currency":"pounds"}}]})");
  CHECK(notice.source == "ocds");
  CHECK(notice.awards.empty());
  REQUIRE(notice.contracts.size() == 1);
  CHECK(notice.contracts[0].value->as_published == "12.5");
  CHECK_FALSE(notice.contracts[0].value->net_pence); // no currency of that name
  CHECK_FALSE(notice.makes_award);
}
