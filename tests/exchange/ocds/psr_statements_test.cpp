// What the prose says of the matters that the Provider Selection Regime asks about. Every sentence is invented. Notices of this file are
// published on 20 May 2026.

#include "domain/law/rules/case_record.h"
#include "tests/exchange/ocds/psr_notices.h"
#include "tests/exchange/ocds/wording.h"

using namespace openward;
using namespace openward::test;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& w : words) all += (all.empty() ? "" : ", ") + w;
  return all.empty() ? "none" : all;
}

std::string processes_of(const NoticeReading& notice) {
  std::vector<std::string> names;
  for (const Route route : notice.psr.processes) names.emplace_back(to_string(route));
  return joined(names);
}

} // namespace

TEST_CASE("every process that is followed is stated, and one that is refused is not", "[exchange]") {
  const auto [words, processes] = GENERATE(table<std::string, std::string>({
      {"The contract has been awarded using direct award process A.", "direct_award_a"},
      {"The ICB is not required to follow direct award process A or B. Direct award process C has been followed.", "direct_award_c"},
      {"Lot 1 was awarded under direct award process A and lot 2 was awarded under direct award process C.",
       "direct_award_a, direct_award_c"},
      {"Awarded following the most suitable provider process.", "most_suitable_provider"},
      {"The contract was awarded in accordance with Regulation 8.", "direct_award_b"},
      {"This follows the competitive process.", "competitive_process"},
      {"The contract has been awarded.", "none"},
  }));
  INFO(words);
  const auto notice = psr_notice(words);
  CHECK(processes_of(notice) == processes);
  CHECK(presence_of(notice, "process_statement") == (processes == "none" ? "not_found" : "held"));
  CHECK((ground_of(notice, "processes_stated") != nullptr) == (processes != "none"));
}

TEST_CASE("an urgent award names the urgency as its process", "[exchange]") {
  CHECK(processes_of(urgent_notice("Awarded under regulation 14.")) == "urgent_award");
}

TEST_CASE("a corrigendum speaks through its new text", "[exchange]") {
  auto draft = draft_on(
      On::corrigendum, "This contract has now been formally awarded using direct award process C. No conflicts of interest were declared.");
  draft.description = "The award follows direct award process A. Decision makers: Director of Strategy.";
  const auto notice = draft.read();
  CHECK(processes_of(notice) == "direct_award_c");
  CHECK(presence_of(notice, "conflicts") == "held");
  CHECK(content_of(notice, "conflicts").ground.where == "/tender/amendments/0/unstructuredChanges/0/newValue/text");
  CHECK(presence_of(notice, "decision_makers") == "not_found");
  CHECK(presence_of(notice, "title_and_reference") == "held");
}

TEST_CASE("a criterion is addressed where something is said under it", "[exchange]") {
  const auto [words, criteria] = GENERATE(table<std::string, std::string>({
      {"Assessment by the key criteria. Quality and innovation: the provider is rated good. Value: costs stay below the tariff. Social "
       "value: it employs local people.",
       "quality_and_innovation, value, social_value"},
      {"Against the key criteria the provider demonstrated strong integration with local services and good value for money.",
       "value, integration"},
      {"Reasons for the award: the provider has improved access and reduced health inequalities.", "access"},
      {"The key criteria were considered: quality and innovation; value; integration, collaboration and service sustainability; improving "
       "access, "
       "reducing health inequalities and facilitating choice; social value.",
       "none"},
      {"Key criteria weightings: Quality: 30% Integration: 45% Value: 10% Access: 10% Social value: 5%", "none"},
      {"The key criteria apply. Contract value: the total is £500,000.", "none"},
      {"Bidders will be asked to demonstrate quality and social value under the key criteria.", "none"},
      {"The service offers good access to diagnostics of high quality.", "none"},
      {"Assessed on the key criteria. Social value - the provider pays the living wage and trains apprentices.", "social_value"},
  }));
  INFO(words);
  const auto notice = psr_notice(words);
  CHECK(joined(notice.psr.criteria_addressed) == criteria);
  for (const auto& name : notice.psr.criteria_addressed) CHECK(law::key_criterion_from(name));
  CHECK((ground_of(notice, "criteria_addressed") != nullptr) == !notice.psr.criteria_addressed.empty());
}

