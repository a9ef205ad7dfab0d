// From what the register holds of an award to what named rules say of its process and its notices: situations in words.

#include "tests/domain/law/cases/outcome_rows.h"

#include <string>
#include <utility>
#include <vector>

using openward::Route;
using openward::law::procedure::Process;
using openward::test::competition;
using openward::test::confirmed;
using openward::test::date;
using openward::test::findings_of;
using openward::test::hold;
using openward::test::intended_and_confirmed;
using openward::test::outcomes_of;
using openward::test::Situation;
using openward::test::urgent;
using enum openward::NoticeKind;

namespace {

Situation msp() {
  Situation s = intended_and_confirmed(Route::most_suitable_provider);
  s.with({.kind = intention_to_follow_msp, .on = "2026-02-02", .spoken = false});
  return s;
}

constexpr std::string_view c_steps = "decide 2026-03-02; submit_intention_to_award_notice 2026-03-02; "
                                     "publish_intention_to_award_notice 2026-03-03; begin_standstill 2026-03-04; end_standstill 2026-03-16";

Situation recorded_c(std::string_view more, std::string_view awarded_on) {
  Situation s(Route::direct_award_c);
  s.recorded(Process::direct_award_c, "2026-03-02", std::string(c_steps) + std::string(more), awarded_on);
  return s;
}

} // namespace

TEST_CASE("an award that followed its process to the letter has no fail", "[domain][law][cases]") {
  const std::vector<std::pair<std::string, Situation>> clean{
      {"direct award A", confirmed(Route::direct_award_a)},
      {"direct award B", confirmed(Route::direct_award_b)},
      {"direct award C", intended_and_confirmed(Route::direct_award_c)},
      {"most suitable provider", msp()},
      {"competitive process", competition()},
      {"direct call-off", confirmed(Route::framework_call_off_direct)},
      {"competed call-off", intended_and_confirmed(Route::framework_call_off_competed)},
      {"framework", intended_and_confirmed(Route::framework_conclusion)},
      {"urgent award", urgent("2027-03-31")},
      {"an unknown route", confirmed(Route::unknown)},
      {"recorded",
       recorded_c("; enter_contract 2026-03-17; submit_award_notice 2026-03-20; publish_award_notice 2026-03-23", "2026-03-17")},
  };
  for (const auto& [name, situation] : clean) {
    INFO(name);
    const auto findings = findings_of(situation.held);
    REQUIRE_FALSE(findings.empty());
    for (const auto& finding : findings) {
      INFO(finding.rule);
      CHECK(finding.outcome != openward::law::Outcome::fail);
      CHECK(finding.subject == "award:aw-1");
    }
  }
}

TEST_CASE("notices of one OCID are held against the times of the law", "[domain][law][cases]") {
  auto late = confirmed(Route::direct_award_c, "2026-03-20", "2026-04-21");
  auto a_day_over = confirmed(Route::direct_award_a, "2026-03-20", "2026-04-20");
  auto short_deadline = intended_and_confirmed(Route::direct_award_c);
  short_deadline.held.notices[0].stated.representations_until = date("2026-03-12");
  auto blank_deadline = intended_and_confirmed(Route::direct_award_c);
  blank_deadline.held.notices[0].stated.representations_until.reset();
  blank_deadline.held.notices[0].psr.deadline_words = "by midnight on [Add date]";
  auto blank_in_the_facts = intended_and_confirmed(Route::direct_award_c);
  blank_in_the_facts.held.notices[0].stated.representations_until.reset();
  blank_in_the_facts.held.notices[0].stated.representations_reason = "placeholder";
  blank_in_the_facts.held.notices[0].grounds.push_back({"stated_representations", "/description", "representations by TBC"});
  auto in_the_standstill = intended_and_confirmed(Route::direct_award_c);
  in_the_standstill.held.notices[1].stated.awarded_on = date("2026-03-13");
  auto early_msp = intended_and_confirmed(Route::most_suitable_provider);
  early_msp.with({.kind = intention_to_follow_msp, .on = "2026-02-20", .spoken = false});
  hold({
      {"published in time, as announced", intended_and_confirmed(Route::direct_award_c).held,
       "PSR-23 pass, PSR-26 pass, PSR-28 pass, PSR-31 pass"},
      {"signed on 20 March, confirmed two days after 19 April", late.held, "PSR-31 question"},
      {"confirmed three days too late", confirmed(Route::direct_award_c, "2026-03-20", "2026-04-22").held, "PSR-31 fail"},
      {"published on the thirty-first day", a_day_over.held, "PSR-31 question"},
      {"representations close a working day too soon", short_deadline.held, "PSR-26 question, PSR-27 pass"},
      {"a deadline that nobody filled in", blank_deadline.held, "PSR-26 not_computable, PSR-27 question"},
      {"a blank that the facts report", blank_in_the_facts.held, "PSR-26 not_computable, PSR-27 question"},
      {"no deadline at all", intended_and_confirmed(Route::framework_call_off_direct).held, "PSR-26 none"},
      {"the confirmation states a day in the standstill", in_the_standstill.held, "PSR-23 pass, PSR-28 fail"},
      {"ten days between the first notice and the intention", early_msp.held, "PSR-19 pass, PSR-20 question"},
      {"a whole competition", competition().held, "PSR-21 pass, PSR-22 pass, PSR-23 pass, PSR-25 pass, PSR-34 pass"},
  });
}

