#include "domain/law/procedure/recorded_procurement.h"
#include "tests/domain/faults.h"
#include "tests/domain/law/procedure/walk.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::law::procedure;
using namespace openward::test;
using Lines = std::vector<std::string>;

namespace {

const Date today = day("2026-06-30");

ProcurementFacts facts() {
  return {"bd-1", "Community audiology", "For adults",
          "EX-1", {"85121000"},          StatedValue{{100'000'00, {}}, Vat::excluded, ValueKind::estimate}};
}

Beginning begins(Process process, std::string_view on = "2026-03-02") { return {process, some_choice(process), day(on)}; }

RecordedProcurement recorded(Process process) {
  auto made = RecordedProcurement::create(facts(), begins(process), today);
  REQUIRE(made);
  made->assign_ocid("ocds-test-1");
  made->assign_procedure_id(0, "pd-1");
  return *made;
}

/// Steps written as for walk(), taken in one procedure of the procurement.
Result<> take(RecordedProcurement& p, std::string_view steps, const std::string& procedure_id = {}) {
  Result<> done = Done{};
  for (const std::string& text : split(steps, ';')) {
    const auto words = split(trimmed(text), ' ');
    const std::string party = words.size() > 2 ? words[2] : "";
    done = p.take({step_from(words[0]).value(), day(words[1]), {party, "", ""}, procedure_id}, today, nth_working_day_after);
    if (!done) return done;
  }
  return done;
}

constexpr std::string_view c_to_the_standstill = "decide 2026-03-03; submit_intention_to_award_notice 2026-03-03; "
                                                 "publish_intention_to_award_notice 2026-03-04; begin_standstill 2026-03-05";
constexpr std::string_view c_to_the_award = "; end_standstill 2026-03-17; enter_contract 2026-03-18";

RecordedProcurement c_awarded() {
  RecordedProcurement p = recorded(Process::direct_award_c);
  REQUIRE(take(p, std::string(c_to_the_standstill) + std::string(c_to_the_award)));
  return p;
}

Lines faults(const Result<>& result) { return result ? Lines{"ok"} : faults_of(result.error()); }

std::string states(const RecordedProcurement& p) {
  std::string out;
  for (const auto& one : p.procedures())
    out += (out.empty() ? "" : ", ") + std::string(to_string(one.run.process())) + " " + std::string(to_string(one.run.state()));
  return out;
}

} // namespace

TEST_CASE("a procurement begins as a draft with the procedure that leads to its award", "[domain][law][procedure]") {
  const RecordedProcurement p = recorded(Process::direct_award_c);
  CHECK(p.state() == ProcurementState::draft);
  CHECK(p.version() == 1);
  CHECK_FALSE(p.imported());
  CHECK(states(p) == "direct_award_c open");
  REQUIRE(p.selection());
  CHECK(p.selection()->run.began() == day("2026-03-02"));
}

TEST_CASE("all that is wrong with a procurement is told at once", "[domain][law][procedure]") {
  ProcurementFacts wrong;
  wrong.cpv = {"85121000", "85"};
  wrong.estimate = StatedValue{{-1, {}}, Vat::excluded, ValueKind::estimate};
  const auto refused = RecordedProcurement::create(wrong, {Process::direct_award_c, Choice::mandatory, day("2026-07-01")}, today);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK(faults_of(refused.error()) == Lines{"/commissioner missing", "/title missing", "/cpv/1 bad_cpv", "/estimate/amount negative",
                                            "/began in_future", "/choice not_open"});
  const auto empty = RecordedProcurement::create({}, {}, today);
  REQUIRE_FALSE(empty);
  CHECK(faults_of(empty.error()) == Lines{"/commissioner missing", "/title missing", "/process missing", "/began missing"});
}

TEST_CASE("only a process that selects a provider begins a procurement", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    CAPTURE(std::string(to_string(process)));
    const auto made = RecordedProcurement::create(facts(), begins(process), today);
    const bool modifies = std::string(to_string(process)).find("modification") != std::string::npos;
    REQUIRE(static_cast<bool>(made) == !modifies);
    if (!made) CHECK(faults_of(made.error()) == Lines{"/process no_selection"});
    if (made) CHECK(award_step_of(process).has_value());
    if (modifies) CHECK_FALSE(award_step_of(process));
  }
}

