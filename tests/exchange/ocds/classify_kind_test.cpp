#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;
using K = NoticeKind;

TEST_CASE("the sentence of a PSR notice says its kind, whatever tag and status say", "[exchange]") {
  const auto [words, kind, made] = GENERATE(table<std::string, K, bool>({
      {"This is a Provider Selection Regime (PSR) intention to award notice.", K::intention_to_award, false},
      {"This is a PSR intention to award notice under Direct Award C.", K::intention_to_award, false},
      {"This notice is an intention to award a contract under the PSR.", K::intention_to_award, false},
      {"Northmere intends to award the contract to the present provider under the Provider Selection Regime.", K::intention_to_award,
       false},
      {"The contract under the Provider Selection Regime has not yet been formally awarded.", K::intention_to_award, false},
      {"This contract under the Provider Selection Regime has not been formally awarded yet.", K::intention_to_award, false},
      {"Provider Selection Regime. Representations by providers must be made by 3 June.", K::intention_to_award, false},
      {"This is a Provider Selection Regime (PSR) intention to award notice. The present contract was awarded in 2021. A confirmation of "
       "contract award notice will follow.",
       K::intention_to_award, false},
      {"This is a PSR24 regime notice of intention to award.", K::intention_to_award, false},
      {"This is a Provider Selection Regime notice of intention to conclude a framework agreement.", K::intention_to_award, false},
      {"This is a Provider Selection Regime (PSR) intended approach notice. The board intends to award a contract to the winner of its "
       "competitive process.",
       K::intention_to_award, false},
      {"This is a Provider Selection Regime (PSR) confirmation of contract award notice.", K::award, true},
      {"This is a PSR notice of award following a Direct Award B process.", K::award, true},
      {"This is a Provider Selection Regime direct award process B notice, confirming the decision to award contracts.", K::award, true},
      {"Under the Provider Selection Regime this contract has now been formally awarded using direct award process A.", K::award, true},
      {"Following publication of the notice of intention to award and the end of the standstill, the contract has been awarded under the "
       "Provider Selection Regime.",
       K::award, true},
      {"An intention to award notice was published on 1 May under the Provider Selection Regime. No representations were received and the "
       "contract has been awarded.",
       K::award, true},
      {"The PSR Direct Award A process was the most appropriate.", K::award, true},
      {"This notice is an update to the intention to award notice of 1 May under the Provider Selection Regime: the contract has been "
       "awarded.",
       K::award, true},
      {"The standstill period has ended under the Provider Selection Regime. The award is now confirmed.", K::award, true},
      {"Following the Provider Selection Regime, this is an intention to award notice. The contract has not yet been formally awarded.",
       K::intention_to_award, false},
      {"Awarded in urgent need under regulation 14 of the Provider Selection Regime.", K::urgent_award, true},
      {"This is a Provider Selection Regime (PSR) urgent award notice.", K::urgent_award, true},
      {"This is a Provider Selection Regime (PSR) urgent contract modification notice.", K::urgent_modification, false},
      {"This is a Provider Selection Regime contract modification notice. The contract has now been formally modified.", K::modification,
       false},
      {"This is a Provider Selection Regime notice of abandonment of a procurement.", K::abandonment, false},
      {"Please note that this process is being abandoned. It was run under the Provider Selection Regime.", K::abandonment, false},
      {"This is a Provider Selection Regime (PSR) confirmation of contract award notice. An earlier process was abandoned in 2024.",
       K::award, true},
  }));
  Draft draft;
  draft.statement = words;
  const auto notice = draft.read();
  INFO(words);
  CHECK(notice.regime == Regime::psr);
  CHECK(to_string(notice.kind) == to_string(kind));
  CHECK(notice.makes_award == made);
}

TEST_CASE("the statement of a notice is believed before what its form left standing elsewhere", "[exchange]") {
  Draft draft;
  draft.statement = "This is a Provider Selection Regime (PSR) confirmation of contract award notice.";
  draft.rationale = "This is a Provider Selection Regime (PSR) intention to award notice.";
  CHECK(draft.read().kind == K::award);
  std::swap(draft.statement, draft.rationale);
  CHECK(draft.read().kind == K::intention_to_award);
}

