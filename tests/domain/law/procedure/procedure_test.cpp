#include "domain/law/procedure/procedure.h"
#include "tests/domain/faults.h"
#include "tests/domain/law/procedure/walk.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::law::procedure;
using namespace openward::test;
using Lines = std::vector<std::string>;

namespace {

constexpr std::string_view to_the_standstill = "decide 2026-03-10; submit_intention_to_award_notice 2026-03-17; "
                                               "publish_intention_to_award_notice 2026-03-18; begin_standstill 2026-03-19";

Procedure walked(Process process, std::string_view steps) {
  Procedure procedure = begun(process);
  const auto result = walk(procedure, steps);
  CAPTURE(to_string(procedure), answer(result));
  REQUIRE(result);
  return procedure;
}

Procedure walked_c(std::string_view more) { return walked(Process::direct_award_c, std::string(to_the_standstill) + std::string(more)); }

std::string code_of(const Result<Procedure>& result) { return result ? "begun" : faults_of(result.error()).front(); }

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

} // namespace

TEST_CASE("walks through the tables end where the Regulations let them", "[domain][law][procedure]") {
  for (const auto& cells : cases("procedure-walks.tsv")) {
    REQUIRE(cells.size() == 4);
    Procedure procedure = begun(process_from(cells[1]).value());
    const auto result = walk(procedure, cells[2]);
    CAPTURE(cells[0], to_string(procedure), result ? "" : result.error().message);
    CHECK((result ? std::string(to_string(procedure.state())) : answer(result)) == cells[3]);
    // A case is about its last step: all before it were taken.
    const auto steps = split(cells[2], ';');
    CHECK(procedure.history().size() == steps.size() - (result ? 0 : 1));
  }
}

TEST_CASE("a process begins by the choice that regulation 6 leaves for it", "[domain][law][procedure]") {
  struct Case {
    Process process;
    Choice choice;
    std::string outcome;
  };
  const std::vector<Case> list = {
      {Process::direct_award_a, Choice::mandatory, "begun"},
      {Process::direct_award_a, Choice::among_c_msp_cp, "/choice not_open"},
      {Process::direct_award_b, Choice::among_msp_cp, "/choice not_open"},
      {Process::direct_award_c, Choice::among_c_msp_cp, "begun"},
      {Process::direct_award_c, Choice::among_msp_cp, "/choice not_open"},
      {Process::direct_award_c, Choice::mandatory, "/choice not_open"},
      {Process::most_suitable_provider, Choice::among_c_msp_cp, "begun"},
      {Process::most_suitable_provider, Choice::among_msp_cp, "begun"},
      {Process::most_suitable_provider, Choice::mandatory, "/choice not_open"},
      {Process::competitive_process, Choice::among_c_msp_cp, "begun"},
      {Process::competitive_process, Choice::among_msp_cp, "begun"},
      {Process::competitive_process, Choice::mandatory, "begun"},
      {Process::framework_conclusion, Choice::mandatory, "begun"},
      {Process::framework_conclusion, Choice::among_msp_cp, "/choice not_open"},
      {Process::framework_call_off_competed, Choice::mandatory, "begun"},
      {Process::modification, Choice::mandatory, "begun"},
      {Process::bridge_modification, Choice::mandatory, "/process no_standstill"},
  };
  for (const Case& c : list) {
    CAPTURE(to_string(c.process), to_string(c.choice));
    CHECK(code_of(Procedure::begin(c.process, c.choice, day("2026-03-02"))) == c.outcome);
  }
}

TEST_CASE("nothing begins under the regime before 2024", "[domain][law][procedure]") {
  CHECK(code_of(Procedure::begin(Process::direct_award_a, Choice::mandatory, day("2023-12-31"))) == "/date before_the_regime");
  CHECK(code_of(Procedure::begin(Process::direct_award_a, Choice::mandatory, day("2024-01-01"))) == "begun");
}

