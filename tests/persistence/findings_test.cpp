// Findings kept equal to what the rules said last, and told only when something came, went or changed.
#include "persistence/checks.h"
#include "tests/persistence/law_world.h"
#include "tests/support/catch.h"

#include <algorithm>

namespace openward::test {
namespace {

using law::Finding;
using law::Outcome;
using persistence::Database;
using persistence::Findings;
using persistence::Kept;
using persistence::Session;
using persistence::UnitOfWork;

const Date monday = *Date::parse("2026-08-10");
const Date tuesday = *Date::parse("2026-08-11");

Finding finding(const std::string& rule, Outcome outcome, int version = 1) {
  Finding f;
  f.rule = rule;
  f.version = version;
  f.outcome = outcome;
  f.citation = "reg 12(3)";
  f.computed = {{"standstill_end", "2026-08-10"}};
  f.words = {"a \"quoted\" word"};
  f.missing = {"notices.submitted_on"};
  return f;
}

Kept save(Database& db, const std::string& id, const std::vector<Finding>& findings, Date on = monday) {
  return written(db, [&](UnitOfWork& u) { return Findings(u).save(id, findings, on); });
}

/// An award of the Regime.
std::string one_award(Database& db) {
  give(db, {"ocds-x-1", "NHS Fen Integrated Care Board", "2026-02-01", {{"a", {"Fen Care Limited"}}}});
  return award_id(db, "ocds-x-1", "a");
}

std::string kept(Database& db) {
  const bool sqlite = db.backend() == persistence::Backend::sqlite;
  const std::string one = "rule || ' ' || version || ' ' || outcome";
  return cell(db, sqlite ? "select group_concat(f, ', ') from (select " + one + " as f from finding order by rule)"
                         : "select coalesce(string_agg(" + one + ", ', ' order by rule), '') from finding");
}

std::string counts(Database& db) {
  return cell(db, "select passed || ' ' || questions || ' ' || fails || ' ' || not_computable || ' on ' || checked_on from law_check");
}

/// What the feed told since.
std::string told(Database& db, std::int64_t since) {
  const auto events = db.read([&](Session& s) -> Result<std::vector<Event>> { return persistence::events_since(s, since, 100); });
  std::string out;
  for (const Event& e : *events) out += (out.empty() ? "" : "\n") + e.type + " " + e.subject + " " + e.body;
  return out;
}

TEST_CASE("questions and fails are kept as rows, and the rest is counted", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = one_award(*t.db);
  const std::int64_t before = last(*t.db);
  CHECK(save(*t.db, id,
             {finding("PSR-28", Outcome::fail), finding("PSR-03", Outcome::question, 2), finding("PSR-04", Outcome::pass),
              finding("PSR-05", Outcome::pass), finding("PSR-06", Outcome::not_computable)}) == Kept::added);
  CHECK(kept(*t.db) == "PSR-03 2 question, PSR-28 1 fail");
  CHECK(counts(*t.db) == "2 1 1 1 on 2026-08-10");
  CHECK(cell(*t.db, "select citation || computed || words || missing from finding where rule = 'PSR-28'") ==
        R"(reg 12(3)[{"name":"standstill_end","value":"2026-08-10"}]["a \"quoted\" word"]["notices.submitted_on"])");
  CHECK(told(*t.db, before) == "award.checked " + id + " {\"findings\":[{\"outcome\":\"question\",\"rule\":\"PSR-03\",\"version\":2}," +
                                   "{\"outcome\":\"fail\",\"rule\":\"PSR-28\",\"version\":1}],\"id\":\"" + id + "\"}");
}

TEST_CASE("an event is recorded when a question or fail came, went or changed, and else none", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  struct Step {
    const char* what;
    std::vector<Finding> findings;
    Date on;
    std::string kept;
    std::string rows;
    std::string events;
  };
  Finding other_words = finding("PSR-28", Outcome::fail);
  other_words.words = {"other"};
  const std::vector<Step> steps{
      {"the first check finds nothing", {finding("PSR-01", Outcome::pass)}, monday, "added", "", ""},
      {"a fail comes", {finding("PSR-28", Outcome::fail)}, monday, "changed", "PSR-28 1 fail", "award.checked"},
      {"the same on the same day", {finding("PSR-28", Outcome::fail)}, monday, "same", "PSR-28 1 fail", ""},
      {"the same on the next day", {finding("PSR-28", Outcome::fail)}, tuesday, "same", "PSR-28 1 fail", ""},
      {"a pass comes beside it",
       {finding("PSR-28", Outcome::fail), finding("PSR-01", Outcome::pass)},
       tuesday,
       "changed",
       "PSR-28 1 fail",
       ""},
      {"it rests on other words", {other_words, finding("PSR-01", Outcome::pass)}, tuesday, "changed", "PSR-28 1 fail", ""},
      {"it becomes a question", {finding("PSR-28", Outcome::question)}, tuesday, "changed", "PSR-28 1 question", "award.checked"},
      {"its rule has a new version", {finding("PSR-28", Outcome::question, 2)}, tuesday, "changed", "PSR-28 2 question", "award.checked"},
      {"another comes and stands before it",
       {finding("PSR-28", Outcome::question, 2), finding("PSR-03", Outcome::fail)},
       tuesday,
       "changed",
       "PSR-03 1 fail, PSR-28 2 question",
       "award.checked"},
      {"the same in another order",
       {finding("PSR-03", Outcome::fail), finding("PSR-28", Outcome::question, 2)},
       tuesday,
       "same",
       "PSR-03 1 fail, PSR-28 2 question",
       ""},
      {"both go", {}, tuesday, "changed", "", "award.checked"},
      {"nothing again", {}, tuesday, "same", "", ""},
  };
  TestDatabase t = fresh_database(backend);
  const std::string id = one_award(*t.db);
  for (const Step& step : steps) {
    INFO(step.what);
    const std::int64_t before = last(*t.db);
    CHECK(shown(save(*t.db, id, step.findings, step.on)) == step.kept);
    CHECK(kept(*t.db) == step.rows);
    CHECK(feed(*t.db, before) == step.events);
    CHECK(cell(*t.db, "select checked_on from law_check") == step.on.iso());
  }
}

TEST_CASE("what is forgotten is told when there was something, and is as if it had never been checked", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = one_award(*t.db);
  const auto forget = [&] {
    const std::int64_t before = last(*t.db);
    written(*t.db, [&](UnitOfWork& u) {
      Findings(u).forget(id);
      return 0;
    });
    CHECK(cell(*t.db, "select count(*) from law_check") == "0");
    CHECK(cell(*t.db, "select count(*) from finding") == "0");
    return told(*t.db, before);
  };
  CHECK(forget().empty());
  save(*t.db, id, {finding("PSR-01", Outcome::pass)});
  CHECK(forget().empty());
  save(*t.db, id, {finding("PSR-28", Outcome::fail)});
  CHECK(forget() == "award.checked " + id + " {\"findings\":[],\"id\":\"" + id + "\"}");
  CHECK(save(*t.db, id, {finding("PSR-28", Outcome::fail)}) == Kept::added);
}

TEST_CASE("an award that is not a published one of the Regime keeps no findings, whatever is saved", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  const std::string becomes = GENERATE("state = 'superseded'", "state = 'cancelled'", "regime = 'pcr2015'");
  TestDatabase t = fresh_database(backend);
  const std::string id = one_award(*t.db);
  save(*t.db, id, {finding("PSR-28", Outcome::fail)});
  REQUIRE(change(*t.db, "update award set " + becomes));
  const std::int64_t before = last(*t.db);
  CHECK(save(*t.db, id, {finding("PSR-28", Outcome::fail)}) == Kept::changed);
  CHECK(kept(*t.db).empty());
  CHECK(feed(*t.db, before) == "award.checked");
  CHECK(save(*t.db, id, {finding("PSR-28", Outcome::fail)}) == Kept::same);
  CHECK(cell(*t.db, "select count(*) from law_check") == "0");
}

TEST_CASE("findings of an unknown award end the unit of work, and nothing of it is kept", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = one_award(*t.db);
  const auto done = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Findings(u).save(id, std::vector{finding("PSR-28", Outcome::fail)}, monday);
    Findings(u).save("aw-nothing", std::vector{finding("PSR-28", Outcome::fail)}, monday);
    return Done{};
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == ErrorKind::not_found);
  CHECK_THAT(done.error().message, ContainsSubstring("aw-nothing"));
  CHECK(kept(*t.db).empty());
}

