// Values, ceilings, the law, and the procurement as a whole.

#include "tests/domain/notices.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;

namespace {

NoticeReading framework_award(std::string release_id, std::string on, std::vector<AwardReading> awards) {
  auto result = decision(std::move(release_id), std::move(on), std::move(awards));
  result.framework = true;
  return result;
}

NoticeReading of_law(std::string release_id, std::string on, NoticeKind kind, Regime regime, Route route, bool makes_award = false,
                     std::vector<AwardReading> awards = {}) {
  return notice({std::move(release_id), std::move(on), kind, makes_award, std::move(awards), {}, route, regime});
}

} // namespace

TEST_CASE("a later placeholder does not take the place of a value, a later value takes the place of a placeholder", "[domain][fold]") {
  const auto in_order = [](ValueReading first, ValueReading second) {
    return *folded({decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}, {}, std::move(first)})}),
                    details("07-2026", "2026-03-20", {award({"1", {"Alpha"}})}, {contract({"1", std::move(second)})})})
                .awards.front()
                .value;
  };
  CHECK(in_order(pounds(500), placeholder()).net_pence == 500'00);
  CHECK(in_order(placeholder(), pounds(500)).net_pence == 500'00);
  CHECK(in_order(pounds(500), pounds(400)).net_pence == 400'00);
  CHECK(in_order(pounds(1), placeholder()).as_published == "0.01"); // the latest of two placeholders

  ValueReading unreadable;
  unreadable.as_published = "1e9999";
  CHECK(in_order(pounds(500), unreadable).net_pence == 500'00);
  ValueReading gross_only = placeholder();
  gross_only.gross_pence = 600'00;
  CHECK(in_order(pounds(500), gross_only).gross_pence == 600'00);
}

TEST_CASE("the contracts of one award are worth their sum, unless they are ceilings or of two currencies", "[domain][fold]") {
  const auto value_of = [](ValueReading first, ValueReading second, bool framework) {
    auto signed_twice = details("07-2026", "2026-03-20", {award({"1", {"Alpha"}})},
                                {contract({"1", std::move(first), "", "2026-04-01", "2028-03-31"}),
                                 contract({"1", std::move(second), "", "2026-04-01", "2027-03-31"})});
    signed_twice.framework = framework;
    const auto p = folded({signed_twice});
    REQUIRE(p.awards.size() == 1);
    CHECK(p.awards[0].ends->iso() == "2028-03-31");
    return p.awards[0].value->net_pence;
  };
  CHECK(value_of(pounds(5), pounds(6), false) == 11'00);
  CHECK(value_of(pounds(5), pounds(5), true) == 5'00);
  ValueReading euros = pounds(6);
  euros.currency = *Currency::create("EUR");
  CHECK(value_of(pounds(5), euros, false) == 5'00);
}

TEST_CASE("the ceiling of a framework is carried by its first award of each lot alone", "[domain][fold]") {
  const auto p = folded({framework_award("06-2026", "2026-03-02",
                                         {award({"1", {"Alpha"}, {"1"}, pounds(900)}), award({"2", {"Beta"}, {"1"}, pounds(900)}),
                                          award({"3", {"Beta"}, {"2"}, pounds(300)})}),
                         framework_award("07-2026", "2026-03-05", {award({"4", {"Gamma"}, {"2"}, pounds(300)})})});
  REQUIRE(p.awards.size() == 4);
  CHECK(p.framework);
  CHECK(p.awards[0].value->net_pence == 900'00);
  CHECK(p.awards[0].value->kind == ValueKind::maximum);
  CHECK_FALSE(p.awards[1].value);
  CHECK(p.awards[2].value->net_pence == 300'00);
  CHECK_FALSE(p.awards[3].value);
}

TEST_CASE("a framework without lots has one ceiling, and details published later do not bring it back", "[domain][fold]") {
  auto later = details("07-2026", "2026-03-20", {award({"2", {"Beta"}})}, {contract({"2", pounds(900)})});
  later.framework = true;
  const auto p =
      folded({framework_award("06-2026", "2026-03-02", {award({"1", {"Alpha"}, {}, pounds(900)}), award({"2", {"Beta"}, {}, pounds(900)})}),
              later});
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[0].value->kind == ValueKind::maximum);
  CHECK_FALSE(p.awards[1].value);
  CHECK(p.awards[1].has_contract);
}

TEST_CASE("an award outside a framework keeps the kind of its value", "[domain][fold]") {
  const auto p =
      folded({decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}, {"1"}, pounds(9)}), award({"2", {"Beta"}, {"1"}, pounds(9)})})});
  CHECK(p.awards[0].value->kind == ValueKind::unknown);
  CHECK(p.awards[1].value->net_pence == 9'00);
}

TEST_CASE("the route of the tender is the route of an award that states none", "[domain][fold]") {
  const auto p = folded({of_law("04-2026", "2026-01-05", NoticeKind::tender, Regime::pa2023, Route::pa_open),
                         decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})})});
  CHECK(p.awards.front().route == Route::pa_open);
  CHECK(p.awards.front().tender_class == TenderClass::tendered);
}

TEST_CASE("a plan does not say how the award was made", "[domain][fold]") {
  const auto p = folded({of_law("02-2026", "2026-01-05", NoticeKind::planning, Regime::pa2023, Route::pa_open),
                         decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})})});
  CHECK(p.route == Route::unknown);
  CHECK(p.awards.front().route == Route::unknown);
  CHECK(p.awards.front().tender_class == TenderClass::unknown);
  CHECK(folded({of_law("02-2026", "2026-01-05", NoticeKind::planning, Regime::pa2023, Route::pa_open)}).route ==
        Route::pa_open); // as planned so far
}

