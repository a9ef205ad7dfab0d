// Several sentences together, rarer wordings, and the letters PSR where they mean something else. Every sentence here is invented.

#include "tests/exchange/ocds/wording.h"

using namespace openward;
using namespace openward::test;
using K = NoticeKind;
using R = Route;

TEST_CASE("whole notices are read as their authors meant them", "[exchange]") {
  const auto w = GENERATE(values<Wording>({
      {On::award_form,
       "This is a Provider Selection Regime (PSR) confirmation of contract award notice following an intention to award notice. The award "
       "is "
       "subject to the Health Care Services (Provider Selection Regime) Regulations 2023. Direct award process C.",
       K::award, R::direct_award_c, true},
      {On::award_form,
       "PSR award notice. The standstill period began on 2 May and ended on 14 May. No representations were received. The contract start "
       "date is "
       "1 June. Awarded using the Most Suitable Provider process.",
       K::award, R::most_suitable_provider, true},
      {On::award_form,
       "The Council has awarded a contract for healthy child services under the Provider Selection Regime. Direct award process C was used "
       "as the "
       "existing provider is satisfying the contract. An intention to award notice was published on 3 March 2026.",
       K::award, R::direct_award_c, true},
      {On::award_form,
       "Notice is given that the ICB intends awarding a contract under the Provider Selection Regime, Direct Award Process C, to the "
       "current "
       "provider. Any representations must reach the ICB by midnight on 1 June 2026.",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form,
       "Provider Selection Regime - Intention to Award. The decision to award was made by the Executive Committee on 4 May 2026. "
       "Competitive "
       "Process. Representations must be received by 5 June 2026.",
       K::intention_to_award, R::competitive_process, false},
      {On::award_form,
       "Provider Selection Regime: intended award of contract. The relevant authority's decision is to award to Northmere Care. MSP. "
       "Providers "
       "have until 5 June 2026 to make representations.",
       K::intention_to_award, R::most_suitable_provider, false},
      {On::award_form,
       "As required by the PSR this notice announces the intention to award to the successful bidder after the competitive process. Eight "
       "working "
       "days are allowed for representations.",
       K::intention_to_award, R::competitive_process, false},
      {On::award_form,
       "This notice is to confirm that, under the PSR, Direct Award Process B has been followed and contracts awarded to all providers "
       "that "
       "qualified.",
       K::award, R::direct_award_b, true},
      {On::award_form,
       "PSR confirmation of award. Contract variation mechanisms are described in the contract. The contract modification clause allows an "
       "extension. Direct award process A.",
       K::award, R::direct_award_a, true},
      {On::award_form,
       "PSR award notice - Direct Award Process C. The previous procurement was abandoned in 2025 and the incumbent has continued since.",
       K::award, R::direct_award_c, true},
      {On::award_form,
       "Contract award notice under the Provider Selection Regime. There was an urgent need last winter which has passed. Direct Award "
       "Process C "
       "has been followed.",
       K::award, R::direct_award_c, true},
      {On::award_form,
       "This contract was awarded as an urgent award, regulation 14 PSR, because the previous provider handed back its contract at short "
       "notice.",
       K::urgent_award, R::urgent_award, true},
      {On::corrigendum, "The following line should be included: This contract has now been formally awarded using direct award process C.",
       K::award, R::direct_award_c, true},
      {On::corrigendum, "Confirmation of award (PSR).", K::award, R::unknown, true},
      {On::corrigendum, "The contract has been awarded.", K::award, R::unknown, true},
      {On::corrigendum, "Awarded 12 May 2026. Standstill completed with no representations.", K::award, R::unknown, true},
      {On::corrigendum, "The end of the standstill period is 16 June 2026 instead of 12 June 2026.", K::other, R::unknown, false},
      {On::corrigendum, "Representations by providers must now be made by midnight on 20 June 2026.", K::other, R::unknown, false},
      {On::corrigendum, "The address for representations has been corrected.", K::other, R::unknown, false},
      {On::corrigendum, "The contract value should read 250,000 GBP and not 25,000 GBP.", K::other, R::unknown, false},
      {On::corrigendum, "The intention to award is withdrawn and the process is being abandoned.", K::abandonment, R::unknown, false},
      {On::modification_form,
       "Under the PSR the contract has been extended by twelve months to 31 March 2027. Direct award process C applied to the "
       "original award.",
       K::modification, R::direct_award_c, false},
      {On::tender_form, "The Provider Selection Regime applies. This is an invitation to providers to submit an offer.", K::invitation,
       R::competitive_process, false},
      {On::tender_form,
       "This is a PSR intended approach notice: the Trust intends to use the most suitable provider process and asks interested providers "
       "to reply.",
       K::intention_to_follow_msp, R::most_suitable_provider, false},
      {On::tender_form, "PSR competitive process for community audiology. This opportunity replaces the one that was abandoned in January.",
       K::invitation, R::competitive_process, false},
      {On::planning_form,
       "Early engagement with providers about a possible future service under the PSR. This is not a call for competition.", K::engagement,
       R::unknown, false},
      {On::planning_form, "Notice of intended approach: Most Suitable Provider, Provider Selection Regime.", K::intention_to_follow_msp,
       R::most_suitable_provider, false},
      {On::planning_form,
       "PSR. The ICB has decided to follow the Most Suitable Provider Process and this notice gives providers 14 days in which to respond.",
       K::intention_to_follow_msp, R::most_suitable_provider, false},
      {On::planning_form, "Advance notice that a competitive process under the Provider Selection Regime is planned for the autumn.",
       K::planning, R::competitive_process, false},
  }));
  check(w);
}