TEST_CASE("the register's own check sees findings that are out of place or not counted", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto [broken_by, says] = GENERATE(table<std::string, std::string>({
      {"select 1", ""},
      {"update award set state = 'cancelled'", "it is cancelled under psr and has findings"},
      {"update award set regime = 'pcr2015'", "it is published under pcr2015 and has findings"},
      {"update law_check set fails = 7", "1 questions and 7 fails are counted, 2 findings are kept"},
      {"delete from finding where outcome = 'question'", "1 questions and 1 fails are counted, 1 findings are kept"},
      {"update finding set outcome = 'question'", "1 questions and 1 fails are counted, 2 findings are kept"},
      {"delete from law_check", "it has findings and was never checked"},
  }));
  TestDatabase t = fresh_database(backend);
  const std::string id = one_award(*t.db);
  save(*t.db, id, {finding("PSR-28", Outcome::fail), finding("PSR-03", Outcome::question)});
  if (broken_by != "select 1") REQUIRE(change(*t.db, broken_by));
  const auto checks = t.db->read([](Session& s) -> Result<std::vector<persistence::Check>> { return persistence::check_register(s); });
  REQUIRE(checks);
  const auto found = std::find_if(checks->begin(), checks->end(), [](const auto& c) {
    return c.name == "every finding is of a published award, or of a procurement without one, and is counted";
  });
  REQUIRE(found != checks->end());
  CHECK(shown(found->broken) == (says.empty() ? "" : id + ": " + says));
}