TEST_CASE("a notice that is not held proves nothing of an imported award", "[domain][law][cases]") {
  for (const Route route : {Route::direct_award_c, Route::most_suitable_provider, Route::competitive_process, Route::framework_conclusion,
                            Route::framework_call_off_competed}) {
    INFO(to_string(route));
    auto outcomes = outcomes_of(confirmed(route).held);
    for (const std::string rule : {"PSR-19", "PSR-21", "PSR-23", "PSR-28", "PSR-34"}) {
      INFO(rule);
      const auto found = outcomes.find(rule);
      CHECK((found == outcomes.end() || found->second == "not_computable"));
    }
    CHECK(outcomes["PSR-23"] == "not_computable");
  }
  hold({
      {"the start of a most suitable provider process", intended_and_confirmed(Route::most_suitable_provider).held,
       "PSR-19 not_computable"},
      {"the invitation of a competition", intended_and_confirmed(Route::competitive_process).held, "PSR-21 not_computable"},
  });
}

TEST_CASE("what was recorded here is complete, so that a step which is not there was not taken", "[domain][law][cases]") {
  auto never_told = recorded_c("; enter_contract 2026-03-17", "2026-03-17");
  auto premature = Situation(Route::direct_award_c);
  premature.recorded(Process::direct_award_c, "2026-03-02",
                     "decide 2026-03-02; submit_intention_to_award_notice 2026-03-02; publish_intention_to_award_notice 2026-03-03; "
                     "begin_standstill 2026-03-04; end_standstill 2026-03-10; enter_contract 2026-03-11",
                     "2026-03-11");
  auto disputed = Situation(Route::direct_award_c);
  disputed.recorded(Process::direct_award_c, "2026-03-02",
                    "decide 2026-03-02; submit_intention_to_award_notice 2026-03-02; publish_intention_to_award_notice 2026-03-03; "
                    "begin_standstill 2026-03-04; receive_representation 2026-03-10; decide_to_proceed 2026-03-18; "
                    "communicate_further_decision 2026-03-19; end_standstill 2026-03-26; enter_contract 2026-03-26",
                    "2026-03-26");
  auto without_steps = Situation(Route::direct_award_c);
  without_steps.held.award.recorded = true;
  without_steps.held.award.awarded_on = date("2026-03-17");
  hold({
      {"no award notice more than 30 days on", never_told.held, "PSR-02 pass, PSR-23 pass, PSR-28 pass, PSR-31 none, PSR-32 fail"},
      {"the contract was entered into in the standstill", premature.held, "PSR-28 fail, PSR-29 none"},
      {"on the fifth working day after the further decision", disputed.held, "PSR-28 pass, PSR-29 question"},
      {"submitted on the thirtieth day, published later",
       recorded_c("; enter_contract 2026-03-17; submit_award_notice 2026-04-16; publish_award_notice 2026-04-25", "2026-03-17").held,
       "PSR-31 pass, PSR-32 pass"},
      {"submitted on the thirty-first",
       recorded_c("; enter_contract 2026-03-17; submit_award_notice 2026-04-17; publish_award_notice 2026-04-17", "2026-03-17").held,
       "PSR-31 fail"},
      {"an award recorded without its steps", without_steps.held, "PSR-23 not_computable, PSR-28 not_computable, PSR-32 not_computable"},
  });
}

