// The many ways in which commissioners word one thing. Every sentence here is invented; none is taken from a notice.

#include "tests/exchange/ocds/wording.h"

using namespace openward;
using namespace openward::test;
using K = NoticeKind;
using R = Route;

TEST_CASE("an intention to award is read in every wording, and is no award", "[exchange]") {
  constexpr auto on = On::award_form;
  const auto intended = GENERATE(values<std::pair<const char*, R>>({
      {"Notice of intention to award under the Provider Selection Regime. Direct Award Process C (DAP-C).", R::direct_award_c},
      {"The ICB proposes to award this contract to the incumbent under DAP-C of the PSR. Standstill closes on 3 June.", R::direct_award_c},
      {"This notice is published under Regulation 9(3) of the Health Care Services (Provider Selection Regime) Regulations 2023 to advise "
       "of "
       "the Council's intention to make an award without a competition.",
       R::direct_award_c},
      {"PSR: the Board is minded to appoint the existing provider using Direct Award Process (C).", R::direct_award_c},
      {"Under the PSR the Trust is intending to award using process 'C'. A standstill period applies from tomorrow.", R::direct_award_c},
      {"Publication of this Provider Selection Regime notice starts the standstill. The Most Suitable Provider process has been completed "
       "and the preferred provider will be awarded the contract if no representations are received.",
       R::most_suitable_provider},
      {"This is an intent to award notice under the PSR (MSP).", R::most_suitable_provider},
      {"The Authority has identified its chosen provider following a PSR Competitive Process. The contract will be awarded after the "
       "standstill "
       "period.",
       R::competitive_process},
      {"PSR transparency notice - intention to award. Following evaluation of bids under the Competitive Process the highest scoring "
       "bidder "
       "has been selected.",
       R::competitive_process},
      {"This is a Provider Selection Regime intention to award notice. The contract has yet to be formally awarded. Direct Award Process "
       "C.",
       R::direct_award_c},
      {"Subject to the outcome of the PSR standstill period, the contract will be awarded to the provider under direct award C.",
       R::direct_award_c},
      {"We hereby give notice of our intention to award under the Provider Selection Regime (PSR Route C). Providers may submit written "
       "representations to the address below.",
       R::direct_award_c},
      {"Intention to Award Notice: the Commissioner intends to enter into a contract with the provider in accordance with the PSR, Reg. "
       "10.",
       R::most_suitable_provider},
      {"This is a PSR intention to award notice. The current contract was awarded in 2021 and has been extended twice. Direct award "
       "process C "
       "is being followed.",
       R::direct_award_c},
      {"This PSR notice confirms the intention of the ICB to award under Direct Award Process C. The contract has not been awarded.",
       R::direct_award_c},
  }));
  check({on, intended.first, K::intention_to_award, intended.second, false});
}

TEST_CASE("a confirmation is read in every wording, on the award form and in a corrigendum", "[exchange]") {
  const auto form = GENERATE(On::award_form, On::corrigendum);
  const auto confirmed = GENERATE(values<std::pair<const char*, R>>({
      {"This contract has been formally awarded under the Provider Selection Regime using Direct Award Process (C).", R::direct_award_c},
      {"PSR confirmation of award notice. Awarded via DAP-C.", R::direct_award_c},
      {"No representations were received during the standstill period and the contract has now been awarded under PSR Direct Award C.",
       R::direct_award_c},
      {"Following the intention to award notice published on 1 May 2026, the standstill period has ended and the contract is now awarded. "
       "PSR most suitable provider process.",
       R::most_suitable_provider},
      {"Confirmation notice: the contract was awarded on 14/05/2026 under the PSR Competitive Process following the end of the standstill.",
       R::competitive_process},
      {"This is a Provider Selection Regime (PSR) notice confirming that the contract was formally awarded under direct award process C.",
       R::direct_award_c},
      {"Confirmation of Contract Award - PSR - Direct Award Process 'C'.", R::direct_award_c},
      {"The contract has now been awarded in line with Regulation 10 of the Health Care Services (Provider Selection Regime) Regulations "
       "2023.",
       R::most_suitable_provider},
      {"The ICB confirms the award of this contract under the PSR, Direct Award Process C.", R::direct_award_c},
      {"The standstill period concluded without challenge. The contract has therefore been formally entered into under PSR process C.",
       R::direct_award_c},
  }));
  check({form, confirmed.first, K::award, confirmed.second, true});
}