TEST_CASE("a process is switched only when chosen at discretion, abandoned, and for another of the same choice",
          "[domain][law][procedure]") {
  struct Case {
    Process from;
    Choice choice;
    std::string steps;
    Process to;
    std::string on;
    std::string outcome;
  };
  const std::string given_up = "decide_to_abandon 2026-03-03";
  const std::string over = given_up + "; submit_abandonment_notice 2026-03-04; publish_abandonment_notice 2026-03-05";
  const auto c = Process::direct_award_c;
  const auto msp = Process::most_suitable_provider;
  const auto cp = Process::competitive_process;
  const std::vector<Case> list = {
      {c, Choice::among_c_msp_cp, given_up, msp, "2026-03-03", "begun"},
      {c, Choice::among_c_msp_cp, over, cp, "2026-03-05", "begun"},
      {msp, Choice::among_c_msp_cp, over, c, "2026-03-06", "begun"},
      {cp, Choice::among_msp_cp, over, msp, "2026-03-06", "begun"},
      {msp, Choice::among_msp_cp, over, c, "2026-03-06", "/process not_open"},
      {c, Choice::among_c_msp_cp, over, c, "2026-03-06", "/process not_open"},
      {c, Choice::among_c_msp_cp, over, Process::direct_award_a, "2026-03-06", "/process not_open"},
      {c, Choice::among_c_msp_cp, over, Process::framework_conclusion, "2026-03-06", "/process not_open"},
      {cp, Choice::mandatory, over, msp, "2026-03-06", "/process not_discretionary"},
      {Process::framework_call_off_competed, Choice::mandatory, over, Process::framework_call_off_direct, "2026-03-06",
       "/process not_discretionary"},
      {c, Choice::among_c_msp_cp, "decide 2026-03-03", msp, "2026-03-06", "/process not_abandoned"},
      {c, Choice::among_c_msp_cp, given_up, msp, "2026-03-02", "/date out_of_order"},
  };
  for (const Case& one : list) {
    auto from = *Procedure::begin(one.from, one.choice, day("2026-03-02"));
    REQUIRE(walk(from, one.steps));
    const auto to = Procedure::switched(from, one.to, day(one.on));
    CAPTURE(to_string(from), to_string(one.to));
    CHECK(code_of(to) == one.outcome);
    if (!to) {
      CHECK_THAT(to.error().message, ContainsSubstring("reg 6(9)"));
      continue;
    }
    CHECK(to->switched_from() == one.from);
    CHECK(to->choice() == one.choice);
    CHECK(to->state() == State::open);
  }
}

TEST_CASE("a bridge needs a standstill that runs and advice that was asked for in it", "[domain][law][procedure]") {
  const std::string represented = "; receive_representation 2026-03-20 Invented Care CIC";
  const std::string asked = represented + "; request_panel_advice 2026-03-23";
  const std::string over = asked + "; receive_panel_advice 2026-04-20; decide_to_proceed 2026-04-20; "
                                   "communicate_further_decision 2026-04-20; end_standstill 2026-04-27";
  CHECK(code_of(Procedure::bridge(walked(Process::direct_award_c, "decide 2026-03-10"), day("2026-03-30"))) == "/process no_standstill");
  CHECK(code_of(Procedure::bridge(walked_c(""), day("2026-03-30"))) == "/process no_advice_sought");
  CHECK(code_of(Procedure::bridge(walked_c(represented), day("2026-03-30"))) == "/process no_advice_sought");
  CHECK(code_of(Procedure::bridge(walked_c(asked), day("2026-03-22"))) == "/date out_of_order");
  CHECK(code_of(Procedure::bridge(walked_c(over), day("2026-04-28"))) == "/process no_standstill");

  const auto bridge = Procedure::bridge(walked_c(asked), day("2026-03-30"));
  REQUIRE(bridge);
  CHECK(to_string(*bridge) == "bridge_modification: -> open");
  CHECK(bridge->began() == day("2026-03-30"));
}

TEST_CASE("a notice is due thirty days after what it tells of", "[domain][law][procedure]") {
  CHECK(iso(begun(Process::direct_award_a).notice_due()) == "none");
  CHECK(iso(walked(Process::direct_award_a, "enter_contract 2026-04-01").notice_due()) == "2026-05-01");
  CHECK(iso(walked(Process::direct_award_a, "enter_contract 2026-04-01; submit_award_notice 2026-04-02").notice_due()) == "none");
  CHECK(iso(walked(Process::urgent_award, "enter_contract 2026-12-05").notice_due()) == "2027-01-04");
  CHECK(iso(walked(Process::modification, "make_modification 2026-04-01").notice_due()) == "2026-05-01");
  CHECK(iso(walked(Process::bridge_modification, "make_modification 2026-06-01").notice_due()) == "none");
  CHECK(iso(walked(Process::direct_award_b, "decide_to_abandon 2026-04-01").notice_due()) == "2026-05-01");
  // Decided in a standstill: of its end, and not of the decision (reg 15(5)(a)(ii)).
  CHECK(iso(walked_c("; receive_representation 2026-03-20 Invented Care CIC; decide_to_abandon 2026-03-23; "
                     "communicate_further_decision 2026-03-23; end_standstill 2026-04-15")
                .notice_due()) == "2026-05-15");
}

TEST_CASE("a repeat keeps what it undoes, and only what stands is counted", "[domain][law][procedure]") {
  const Procedure procedure =
      walked_c("; receive_representation 2026-03-20 Invented Care CIC; decide_to_repeat 2026-03-30; "
               "communicate_further_decision 2026-03-30; end_standstill 2026-04-08; repeat_from_intention 2026-04-09");
  CHECK(to_string(procedure) ==
        "direct_award_c: decide 2026-03-10, (submit_intention_to_award_notice 2026-03-17), (publish_intention_to_award_notice 2026-03-18), "
        "(begin_standstill 2026-03-19), (receive_representation 2026-03-20), (decide_to_repeat 2026-03-30), "
        "(communicate_further_decision 2026-03-30), (end_standstill 2026-04-08), repeat_from_intention 2026-04-09 -> decided");
  CHECK(procedure.representations() == 0);
  CHECK_FALSE(procedure.current_intention());
  CHECK(procedure.latest(Step::begin_standstill) == nullptr);
  REQUIRE(procedure.latest(Step::decide) != nullptr);
  CHECK(procedure.latest(Step::decide)->on == day("2026-03-10"));
  CHECK(procedure.history()[4].details.party == "Invented Care CIC");
}

