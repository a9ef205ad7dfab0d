// Amounts and dates that stand in prose alone. Notices of this file are published on 20 May 2026; every sentence is invented.

#include "domain/history.h"
#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;

namespace {

NoticeReading reading_of(const std::string& words) {
  Draft draft;
  draft.statement = psr_sentence;
  draft.description = words;
  return draft.read();
}

StatedFacts facts_of(const std::string& words) { return reading_of(words).stated; }

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

std::string pounds(const StatedFacts& facts) {
  if (!facts.lifetime_value) return "none " + facts.value_reason;
  const auto& value = *facts.lifetime_value;
  if (value.gross_pence) return Money{*value.gross_pence, {}}.decimal() + " with VAT";
  return Money{*value.net_pence, {}}.decimal() + (value.net_vat == Vat::excluded ? " without VAT" : "");
}

const Ground* ground_of(const NoticeReading& notice, const std::string& field) {
  for (const auto& g : notice.grounds)
    if (g.field == field) return &g;
  return nullptr;
}

} // namespace

TEST_CASE("the lifetime value is read from the words", "[exchange]") {
  const auto [words, value] = GENERATE(table<std::string, std::string>({
      {"Contract value is £1,234,500", "1234500.00"},
      {"The approximate lifetime value of the contract is £3.2m.", "3200000.00"},
      {"The total contract value is &pound;750,000.50 excluding VAT.", "750000.50 without VAT"},
      {"Total value: GBP 120000 including VAT", "120000.00 with VAT"},
      {"an estimated total contract value of 98,000 GBP over four years", "98000.00"},
      {"for a value of £630k", "630000.00"},
      {"The whole life cost will be £2 million.", "2000000.00"},
      {"The contract is worth £45,000.", "45000.00"},
      // The whole stands before its parts.
      {"The annual value is £100,000 and the total contract value is £300,000.", "300000.00"},
      {"Total value of the first term £100,000. The lifetime value with the extension is £150,000.", "150000.00"},
      {"The lifetime value of the existing contract was £80,000. The lifetime value of the proposed contract is £90,000.", "90000.00"},
      {"Contract value £500,000. The contract value is £500,000.", "500000.00"},
  }));
  INFO(words);
  CHECK(pounds(facts_of(words)) == value);
}

TEST_CASE("an amount that is not the whole is no lifetime value, and the reason says which", "[exchange]") {
  const auto [words, value] = GENERATE(table<std::string, std::string>({
      {"The annual contract value is £250,000.", "none not_lifetime"},
      {"The contract value is £250,000 per annum.", "none not_lifetime"},
      {"Awarded at £1,100.00 per week.", "none not_lifetime"},
      {"The value is £90 per patient.", "none not_lifetime"},
      {"The total contract value for lot 1 is £10,000 and the total contract value for lot 2 is £20,000.", "none several"},
      {"The lifetime value is [insert value].", "none placeholder"},
      {"Contract value: TBC", "none placeholder"},
      {"Activity is paid as it arises; there is no guaranteed value.", "none not_guaranteed"},
      {"The original contract value was £400,000.", "none "},
      {"Providers with a turnover of £5,000,000 may apply.", "none "},
      {"Social value: 15%. Value / Weighting: 8.", "none "},
      {"Contract value £0.01", "none "},
  }));
  INFO(words);
  CHECK(pounds(facts_of(words)) == value);
}

TEST_CASE("a value from the words says so, with the words and what they mean", "[exchange]") {
  const auto notice = reading_of("The approximate lifetime value is £3.2m.");
  REQUIRE(notice.stated.lifetime_value);
  CHECK(to_string(notice.stated.lifetime_value->basis) == "stated_in_text");
  CHECK(notice.stated.lifetime_value->as_published == "£3.2m");
  CHECK(notice.stated.lifetime_value->kind == ValueKind::lifetime);
  const Ground* ground = ground_of(notice, "stated_value");
  REQUIRE(ground != nullptr);
  CHECK(ground->where == "/tender/description");
  CHECK(ground->words.find("lifetime value is £3.2m") != std::string::npos);
  const auto ceiling = reading_of("A framework agreement has now been formally concluded. Its total value is £9,000,000.");
  REQUIRE(ceiling.stated.lifetime_value);
  CHECK(ceiling.stated.lifetime_value->kind == ValueKind::maximum);
}

TEST_CASE("the last day for representations is read in every spelling", "[exchange]") {
  const auto [words, until, reason] = GENERATE(table<std::string, std::string, std::string>({
      {"Representations by providers must be made by midnight on 2 June 2026.", "2026-06-02", ""},
      {"Representations must be made to the board by 02/06/2026.", "2026-06-02", ""},
      {"Written representations, to be sent to the address below, close at 23:59 on Tuesday 2nd June 2026.", "2026-06-02", ""},
      {"Providers may make representations until the 2nd of June 2026", "2026-06-02", ""},
      {"The representation period starts on Wednesday 20 May 2026 and ends on Tuesday 2 June 2026 at 23:59.", "2026-06-02", ""},
      {"Representation window: 20 May 2026 to 2 June 2026", "2026-06-02", ""},
      {"The standstill period ends on 2.6.26.", "2026-06-02", ""},
      {"Representations must be made by midnight on [Add date].", "none", "placeholder"},
      {"Representations must be made by DD/MM/YYYY", "none", "placeholder"},
      {"Representations must be made by 2 June 2025.", "2025-06-02", "before_publication"},
      {"Representations must be made by 1 June 2026. The deadline for representations ends on 3 June 2026.", "none", "several"},
      {"Representations must be made by 31 June 2026.", "none", ""},
      {"Expressions of interest must reach us by 2 June 2026.", "none", ""},
      {"Representations may be made in writing.", "none", ""},
  }));
  INFO(words);
  const auto facts = facts_of(words);
  CHECK(iso(facts.representations_until) == until);
  CHECK(facts.representations_reason == reason);
}