TEST_CASE("an abandoned first run and the one that followed are held against each other", "[domain][law][cases]") {
  auto in_standstill = recorded_c("; enter_contract 2026-03-17", "2026-03-17");
  in_standstill.run(Process::most_suitable_provider, "2026-01-05",
                    "submit_intention_to_follow_msp_notice 2026-01-05; publish_intention_to_follow_msp_notice 2026-01-05; "
                    "decide_to_abandon 2026-01-20; submit_abandonment_notice 2026-01-21; publish_abandonment_notice 2026-01-22");
  auto late = recorded_c("; enter_contract 2026-03-17", "2026-03-17");
  late.run(Process::most_suitable_provider, "2026-01-05",
           "submit_intention_to_follow_msp_notice 2026-01-05; publish_intention_to_follow_msp_notice 2026-01-05; "
           "decide_to_abandon 2026-01-20; submit_abandonment_notice 2026-02-20; publish_abandonment_notice 2026-02-20");
  hold({
      {"abandoned before any standstill, with a notice the next day", in_standstill.held, "PSR-48 pass"},
      {"with a notice on the thirty-first day", late.held, "PSR-48 fail"},
  });
}

TEST_CASE("what a notice says of process, service and value reaches the rules", "[domain][law][cases]") {
  const auto said = [](Route route, auto change) {
    auto s = confirmed(route);
    change(s.last());
    return s.held;
  };
  auto two_names = confirmed(Route::framework_call_off_competed);
  two_names.last().psr.processes = {Route::competitive_process, Route::framework_call_off_competed};
  auto value_in_words = confirmed(Route::direct_award_c);
  value_in_words.last().stated.lifetime_value = openward::ValueReading{.net_pence = 330'000'000, .gross_pence = {}, .as_published = "3.3m"};
  auto approximate = confirmed(Route::direct_award_c);
  approximate.linked({.kind = intention_to_award, .on = "2026-03-02"});
  approximate.last().stated = value_in_words.held.notices[0].stated;
  auto of_several = value_in_words;
  of_several.held.awards_of_procurement = 2;
  auto other_law = confirmed(Route::direct_award_c);
  other_law.last().form = "UK6";
  auto council = confirmed(Route::direct_award_b);
  council.held.buyer->name = "Cardiff Council";
  auto closed = confirmed(Route::direct_award_b);
  closed.held.buyer->closed = date("2026-03-19");
  auto before_2024 = confirmed(Route::direct_award_a, "2023-12-30", "2024-01-20");
  hold({
      {"two processes", said(Route::direct_award_c, [](auto& n) { n.psr.processes.push_back(Route::direct_award_b); }), "PSR-05 question"},
      {"a competition among the parties of a framework is one process", two_names.held, "PSR-05 pass"},
      {"no process that could be read", said(Route::direct_award_c, [](auto& n) { n.psr.processes.clear(); }), "PSR-05 not_computable"},
      {"a right of choice under direct award C", said(Route::direct_award_c, [](auto& n) { n.psr.legal_choice = true; }),
       "PSR-12 question"},
      {"a cap under direct award B", said(Route::direct_award_b, [](auto& n) { n.psr.provider_limit = true; }), "PSR-13 question"},
      {"no cap, as it says", said(Route::direct_award_b, [](auto& n) { n.psr.provider_limit = false; }), "PSR-13 pass"},
      {"both findings on change",
       said(Route::direct_award_c,
            [](auto& n) {
              n.psr.difference_found = false;
              n.psr.threshold_considered = true;
            }),
       "PSR-17 pass"},
      {"a threshold that was not considered", said(Route::direct_award_c, [](auto& n) { n.psr.threshold_considered = false; }),
       "PSR-17 question"},
      {"services before the award, in its own words", said(Route::direct_award_c, [](auto& n) { n.psr.services_began_before = true; }),
       "PSR-50 question"},
      {"an implied contract", said(Route::direct_award_c, [](auto& n) { n.description = "Delivered on an implied contract since April."; }),
       "PSR-50 question"},
      {"a tenth more in words than in the field", value_in_words.held, "PSR-63 question"},
      {"an intention under another OCID gives it approximately", approximate.held, "PSR-23 pass, PSR-63 pass"},
      {"of several awards the words mean none in particular", of_several.held, "PSR-63 pass, PSR-68 not_computable"},
      {"a form of the Procurement Act", other_law.held, "PSR-65 question"},
      {"the European form, which all such notices use", confirmed(Route::direct_award_c).held, "PSR-65 pass"},
      {"a council in Wales", council.held, "PSR-01 question"},
      {"a board that had closed the day before", closed.held, "PSR-01 question"},
      {"awarded before 2024", before_2024.held, "PSR-02 question"},
      {"excluded providers are in no notice", confirmed(Route::direct_award_c).held, "PSR-59 not_computable, PSR-53 not_computable"},
  });
}
