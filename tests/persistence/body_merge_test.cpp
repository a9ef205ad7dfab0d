// Two records of one organisation become one, and two again; every total stays what an independent addition says.
#include "persistence/read/query.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::Database;
using persistence::Kept;
using persistence::UnitOfWork;

std::string add(Database& db, const std::string& name, const std::string& identifier_text, bool commissioner, bool provider) {
  return written(db, [&](UnitOfWork& u) {
    Body body = *Body::create(name, {identifier(identifier_text)});
    body.classification = classify(name, {});
    return *Bodies(u).add(body, commissioner, provider);
  });
}

void pay(Database& db, const std::string& payer, const std::string& sha, const std::vector<PaymentLine>& lines) {
  written(db, [&](UnitOfWork& u) {
    const std::int64_t source = persistence::Sources(u).add({sha + ".csv", "spend", sha, 1, false});
    persistence::Spend spend(u);
    const std::int64_t file = spend.open(source, payer);
    SpendFile account;
    for (const PaymentLine& line : lines) {
      spend.add(file, line);
      ++account.payments;
      account.total_pence += line.pence;
    }
    spend.close(file, account);
    return 0;
  });
}

void link_words(Database& db, const std::string& words, const std::string& body) {
  REQUIRE(
      change(db, "update supplier_string set body_key = (select key from body where id = '" + body + "') where words = '" + words + "'"));
}

/// "name=pence name=pence" of the report of spend by one dimension, in its order.
std::string spent_by(Database& db, const std::string& dimension) {
  auto report = db.read([&](persistence::Session& s) {
    persistence::ReportRequest request;
    request.group_by = {dimension};
    return persistence::run_report(s, *persistence::find_report("spend"), request);
  });
  REQUIRE(report);
  std::string out;
  std::size_t name = 0;
  std::size_t paid = 0;
  for (std::size_t i = 0; i < report->table.columns.size(); ++i) {
    if (report->table.columns[i].name == dimension + ".name") name = i;
    if (report->table.columns[i].name == "paid") paid = i;
  }
  for (const auto& row : report->table.rows) {
    out += (out.empty() ? "" : " | ") + std::get<std::string>(row[name]) + "=" + std::to_string(std::get<std::int64_t>(row[paid]));
  }
  return out;
}

struct World {
  TestDatabase t;
  std::string payer, short_name, full_name;
};

World world_of(persistence::Backend backend) {
  World w{fresh_database(backend), {}, {}, {}};
  Database& db = *w.t.db;
  w.payer = add(db, "NHS Fenland Integrated Care Board", "ods:QZ9", true, false);
  w.short_name = add(db, "Fen Care", "coh:01532937", false, true);
  w.full_name = add(db, "Fen Care Group Holdings Ltd", "coh:01522532", false, true);
  const Date day = *Date::parse("2025-05-01");
  pay(db, w.payer, "aa",
      {{2, day, 12'345, "FENCARE", "", "", "", ""},
       {3, day, -45, "FENCARE", "", "", "", ""},
       {4, day, 700, "FEN CARE GROUP", "", "", "", ""}});
  link_words(db, "FENCARE", w.short_name);
  link_words(db, "FEN CARE GROUP", w.full_name);
  return w;
}

persistence::BodyMerge merged(Database& db, const std::string& from, const std::string& into) {
  auto done = db.write("ann", noon(), [&](UnitOfWork& u) { return Bodies(u).merge(from, into, "one company number is the holding's"); });
  if (!done) throw std::runtime_error(done.error().message + " / " + done.error().internal);
  return *done;
}

std::string refusal_of_merge(Database& db, const std::string& from, const std::string& into) {
  auto done = db.write("ann", noon(), [&](UnitOfWork& u) { return Bodies(u).merge(from, into, "why"); });
  return done ? "merged" : done.error().message + (done.error().faults.empty() ? "" : done.error().faults.front().message);
}

TEST_CASE("a merge moves the money of a report to the penny, and a split moves it back", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  const std::string apart = "Fen Care=12300 | Fen Care Group Holdings Ltd=700";
  REQUIRE(spent_by(db, "provider") == apart);
  const std::string before = cell(db, "select sum(pence) from payment");

  merged(db, w.short_name, w.full_name);
  CHECK(spent_by(db, "provider") == "Fen Care Group Holdings Ltd=13000");
  CHECK(cell(db, "select sum(pence) from payment") == before);
  CHECK(cell(db, "select count(*) from body_identifier i join body b on b.key = i.body_key where b.id = '" + w.full_name + "'") == "2");

  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "two companies after all")->into; });
  CHECK(spent_by(db, "provider") == apart);
  CHECK(cell(db, "select count(*) from body_identifier i join body b on b.key = i.body_key where b.id = '" + w.full_name + "'") == "1");
}