TEST_CASE("a cap on the number of providers, or its denial", "[exchange]") {
  const auto [words, answer] = GENERATE(table<std::string, std::string>({
      {"The number of providers is limited to five providers.", "yes"},
      {"A maximum of three providers will be appointed.", "yes"},
      {"A single provider will be appointed.", "yes"},
      {"The Trust does not want to restrict the number of providers.", "no"},
      {"The number of providers is not limited and there is patient choice.", "no"},
      {"Contracts are offered to any provider that meets the requirements.", "no"},
      {"There is no limit on the number of providers.", "no"},
      {"The number of providers is not restricted. A maximum of three providers will be appointed.", "unsaid"},
      {"Patients may attend up to six sessions with one provider.", "unsaid"},
      {"Highly specialised services with limited availability nationally.", "unsaid"},
  }));
  INFO(words);
  CHECK(yes_or_no(psr_notice(words).psr.provider_limit) == answer);
}

TEST_CASE("whether the award goes to the provider of the existing contract", "[exchange]") {
  const auto [words, answer] = GENERATE(table<std::string, std::string>({
      {"The existing provider is satisfying the original contract.", "yes"},
      {"The ICB intends to award a contract to the existing provider.", "yes"},
      {"Aldham Care is the incumbent provider of this service.", "yes"},
      {"The contract has been awarded to a new provider.", "no"},
      {"There is no existing provider of this service.", "no"},
      {"The award is not to the existing provider.", "no"},
      {"The incumbent provider has stated that TUPE applies.", "unsaid"},
      {"Patients are seen close to home.", "unsaid"},
  }));
  INFO(words);
  CHECK(yes_or_no(psr_notice(words).psr.existing_provider) == answer);
}

TEST_CASE("the end of the contract that is replaced", "[exchange]") {
  const auto [words, date] = GENERATE(table<std::string, std::string>({
      {"The existing contract expires on 30 June 2026.", "2026-06-30"},
      {"The current contract is due to end on 31/03/2027.", "2027-03-31"},
      {"The existing contract runs from 1 April 2023 to 31 March 2026.", "2026-03-31"},
      {"The existing contract ends on 30 June 2026. The existing contract ends on 31 July 2026.", "none"},
      {"The new contract expires on 30 June 2029.", "none"},
      {"The existing contract was varied last year.", "none"},
  }));
  INFO(words);
  const auto ends = psr_notice(words).psr.existing_contract_ends;
  CHECK((ends ? ends->iso() : "none") == date);
}

TEST_CASE("findings on the considerable change threshold", "[exchange]") {
  const auto [words, different, threshold] = GENERATE(table<std::string, std::string, std::string>({
      {"The proposed contract is not materially different in character.", "no", "unsaid"},
      {"The change does not render the contract materially different in character.", "no", "unsaid"},
      {"There is no material change to the services.", "no", "unsaid"},
      {"The proposed arrangements are materially different from the existing contract.", "yes", "unsaid"},
      {"The considerable change threshold has not been met.", "unsaid", "yes"},
      {"The proposed contracting arrangements are not changing considerably.", "unsaid", "yes"},
      {"The ICB will consider whether the contract is materially different.", "unsaid", "unsaid"},
      {"For patients below the clinical threshold for referral.", "unsaid", "unsaid"},
  }));
  INFO(words);
  const auto notice = psr_notice(words);
  CHECK(yes_or_no(notice.psr.difference_found) == different);
  CHECK(yes_or_no(notice.psr.threshold_considered) == threshold);
}

TEST_CASE("services given before the award are told from promises that are not implied", "[exchange]") {
  const auto [words, answer] = GENERATE(table<std::string, std::string>({
      {"The services have been delivered on an implied contract since 1 April 2026.", "yes"},
      {"This is a retrospective award notice.", "yes"},
      {"The services commenced prior to the award of this contract.", "yes"},
      {"The services have not yet commenced.", "no"},
      {"No commitment to any volume is implied or given.", "unsaid"},
      {"A retrospective review of patient records forms part of the service.", "unsaid"},
      {"The services will commence on 1 July 2026.", "unsaid"},
  }));
  INFO(words);
  CHECK(yes_or_no(psr_notice(words).psr.services_began_before) == answer);
}