TEST_CASE("a sentence that stands only in a lot is read too", "[exchange]") {
  Draft draft;
  draft.lot = "Beds near home. Additional information: This is a Provider Selection Regime (PSR)intention to award notice.<br/>Thank you.";
  CHECK(draft.read().kind == K::intention_to_award);
}

TEST_CASE("before an award a PSR notice invites, plans, engages or starts the most suitable provider process", "[exchange]") {
  const auto [tags, words, kind] = GENERATE(table<std::string, std::string, K>({
      {R"("tender")", "This is a Provider Selection Regime (PSR) Contract Notice.", K::invitation},
      {R"("tender")",
       "Bids are invited under the Provider Selection Regime. A confirmation of contract award notice will be published later.",
       K::invitation},
      {R"("tender")", "The board intends to award one contract under the Provider Selection Regime.", K::invitation},
      {R"("planning")", "The board may use the Provider Selection Regime. No process has been chosen.", K::planning},
      {R"("planning")", "The board seeks market engagement before a process under the Provider Selection Regime is chosen.", K::engagement},
      {R"("planning")", "This is a Provider Selection Regime (PSR) intended approach notice.", K::intention_to_follow_msp},
      {R"("planning","tender")",
       "This is an intended approach notice. The Most Suitable Provider process of the Provider Selection Regime will be followed.",
       K::intention_to_follow_msp},
      {R"("planning")", "This is a Provider Selection Regime notice of intention to follow the most suitable provider process.",
       K::intention_to_follow_msp},
      {R"("planning")",
       "Under the Provider Selection Regime the board intends to award this service with the Most Suitable Provider process.",
       K::intention_to_follow_msp},
      {R"("planning")", "This is a Provider Selection Regime (PSR) Prior Information Notice for Market Engagement.", K::engagement},
      {R"("tender")", "This Provider Selection Regime process has been abandoned. This process is being abandoned.", K::abandonment},
  }));
  Draft draft;
  draft.tags = tags;
  draft.award = false;
  draft.method = "";
  draft.details = "";
  draft.statement = words;
  const auto notice = draft.read();
  INFO(words);
  CHECK(to_string(notice.kind) == to_string(kind));
  CHECK_FALSE(notice.makes_award);
}

TEST_CASE("a corrigendum moves a procurement on only by words that are new", "[exchange]") {
  const std::string intention = "This is a Provider Selection Regime (PSR) intention to award notice. The deadline is 3 June.";
  const std::string confirmation = "This is a Provider Selection Regime (PSR) confirmation of contract award notice.";
  const auto [before, after, kind, made] = GENERATE_COPY(table<std::string, std::string, K, bool>({
      {intention, confirmation, K::award, true},
      {"", confirmation, K::award, true},
      {intention, intention + " Midnight.", K::other, false},
      {confirmation + " 10 pounds a week.", confirmation + " 10 pounds a day.", K::other, false},
      {intention, "This process is being abandoned. Provider Selection Regime.", K::abandonment, false},
      {"Lot 1 Provider Selection Regime", "Lot 2 Provider Selection Regime", K::other, false},
  }));
  Draft draft;
  draft.tags = R"("tenderUpdate")";
  draft.award = false;
  draft.statement = intention; // the description of a corrigendum repeats the old words
  draft.replaced = before;
  draft.amendment = after;
  const auto notice = draft.read();
  INFO(before << " -> " << after);
  CHECK(to_string(notice.kind) == to_string(kind));
  CHECK(notice.makes_award == made);
}

TEST_CASE("an award notice whose awards all failed is an abandonment", "[exchange]") {
  Draft draft;
  draft.award_status = "unsuccessful";
  CHECK(draft.read().kind == K::abandonment);
  CHECK_FALSE(draft.read().makes_award);
  draft.statement = psr_sentence;
  CHECK(draft.read().kind == K::abandonment);
}

