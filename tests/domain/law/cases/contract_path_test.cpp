// From what the register holds of an award to what named rules say of its contract, the one before it and its changes: situations in words.

#include "tests/domain/law/cases/outcome_rows.h"

#include <string>
#include <utility>
#include <vector>

using openward::Modification;
using openward::ModificationGround;
using openward::Route;
using openward::law::procedure::Process;
using openward::test::competition;
using openward::test::confirmed;
using openward::test::date;
using openward::test::hold;
using openward::test::intended_and_confirmed;
using openward::test::Situation;
using openward::test::urgent;
using enum openward::NoticeKind;

namespace {

Modification change(std::string_view on, std::int64_t pence, ModificationGround ground, std::optional<bool> attributable) {
  Modification m;
  m.modified_on = date(on);
  m.value_change_pence = pence;
  m.ground = ground;
  m.attributable_to_authority = attributable;
  m.description = "More clinics";
  return m;
}

} // namespace

TEST_CASE("direct award C is held against the contract before it, where one is known", "[domain][law][cases]") {
  auto words = intended_and_confirmed(Route::direct_award_c);
  words.held.notices[1].psr.existing_provider = true;
  words.held.notices[1].psr.existing_contract_ends = date("2026-04-30");
  auto gap = intended_and_confirmed(Route::direct_award_c);
  gap.before(Route::competitive_process, "2023-03-01", "2023-05-01", "2026-04-15", 250'000'000);
  auto dearer = intended_and_confirmed(Route::direct_award_c);
  dearer.before(Route::competitive_process, "2023-03-01", "2023-05-01", "2026-04-30", 200'000'000);
  auto same = intended_and_confirmed(Route::direct_award_c);
  same.before(Route::competitive_process, "2023-03-01", "2023-05-01", "2026-04-30", 290'000'000);
  auto merged = same;
  merged.before(Route::competitive_process, "2023-03-01", "2023-05-01", "2026-04-30", 100'000'000);
  auto long_ago = intended_and_confirmed(Route::direct_award_c);
  long_ago.before(Route::competitive_process, "2018-03-01", "2018-05-01", "2021-04-30", 290'000'000);
  auto other_service = same;
  other_service.held.before[0].title = "Patient transport";
  other_service.held.before[0].cpv = {"85143000"};
  auto lot = same;
  lot.held.before[0].ocid = "ocds-award";
  auto placeholder = same;
  placeholder.held.award.net_pence = 1;
  hold({
      {"no contract before it is known", intended_and_confirmed(Route::direct_award_c).held,
       "PSR-14 not_computable, PSR-15 not_computable, PSR-16 not_computable, PSR-18 not_computable"},
      {"the words name the provider and the end", words.held, "PSR-14 pass, PSR-15 pass, PSR-16 not_computable"},
      {"one of the same service ends a fortnight before", gap.held, "PSR-14 question, PSR-15 pass, PSR-16 pass"},
      {"the new one is half as dear again", dearer.held, "PSR-14 pass, PSR-15 pass, PSR-16 question"},
      {"one contract, and perhaps another that is not held", same.held, "PSR-16 pass, PSR-18 not_computable"},
      {"two contracts become one, and are compared with it together", merged.held, "PSR-16 pass, PSR-18 question"},
      {"one that ended years ago is none", long_ago.held, "PSR-14 not_computable, PSR-15 not_computable"},
      {"one of another service is none", other_service.held, "PSR-14 not_computable, PSR-15 not_computable"},
      {"a lot of the same procurement is none", lot.held, "PSR-14 not_computable, PSR-66 pass"},
      {"a value of a penny is compared with nothing", placeholder.held, "PSR-16 not_computable, PSR-63 question"},
  });
}