TEST_CASE("a repeat is offered for the steps that were taken, and for no others", "[domain][law][procedure]") {
  const Procedure procedure = walked(Process::competitive_process, "set_award_criteria 2026-03-02; submit_invitation_notice 2026-03-03; "
                                                                   "decide_to_repeat 2026-03-03; inform_of_repeat 2026-03-03");
  CHECK(procedure.allowed() == std::vector<Step>{Step::repeat_from_criteria, Step::repeat_from_invitation, Step::decide_to_abandon});
}

TEST_CASE("the intention that stands is the latest, and none of an abandoned procurement", "[domain][law][procedure]") {
  CHECK(iso(begun(Process::direct_award_c).current_intention()) == "none");
  CHECK(iso(walked_c("").current_intention()) == "2026-03-17");
  CHECK(iso(walked_c("; end_standstill 2026-03-31; decide_to_repeat 2026-04-01; inform_of_repeat 2026-04-01; "
                     "repeat_from_intention 2026-04-02; submit_intention_to_award_notice 2026-04-07")
                .current_intention()) == "2026-04-07");
  CHECK(iso(walked_c("; end_standstill 2026-03-31; decide_to_abandon 2026-04-01; submit_abandonment_notice 2026-04-01; "
                     "publish_abandonment_notice 2026-04-01")
                .current_intention()) == "none");
}

TEST_CASE("a refusal names the step, the rule, where it stands and what is allowed", "[domain][law][procedure]") {
  Procedure procedure = walked_c("");
  const auto early = procedure.apply(Step::enter_contract, day("2026-03-20"), {}, nth_working_day_after);
  REQUIRE_FALSE(early);
  CHECK(early.error().message ==
        "enter_contract is refused by reg 12(1): nothing is entered into or concluded before a standstill has ended; it is taken in "
        "standstill_ended (direct_award_c, standstill); allowed now: receive_representation, end_standstill");
  CHECK(faults_of(early.error()) == Lines{"/step step_not_allowed"});

  const auto foreign = procedure.apply(Step::invite_framework_parties, day("2026-03-20"), {}, nth_working_day_after);
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().message ==
        "invite_framework_parties is refused by reg 9(1): it is no step of this process; it is a step of framework_call_off_competed "
        "(direct_award_c, standstill); allowed now: receive_representation, end_standstill");

  const auto dated = procedure.apply(Step::end_standstill, day("2026-03-30"), {}, nth_working_day_after);
  REQUIRE_FALSE(dated);
  CHECK(dated.error().message ==
        "end_standstill is refused by reg 12(9): the standstill began on 2026-03-19, and providers may make representations until "
        "2026-03-31, the 8th working day after it (direct_award_c, standstill); allowed now: receive_representation, end_standstill");
  CHECK(faults_of(dated.error()) == Lines{"/date too_early"});
}

TEST_CASE("a standstill in a year without holidays is an error, and the procedure stays as it was", "[domain][law][procedure]") {
  auto procedure = *Procedure::begin(Process::direct_award_c, Choice::among_c_msp_cp, day("2099-01-01"));
  REQUIRE(walk(procedure, "decide 2099-03-10; submit_intention_to_award_notice 2099-03-17; publish_intention_to_award_notice 2099-03-18; "
                          "begin_standstill 2099-03-19"));
  const std::string before = to_string(procedure);
  const auto ended = walk(procedure, "end_standstill 2099-04-30");
  REQUIRE_FALSE(ended);
  CHECK(ended.error().kind == ErrorKind::invalid);
  CHECK(ended.error().message == "no bank holidays are loaded for 2099");
  CHECK(to_string(procedure) == before);

  const auto uncounted = procedure.apply(Step::end_standstill, day("2099-04-30"), {}, {});
  REQUIRE_FALSE(uncounted);
  CHECK(uncounted.error().kind == ErrorKind::internal);
}

TEST_CASE("a stored procedure is read back as it was", "[domain][law][procedure]") {
  const Procedure procedure =
      walked_c("; receive_representation 2026-03-20 Invented Care CIC; decide_to_repeat 2026-03-30; "
               "communicate_further_decision 2026-03-30; end_standstill 2026-04-08; repeat_from_decision 2026-04-09; "
               "decide 2026-04-10");
  std::vector<StoredStep> stored;
  for (const StepTaken& taken : procedure.history()) stored.push_back({taken.step, taken.on, taken.details});
  const auto read = Procedure::restore(procedure.process(), procedure.choice(), procedure.began(), Process::most_suitable_provider, stored);
  REQUIRE(read);
  CHECK(to_string(*read) == to_string(procedure));
  CHECK(read->switched_from() == Process::most_suitable_provider);
  CHECK(read->history()[4].details.party == "Invented Care CIC");

  stored.push_back({Step::enter_contract, day("2026-04-11"), {}});
  const auto broken = Procedure::restore(procedure.process(), procedure.choice(), procedure.began(), std::nullopt, stored);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().kind == ErrorKind::internal);
}