TEST_CASE("the day of the award and the term are read from the words", "[exchange]") {
  const auto [words, awarded, starts, ends] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"This contract has now been formally awarded on 10/05/2026 using direct award process C.", "2026-05-10", "none", "none"},
      {"Date of award: 11 May 2026", "2026-05-11", "none", "none"},
      {"The original contract was awarded on 1 April 2021.", "none", "none", "none"},
      {"Contract value is £5,000 covering the period 01/06/2026 - 31/05/2028", "none", "2026-06-01", "2028-05-31"},
      {"The contract runs from 1st June 2026 to 31st May 2028.", "none", "2026-06-01", "2028-05-31"},
      {"The service will commence on 1 June 2026 and expire on 31 May 2028.", "none", "2026-06-01", "2028-05-31"},
      {"The contract will start on 1 June 2026 for two years.", "none", "2026-06-01", "none"},
      {"The contract term is from 1 June 2026 to 31 May 2028. The current contract commenced on 1 June 2020.", "none", "2026-06-01",
       "2028-05-31"},
      {"A standstill period runs from 21 May 2026 to 2 June 2026.", "none", "none", "none"},
      {"The contract starts on 1 June 2026 or on 1 July 2026: it will start on 1 July 2026.", "none", "none", "none"},
      {"The contract runs from 1 June 2026 to 31 May 2020.", "none", "none", "none"},
  }));
  INFO(words);
  const auto facts = facts_of(words);
  CHECK(iso(facts.awarded_on) == awarded);
  CHECK(iso(facts.starts) == starts);
  CHECK(iso(facts.ends) == ends);
}

TEST_CASE("a corrigendum states what it adds, not what it repeats", "[exchange]") {
  Draft draft;
  draft.tags = R"("tenderUpdate")";
  draft.award = false;
  draft.statement = psr_sentence + "Representations must be made by 2 June 2026. The contract will start on 1 June 2026.";
  draft.description = "The lifetime value is £70,000.";
  draft.amendment = "This contract has now been formally awarded on 18 May 2026 using direct award process C.";
  draft.replaced = "This contract has not yet formally been awarded.";
  const auto notice = draft.read();
  CHECK(notice.makes_award);
  CHECK(iso(notice.stated.awarded_on) == "2026-05-18");
  CHECK(iso(notice.stated.representations_until) == "none");
  CHECK(iso(notice.stated.starts) == "none");
  CHECK(pounds(notice.stated) == "70000.00"); // no amendment says another
  draft.amendment += " Contract value is £72,000.";
  CHECK(pounds(draft.read().stated) == "72000.00");
}

TEST_CASE("other notices that the words name are kept, each once and never itself", "[exchange]") {
  const auto facts = facts_of("Further to notice 2026/S 000-012345 (012345-2026) of ocds-h6vhtk-0aa111, and to 400001-2026 itself.");
  CHECK(facts.quoted_notices == std::vector<std::string>{"012345-2026", "ocds-h6vhtk-0aa111"});
  CHECK(facts_of("Telephone 020 123456-2026 extension").quoted_notices == std::vector<std::string>{"123456-2026"});
}

TEST_CASE("an award has a value and dates from the words where no field states them", "[exchange]") {
  Draft intention;
  intention.statement =
      psr_sentence + "This is an intention to award notice. The lifetime value is £70,000. The contract will start on 1 June 2026.";
  Draft confirmation;
  confirmation.tags = R"("tenderUpdate")";
  confirmation.award = false;
  confirmation.amendment = "This contract has now been formally awarded on 18 May 2026. Provider Selection Regime.";
  auto first = intention.read();
  auto second = confirmation.read();
  second.release_id = "400002-2026";
  second.published = *Instant::parse("2026-05-22");
  auto award = fold({first, second}).awards.at(0);
  REQUIRE(award.value);
  CHECK(award.value->net_pence == 7'000'000);
  CHECK(award.value->basis == Basis::stated_in_text);
  CHECK(iso(award.awarded_on) == "2026-05-18");
  CHECK(iso(award.starts) == "2026-06-01");

  ValueReading field;
  field.net_pence = 6'900'000;
  first.awards.at(0).value = field;
  CHECK(fold({first, second}).awards.at(0).value->net_pence == 6'900'000);
  first.awards.at(0).value->net_pence = 1; // a placeholder is no value
  CHECK(fold({first, second}).awards.at(0).value->net_pence == 7'000'000);
}

TEST_CASE("words do not say which of two awards they mean", "[exchange]") {
  auto notice = reading_of("Awarded under direct award process B. The contract value is £70,000.");
  REQUIRE(notice.stated.lifetime_value);
  notice.awards.push_back(notice.awards.front());
  notice.awards.back().award_id = "2";
  for (const auto& award : fold({notice}).awards) CHECK_FALSE(award.value);
}

TEST_CASE("a notice outside the regime has no facts from its words", "[exchange]") {
  Draft draft;
  draft.description = "The lifetime value is £70,000.";
  CHECK_FALSE(draft.read().stated.lifetime_value);
}