TEST_CASE("a procurement that began before the Regulations were in force is refused", "[domain][law][procedure]") {
  const auto refused = RecordedProcurement::create(facts(), begins(Process::direct_award_a, "2023-12-31"), today);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/began before_the_regime"});
}

TEST_CASE("a draft is published once", "[domain][law][procedure]") {
  RecordedProcurement p = recorded(Process::direct_award_a);
  REQUIRE(p.publish());
  CHECK(p.state() == ProcurementState::published);
  const auto again = p.publish();
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);
}

TEST_CASE("a step is refused where it stands wrong, and nothing of it is kept", "[domain][law][procedure]") {
  struct Case {
    std::string before, steps, procedure;
    ErrorKind kind;
    std::string fault;
  };
  const auto c = GENERATE(values<Case>({
      {"", "enter_contract 2026-03-03", "", ErrorKind::conflict, "/step step_not_allowed"},
      {"", "decide 2026-03-01", "", ErrorKind::conflict, "/on out_of_order"},
      {"", "decide 2026-07-01", "", ErrorKind::invalid, "/on in_future"},
      {"", "decide 2026-03-03", "pd-9", ErrorKind::invalid, "/procedure unknown_procedure"},
      {std::string(c_to_the_standstill), "receive_representation 2026-03-10", "", ErrorKind::invalid, "/party missing"},
      {std::string(c_to_the_standstill), "receive_representation 2026-03-18 Somebody", "", ErrorKind::conflict, "/on too_late"},
      {std::string(c_to_the_standstill), "enter_contract 2026-03-18", "", ErrorKind::conflict, "/step step_not_allowed"},
      {std::string(c_to_the_standstill) + "; end_standstill 2026-03-17", "enter_contract 2026-03-17", "", ErrorKind::conflict,
       "/on too_early"},
  }));
  CAPTURE(c.steps, c.procedure);
  RecordedProcurement p = recorded(Process::direct_award_c);
  if (!c.before.empty()) REQUIRE(take(p, c.before));
  const std::string before = to_string(p.selection()->run);
  const auto refused = take(p, c.steps, c.procedure);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == c.kind);
  CHECK(faults(refused) == Lines{c.fault});
  CHECK(to_string(p.selection()->run) == before);
}

TEST_CASE("a refused step is told with the steps that are allowed", "[domain][law][procedure]") {
  RecordedProcurement p = recorded(Process::direct_award_c);
  const auto refused = take(p, "enter_contract 2026-03-03");
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("reg 12(1)") && ContainsSubstring("allowed now: decide, decide_to_abandon"));
}

TEST_CASE("a step without its name or its day is refused for both", "[domain][law][procedure]") {
  RecordedProcurement p = recorded(Process::direct_award_c);
  CHECK(faults(p.take({}, today, nth_working_day_after)) == Lines{"/step missing", "/on missing"});
}

TEST_CASE("an abandoned process is switched for another of the same choice, and both go on", "[domain][law][procedure]") {
  RecordedProcurement p = recorded(Process::direct_award_c);
  const FurtherProcedure to_competition{Because::process_switched, Process::competitive_process, day("2026-03-10"), {}};
  CHECK(faults(p.open(to_competition, today)) == Lines{"/process not_abandoned"});
  REQUIRE(take(p, "decide 2026-03-03; decide_to_abandon 2026-03-09"));
  CHECK(faults(p.open({Because::process_switched, Process::competitive_process, day("2026-03-08"), {}}, today)) ==
        Lines{"/began out_of_order"});
  CHECK(faults(p.open({Because::process_switched, Process::direct_award_a, day("2026-03-10"), {}}, today)) == Lines{"/process not_open"});
  REQUIRE(p.open(to_competition, today));
  p.assign_procedure_id(1, "pd-2");
  CHECK(states(p) == "direct_award_c abandonment_due, competitive_process open");
  CHECK(p.selection()->id == "pd-2");
  REQUIRE(take(p, "set_award_criteria 2026-03-11"));
  REQUIRE(take(p, "submit_abandonment_notice 2026-03-12; publish_abandonment_notice 2026-03-13", "pd-1"));
  CHECK(states(p) == "direct_award_c abandoned, competitive_process criteria_set");
  CHECK(p.award_procedure()->route == Route::competitive_process);
}