TEST_CASE("short and urgent awards that repeat are asked about", "[domain][law][cases]") {
  auto rolling = intended_and_confirmed(Route::direct_award_c);
  rolling.term("2026-05-01", "2027-04-30");
  rolling.before(Route::direct_award_c, "2024-04-01", "2024-05-01", "2025-04-30", 100'000'000);
  auto twice = rolling;
  rolling.before(Route::direct_award_c, "2025-04-01", "2025-05-01", "2026-04-30", 100'000'000);
  auto alone = intended_and_confirmed(Route::direct_award_c);
  alone.term("2026-05-01", "2027-04-30");
  auto again = urgent("2026-12-31");
  again.before(Route::urgent_award, "2025-10-01", "2025-10-01", "2026-03-31", 50'000'000);
  auto reasons = urgent("2027-09-30");
  reasons.last().psr.long_term_reasons = true;
  auto none = urgent("2027-09-30");
  none.last().psr.long_term_reasons = false;
  auto blank = urgent("2027-09-30");
  blank.last().contents.clear();
  blank.last().contents.push_back({"term_reasons", openward::Presence::placeholder, {"term_reasons", "/description", "[Add reasons]"}});
  auto foreseen = urgent("2026-12-31");
  foreseen.last().psr.urgency_reasons = "The current contract reached its expiry before a live competitive process could end.";
  hold({
      {"the third direct award C of a year in a row", rolling.held, "PSR-66 question"},
      {"the second", twice.held, "PSR-66 pass"},
      {"the first that is held", alone.held, "PSR-66 not_computable"},
      {"an urgent award half a year after another", again.held, "PSR-46 question, PSR-47 question"},
      {"urgent for eighteen months, and the words are silent on why", urgent("2027-09-30").held, "PSR-45 question"},
      {"urgent for eighteen months, and the notice gives no reasons", none.held, "PSR-45 fail"},
      {"urgent for eighteen months, with a blank for the reasons", blank.held, "PSR-44 fail, PSR-45 fail"},
      {"urgent for eighteen months, with reasons", reasons.held, "PSR-45 pass"},
      {"urgent for nine months, options not known", urgent("2026-12-31").held, "PSR-45 not_computable"},
      {"an expiry that everybody saw coming", foreseen.held, "PSR-46 question"},
      {"told within thirty days", urgent("2026-12-31").held, "PSR-44 pass"},
      {"regulations 6 to 13 are waived", urgent("2026-12-31").held, "PSR-23 none, PSR-31 none"},
  });
}

TEST_CASE("modifications are held against the limits, by what is known of each", "[domain][law][cases]") {
  using enum ModificationGround;
  auto over = confirmed(Route::direct_award_c);
  over.modified(change("2026-09-01", 80'000'000, authority_decision, true));
  auto recorded = over;
  recorded.run(Process::modification, "2026-09-01", "make_modification 2026-09-01");
  auto told = over;
  told.run(Process::modification, "2026-09-01",
           "make_modification 2026-09-01; submit_modification_notice 2026-09-30; publish_modification_notice 2026-10-02");
  auto below = confirmed(Route::direct_award_c);
  below.modified(change("2026-09-01", 30'000'000, authority_decision, true));
  auto series = below;
  series.modified(change("2027-01-10", 30'000'000, authority_decision, true));
  auto by_notice = confirmed(Route::direct_award_c);
  by_notice.with({.kind = modification, .on = "2026-09-01"});
  auto without_contract = by_notice;
  by_notice.modified(change("2026-09-01", 80'000'000, unknown, std::nullopt));
  auto after_the_end = confirmed(Route::direct_award_c);
  after_the_end.modified(change("2029-05-01", 1'000'00, authority_decision, true));
  hold({
      {"£800,000 more on £3,000,000, by the authority", over.held, "PSR-39 fail, PSR-40 not_computable"},
      {"the run of the modification has no notice", recorded.held, "PSR-40 fail"},
      {"its notice was submitted on the twenty-ninth day", told.held, "PSR-40 pass"},
      {"£300,000 more, character not known", below.held, "PSR-39 not_computable, PSR-40 pass, PSR-42 none"},
      {"twice £300,000", series.held, "PSR-40 not_computable, PSR-42 question"},
      {"a notice tells of a modification and not of its day", by_notice.held, "PSR-39 not_computable, PSR-40 not_computable, PSR-43 pass"},
      {"a notice of a modification whose contract is not held", without_contract.held, "PSR-39 not_computable, PSR-41 pass"},
      {"a modification after the term", after_the_end.held, "PSR-43 fail"},
      {"no modification is held", confirmed(Route::direct_award_c).held, "PSR-39 none, PSR-40 none, PSR-42 none, PSR-43 none"},
  });
}

TEST_CASE("a framework is held against its own rules, and a call-off from it is not guessed at", "[domain][law][cases]") {
  auto framework = competition();
  framework.held.award.framework = true;
  auto named = framework;
  named.held.notices[1].psr.framework_users = {"NHS Invented Integrated Care Board"};
  auto long_term = framework;
  long_term.term("2026-05-01", "2031-04-30");
  auto justified = long_term;
  justified.held.notices[1].psr.term_exceptional = true;
  auto by_direct_award = confirmed(Route::direct_award_c);
  by_direct_award.held.award.framework = true;
  auto call_off = confirmed(Route::framework_call_off_direct);
  call_off.held.award.framework = true; // the notice speaks of the framework that it is called off from
  hold({
      {"three years, options not known", framework.held, "PSR-06 pass, PSR-07 not_computable, PSR-08 not_computable"},
      {"its users are named", named.held, "PSR-08 pass"},
      {"five years", long_term.held, "PSR-07 question"},
      {"five years, with a reason", justified.held, "PSR-07 pass"},
      {"concluded without a competition", by_direct_award.held, "PSR-06 fail"},
      {"a direct call-off with its notice", call_off.held, "PSR-06 none, PSR-35 pass, PSR-36 not_computable, PSR-37 not_computable"},
  });
}