TEST_CASE("a form of the Procurement Act says its kind", "[exchange]") {
  const auto [type, tags, kind, made] = GENERATE(table<std::string, std::string, K, bool>({
      {"UK1", R"("planning")", K::planning, false},
      {"UK2", R"("planningUpdate")", K::engagement, false},
      {"UK3", R"("planning")", K::planning, false},
      {"UK4", R"("tender")", K::tender, false},
      {"UK4", R"("tenderUpdate")", K::tender, false},
      {"UK5", R"("award","contract")", K::intention_to_award, false},
      {"UK6", R"("award","contract")", K::award, true},
      {"UK6", R"("awardUpdate","contractUpdate")", K::award, true},
      {"UK7", R"("award","contract")", K::contract_details, true},
      {"UK9", R"("implementation")", K::other, false},
      {"UK10", R"("contractAmendment")", K::contract_change, false},
      {"UK11", R"("contractTermination")", K::termination, false},
      {"UK12", R"("tenderCancellation")", K::abandonment, false},
      {"UK13", R"("tender")", K::other, false},
      {"UK14", R"("award","contract")", K::other, false},
      {"UK15", R"("award","contract")", K::other, false},
      {"UK16", R"("tenderCancellation")", K::abandonment, false},
  }));
  Draft draft;
  draft.basis = under_the_act;
  draft.notice_type = type;
  draft.tags = tags;
  draft.details = "Open procedure";
  const auto notice = draft.read();
  INFO(type << ' ' << tags);
  CHECK(notice.form == type);
  CHECK(to_string(notice.kind) == to_string(kind));
  CHECK(notice.makes_award == made);
}

TEST_CASE("a form of the Procurement Act that carries a PSR sentence is read by the sentence", "[exchange]") {
  Draft draft;
  draft.basis = under_the_act;
  draft.details = "Direct award";
  draft.notice_type = "UK6";
  draft.description = "This is a Provider Selection Regime (PSR) intention to award notice under direct award process C.";
  auto notice = draft.read();
  CHECK(notice.regime == Regime::psr);
  CHECK(notice.kind == K::intention_to_award);
  CHECK(notice.route == Route::direct_award_c);
  CHECK_FALSE(notice.makes_award);

  draft.notice_type = "UK7";
  draft.description = "Awarded under direct award process B of the Provider Selection Regime.";
  notice = draft.read();
  CHECK(notice.route == Route::direct_award_b);
  CHECK(notice.makes_award);

  draft.notice_type = "UK5";
  draft.description = "The present contract was awarded in 2022. Direct award process C of the Provider Selection Regime applies.";
  CHECK(draft.read().kind == K::intention_to_award);
  CHECK_FALSE(draft.read().makes_award);
}

TEST_CASE("a European notice outside the PSR is read by its tag", "[exchange]") {
  const auto [tags, words, kind, made] = GENERATE(table<std::string, std::string, K, bool>({
      {R"("award","contract")", "", K::award, true},
      {R"("award","contract")", "This VEAT notice tells the market of the award to come.", K::intention_to_award, false},
      {R"("awardUpdate","contractUpdate")", "", K::contract_change, false},
      {R"("planning")", "", K::planning, false},
      {R"("planning")", "Join our engagement event.", K::engagement, false},
      {R"("tender")", "", K::tender, false},
      {R"("planning","tender")", "", K::tender, false},
      {R"("tenderUpdate")", "", K::other, false},
  }));
  Draft draft;
  draft.cpv = "79000000";
  draft.buyer = "Eastmarsh Council";
  draft.tags = tags;
  draft.award = tags.find("award") != std::string::npos;
  draft.statement = words;
  const auto notice = draft.read();
  INFO(tags << words);
  CHECK(to_string(notice.kind) == to_string(kind));
  CHECK(notice.makes_award == made);
}

TEST_CASE("a corrigendum that extends a contract is a change of contract, one that moves a deadline is not", "[exchange]") {
  Draft draft;
  draft.tags = R"("tenderUpdate")";
  draft.award = false;
  draft.amendment = "The contract has been extended to 31 March 2027.";
  CHECK(draft.read().kind == K::contract_change);
  draft.amendment = "The deadline for tenders has been extended to noon.";
  CHECK(draft.read().kind == K::other);
}

TEST_CASE("cancelled awards make no award", "[exchange]") {
  Draft draft;
  draft.basis = under_the_act;
  draft.notice_type = "UK6";
  draft.award_status = "pending"; // within its standstill: the decision is made
  CHECK(draft.read().makes_award);
  draft.award_status = "cancelled";
  CHECK_FALSE(draft.read().makes_award);
}
