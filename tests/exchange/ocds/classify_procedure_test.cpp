#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;
using R = Route;
using C = TenderClass;

TEST_CASE("a procedure of the Procurement Act gives its route", "[exchange]") {
  const auto [details, words, route, tender_class] = GENERATE(table<std::string, std::string, R, C>({
      {"Open procedure", "", R::pa_open, C::tendered},
      {"Competitive flexible procedure", "", R::pa_competitive_flexible, C::tendered},
      {"Direct award", "Only the maker can do it.", R::pa_direct_award, C::untendered},
      {"Direct award", "Direct call off from the regional framework.", R::pa_call_off, C::call_off_direct},
      {"Award under framework", "", R::pa_call_off, C::unknown},
      {"Award under framework", "After a further competition.", R::pa_call_off, C::call_off_competed},
      {"Below threshold - award under framework", "A direct award to the supplier ranked first.", R::pa_call_off, C::call_off_direct},
      {"Below threshold - without competition", "", R::below_threshold_uncompeted, C::untendered},
      {"Below threshold - limited competition", "", R::below_threshold_competed, C::tendered},
      {"Below threshold - open competition", "", R::below_threshold_competed, C::tendered},
      {"Below threshold - unknown", "", R::unknown, C::unknown},
      {"Dynamic market", "", R::unknown, C::unknown},
  }));
  Draft draft;
  draft.basis = under_the_act;
  draft.notice_type = "UK7";
  draft.details = details;
  draft.rationale = words;
  INFO(details << ' ' << words);
  CHECK(to_string(draft.read().route) == to_string(route));
  CHECK(to_string(draft.read().tender_class) == to_string(tender_class));
}

TEST_CASE("whether a call-off was competed is taken from the form where the words are silent", "[exchange]") {
  Draft draft;
  draft.basis = under_the_act;
  draft.notice_type = "UK6";
  draft.details = "Award under framework";
  draft.more_tender = R"(,"competitive":true)";
  CHECK(draft.read().tender_class == C::call_off_competed);
  draft.more_tender = R"(,"competitive":false)";
  CHECK(draft.read().tender_class == C::call_off_direct);
}

TEST_CASE("a procedure of the 2015 Regulations gives its route", "[exchange]") {
  const auto [details, words, route, tender_class] = GENERATE(table<std::string, std::string, R, C>({
      {"Open procedure", "", R::pcr_open, C::tendered},
      {"Restricted procedure", "", R::pcr_restricted, C::tendered},
      {"Competitive procedure with negotiation", "", R::pcr_negotiated, C::tendered},
      {"Competitive dialogue", "", R::pcr_dialogue, C::tendered},
      {"Award procedure without prior publication of a call for competition", "Only one firm holds the rights.",
       R::pcr_negotiated_without_notice, C::untendered},
      {"Award procedure without prior publication of a call for competition", "Call-off from framework", R::pcr_call_off, C::unknown},
      {"Award procedure without prior publication of a call for competition", "Direct award via the regional works framework",
       R::pcr_call_off, C::call_off_direct},
      {"Award procedure without prior publication of a call for competition", "Awarded through a further competition on the regional DPS.",
       R::pcr_call_off, C::call_off_competed},
      {"Award procedure without prior publication of a call for competition",
       "Several agreements are managed under one framework of rules.", R::pcr_negotiated_without_notice, C::untendered},
      {"Negotiated without publication of a contract notice", "", R::pcr_negotiated_without_notice, C::untendered},
      {"", "", R::unknown, C::unknown},
  }));
  Draft draft;
  draft.cpv = "79000000";
  draft.buyer = "Eastmarsh Council";
  draft.details = details;
  draft.rationale = words;
  INFO(details << ' ' << words);
  CHECK(to_string(draft.read().route) == to_string(route));
  CHECK(to_string(draft.read().tender_class) == to_string(tender_class));
}

TEST_CASE("a health service on the European form without a letter has no known route", "[exchange]") {
  Draft draft;
  CHECK(draft.read().regime == Regime::unknown);
  CHECK(draft.read().route == R::unknown);
}

TEST_CASE("a Contracts Finder procedure gives its route", "[exchange]") {
  const auto [details, route, tender_class] = GENERATE(table<std::string, R, C>({
      {"Open procedure (above threshold)", R::pcr_open, C::tendered},
      {"Open procedure (below threshold)", R::below_threshold_competed, C::tendered},
      {"Competitive quotation (below threshold)", R::below_threshold_competed, C::tendered},
      {"Single tender action (below threshold)", R::single_tender_waiver, C::untendered},
      {"Direct award", R::single_tender_waiver, C::untendered},
      {"Call-off from a framework agreement", R::pcr_call_off, C::unknown},
      {"Call-off from a dynamic purchasing system", R::pcr_call_off, C::call_off_competed},
      {"Other - Direct Award from a Framework Contract", R::pcr_call_off, C::call_off_direct},
      {"Other - Further Competition - Framework", R::pcr_call_off, C::call_off_competed},
      {"Negotiated procedure without prior publication (above threshold)", R::pcr_negotiated_without_notice, C::untendered},
      {"Not specified", R::unknown, C::unknown},
      {"Other - ", R::unknown, C::unknown},
  }));
  Draft draft;
  draft.ocid = "ocds-b5fd17-1";
  draft.basis = "";
  draft.tags = R"("award")";
  draft.details = details;
  INFO(details);
  CHECK(to_string(draft.read().route) == to_string(route));
  CHECK(to_string(draft.read().tender_class) == to_string(tender_class));
}