TEST_CASE("a bridge waits for the award's standstill and the advice asked for in it", "[domain][law][procedure]") {
  RecordedProcurement p = recorded(Process::direct_award_c);
  const FurtherProcedure bridge{Because::bridge, {}, day("2026-03-20"), "ct-9"};
  CHECK(faults(p.open(bridge, today)) == Lines{"/process no_standstill"});
  REQUIRE(
      take(p, std::string(c_to_the_standstill) +
                  "; receive_representation 2026-03-10 Somebody; decide_to_proceed 2026-03-12; communicate_further_decision 2026-03-12; "
                  "request_panel_advice 2026-03-16"));
  REQUIRE(p.open(bridge, today));
  p.assign_procedure_id(1, "pd-2");
  CHECK(p.selection()->id == "pd-1");
  CHECK(p.procedures().back().contract_id == "ct-9");
  REQUIRE(take(p, "make_modification 2026-03-21", "pd-2"));
  CHECK(states(p) == "direct_award_c proceed_with_panel, bridge_modification completed");
}

TEST_CASE("a modification is of a contract, by a process that modifies", "[domain][law][procedure]") {
  RecordedProcurement p = c_awarded();
  CHECK(faults(p.open({Because::contract_modified, Process::modification, day("2026-05-01"), {}}, today)) == Lines{"/contract missing"});
  CHECK(faults(p.open({Because::contract_modified, Process::direct_award_a, day("2026-05-01"), "ct-1"}, today)) ==
        Lines{"/process not_open"});
  CHECK(faults(p.open({Because::contract_modified, {}, {}, "ct-1"}, today)) == Lines{"/process missing", "/began missing"});
  CHECK(faults(p.open({}, today)) == Lines{"/because missing", "/process missing", "/began missing"});
  CHECK(faults(p.open({Because::contract_modified, Process::modification, day("2026-07-01"), "ct-1"}, today)) == Lines{"/began in_future"});
  REQUIRE(p.open({Because::contract_modified, Process::modification, day("2026-05-01"), "ct-1"}, today));
  CHECK(states(p) == "direct_award_c awarded, modification open");
  CHECK(p.award_procedure()->made_on == day("2026-03-18"));
}

TEST_CASE("what was read from notices is shown and not run", "[domain][law][procedure]") {
  RecordedProcurement imported = RecordedProcurement::restore("ocds-test-2", ProcurementState::published, 3, true, facts(), {});
  for (const auto& refused : {take(imported, "decide 2026-03-03"), imported.publish(),
                              imported.open({Because::contract_modified, Process::modification, day("2026-05-01"), "ct-1"}, today)}) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message, ContainsSubstring("read from published notices"));
  }
  const auto joined = imported.joined_by({});
  REQUIRE_FALSE(joined);
  CHECK(joined.error().kind == ErrorKind::conflict);
}

TEST_CASE("an award that opened its procurement has no steps to record, and publishes it", "[domain][law][procedure]") {
  RecordedProcurement p = RecordedProcurement::restore("ocds-test-3", ProcurementState::draft, 1, false, facts(), {});
  CHECK(faults(take(p, "decide 2026-03-03")) == Lines{"/procedure no_procedure"});
  CHECK(faults(p.publish()) == Lines{" no_procedure"});
  CHECK(faults(p.open({Because::bridge, {}, day("2026-03-20"), {}}, today)) == Lines{"/because no_procedure"});
  CHECK_FALSE(p.award_procedure());
}

TEST_CASE("an award takes commissioner and route from the procurement that it joins", "[domain][law][procedure]") {
  const RecordedProcurement p = recorded(Process::direct_award_c);
  AwardDraft draft;
  draft.title = "Audiology";
  const auto joined = p.joined_by(draft);
  REQUIRE(joined);
  CHECK(joined->commissioner_id == "bd-1");
  CHECK(joined->route == Route::direct_award_c);
  CHECK(joined->procurement == "ocds-test-1");
  draft.commissioner_id = "bd-2";
  draft.route = Route::direct_award_a;
  const auto refused = p.joined_by(draft);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/commissioner other_commissioner", "/route other_route"});
  const auto addition = recorded(Process::framework_addition).joined_by({});
  REQUIRE_FALSE(addition);
  CHECK(faults_of(addition.error()) == Lines{"/procurement no_award"});
}

