// What notices hold of the items of their Schedules, read from prose. Every sentence is invented, in the manner of commissioners.

#include "domain/law/change/notice_contents.h"
#include "exchange/ocds/psr_contents.h"
#include "tests/exchange/ocds/psr_notices.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;

TEST_CASE("every item that a notice can be asked for is read, under its name in the Schedules", "[exchange]") {
  const auto notice = psr_notice("");
  REQUIRE(notice.contents.size() == exchange::notice_content_items().size());
  std::vector<std::string> expected;
  for (const auto& item : law::content_items()) {
    const bool letter_only = item.id == law::Content::reasons_for_others || item.id == law::Content::representation_period;
    if (!letter_only) expected.emplace_back(item.name);
  }
  std::vector<std::string> read;
  for (const auto& content : notice.contents) {
    read.push_back(content.item);
    CHECK(content.ground.field == (content.presence == Presence::not_found ? "" : content.item));
    CHECK((content.presence == Presence::not_found) == content.ground.words.empty());
    CHECK(content.ground.words.size() <= 300);
  }
  CHECK(read == expected);
}

TEST_CASE("those who decided are found where the words name them", "[exchange]") {
  const auto [words, presence] = GENERATE(table<std::string, std::string>({
      {"Decision makers: Director of Nursing, Head of Contracting.", "held"},
      {"The award decision-makers for this procurement were the Deputy Chief Nurse and the Finance Lead.", "held"},
      {"Decision Makers Anna Field, Head of Commissioning", "held"},
      {"The decision to award was approved by the ICB's Strategic Commissioning Committee on 4 May 2026.", "held"},
      {"The recommendation was ratified at the Northmere Executive Team meeting.", "held"},
      {"Contract award was signed off by the Chief Finance Officer under delegated powers.", "held"},
      {"The Finance and Performance Committee agreed the direct award in March 2026.", "held"},
      {"Approver: Budget holder in line with the scheme of delegation", "held"},
      {"Representations should be sent to tenders@example.org Decision maker: Associate Director of Place", "held"},
      {"Individuals who made the decision were the Medical Director and a lay member.", "held"},
      {"The modification was authorised by the Director of Public Health.", "held"},
      {"Decision makers: [insert names]", "placeholder"},
      {"Details of the award decision-makers: TBC", "placeholder"},
      {"Award decision makers are [list job titles].", "placeholder"},
      {"Representations by providers must be made to decision makers by 4 June 2026.", "not_found"},
      {"The decision makers are satisfied that the provider meets the criteria.", "not_found"},
      {"Decisions about treatment are made by the consultant with the patient.", "not_found"},
      {"The award was made by applying the key criteria.", "not_found"},
      {"The medicine is approved by NICE and supplied by the pharmacy team.", "not_found"},
      {"No conflicts were declared by any of the decision makers.", "not_found"},
      {"This contract has been awarded following direct award process C.", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "decision_makers") == presence);
}

TEST_CASE("a statement on conflicts of interest counts, and that there were none counts too", "[exchange]") {
  const auto [words, stated, managed] = GENERATE(table<std::string, std::string, std::string>({
      {"No conflicts of interest were declared.", "held", "held"},
      {"There were no declared or potential conflicts of interest identified.", "held", "held"},
      {"Conflicts of interest identified: none.", "held", "held"},
      {"Conflicts of interest: None", "held", "held"},
      {"No actual, potential or perceived conflicts of interest arose during the assessment.", "held", "held"},
      {"All panel members completed a declaration form and no conflict of interest was identified.", "held", "held"},
      {"One potential conflict of interest was identified and the individual recused herself.", "held", "held"},
      {"A conflict of interest was declared by the clinical lead.", "held", "not_found"},
      {"Two conflicts of interest were declared and managed in line with the policy of the ICB.", "held", "held"},
      {"One member with a conflict of interest left the room and did not vote.", "not_found", "held"},
      {"Conflicts of interest: [insert details]", "placeholder", "not_found"},
      {"Declared conflicts of interest: TBC. How conflicts were managed: TBC", "placeholder", "placeholder"},
      {"Bidders must declare any conflicts of interest in the questionnaire.", "not_found", "not_found"},
      {"Tender documents include the Conflict of Interest Form (document 7).", "not_found", "not_found"},
      {"The service supports families in conflict and people who fled armed conflict.", "not_found", "not_found"},
      {"Conflict resolution training is provided to all staff.", "not_found", "not_found"},
      {"Providers should notify the Trust if there is a potential conflict of interest.", "not_found", "not_found"},
      {"The interests of patients come first.", "not_found", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "conflicts") == stated);
  CHECK(presence_in(words, "conflicts_managed") == managed);
}

TEST_CASE("a value or, where none is known, the amounts payable are found in the words", "[exchange]") {
  const auto [words, approximate, value] = GENERATE(table<std::string, std::string, std::string>({
      {"The lifetime value of the contract is £1,200,000.", "held", "held"},
      {"Total contract value £80k over two years.", "held", "held"},
      {"Lot values: total value £100,000. The total value is £250,000.", "held", "held"},
      {"This is an activity-based contract with no guaranteed value.", "not_found", "held"},
      {"Activity is paid at the NHS Payment Scheme unit price.", "not_found", "held"},
      {"Payment is per patient seen, on a cost per case basis.", "not_found", "held"},
      {"The annual contract value is £45,000.", "not_found", "held"},
      {"The placement is charged at £1,200 per week.", "not_found", "held"},
      {"The contract value is TBC.", "placeholder", "placeholder"},
      {"Lifetime value: [insert value]", "placeholder", "placeholder"},
      {"The service delivers real social value and value for money.", "not_found", "not_found"},
      {"Sessions include activity-based interventions for children.", "not_found", "not_found"},
      {"The provider must hold insurance of £5,000,000 per claim.", "not_found", "not_found"},
      {"The programme is not a guarantee of recovery.", "not_found", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "approximate_value") == approximate);
  CHECK(presence_in(words, "value") == value);
}

TEST_CASE("the dates of the services need a first day and an end", "[exchange]") {
  const auto [words, presence] = GENERATE(table<std::string, std::string>({
      {"The contract runs from 1 April 2026 to 31 March 2029.", "held"},
      {"Services will be provided between 01/07/2026 and 30/06/2027.", "held"},
      {"The service will commence on 1 October 2026 for an initial period of 3 years.", "held"},
      {"An initial term of two years commencing on 1 September 2026.", "held"},
      {"The contract period is April 2026 to March 2028.", "held"},
      {"Contract start date: [Add date]. Contract end date: [Add date].", "placeholder"},
      {"The contract will start on TBC", "placeholder"},
      {"The contract will commence on 1 October 2026.", "not_found"},
      {"The term is three years.", "not_found"},
      {"The standstill period runs from 21 May 2026 to 3 June 2026.", "not_found"},
      {"The existing contract ran from 1 April 2023 to 31 March 2026.", "not_found"},
      {"Representations must be made by [Add date].", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "service_dates") == presence);
}

TEST_CASE("reasons by the key criteria are reasons, and a bare list of the criteria is not", "[exchange]") {
  const auto [words, presence] = GENERATE(table<std::string, std::string>({
      {"The provider was assessed against the key criteria and met each of them.", "held"},
      {"Reasons for selection: the provider has shown strong quality and good value for money.", "held"},
      {"The five criteria were considered. Value: the price is fixed below the tariff.", "held"},
      {"The ICB is satisfied with the provider, having taken the key criteria into account.", "held"},
      {"Reasons for selecting the provider by the key criteria: [insert reasons]", "placeholder"},
      {"The key criteria are quality and innovation, value, integration, access and social value.", "not_found"},
      {"Bids will be evaluated against the key criteria.", "not_found"},
      {"Providers must demonstrate quality and social value against the key criteria.", "not_found"},
      {"The service improves access to care and offers good quality.", "not_found"},
      {"This is an intention to award notice.", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "reasons_by_criteria") == presence);
}

TEST_CASE("award criteria and the way to offer belong to an invitation", "[exchange]") {
  const auto [words, item, presence] = GENERATE(table<std::string, std::string, std::string>({
      {"Award criteria: quality 70%, price 30%.", "award_criteria", "held"},
      {"The award criteria are quality and innovation, value and social value, weighted at 60, 30 and 10.", "award_criteria", "held"},
      {"Bids will be evaluated on the basis of quality and price.", "award_criteria", "held"},
      {"Quality is worth 80% and social value 20%.", "award_criteria", "held"},
      {"Award criteria: TBC", "award_criteria", "placeholder"},
      {"Eligibility criteria: adults registered with a GP in Northmere.", "award_criteria", "not_found"},
      {"The award criteria are set out in the procurement documents.", "award_criteria", "not_found"},
      {"Waiting times fell by 12% in the last year.", "award_criteria", "not_found"},
      {"Offers must be submitted electronically through the portal by noon.", "how_to_offer", "held"},
      {"Interested providers should register on the e-tendering system to download the documents.", "how_to_offer", "held"},
      {"Please submit your expression of interest by email to commissioning@example.org.", "how_to_offer", "held"},
      {"To participate in this procurement applicants must first be registered on the system.", "how_to_offer", "held"},
      {"Tenders must be submitted via [insert portal].", "how_to_offer", "placeholder"},
      {"Written representations must be submitted via the portal.", "how_to_offer", "not_found"},
      {"No tenders were submitted.", "how_to_offer", "not_found"},
      {"The provider will offer appointments by telephone.", "how_to_offer", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, item) == presence);
}

TEST_CASE("whether a framework was used", "[exchange]") {
  const auto [words, presence] = GENERATE(table<std::string, std::string>({
      {"A framework agreement is not being established.", "held"},
      {"The procurement is not to conclude a framework agreement.", "held"},
      {"The contract was called off from the Northmere diagnostics framework.", "held"},
      {"Awarded under the national insourcing framework without competition.", "held"},
      {"The contract has been awarded under direct award process B.", "held"},
      {"The contract has been awarded under direct award process C.", "not_found"},
      {"Outcomes are measured with the quality framework of the ICB.", "not_found"},
      {"The service follows the national competency framework.", "not_found"},
  }));
  INFO(words);
  CHECK(presence_in(words, "framework_used") == presence);
}