TEST_CASE("awards that need no standstill are read in every wording", "[exchange]") {
  const auto awarded = GENERATE(values<std::pair<const char*, R>>({
      {"Award notice under SI 2023/1348, Direct Award Process A: there is no realistic alternative to the existing provider.",
       R::direct_award_a},
      {"PSR Route B: any provider that meets the criteria is given a contract and patients choose.", R::direct_award_b},
      {"The PSR applies. Process 'A' was followed because the service is capable of being provided by one provider only.",
       R::direct_award_a},
      {"Awarded as a Direct Award Process (B) under the Provider Selection Regime.", R::direct_award_b},
      {"The award was made under regulation 7 of the Provider Selection Regime regulations.", R::direct_award_a},
      {"A PSR contract was awarded under Reg 8.", R::direct_award_b},
      {"PSR - DAP A - emergency department streaming. The contract was awarded on 1 April.", R::direct_award_a},
      {"Direct Award under Process B of the Provider Selection Regime 2023.", R::direct_award_b},
      {"Provider Selection Regime Direct Award Process A (DAPA) has been used.", R::direct_award_a},
      {"The relevant authority followed PSR direct award process B, having established that patients have a legal right to choose.",
       R::direct_award_b},
  }));
  check({On::award_form, awarded.first, K::award, awarded.second, true});
}

TEST_CASE("urgent awards and urgent modifications are told from others", "[exchange]") {
  const auto [form, words, kind, counted] = GENERATE(table<On, const char*, K, bool>({
      {On::award_form, "This is a PSR urgent award notice. The previous provider ceased trading.", K::urgent_award, true},
      {On::award_form, "The contract has been awarded urgently under regulation 14 of the Provider Selection Regime Regulations.",
       K::urgent_award, true},
      {On::award_form, "Urgent award under the PSR: an urgent contract was needed to protect patients and has been awarded for six months.",
       K::urgent_award, true},
      {On::award_form, "Under Reg. 14 of the PSR an urgent contract has been put in place.", K::urgent_award, true},
      {On::modification_form, "This is an urgent modification notice under the Provider Selection Regime.", K::urgent_modification, false},
      {On::modification_form, "The contract was urgently modified under regulation 14 of the PSR; the need was urgent.",
       K::urgent_modification, false},
  }));
  check({form, words, kind, R::urgent_award, counted});
}

TEST_CASE("a modification is no award", "[exchange]") {
  const auto [form, words, route] = GENERATE(table<On, const char*, R>({
      {On::modification_form,
       "This is a PSR contract modification notice. The contract, awarded under direct award process C, has been extended.",
       R::direct_award_c},
      {On::modification_form, "Notice of a modification under regulation 13 of the Provider Selection Regime.", R::unknown},
      {On::award_form, "This is a Provider Selection Regime contract modification notice. The contract has now been formally modified.",
       R::unknown},
      {On::award_form, "PSR Modification Notice: the contract has been varied under Regulation 13 to add a further site.", R::unknown},
      {On::award_form, "Notice of contract modification under the PSR. The contract value has increased.", R::unknown},
      {On::corrigendum, "PSR contract modification notice: the contract has been modified to add capacity.", R::unknown},
  }));
  check({form, words, K::modification, route, false});
}

TEST_CASE("an abandonment is no award", "[exchange]") {
  const auto [form, words, route] = GENERATE(table<On, const char*, R>({
      {On::award_form, "Notice of abandonment under regulation 15 of the Provider Selection Regime.", R::unknown},
      {On::award_form, "The ICB has decided to abandon this PSR competitive process and will not award a contract.",
       R::competitive_process},
      {On::award_form, "This PSR procurement has been discontinued: no suitable provider was found.", R::unknown},
      {On::corrigendum, "The authority has taken the decision to abandon this provider selection process under the PSR.", R::unknown},
      {On::corrigendum, "This Provider Selection Regime process has now been abandoned.", R::unknown},
      {On::tender_form, "The Provider Selection Regime procurement is hereby abandoned. Competitive process.", R::competitive_process},
  }));
  check({form, words, K::abandonment, route, false});
}

