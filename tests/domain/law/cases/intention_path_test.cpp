// A procurement before its award: what its intention lets the rules say, and what is no concern of theirs yet.

#include "tests/domain/law/cases/outcome_rows.h"

using openward::PartyReading;
using openward::Presence;
using openward::Route;
using openward::law::case_of;
using openward::test::date;
using openward::test::hold;
using openward::test::Notice;
using openward::test::OutcomeRow;
using openward::test::Situation;
using enum openward::NoticeKind;

namespace {

/// No award is published: the register holds the procurement and its notices.
Situation before_award(Route route) {
  Situation s(route);
  s.held.award.id.clear();
  s.held.award.state = openward::AwardState::draft;
  s.held.award.starts.reset();
  s.held.award.ends.reset();
  s.held.awards_of_procurement = 0;
  return s;
}

/// Published on Monday 2 March 2026: the standstill ends on 13 March.
Situation intended(Route route, std::string_view stated = "2026-03-13") {
  Situation s = before_award(route);
  s.with({.kind = intention_to_award, .on = "2026-03-02"});
  s.last().stated.representations_until = date(stated);
  s.last().awards.front().starts = date("2026-05-01");
  s.last().awards.front().ends = date("2029-04-30");
  return s;
}

Situation starting(std::string_view starts) {
  Situation s = intended(Route::direct_award_c);
  s.last().awards.front().starts = date(starts);
  return s;
}

Situation lacking(Notice notice) {
  Situation s = before_award(Route::direct_award_c);
  s.with(notice);
  return s;
}

Situation with_reasons(std::vector<std::string> criteria) {
  Situation s = intended(Route::most_suitable_provider);
  s.last().psr.criteria_addressed = std::move(criteria);
  return s;
}

Situation linked_to(Notice notice) {
  Situation s = intended(Route::most_suitable_provider);
  s.linked(std::move(notice));
  return s;
}

/// Of an award that is made.
Situation without_process(openward::NoticeKind kind, bool read = true, bool corrigendum = false) {
  Situation s(Route::unknown);
  s.with({.kind = kind, .on = "2026-08-10", .signed_on = "2026-05-27", .contents_read = read, .corrigendum = corrigendum});
  return s;
}

} // namespace

TEST_CASE("an intention is held against the rules before there is an award", "[domain][law][cases]") {
  hold({
      {"the deadline is the last day of the standstill", intended(Route::direct_award_c).held, "PSR-26 pass, PSR-27 pass"},
      {"the deadline is a day early", intended(Route::direct_award_c, "2026-03-12").held, "PSR-26 question, PSR-27 pass"},
      {"the deadline has the year before", intended(Route::direct_award_c, "2025-03-13").held, "PSR-26 question, PSR-27 question"},
      {"the services start in the standstill", starting("2026-03-10").held, "PSR-30 question"},
      {"the services start after it", starting("2026-04-01").held, "PSR-30 pass"},
      {"an item is left blank", lacking({.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"decision_makers"}}).held,
       "PSR-24 fail"},
      {"an item is not found", lacking({.kind = intention_to_award, .on = "2026-03-02", .not_found = {"decision_makers"}}).held,
       "PSR-24 question"},
      {"everything is there", intended(Route::direct_award_c).held, "PSR-24 pass, PSR-51 pass"},
      {"two of five criteria", with_reasons({"value", "access"}).held, "PSR-25 question"},
      {"nobody followed it up for more than a year", intended(Route::direct_award_c).held, "PSR-34 question"},
      {"a process with a start that is not held", intended(Route::most_suitable_provider).held, "PSR-19 not_computable"},
      {"the start stands under another OCID", linked_to({.kind = intention_to_follow_msp, .on = "2026-02-02"}).held,
       "PSR-19 pass, PSR-20 pass"},
      {"the start came five days before", linked_to({.kind = intention_to_follow_msp, .on = "2026-02-25"}).held, "PSR-20 question"},
  });
}

TEST_CASE("what an award must be is no concern of a procurement before it", "[domain][law][cases]") {
  const std::string none = "PSR-23 none, PSR-28 none, PSR-29 none, PSR-31 none, PSR-32 none, PSR-33 none, PSR-50 none, PSR-62 none, "
                           "PSR-68 none";
  hold({{"intended", intended(Route::direct_award_c).held, none},
        {"only begun", lacking({.kind = intention_to_follow_msp, .on = "2026-03-02"}).held, none},
        {"an award notice under another OCID is of another award", linked_to({.kind = award, .on = "2026-02-01"}).held,
         "PSR-31 none, PSR-32 none, PSR-33 none, PSR-34 question"}});
  const auto record = case_of(intended(Route::direct_award_c).held);
  CHECK(record.subject == "procurement:ocds-award");
  CHECK_FALSE(record.awarded_on);
  CHECK(record.contract_known == false);
  CHECK(record.starts == date("2026-05-01"));
}

TEST_CASE("a start that may still come is not asked for, and one that came too late is", "[domain][law][cases]") {
  Situation begun = before_award(Route::most_suitable_provider);
  begun.held.award.recorded = true;
  begun.run(openward::law::procedure::Process::most_suitable_provider, "2026-03-02", "submit_intention_to_follow_msp_notice 2026-03-02");
  hold({{"recorded, and its notice is submitted", begun.held, "PSR-19 pass"},
        {"nothing yet", before_award(Route::most_suitable_provider).held, "PSR-19 none"},
        {"nothing yet of a competition", before_award(Route::competitive_process).held, "PSR-21 none"},
        {"a competition without its invitation", intended(Route::competitive_process).held, "PSR-21 not_computable"}});
}

TEST_CASE("an intention with awards of several terms or values states neither", "[domain][law][cases]") {
  Situation s = intended(Route::competitive_process);
  auto other = s.last().awards.front();
  other.starts = date("2026-07-01");
  s.last().awards.push_back(other);
  const auto record = case_of(s.held);
  CHECK_FALSE(record.starts);
  CHECK(record.ends == date("2029-04-30"));
  CHECK_FALSE(record.lifetime_value);
}

TEST_CASE("suppliers that the register does not know stand under the name that the notice gives them", "[domain][law][cases]") {
  Situation s = intended(Route::direct_award_c);
  openward::Body stranger;
  stranger.name = "Unheard Care";
  s.held.providers = {stranger};
  CHECK(case_of(s.held).providers == std::vector<std::string>{"Unheard Care"});
}

TEST_CASE("a notice of the Regime in which nothing was read as a process is asked about, and its time is computed",
          "[domain][law][cases]") {
  hold({{"an award notice", without_process(award).held, "PSR-05 question, PSR-31 fail"},
        {"an intention", without_process(intention_to_award).held, "PSR-05 question"},
        {"one that was not read", without_process(award, false).held, "PSR-05 not_computable, PSR-31 fail"},
        {"a correction of a notice that is not held", without_process(award, true, true).held, "PSR-05 not_computable"},
        {"a place for the process that nobody filled",
         [] {
           Situation s(Route::unknown);
           s.with({.kind = award, .on = "2026-08-10", .placeholders = {"process_statement"}});
           return s.held;
         }(),
         "PSR-05 fail"}});
}