TEST_CASE("rarer wordings are read as their authors meant them", "[exchange]") {
  const auto w = GENERATE(values<Wording>({
      {On::award_form,
       "PSR Confirmation Notice. Northmere Borough Council confirms that it has entered into a contract with the provider under Direct "
       "Award Process "
       "C.",
       K::award, R::direct_award_c, true},
      {On::award_form,
       "Provider Selection Regime. Having followed the Competitive Process and completed the standstill, the Authority has entered into "
       "the "
       "contract.",
       K::award, R::competitive_process, true},
      {On::award_form, "Provider Selection Regime: award of contract following the Most Suitable Provider Process.", K::award,
       R::most_suitable_provider, true},
      {On::award_form, "PSR Notice of Award - Direct Award C", K::award, R::direct_award_c, true},
      {On::award_form, "PSR - Notice of Intent - Direct Award C. Award will follow the standstill.", K::intention_to_award,
       R::direct_award_c, false},
      {On::award_form,
       "This is a Provider Selection Regime (PSR) notice of intent to award, DAP C, to the incumbent. The award decision has been approved "
       "by the "
       "board.",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form,
       "The Council is publishing this notice under the PSR to inform the market that it intends, subject to standstill, to award the "
       "contract "
       "using Direct Award Process C.",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form,
       "The ICB is proposing a direct award to the current provider under the Provider Selection Regime (Direct Award Process C).",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form,
       "PSR Intention Notice: it is proposed that the contract be awarded to the incumbent by way of Direct Award Process C.",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form, "The contract was extended under the Provider Selection Regime. This is a modification notice under Schedule 12.",
       K::modification, R::unknown, false},
      {On::award_form, "This is a contract modification under regulation 13(1)(d) of the PSR.", K::modification, R::unknown, false},
      {On::modification_form, "Contract change notice. PSR regulation 13. The lifetime value rises by 600,000.", K::modification,
       R::unknown, false},
      {On::award_form,
       "Due to the sudden closure of the provider an urgent contract has been awarded under the Provider Selection Regime (regulation 14).",
       K::urgent_award, R::urgent_award, true},
      {On::award_form,
       "Direct award (urgent) under the Provider Selection Regime: the urgent circumstances provisions were relied on and the contract "
       "awarded for "
       "twelve months.",
       K::urgent_award, R::urgent_award, true},
      {On::corrigendum, "This notice is amended to confirm that the contract was awarded on 3 June 2026 after the standstill period.",
       K::award, R::unknown, true},
      {On::corrigendum, "Update: contract now awarded.", K::award, R::unknown, true},
      {On::corrigendum, "The standstill period has been extended to 30 June 2026 while a representation is reviewed.", K::other, R::unknown,
       false},
      {On::corrigendum, "Following representations the ICB has decided to abandon the process.", K::abandonment, R::unknown, false},
      {On::corrigendum, "This notice has been amended to correct the name of the provider.", K::other, R::unknown, false},
      {On::corrigendum, "The contract has not yet been awarded.", K::other, R::unknown, false},
      {On::planning_form, "Market engagement: the ICB expects to use the competitive process of the Provider Selection Regime.",
       K::engagement, R::competitive_process, false},
      {On::planning_form, "PIN. Pre-market engagement for podiatry, PSR.", K::engagement, R::unknown, false},
      {On::tender_form, "Invitation to Tender for NHS health checks under the PSR; award criteria are in the documents.", K::invitation,
       R::competitive_process, false},
      {On::award_form, "PSR. Following the competitive process, the ICB gives notice of its intention to award to the winning bidder.",
       K::intention_to_award, R::competitive_process, false},
      {On::award_form, "After evaluation of offers the ICB announces its intention to award under the PSR (MSP).", K::intention_to_award,
       R::most_suitable_provider, false},
      {On::award_form, "A notice published under the PSR. Intention to award a contract by Direct Award Process C.", K::intention_to_award,
       R::direct_award_c, false},
      {On::award_form, "This notice relates to the intention to award under the PSR, Direct Award Process C.", K::intention_to_award,
       R::direct_award_c, false},
      {On::award_form,
       "The contract has been awarded under the PSR following the notice of intent published in April. There were no urgent circumstances. "
       "DAP C.",
       K::award, R::direct_award_c, true},
      {On::award_form, "Awarded under regulation 6(5) and regulation 9 of the Provider Selection Regime.", K::award, R::direct_award_c,
       true},
      {On::award_form, "Awarded under Reg. 7(1) PSR 2023.", K::award, R::direct_award_a, true},
      {On::award_form, "PSR award. Process: DAP-B", K::award, R::direct_award_b, true},
      {On::award_form, "PSR award, DA-C route.", K::award, R::direct_award_c, true},
      {On::award_form, "PSR award: Direct Award, Process (A).", K::award, R::direct_award_a, true},
      {On::award_form, "PSR award (Direct Award Type B).", K::award, R::direct_award_b, true},
      {On::award_form, "PSR award using DirectAward Process C.", K::award, R::direct_award_c, true},
      {On::award_form, "Award of contracts via the PSR Direct Award Process \u2018B\u2019.", K::award, R::direct_award_b, true},
      {On::award_form, "PSR award. Most-Suitable-Provider process.", K::award, R::most_suitable_provider, true},
  }));
  check(w);
}