TEST_CASE("whether patients have a legal right to choose", "[exchange]") {
  const auto [words, answer] = GENERATE(table<std::string, std::string>({
      {"Patients have a legal right to choose their provider for this service.", "yes"},
      {"The patient has no legal right to choose the provider.", "no"},
      {"Patients do not have a legal right to choice in this service.", "no"},
      {"Awarded under patient choice.", "unsaid"},
  }));
  INFO(words);
  CHECK(yes_or_no(psr_notice(words).psr.legal_choice) == answer);
}

TEST_CASE("the deadline for representations is kept in its own words", "[exchange]") {
  const auto [words, deadline] = GENERATE(table<std::string, std::string>({
      {"Standstill begins. Representations must be made by midnight on 3 June 2026.",
       "Representations must be made by midnight on 3 June 2026."},
      {"Representations by providers must be made to decision makers by [Add date].",
       "Representations by providers must be made to decision makers by [Add date]."},
      {"Representations must be received within eight working days of publication.",
       "Representations must be received within eight working days of publication."},
      {"The standstill period ends at midnight on 3 June 2026.", "The standstill period ends at midnight on 3 June 2026."},
      {"Bids must be received by 3 June 2026.", ""},
  }));
  INFO(words);
  const auto notice = psr_notice(words);
  CHECK(notice.psr.deadline_words == deadline);
  CHECK((ground_of(notice, "deadline_words") != nullptr) == !deadline.empty());
}

TEST_CASE("why regulation 14 is relied on, and why an urgent contract is long", "[exchange]") {
  const auto [words, reasons, long_term] = GENERATE(table<std::string, std::string, std::string>({
      {"The award is urgent because the previous provider went into liquidation without notice.", "held", "not_found"},
      {"Regulation 14 applies owing to the sudden closure of the ward, which could not have been foreseen.", "held", "not_found"},
      {"A delay would pose a risk to patient safety.", "held", "not_found"},
      {"Urgent reasons: [insert reasons]", "placeholder", "not_found"},
      {"The urgent treatment centre is open every day.", "not_found", "not_found"},
      {"The award was made on 4 May 2026.", "not_found", "not_found"},
      {"Urgent action followed as a result of flooding. The term exceeds twelve months because the building must be rebuilt.", "held",
       "held"},
      {"An 18 month contract was let in order to give time for a full procurement.", "not_found", "held"},
      {"The contract runs for 18 months.", "not_found", "not_found"},
  }));
  INFO(words);
  const auto notice = urgent_notice(words);
  CHECK(presence_of(notice, "urgency_reasons") == reasons);
  CHECK(presence_of(notice, "term_reasons") == long_term);
  CHECK(notice.psr.urgency_reasons.empty() == (reasons != "held"));
  CHECK(yes_or_no(notice.psr.long_term_reasons) == (long_term == "held" ? "yes" : "unsaid"));
}

TEST_CASE("urgency is not looked for in a notice that relies on no urgency", "[exchange]") {
  const auto notice = psr_notice("Awarded under direct award process C. The service is urgent because of a risk to patient safety.");
  CHECK(notice.psr.urgency_reasons.empty());
  CHECK(presence_of(notice, "urgency_reasons") == "not_found");
}

TEST_CASE("who may use a framework, and why it is long", "[exchange]") {
  const auto [words, users, exceptional] = GENERATE(table<std::string, std::string, std::string>({
      {"The authorities able to use the framework are: Northmere ICB, Aldham Council and Sutton NHS Trust.",
       "Northmere ICB, Aldham Council, Sutton NHS Trust", "unsaid"},
      {"The framework agreement may be used by NHS Northmere ICB.", "NHS Northmere ICB", "unsaid"},
      {"The framework lasts five years because the equipment must be paid off.", "none", "yes"},
      {"The framework is open to applications from new providers.", "none", "unsaid"},
      {"The framework lasts four years.", "none", "unsaid"},
  }));
  INFO(words);
  const auto notice = framework_notice(words);
  CHECK(joined(notice.psr.framework_users) == users);
  CHECK(yes_or_no(notice.psr.term_exceptional) == exceptional);
}

TEST_CASE("a notice that is not under the Regime has no statements and no contents", "[exchange]") {
  Draft draft;
  draft.cpv = "72000000";
  draft.description = "Decision makers: Director of Finance. No conflicts of interest were declared.";
  const auto notice = draft.read();
  REQUIRE(notice.regime != Regime::psr);
  CHECK(notice.contents.empty());
  CHECK(notice.psr.processes.empty());
  CHECK_FALSE(notice.psr.existing_provider);
}