TEST_CASE("what came after a merge stays with the body it came to", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  merged(db, w.short_name, w.full_name);
  pay(db, w.payer, "bb", {{2, *Date::parse("2025-06-01"), 5, "FEN LATER", "", "", "", ""}});
  link_words(db, "FEN LATER", w.full_name);
  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "two after all")->id; });
  CHECK(spent_by(db, "provider") == "Fen Care=12300 | Fen Care Group Holdings Ltd=705");
}

TEST_CASE("a payer that was recorded twice is one after a merge, with its awards, its payments and its roles", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  const std::string twice = add(db, "Fenland ICB", "ppon:PABC-1234-DEFG", false, false);
  merged(db, w.payer, twice);
  CHECK(spent_by(db, "commissioner") == "Fenland ICB=13000");
  CHECK(cell(db, "select commissioner from body where id = '" + twice + "'") == "1");
  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.payer, "no")->id; });
  CHECK(spent_by(db, "commissioner") == "NHS Fenland Integrated Care Board=13000");
  CHECK(cell(db, "select commissioner from body where id = '" + twice + "'") == "0");
}

TEST_CASE("the id, the identifier and the name of a merged body lead to the other", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  merged(db, w.short_name, w.full_name);
  CHECK(written(db, [&](UnitOfWork& u) { return Bodies(u).by_id(w.short_name)->id; }) == w.full_name);
  CHECK(written(db, [&](UnitOfWork& u) { return Bodies(u).by_identifier(identifier("coh:01532937"))->id; }) == w.full_name);
  CHECK(written(db, [&](UnitOfWork& u) { return *Bodies(u).resolve("FEN CARE", {}, "", "", false); }) == w.full_name);
  CHECK(written(db, [&](UnitOfWork& u) { return *Bodies(u).merged_into(w.short_name); }) == w.full_name);
  const auto names = written(db, [&](UnitOfWork& u) { return Bodies(u).names_of(w.full_name); });
  REQUIRE(names.size() == 2);
  CHECK(names[0].kind == persistence::BodyNameKind::current);
  CHECK(names[1].name == "Fen Care");
  CHECK(names[1].kind == persistence::BodyNameKind::trading);
}

TEST_CASE("chained merges are taken back one by one, the last first", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  const std::string top = add(db, "Fen Top Ltd", "coh:00000001", false, true);
  merged(db, w.short_name, w.full_name);
  merged(db, w.full_name, top);
  CHECK(spent_by(db, "provider") == "Fen Top Ltd=13000");
  CHECK(written(db, [&](UnitOfWork& u) { return *Bodies(u).merged_into(w.short_name); }) == top);
  auto too_soon = db.write("ann", noon(), [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "why"); });
  REQUIRE_FALSE(too_soon);
  CHECK(too_soon.error().kind == ErrorKind::conflict);
  CHECK_THAT(too_soon.error().message, ContainsSubstring(w.full_name) && ContainsSubstring("Split that body first"));
  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.full_name, "no")->id; });
  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "no")->id; });
  CHECK(spent_by(db, "provider") == "Fen Care=12300 | Fen Care Group Holdings Ltd=700");
}

TEST_CASE("a merge that cannot be meant is refused by name", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  CHECK_THAT(refusal_of_merge(db, w.short_name, w.short_name), ContainsSubstring("not merged into itself"));
  CHECK_THAT(refusal_of_merge(db, w.short_name, "bd-nobody"), ContainsSubstring("bd-nobody"));
  written(db, [&](UnitOfWork& u) { return *Bodies(u).own(w.short_name, w.full_name, {}, {}, "annual report") == Kept::added; });
  CHECK_THAT(refusal_of_merge(db, w.short_name, w.full_name), ContainsSubstring("owner and owned"));
  merged(db, w.payer, w.full_name);
  CHECK_THAT(refusal_of_merge(db, w.payer, w.short_name), ContainsSubstring("was merged into " + w.full_name));
  auto none = db.write("ann", noon(), [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "why"); });
  REQUIRE_FALSE(none);
  CHECK_THAT(none.error().message, ContainsSubstring("nothing to split"));
}

TEST_CASE("a merge and its reversal are events of the body that was merged", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  Database& db = *w.t.db;
  const std::int64_t before = last(db);
  merged(db, w.short_name, w.full_name);
  written(db, [&](UnitOfWork& u) { return Bodies(u).split(w.short_name, "no")->id; });
  CHECK(feed(db, before) == "body.merged body.changed body.split body.changed");
  const std::string told = cell(db, "select body from event where type = 'body.merged'");
  CHECK_THAT(told, ContainsSubstring("\"into\":\"" + w.full_name + "\"") && ContainsSubstring("\"supplier_string\":1"));
}

} // namespace
} // namespace openward::test