TEST_CASE("the award's own notice decides its route before the tender's does", "[domain][fold]") {
  const auto p =
      folded({of_law("04-2026", "2026-01-05", NoticeKind::tender, Regime::pa2023, Route::pa_open),
              of_law("06-2026", "2026-03-02", NoticeKind::award, Regime::pa2023, Route::pa_direct_award, true, {award({"1", {"Alpha"}})})});
  CHECK(p.awards.front().route == Route::pa_direct_award);
  CHECK(p.awards.front().tender_class == TenderClass::untendered);
}

TEST_CASE("one notice under the Provider Selection Regime places the procurement under it, and no route of other law is taken",
          "[domain][fold]") {
  const auto p = folded(
      {of_law("10-2026", "2026-06-05", NoticeKind::intention_to_award, Regime::psr, Route::unknown, false, {award({"1", {"Alpha"}})}),
       of_law("18-2026", "2026-08-18", NoticeKind::award, Regime::pcr2015, Route::pcr_negotiated_without_notice, true,
              {award({"1", {"Alpha"}})})});
  CHECK(p.regime == Regime::psr);
  CHECK(p.route == Route::unknown);
  CHECK(p.awards.front().regime == Regime::psr);
  CHECK(p.awards.front().route == Route::unknown);
  CHECK(p.awards.front().tender_class == TenderClass::unknown);
}

TEST_CASE("a modification under the Provider Selection Regime does not move an older award under it", "[domain][fold]") {
  auto changed = of_law("20-2026", "2026-08-18", NoticeKind::modification, Regime::psr, Route::unknown);
  changed.title = "Contract modification";
  auto first = of_law("18-2022", "2022-08-18", NoticeKind::award, Regime::pcr2015, Route::pcr_open, true, {award({"1", {"Alpha"}})});
  first.title = "Podiatry";
  const auto p = folded({first, changed});
  CHECK(p.regime == Regime::pcr2015);
  CHECK(p.title == "Podiatry");
  CHECK(p.awards.front().regime == Regime::pcr2015);
  CHECK(p.latest_kind == NoticeKind::modification);
}

TEST_CASE("whether a call-off was competed is taken from the notice that says so", "[domain][fold]") {
  auto call_off = of_law("06-2026", "2026-03-02", NoticeKind::award, Regime::pa2023, Route::pa_call_off, true, {award({"1", {"Alpha"}})});
  call_off.tender_class = TenderClass::call_off_direct;
  const auto later =
      of_law("07-2026", "2026-03-20", NoticeKind::contract_details, Regime::pa2023, Route::pa_call_off, true, {award({"1", {"Alpha"}})});
  CHECK(folded({call_off, later}).awards.front().tender_class == TenderClass::call_off_direct);
}

TEST_CASE("a procurement is described by the latest notice that says something", "[domain][fold]") {
  auto tender = of_law("04-2026", "2026-01-05", NoticeKind::tender, Regime::pa2023, Route::pa_open);
  tender.title = "Podiatry services";
  tender.description = "Feet.";
  tender.cpv = {"85100000"};
  tender.buyer = party("Invented ICB ods:X9Z");
  tender.tender_id = "REF-1";
  tender.tender_value = pounds(1000);
  tender.scope = Scope::health_service;
  auto update = of_law("05-2026", "2026-02-05", NoticeKind::tender, Regime::unknown, Route::unknown);
  update.title = "Podiatry services (corrected)";
  update.tender_value = placeholder();
  update.scope = Scope::other;
  const auto p = folded({tender, update});
  CHECK(p.ocid == "ocds-test-1");
  CHECK(p.title == "Podiatry services (corrected)");
  CHECK(p.description == "Feet.");
  CHECK(p.cpv == std::vector<std::string>{"85100000"});
  CHECK(p.buyer->name == "Invented ICB");
  CHECK(p.reference == "REF-1");
  CHECK(p.estimate->net_pence == 1000'00);
  CHECK(p.scope == Scope::health_service);
  CHECK(p.regime == Regime::pa2023);
  CHECK(p.route == Route::pa_open);
  CHECK(p.first_published.iso() == "2026-01-05T12:00:00Z");
  CHECK(p.latest_published.iso() == "2026-02-05T12:00:00Z");
  CHECK_FALSE(p.framework);
}

TEST_CASE("the dates of the notice stand where the award states none", "[domain][fold]") {
  auto made = decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})});
  made.starts = Date::parse("2026-04-01").operator*();
  made.ends = Date::parse("2027-03-31").operator*();
  const auto p = folded({made, details("07-2026", "2026-03-20", {award({"1", {"Alpha"}})}, {contract({"1", {}, "", "", "2028-03-31"})})});
  CHECK(p.awards.front().starts->iso() == "2026-04-01");
  CHECK(p.awards.front().ends->iso() == "2028-03-31");
}

TEST_CASE("an award published just before London midnight is published that day", "[domain][fold]") {
  auto made = decision("06-2026", "2026-03-31", {award({"1", {"Alpha"}})});
  made.published = *Instant::parse("2026-03-31T22:59:59Z");
  CHECK(fold({made}).awards.front().published_on.iso() == "2026-03-31");
  made.published = *Instant::parse("2026-03-31T23:00:00Z");
  CHECK(fold({made}).awards.front().published_on.iso() == "2026-04-01");
}