TEST_CASE("long-winded and terse wordings come to the same", "[exchange]") {
  const auto w = GENERATE(values<Wording>({
      {On::award_form, "PSR: contract awarded, DAP C, following expiry of the standstill on 12 May 2026.", K::award, R::direct_award_c,
       true},
      {On::award_form,
       "The Trust, acting as relevant authority, has concluded the standstill period required by the Provider Selection Regime and now "
       "confirms that "
       "the contract with the selected provider is awarded. Most Suitable Provider.",
       K::award, R::most_suitable_provider, true},
      {On::award_form,
       "In line with the transparency requirements of the PSR, the Council is hereby publishing its decision to award a contract for "
       "school nursing. "
       "This service falls within Direct Award Process A.",
       K::award, R::direct_award_a, true},
      {On::award_form,
       "The purpose of this notice is to inform providers of the ICB's intention to award a contract by following the PSR Direct Award "
       "Process C. A "
       "standstill period will now commence.",
       K::intention_to_award, R::direct_award_c, false},
      {On::award_form,
       "NHS Northmere ICB gives notice under Regulation 11(9) of the Provider Selection Regime that it intends to award the contract to "
       "the bidder "
       "named below.",
       K::intention_to_award, R::competitive_process, false},
      {On::award_form, "PSR notice under Schedule 3. DAP C. Standstill to 3 June 2026. Award expected 4 June 2026.", K::intention_to_award,
       R::direct_award_c, false},
      {On::award_form,
       "This is a Provider Selection Regime (PSR) urgent contract award notice. This contract has been awarded in urgent circumstances "
       "(Regulation "
       "14).",
       K::urgent_award, R::urgent_award, true},
      {On::award_form, "Urgent PSR award. Regulation 14 conditions were met.", K::urgent_award, R::urgent_award, true},
      {On::modification_form,
       "Provider Selection Regime: urgent modification. Under regulation 14 the contract was changed at once to keep an urgent service "
       "open.",
       K::urgent_modification, R::urgent_award, false},
      {On::award_form,
       "PSR. The contract was modified with effect from 1 May 2026 and its lifetime value has increased by more than 500,000; Schedule 12.",
       K::modification, R::unknown, false},
      {On::award_form, "This is a PSR abandonment notice: no award will be made.", K::abandonment, R::unknown, false},
      {On::award_form, "The authority abandoned this Provider Selection Regime competitive process on 2 May 2026.", K::abandonment,
       R::competitive_process, false},
      {On::award_form, "PSR Direct Award Process C. The existing contract was varied in 2023 and schedule 3 of it is unchanged.", K::award,
       R::direct_award_c, true},
      {On::corrigendum, "Contract has been formally awarded.", K::award, R::unknown, true},
      {On::corrigendum, "Contract award confirmed 14 May 2026, PSR DAP C.", K::award, R::direct_award_c, true},
      {On::corrigendum, "Standstill has ended and contract signed.", K::award, R::unknown, true},
      {On::corrigendum, "Please note the standstill end date should read 3 June 2026. The contract has not been awarded.", K::other,
       R::unknown, false},
      {On::corrigendum, "The duration of the contract is amended from 24 to 36 months.", K::other, R::unknown, false},
      {On::planning_form, "PSR - Notice of Intention to follow the Most Suitable Provider Process (Schedule 5)", K::intention_to_follow_msp,
       R::most_suitable_provider, false},
      {On::planning_form, "This PIN tests the market's interest; commissioning will follow the Provider Selection Regime.", K::planning,
       R::unknown, false},
      {On::planning_form, "Soft market test. PSR. Interested providers should complete the questionnaire.", K::engagement, R::unknown,
       false},
      {On::tender_form, "Competitive Process, PSR. Standstill will follow and an intention to award notice will be published.",
       K::invitation, R::competitive_process, false},
      {On::tender_form,
       "Any qualified provider accreditation under PSR Direct Award Process B; successful applicants will be awarded a contract.",
       K::invitation, R::direct_award_b, false},
  }));
  check(w);
}

