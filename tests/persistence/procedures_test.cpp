// Procurements that are run in the register: each step kept, each an event, and none over somebody else's.
#include "persistence/detail/migrate.h"
#include "persistence/procedures.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <thread>

namespace openward::test {
namespace {

using namespace law::procedure; // NOLINT(google-build-using-namespace): the words of the steps
using persistence::Awards;
using persistence::Bodies;
using persistence::Database;
using persistence::RecordedProcurements;
using persistence::UnitOfWork;

const Date today = london_date(noon());

Date on(const std::string& iso) { return *Date::parse(iso); }

/// These procedures meet no holiday.
Result<Date> weekdays_after(Date after, int n) {
  for (; n > 0; --n) {
    do after = after.plus_days(1);
    while (after.weekday() == std::chrono::Saturday || after.weekday() == std::chrono::Sunday);
  }
  return after;
}

std::string body(Database& db, const std::string& name) {
  return written(db, [&](UnitOfWork& u) { return *Bodies(u).resolve(name, {}, "", "", false); });
}

RecordedProcurement opened(Database& db, Process process = Process::direct_award_c, Choice choice = Choice::among_c_msp_cp) {
  ProcurementFacts facts;
  facts.commissioner_id = body(db, "NHS Fen Integrated Care Board");
  facts.title = "Ultrasound";
  facts.description = "In the community";
  facts.reference = "FEN/7";
  facts.cpv = {"85150000", "85111000"};
  facts.estimate = StatedValue{Money{123456789, {}}, Vat::excluded, ValueKind::estimate};
  const auto made = RecordedProcurement::create(facts, {process, choice, on("2026-03-02")}, today);
  REQUIRE(made);
  return written(db, [&](UnitOfWork& u) { return *RecordedProcurements(u).add(*made); });
}

using Change = std::function<Result<>(RecordedProcurement&)>;

Result<RecordedProcurement> updated(Database& db, const std::string& ocid, const Change& change, std::optional<int> expected = {}) {
  return db.write("test", noon(), [&](UnitOfWork& u) { return RecordedProcurements(u).update(ocid, expected, change); });
}

Change taking(Step step, const std::string& day, StepDetails details = {}, const std::string& procedure_id = {}) {
  return [=](RecordedProcurement& p) { return p.take({step, on(day), details, procedure_id}, today, weekdays_after); };
}

std::string told(const Result<RecordedProcurement>& result) {
  return result ? "version " + std::to_string(result->version()) : result.error().message + " / " + result.error().internal;
}

void take_all(Database& db, const std::string& ocid, const std::vector<std::pair<Step, std::string>>& steps) {
  for (const auto& [step, day] : steps) {
    const auto done = updated(db, ocid, taking(step, day, {step == Step::receive_representation ? "Marsh Scans" : "", "R/1", "as told"}));
    INFO(to_string(step) << ": " << told(done));
    REQUIRE(done);
  }
}

const std::vector<std::pair<Step, std::string>> c_to_the_award{{Step::decide, "2026-03-02"},
                                                               {Step::submit_intention_to_award_notice, "2026-03-03"},
                                                               {Step::publish_intention_to_award_notice, "2026-03-04"},
                                                               {Step::begin_standstill, "2026-03-05"},
                                                               {Step::end_standstill, "2026-03-17"},
                                                               {Step::enter_contract, "2026-03-18"}};

std::optional<RecordedProcurement> stored(Database& db, const std::string& ocid) {
  return *db.read(
      [&](persistence::Session& s) -> Result<std::optional<RecordedProcurement>> { return persistence::procurement_of(s, ocid); });
}

AwardDraft award_of(Database& db, const RecordedProcurement& p) {
  AwardDraft draft;
  draft.title = "Ultrasound";
  draft.cpv = {"85150000"};
  draft.providers = {{body(db, "Fen Care Limited"), "Fen Care", {}}};
  draft.value = StatedValue{Money{100, {}}, Vat::excluded, ValueKind::lifetime};
  return *p.joined_by(draft);
}

Award added(Database& db, const AwardDraft& draft) {
  return written(db, [&](UnitOfWork& u) { return *Awards(u).add(*Award::create(draft, today)); });
}

Result<Award> published(Database& db, const Award& award) {
  return db.write("test", noon(), [&](UnitOfWork& u) {
    return Awards(u).update(award.id(), {}, [&](Award& a) {
      const auto procurement = persistence::procurement_of(u.session(), a.facts().procurement);
      return a.publish(noon(), procurement ? procurement->award_procedure() : std::nullopt);
    });
  });
}

Result<> publish(RecordedProcurement& p) { return p.publish(); }

TEST_CASE("a procurement comes back as it was recorded", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement made = opened(*t.db);
  CHECK(made.ocid().starts_with("ocds-openward-"));
  const auto held = stored(*t.db, made.ocid());
  REQUIRE(held);
  CHECK(held->state() == ProcurementState::draft);
  CHECK(held->version() == 1);
  CHECK_FALSE(held->imported());
  CHECK(held->facts().commissioner_id == made.facts().commissioner_id);
  CHECK(held->facts().title == "Ultrasound");
  CHECK(held->facts().description == "In the community");
  CHECK(held->facts().reference == "FEN/7");
  CHECK(held->facts().cpv == made.facts().cpv);
  CHECK(held->facts().estimate == made.facts().estimate);
  REQUIRE(held->procedures().size() == 1);
  CHECK(held->procedures().front().id == made.procedures().front().id);
  CHECK(held->procedures().front().id.starts_with("pd-"));
  CHECK(to_string(held->selection()->run) == "direct_award_c: -> open");
  CHECK(held->selection()->run.choice() == Choice::among_c_msp_cp);
  CHECK(cell(*t.db, "select route || ' ' || regime || ' ' || tender_class || ' ' || state || ' ' || recorded from procurement") ==
        "direct_award_c psr untendered draft 1");
}

TEST_CASE("each step is kept with its details and told once in the feed", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  const auto before = last(*t.db);
  take_all(*t.db, p.ocid(), c_to_the_award);
  CHECK(feed(*t.db, before) ==
        "procurement.step_taken procurement.step_taken procurement.step_taken procurement.step_taken procurement.step_taken "
        "procurement.step_taken");
  const auto held = stored(*t.db, p.ocid());
  CHECK(held->version() == 7);
  CHECK(held->selection()->run.state() == State::awarded);
  const auto& history = held->selection()->run.history();
  REQUIRE(history.size() == 6);
  CHECK(history[0].details.reference == "R/1");
  CHECK(history[0].details.note == "as told");
  CHECK(history[5].on == on("2026-03-18"));
  const auto runs =
      *t.db->read([&](persistence::Session& s) -> Result<std::vector<Procedure>> { return persistence::procedures_of(s, p.ocid()); });
  REQUIRE(runs.size() == 1);
  CHECK(to_string(runs.front()) == to_string(held->selection()->run));
  CHECK(cell(*t.db, "select latest_kind from procurement") == "intention_to_award");
  CHECK(cell(*t.db, "select state from procedure") == "awarded");
  CHECK_THAT(cell(*t.db, "select body from event where version = 7 and subject = 'ocid:" + p.ocid() + "'"),
             ContainsSubstring(R"("step":"enter_contract")") && ContainsSubstring(R"("on":"2026-03-18")") &&
                 ContainsSubstring(R"("from":"standstill_ended")") && ContainsSubstring(R"("to":"awarded")") &&
                 ContainsSubstring(R"x("regulation":"reg 9(9)")x"));
}

TEST_CASE("a refused step leaves no trace", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  const auto before = last(*t.db);
  const auto refused = updated(*t.db, p.ocid(), taking(Step::enter_contract, "2026-03-18"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::conflict);
  CHECK(last(*t.db) == before);
  CHECK(stored(*t.db, p.ocid())->version() == 1);
  CHECK(cell(*t.db, "select count(*) from procedure_step") == "0");
}

TEST_CASE("steps that a repeat undoes stay, marked", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  take_all(*t.db, p.ocid(),
           {{Step::decide, "2026-03-02"},
            {Step::submit_intention_to_award_notice, "2026-03-03"},
            {Step::decide_to_repeat, "2026-03-03"},
            {Step::inform_of_repeat, "2026-03-04"},
            {Step::repeat_from_decision, "2026-03-04"}});
  const auto held = stored(*t.db, p.ocid());
  CHECK(to_string(held->selection()->run) ==
        "direct_award_c: (decide 2026-03-02), (submit_intention_to_award_notice 2026-03-03), (decide_to_repeat 2026-03-03), "
        "(inform_of_repeat 2026-03-04), repeat_from_decision 2026-03-04 -> open");
  CHECK(cell(*t.db, "select sum(undone) from procedure_step") == "4");
}

TEST_CASE("a procurement is published once, and its event holds what went before", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  take_all(*t.db, p.ocid(), {{Step::decide, "2026-03-02"}});
  CHECK_THAT(cell(*t.db, "select body from event order by seq desc limit 1"), ContainsSubstring(R"("state":"draft")"));
  REQUIRE(updated(*t.db, p.ocid(), publish));
  CHECK(updated(*t.db, p.ocid(), publish).error().kind == ErrorKind::conflict);
  CHECK(cell(*t.db, "select type from event order by seq desc limit 1") == "procurement.published");
  CHECK_THAT(cell(*t.db, "select body from event order by seq desc limit 1"),
             ContainsSubstring(R"("step":"decide")") && ContainsSubstring(R"("title":"Ultrasound")"));
  CHECK(cell(*t.db, "select state from procurement") == "published");
}

TEST_CASE("of two writers with one version one is told that it is stale", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  std::array<std::string, 2> outcomes;
  std::vector<std::thread> writers;
  for (std::string& outcome : outcomes) {
    writers.emplace_back([&] {
      const auto done = updated(*t.db, p.ocid(), taking(Step::decide, "2026-03-02"), 1);
      outcome = done ? "taken" : done.error().kind == ErrorKind::stale ? "stale" : done.error().message;
    });
  }
  for (std::thread& writer : writers) writer.join();
  std::sort(outcomes.begin(), outcomes.end());
  CHECK(outcomes == std::array<std::string, 2>{"stale", "taken"});
  CHECK(stored(*t.db, p.ocid())->selection()->run.history().size() == 1);
}

TEST_CASE("a procurement is switched, and its route with it", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  take_all(*t.db, p.ocid(), {{Step::decide, "2026-03-02"}, {Step::decide_to_abandon, "2026-03-05"}});
  const auto before = last(*t.db);
  const auto switched = updated(*t.db, p.ocid(), [](RecordedProcurement& one) {
    return one.open({Because::process_switched, Process::competitive_process, on("2026-03-10"), {}}, today);
  });
  REQUIRE(switched);
  CHECK(feed(*t.db, before) == "procurement.procedure_opened");
  REQUIRE(switched->procedures().size() == 2);
  CHECK(switched->procedures()[1].run.switched_from() == Process::direct_award_c);
  CHECK(switched->procedures()[1].id != switched->procedures()[0].id);
  CHECK(cell(*t.db, "select route || ' ' || tender_class from procurement") == "competitive_process tendered");
  REQUIRE(updated(*t.db, p.ocid(), taking(Step::submit_abandonment_notice, "2026-03-11", {}, switched->procedures()[0].id)));
  CHECK(stored(*t.db, p.ocid())->procedures()[0].run.state() == State::abandonment_submitted);
}

TEST_CASE("awards join the procurement they were made in, each under its own id", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  const Award first = added(*t.db, award_of(*t.db, p));
  const Award second = added(*t.db, award_of(*t.db, p));
  CHECK(first.facts().procurement == p.ocid());
  CHECK_FALSE(first.source());
  CHECK(cell(*t.db, "select count(*) from procurement") == "1");
  CHECK(cell(*t.db, "select count(*) from award where ocid = '" + p.ocid() + "'") == "2");

  CHECK(published(*t.db, first).error().faults.front().code == "still_draft");
  REQUIRE(updated(*t.db, p.ocid(), publish));
  CHECK(published(*t.db, first).error().faults.front().code == "not_awarded_yet");
  take_all(*t.db, p.ocid(), c_to_the_award);
  const auto done = published(*t.db, first);
  REQUIRE(done);
  CHECK(done->facts().awarded_on == on("2026-03-18"));
  CHECK(cell(*t.db, "select awarded_on || ' ' || effective_on from award where id = '" + first.id() + "'") == "2026-03-18 2026-03-18");
  REQUIRE(published(*t.db, second));
  // What the award says of itself does not change the procurement that it joined.
  CHECK(cell(*t.db, "select description || ' ' || cpv from procurement") == "In the community 85150000 85111000");
}

TEST_CASE("an award joins no procurement of another commissioner, and none that is not run here", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  AwardDraft draft = award_of(*t.db, p);
  draft.commissioner_id = body(*t.db, "NHS Marsh Integrated Care Board");
  const auto add = [&] { return t.db->write("test", noon(), [&](UnitOfWork& u) { return Awards(u).add(*Award::create(draft, today)); }); };
  CHECK(add().error().faults.front().code == "other_commissioner");
  draft.procurement = "ocds-elsewhere-1";
  CHECK(add().error().faults.front().code == "unknown_procurement");
}

TEST_CASE("a modification is of a contract of the procurement's own award", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const RecordedProcurement p = opened(*t.db);
  const Award award = added(*t.db, award_of(*t.db, p));
  REQUIRE(updated(*t.db, p.ocid(), publish));
  take_all(*t.db, p.ocid(), c_to_the_award);
  const auto modify = [&](const std::string& contract) {
    return updated(*t.db, p.ocid(), [&](RecordedProcurement& one) {
      return one.open({Because::contract_modified, Process::modification, on("2026-05-01"), contract}, today);
    });
  };
  CHECK(modify("ct-none").error().faults.front().code == "unknown_contract");
  REQUIRE(published(*t.db, award));
  const std::string contract = cell(*t.db, "select id from contract");
  const auto opened_one = modify(contract);
  INFO(told(opened_one));
  REQUIRE(opened_one);
  CHECK(stored(*t.db, p.ocid())->procedures().back().contract_id == contract);
  CHECK(cell(*t.db, "select route from procurement") == "direct_award_c");

  const RecordedProcurement other = opened(*t.db);
  const auto elsewhere = updated(*t.db, other.ocid(), [&](RecordedProcurement& one) {
    return one.open({Because::contract_modified, Process::modification, on("2026-05-01"), contract}, today);
  });
  CHECK(elsewhere.error().faults.front().code == "unknown_contract");
}

TEST_CASE("the procurement that a draft award opened is shown when the award is, and not when the draft is cancelled", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  AwardDraft draft = award_of(*t.db, opened(*t.db));
  draft.procurement.clear();
  draft.awarded_on = on("2026-03-18");
  const Award kept = added(*t.db, draft);
  const Award dropped = added(*t.db, draft);
  const auto state_of = [&](const Award& award) {
    return cell(*t.db, "select p.state from procurement p join award a on a.procurement_key = p.key where a.id = '" + award.id() + "'");
  };
  CHECK(state_of(kept) == "draft");
  REQUIRE(published(*t.db, kept));
  REQUIRE(
      t.db->write("test", noon(), [&](UnitOfWork& u) { return Awards(u).update(dropped.id(), {}, [](Award& a) { return a.cancel(); }); }));
  CHECK(state_of(kept) == "published");
  CHECK(state_of(dropped) == "draft");
}

TEST_CASE("an older register's procurements are shown as their awards were", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  AwardDraft draft = award_of(*t.db, opened(*t.db));
  draft.procurement.clear();
  draft.awarded_on = on("2026-03-18");
  const Award kept = added(*t.db, draft);
  const Award dropped = added(*t.db, draft);
  added(*t.db, draft);
  REQUIRE(published(*t.db, kept));
  REQUIRE(
      t.db->write("test", noon(), [&](UnitOfWork& u) { return Awards(u).update(dropped.id(), {}, [](Award& a) { return a.cancel(); }); }));
  REQUIRE(change(*t.db, "update procurement set state = 'published'")); // as the new column comes

  const std::string text(persistence::detail::migrations()[1].text);
  const auto from = text.find("update procurement set state");
  REQUIRE(from != std::string::npos);
  REQUIRE(change(*t.db, text.substr(from, text.find(';', from) - from)));
  const auto held = [&](const std::string& award_state) {
    return cell(*t.db, "select p.state from procurement p join award a on a.procurement_key = p.key where a.state = '" + award_state + "'");
  };
  CHECK(held("published") == "published");
  CHECK(held("cancelled") == "draft");
  CHECK(held("draft") == "draft");
}

TEST_CASE("a procurement that was imported is shown and not changed", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Procurement read;
  read.ocid = "ocds-elsewhere-1";
  read.title = "Read";
  REQUIRE(t.db->write("test", noon(), [&](UnitOfWork& u) { return persistence::Procurements(u).save(read, {}); }));
  const auto held = stored(*t.db, read.ocid);
  REQUIRE(held);
  CHECK(held->imported());
  CHECK(held->procedures().empty());
  const auto refused = updated(*t.db, read.ocid, taking(Step::decide, "2026-03-02"));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("read from published notices"));
  CHECK(updated(*t.db, "ocds-elsewhere-2", publish).error().kind == ErrorKind::not_found);
}

} // namespace
} // namespace openward::test