/// A procurement of the Regime with no award, or with one.
std::string one_procurement(Database& db, const std::vector<AwardGiven>& awards = {}) {
  give(db, {"ocds-x-2", "NHS Fen Integrated Care Board", "2026-02-01", awards});
  return "ocds-x-2";
}

Kept save_procurement(Database& db, const std::string& ocid, const std::vector<Finding>& findings) {
  return written(db, [&](UnitOfWork& u) { return Findings(u).save_procurement(ocid, findings, monday); });
}

TEST_CASE("a procurement without an award keeps findings of its own beside those of awards", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string award = one_award(*t.db);
  const std::string ocid = one_procurement(*t.db);
  const std::int64_t before = last(*t.db);
  CHECK(save(*t.db, award, {finding("PSR-28", Outcome::fail)}) == Kept::added);
  CHECK(save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::question), finding("PSR-24", Outcome::pass)}) == Kept::added);
  CHECK(save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::question), finding("PSR-24", Outcome::pass)}) == Kept::same);
  CHECK(kept(*t.db) == "PSR-26 1 question, PSR-28 1 fail");
  CHECK(feed(*t.db, before) == "award.checked procurement.checked");
  CHECK(save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::fail)}) == Kept::changed);
  CHECK(kept(*t.db) == "PSR-26 1 fail, PSR-28 1 fail");
  written(*t.db, [&](UnitOfWork& u) {
    Findings(u).forget_procurement(ocid);
    return 0;
  });
  CHECK(kept(*t.db) == "PSR-28 1 fail");
  CHECK(cell(*t.db, "select count(*) from law_check") == "1");
}

TEST_CASE("a procurement that is no case of its own keeps no findings, whatever is saved", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto [becomes, why] = GENERATE(table<std::string, std::string>({
      {"update award set state = 'published', regime = 'psr' where ocid = 'ocds-x-2'", "its award has them"},
      {"update procurement set state = 'draft' where ocid = 'ocds-x-2'", "nobody else sees it"},
      {"update procurement set regime = 'pcr2015' where ocid = 'ocds-x-2'", "the rules are not about it"},
  }));
  INFO(why);
  TestDatabase t = fresh_database(backend);
  const std::string ocid = one_procurement(*t.db, {{"a", {"Fen Care Limited"}, Regime::psr, AwardState::cancelled}});
  CHECK(save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::fail)}) == Kept::added);
  REQUIRE(change(*t.db, becomes));
  CHECK(save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::fail)}) == Kept::changed);
  CHECK(kept(*t.db).empty());
  CHECK(cell(*t.db, "select count(*) from law_check") == "0");
}

TEST_CASE("a procurement that a later one carries on has no findings of its own", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  struct Case {
    const char* what;
    const char* own;   // kind of its notice
    const char* later; // and of the later one's
    bool awarded;      // the later one
    bool counted;
  };
  const Case c = GENERATE(Case{"the award of an intention", "intention_to_award", "award", true, false},
                          Case{"an intention and another with its award", "intention_to_award", "intention_to_award", true, true},
                          Case{"the intention of a start", "intention_to_follow_msp", "intention_to_award", false, false},
                          Case{"two starts", "intention_to_follow_msp", "intention_to_follow_msp", false, true});
  INFO(c.what);
  TestDatabase t = fresh_database(backend);
  const std::string ocid = one_procurement(*t.db);
  give(*t.db, {"ocds-x-3", "NHS Fen Integrated Care Board", "2026-03-01",
               c.awarded ? std::vector<AwardGiven>{{"a", {"Fen Care Limited"}}} : std::vector<AwardGiven>{}});
  const auto set_kind = [&](const char* of, const char* kind) {
    return change(*t.db, std::string("update notice set kind = '") + kind + "' where release_id = 'r-" + of + "'");
  };
  REQUIRE(set_kind("ocds-x-2", c.own));
  REQUIRE(set_kind("ocds-x-3", c.later));
  link(*t.db, ocid, "ocds-x-3");
  CHECK((save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::fail)}) == Kept::added) == c.counted);
  CHECK(kept(*t.db) == (c.counted ? "PSR-26 1 fail" : ""));
}

TEST_CASE("the register's own check sees a procurement's findings beside a published award", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string ocid = one_procurement(*t.db, {{"a", {"Fen Care Limited"}, Regime::psr, AwardState::cancelled}});
  save_procurement(*t.db, ocid, {finding("PSR-26", Outcome::fail)});
  REQUIRE(change(*t.db, "update award set state = 'published'"));
  const auto checks = t.db->read([](Session& s) -> Result<std::vector<persistence::Check>> { return persistence::check_register(s); });
  REQUIRE(checks);
  CHECK(shown(checks->back().broken) == ocid + ": it has findings of its own and a published award");
}

} // namespace
} // namespace openward::test
