#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;
using R = Route;

namespace {

Route route_of(const std::string& words) {
  Draft draft;
  draft.statement = psr_sentence + words;
  return draft.read().route;
}

} // namespace

TEST_CASE("the process of the PSR is read in every spelling", "[exchange]") {
  const auto [words, route] = GENERATE(table<std::string, R>({
      {"Awarded using direct award process A.", R::direct_award_a},
      {"Awarded using Direct Award Process &quot;B&quot;.", R::direct_award_b},
      {"Awarded using direct award process 'C'.", R::direct_award_c},
      {"Awarded under DAP A.", R::direct_award_a},
      {"Awarded under DAPB.", R::direct_award_b},
      {"Route: DA C", R::direct_award_c},
      {"Direct Award, Opt C", R::direct_award_c},
      {"PSR ROUTE C", R::direct_award_c},
      {"Award Process C was used.", R::direct_award_c},
      {"direct award process 1A", R::direct_award_a},
      {"Following Direct Award (Process C).", R::direct_award_c},
      {"a Direct Award - Process B", R::direct_award_b},
      {"under Direct Award C of the PSR", R::direct_award_c},
      {"Direct Award Process B (any qualified provider)", R::direct_award_b},
      {"following a direct award b process", R::direct_award_b},
      {"direct award process c.", R::direct_award_c},
      {"via direct award process a under the regulations", R::direct_award_a},
      {"The Most Suitable Provider (MSP) process was followed.", R::most_suitable_provider},
      {"using the most suitable provider process", R::most_suitable_provider},
      {"under the Competitive Process", R::competitive_process},
      {"Awarded in accordance with Regulation 8 of these Regulations.", R::direct_award_b},
      {"Awarded under reg. 10(1).", R::most_suitable_provider},
      {"Awarded following a competitive tender process.", R::competitive_process},
      {"A competitive tender found the most suitable provider.", R::competitive_process},
      {"The award was urgent: regulation 14(2).", R::urgent_award},
  }));
  INFO(words);
  CHECK(to_string(route_of(words)) == to_string(route));
}

TEST_CASE("a process that is named to be refused is not the route", "[exchange]") {
  const auto [words, route] = GENERATE(table<std::string, R>({
      {"The board is not required to follow direct award process A or B. Direct award process C was followed.", R::direct_award_c},
      {"The authority is not required to follow direct award process A or B", R::unknown},
      {"Direct award process A and B do not apply; the Most Suitable Provider process was used.", R::most_suitable_provider},
      {"Neither direct award process A nor direct award process B is open to us.", R::unknown},
      {"The most suitable provider process was used without running a competitive process.", R::most_suitable_provider},
      {"Direct award process C was ruled out. The board followed the competitive process.", R::competitive_process},
      {"This service does not meet the criteria for direct award process A and will follow direct award process C.", R::direct_award_c},
      {"The patient has no legal right to choose, but the trust does not want to restrict the providers: Direct Award B.",
       R::direct_award_b},
      {"The provisions of the Public Contracts Regulations 2015 do not apply to this award, which was made under direct award process C.",
       R::direct_award_c},
  }));
  INFO(words);
  CHECK(to_string(route_of(words)) == to_string(route));
}

TEST_CASE("two processes that are both claimed are no route; a passing mention yields to the claim", "[exchange]") {
  CHECK(route_of("Lot 1 was awarded under direct award process A. Lot 2 was awarded under direct award process C.") == R::unknown);
  CHECK(route_of("Awarded under direct award process B or C.") == R::unknown);
  CHECK(route_of("Awarded using direct award process C. A competitive process may be run in 2028.") == R::direct_award_c);
}

TEST_CASE("an article is no letter and other words are no process", "[exchange]") {
  const auto words =
      GENERATE(as<std::string>{}, "The trust made a direct award a year ago.", "A direct award a contract of this size needs.",
               "Direct Award<br/>A contract was signed for these services.", "The bidder found the most suitable provider of beds.",
               "Delivered with a managed service provider.", "Regulation 9 of the Public Contracts Regulations 2015 is not relevant.",
               "Vitamin C and hepatitis B clinics.", "Regulation 14 of other rules.");
  INFO(words);
  const auto route = route_of(words);
  CHECK((route == R::unknown || (words.find("most suitable") != std::string::npos && route == R::most_suitable_provider)));
}

TEST_CASE("a PSR notice without a process is unknown, however it was published", "[exchange]") {
  CHECK(route_of("This is a Provider Selection Regime (PSR) confirmation of contract award notice.") == R::unknown);
  Draft open;
  open.statement = psr_sentence;
  open.method = "open";
  open.details = "Open procedure";
  CHECK(open.read().route == R::competitive_process);
  open.lot = "This procurement is undertaken using Direct Award Process B.";
  CHECK(open.read().route == R::direct_award_b);
}

TEST_CASE("frameworks under the PSR are concluded by competition and called off either way", "[exchange]") {
  const auto [words, route] = GENERATE(table<std::string, R>({
      {"This is a confirmation of establishment of a framework agreement. The framework agreement has now been formally concluded using "
       "the competitive process.",
       R::framework_conclusion},
      {"Two providers were added to the framework after a competitive process.", R::framework_conclusion},
      {"The competitive process was followed. A framework agreement is not being established.", R::competitive_process},
      {"Representations may be made against the intention to award a contract to the chosen provider or conclude a framework agreement. "
       "The competitive process was followed.",
       R::competitive_process},
      {"This is a call-off from the regional framework by direct award without competition.", R::framework_call_off_direct},
      {"This is a call-off from the regional framework after a mini-competition.", R::framework_call_off_competed},
      {"This is a call-off from the regional framework.", R::unknown},
      {"Called off the regional framework; direct award process C applies.", R::direct_award_c},
  }));
  INFO(words);
  CHECK(to_string(route_of(words)) == to_string(route));
}

TEST_CASE("the tender class follows from the route", "[exchange]") {
  Draft draft;
  draft.statement = psr_sentence + "Awarded using direct award process B.";
  CHECK(draft.read().tender_class == TenderClass::untendered);
  draft.statement = psr_sentence + "Awarded using the competitive process.";
  CHECK(draft.read().tender_class == TenderClass::tendered);
  draft.statement = psr_sentence;
  CHECK(draft.read().tender_class == TenderClass::unknown);
}