TEST_CASE("the start of the most suitable provider process is told from engagement and planning", "[exchange]") {
  const auto [words, kind, route] = GENERATE(table<const char*, K, R>({
      {"This is a PSR intended approach notice. The ICB will use the Most Suitable Provider process.", K::intention_to_follow_msp,
       R::most_suitable_provider},
      {"The Council intends to follow the most suitable provider process under the Provider Selection Regime.", K::intention_to_follow_msp,
       R::most_suitable_provider},
      {"Notice of intention to follow the MSP process, Provider Selection Regime. Providers wishing to be considered should reply.",
       K::intention_to_follow_msp, R::most_suitable_provider},
      {"In accordance with Regulation 10(2) of the PSR the Trust gives notice that it intends to use the Most Suitable Provider Process.",
       K::intention_to_follow_msp, R::most_suitable_provider},
      {"PSR: it is our intention to select a provider through MSP. Expressions of interest by 1 June.", K::intention_to_follow_msp,
       R::most_suitable_provider},
      {"This is a prior information notice for market engagement. Services would fall under the Provider Selection Regime (PSR).",
       K::engagement, R::unknown},
      {"Soft market testing ahead of a decision under the PSR. No route has been chosen.", K::engagement, R::unknown},
      {"A request for information to inform commissioning under the Provider Selection Regime.", K::engagement, R::unknown},
      {"The ICB plans to commission this service in 2027 under the Provider Selection Regime.", K::planning, R::unknown},
  }));
  check({On::planning_form, words, kind, route, false});
}

TEST_CASE("an invitation is competitive unless it opens an unlimited list", "[exchange]") {
  const auto [words, route] = GENERATE(table<const char*, R>({
      {"This is a Provider Selection Regime (PSR) contract notice. Bids are invited.", R::competitive_process},
      {"The PSR Competitive Process is being followed. Offers must reach us by 1 June.", R::competitive_process},
      {"Invitation to tender under regulation 11 of the Provider Selection Regime.", R::competitive_process},
      {"Applications are invited from all providers under Direct Award Process B of the PSR.", R::direct_award_b},
      {"Accreditation of providers, PSR Route B, open throughout.", R::direct_award_b},
      {"The PSR competitive procedure will be used. The contract will be awarded to the highest scoring bid.", R::competitive_process},
  }));
  check({On::tender_form, words, K::invitation, route, false});
}

TEST_CASE("frameworks are concluded by competition and called off either way", "[exchange]") {
  const auto [words, kind, route, counted] = GENERATE(table<const char*, K, R, bool>({
      {"Confirmation that a PSR framework agreement has been concluded following the competitive process.", K::award,
       R::framework_conclusion, true},
      {"Six providers were appointed to the framework under the Provider Selection Regime competitive process; the framework has now been "
       "established.",
       K::award, R::framework_conclusion, true},
      {"PSR intention to conclude a framework agreement. Competitive process.", K::intention_to_award, R::framework_conclusion, false},
      {"Call-off contract awarded directly from the PSR framework without further competition.", K::award, R::framework_call_off_direct,
       true},
      {"A direct award was made under the regional PSR framework agreement (regulation 18).", K::award, R::framework_call_off_direct, true},
      {"Contract awarded after a mini-competition among the providers on the Provider Selection Regime framework, a call-off under "
       "regulation "
       "18.",
       K::award, R::framework_call_off_competed, true},
      {"The call-off was awarded from the PSR framework following a further competition.", K::award, R::framework_call_off_competed, true},
  }));
  check({On::award_form, words, kind, route, counted});
}

TEST_CASE("a route that is refused, doubtful or named in passing is not taken", "[exchange]") {
  const auto [words, route] = GENERATE(table<const char*, R>({
      {"PSR award. Direct Award Processes A and B are not applicable. Direct Award Process C has been followed.", R::direct_award_c},
      {"PSR award. As the service does not qualify for Direct Award Process C, the MSP process was used.", R::most_suitable_provider},
      {"PSR award. The authority considered the competitive process but decided that Direct Award Process C was appropriate.",
       R::direct_award_c},
      {"PSR award made under Direct Award Process A for lot 1 and Direct Award Process B for lot 2.", R::unknown},
      {"PSR award under either direct award process B or the most suitable provider process.", R::unknown},
      {"PSR award. Direct Award Process A must not be used here; the contract was awarded under direct award process C.",
       R::direct_award_c},
      {"PSR award. This is not a Direct Award A or B and the proposed contracting arrangements are not changing considerably, so Direct "
       "Award C "
       "applies.",
       R::direct_award_c},
      {"PSR award. Neither the Most Suitable Provider Process nor the Competitive Process is required. DAP C was followed.",
       R::direct_award_c},
      {"PSR award. The contract has been awarded. A competitive process will be run before it ends. It was a direct award C.",
       R::direct_award_c},
      {"PSR award of category A beds in building C.", R::unknown},
      {"PSR award. The contract has been awarded by direct award.", R::unknown},
  }));
  check({On::award_form, words, K::award, route, true});
}