TEST_CASE("notices of other laws are not under the regime, whatever letters they hold", "[exchange]") {
  const auto [words, buyer, cpv] = GENERATE(table<const char*, const char*, const char*>({
      {"Supply of syringes by PSR Medical Limited. The contract has been awarded.", "NHS Northmere Integrated Care Board", "33141310"},
      {"Awarded to PSR Ltd after a mini-competition.", "Northmere University Hospitals NHS Foundation Trust", "33100000"},
      {"Advice on the PSR (Payment Systems Regulator) annual plan.", "Payment Systems Regulator Limited", "79411000"},
      {"The Provider Selection Regime does not apply to this procurement.", "NHS Northmere Integrated Care Board", "85100000"},
      {"These services are outside the scope of the PSR. The contract was let under the Procurement Act 2023.",
       "NHS Northmere Integrated Care Board", "85100000"},
      {"The contract is not subject to the Health Care Services (Provider Selection Regime) Regulations 2023.",
       "NHS Northmere Integrated Care Board", "50800000"},
      {"Public Service Reform (PSR) consultancy.", "Northmere City Council", "79400000"},
      {"Peripheral smear reader PSR-400 and reagents.", "Northmere University Hospitals NHS Foundation Trust", "33696500"},
      {"Awarded under the Health Services (Provider Selection Regime) (Wales) Regulations 2025, Direct Award Process 2.",
       "Northmere University Health Board", "85100000"},
  }));
  Draft d;
  d.statement = words;
  d.buyer = buyer;
  d.cpv = cpv;
  const auto notice = d.read();
  std::string grounds;
  for (const auto& g : notice.grounds) grounds += "\n    " + g.field + ": " + g.words;
  INFO(words << grounds);
  CHECK(to_string(notice.regime) != "psr");
  CHECK(regime_of(notice.route) != Regime::psr);
}

TEST_CASE("the regime is recognised by any of its names", "[exchange]") {
  const auto words = GENERATE(as<std::string>{}, "Awarded under SI 2023/1348.", "Awarded under S.I. 2023 No. 1348.",
                              "Awarded under the Provider Selection Regulations 2023.", "Awarded in accordance with PSR regulations.",
                              "Awarded under the Health Care Services (Provider Selection Regime) Regs 2023.",
                              "Awarded under the Healthcare Services (Provider Selection Regime) Regulations.", "Awarded under NHS PSR.",
                              "Awarded via the NHS Provider Selection Regime.", "Awarded in compliance with the PSR.",
                              "Procured in line with PSR 2023.", "This is a P.S.R. award notice under the provider-selection regime.",
                              "The PSR process was followed.", "Awarded under the Provider  Selection\\nRegime.");
  Draft d;
  d.statement = words;
  INFO(words);
  CHECK(to_string(d.read().regime) == "psr");
}