TEST_CASE("an award is published when its procurement has come to it, on the day that the step names", "[domain][law][procedure]") {
  struct Case {
    bool published, awarded;
    std::string awarded_on, outcome;
  };
  const auto c = GENERATE(values<Case>({{true, true, "", "2026-03-18"},
                                        {true, true, "2026-03-18", "2026-03-18"},
                                        {true, true, "2026-03-17", "/awarded_on other_day"},
                                        {true, false, "", "/procurement not_awarded_yet"},
                                        {true, false, "2026-03-18", "/procurement not_awarded_yet"},
                                        {false, true, "", "/procurement still_draft"}}));
  CAPTURE(c.published, c.awarded, c.awarded_on);
  RecordedProcurement p = recorded(Process::direct_award_c);
  REQUIRE(take(p, c_to_the_standstill));
  if (c.awarded) REQUIRE(take(p, std::string(c_to_the_award.substr(2))));
  if (c.published) REQUIRE(p.publish());
  AwardDraft draft;
  draft.title = "Audiology";
  draft.cpv = {"85121000"};
  draft.providers = {{"bd-5", "Invented Hearing Care Ltd", {}}};
  if (!c.awarded_on.empty()) draft.awarded_on = day(c.awarded_on);
  auto award = Award::create(*p.joined_by(draft), today);
  REQUIRE(award);
  const auto done = award->publish(Instant(), p.award_procedure());
  CHECK((done ? award->facts().awarded_on->iso() : faults_of(done.error()).front()) == c.outcome);
  CHECK((award->state() == AwardState::published) == static_cast<bool>(done));
  if (!done) CHECK(done.error().kind == ErrorKind::conflict);
}

TEST_CASE("an award that joins a procurement is not published without asking it", "[domain][law][procedure]") {
  RecordedProcurement p = c_awarded();
  REQUIRE(p.publish());
  AwardDraft draft;
  draft.title = "Audiology";
  auto award = Award::create(*p.joined_by(draft), today);
  REQUIRE(award);
  CHECK(faults(award->publish(Instant())) == Lines{"/procurement no_procedure"});
}

TEST_CASE("the notice that is due is named with its last day", "[domain][law][procedure]") {
  struct Case {
    Process process;
    std::string steps, due;
  };
  const auto c = GENERATE(values<Case>({
      {Process::direct_award_a, "enter_contract 2026-03-10", "award 2026-04-09"},
      {Process::urgent_award, "enter_contract 2026-03-10", "urgent_award 2026-04-09"},
      {Process::modification, "make_modification 2026-03-10", "modification 2026-04-09"},
      {Process::urgent_modification, "make_modification 2026-03-10", "urgent_modification 2026-04-09"},
      {Process::direct_award_c, "decide_to_abandon 2026-03-10", "abandonment 2026-04-09"},
      {Process::direct_award_c, "decide 2026-03-10", "none"},
      {Process::direct_award_a, "enter_contract 2026-03-10; submit_award_notice 2026-03-11", "none"},
  }));
  CAPTURE(c.steps);
  Procedure run = begun(c.process);
  REQUIRE(walk(run, c.steps));
  const auto due = notice_to_come(run);
  CHECK((due ? std::string(openward::to_string(due->kind)) + " " + due->last_day.iso() : "none") == c.due);
}

TEST_CASE("every notice of a procedure has a step that submits and one that publishes it", "[domain][law][procedure]") {
  for (const Step step : all_steps()) {
    const auto kind = notice_of(step);
    if (!kind) continue;
    CAPTURE(std::string(to_string(step)));
    CHECK((submission_of(*kind) == step || publication_of(*kind) == step));
  }
  for (const NoticeKind other : {NoticeKind::planning, NoticeKind::tender, NoticeKind::other}) {
    CHECK_FALSE(submission_of(other));
    CHECK_FALSE(publication_of(other));
  }
}
