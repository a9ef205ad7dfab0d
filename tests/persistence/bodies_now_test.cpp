// bodies=as_now and provider_group: the sums of a report against an addition of the lines by hand, on both databases.
#include "persistence/read/query.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <map>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::Database;
using persistence::FilterTerm;
using persistence::UnitOfWork;

struct Paid {
  std::string payer; // ODS code
  std::string supplier;
  std::string on;
  std::int64_t pence;
};

const std::vector<Paid> kLines{
    {"Q01", "FEN CARE", "2021-05-01", 100},  {"Q01", "MARSH CARE", "2022-05-01", 2'000}, {"Q02", "FEN CARE", "2023-05-01", 30'000},
    {"Q03", "MARSH CARE", "2024-05-01", -7}, {"Q04", "FEN CARE", "2025-05-01", 400'000}, {"Q01", "FEN CARE", "2021-12-31", 5},
};

/// Q01 became Q02; Q03 passed to Q02 and Q04; Fen Care belonged to Top from 2022 on, and Marsh Care to Fen Care until 2022.
struct World {
  TestDatabase t;
  std::map<std::string, std::string> ids; // by ODS code or name
};

World world_of(persistence::Backend backend) {
  World w{fresh_database(backend), {}};
  written(*w.t.db, [&](UnitOfWork& u) {
    Bodies bodies(u);
    for (const char* code : {"Q01", "Q02", "Q03", "Q04"})
      w.ids[code] = *bodies.add(*Body::create(std::string("Board ") + code, {identifier(std::string("ods:") + code)}), true, false);
    for (const char* name : {"Fen Care", "Marsh Care", "Top"}) w.ids[name] = *bodies.add(*Body::create(name, {}), false, true);
    const Date day = *Date::parse("2022-07-01");
    REQUIRE(bodies.add_succession({"ods:Q01", "ods:Q02", day, "order", 10'000}));
    REQUIRE(bodies.add_succession({"ods:Q03", "ods:Q02", day, "order", {}}));
    REQUIRE(bodies.add_succession({"ods:Q03", "ods:Q04", day, "order", {}}));
    REQUIRE(bodies.add_succession({"ods:Q02", "ods:Q04", *Date::parse("2199-01-01"), "not yet", 10'000}));
    REQUIRE(bodies.own(w.ids["Fen Care"], w.ids["Top"], *Date::parse("2022-01-01"), {}, "report"));
    REQUIRE(bodies.own(w.ids["Marsh Care"], w.ids["Fen Care"], {}, *Date::parse("2022-12-31"), "report"));
    persistence::Spend spend(u);
    for (const char* code : {"Q01", "Q02", "Q03", "Q04"}) {
      const std::int64_t file = spend.open(persistence::Sources(u).add({code, "spend", code, 1, false}), w.ids[code]);
      SpendFile account;
      for (const Paid& p : kLines) {
        if (p.payer != code) continue;
        spend.add(file, PaymentLine{++account.payments, *Date::parse(p.on), p.pence, p.supplier, "", "", "", ""});
        account.total_pence += p.pence;
      }
      spend.close(file, account);
    }
    return 0;
  });
  REQUIRE(change(*w.t.db, "update supplier_string set body_key = (select key from body where id = '" + w.ids["Fen Care"] +
                              "') where words = 'FEN CARE'"));
  REQUIRE(change(*w.t.db, "update supplier_string set body_key = (select key from body where id = '" + w.ids["Marsh Care"] +
                              "') where words = 'MARSH CARE'"));
  return w;
}

struct Answer {
  std::map<std::string, std::int64_t> paid; // by name
  std::int64_t total = 0;
  std::optional<std::int64_t> divided;
};

const Date kToday = *Date::parse("2026-11-22");

Answer spent(Database& db, const std::string& by, const std::vector<FilterTerm>& filters, Date today = kToday) {
  auto report = db.read([&](persistence::Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {filters, {by}, nullptr, today});
  });
  INFO((report ? "" : report.error().message + " / " + report.error().internal));
  REQUIRE(report);
  Answer out;
  for (const auto& row : report->table.rows) out.paid[std::get<std::string>(row[1])] = std::get<std::int64_t>(row[3]);
  out.total = std::get<std::int64_t>(report->totals[1]);
  out.divided = report->divided;
  return out;
}

/// The lines added up under the name that `name_of` gives each.
template <typename NameOf>
std::map<std::string, std::int64_t> by_hand(NameOf name_of) {
  std::map<std::string, std::int64_t> out;
  for (const Paid& p : kLines) out[name_of(p)] += p.pence;
  return out;
}

std::int64_t everything() {
  std::int64_t sum = 0;
  for (const Paid& p : kLines) sum += p.pence;
  return sum;
}

const FilterTerm kNow{"bodies", false, {"as_now"}};

TEST_CASE("as then, each payer's money stands under it; as now, under the one that followed it", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  const Answer then = spent(*w.t.db, "commissioner", {});
  CHECK(then.paid == by_hand([](const Paid& p) { return "Board " + p.payer; }));
  CHECK_FALSE(then.divided);
  const Answer now = spent(*w.t.db, "commissioner", {kNow});
  CHECK(now.paid == by_hand([](const Paid& p) { return p.payer == "Q01" ? "Board Q02" : "Board " + p.payer; }));
  CHECK(now.total == everything());
  CHECK(now.total == then.total);
  CHECK(now.divided == 1); // the line of Q03, which passed to two
  CHECK(spent(*w.t.db, "commissioner", {{"bodies", false, {"as_then"}}}).paid == then.paid);
}

TEST_CASE("as now, a filter by a closed payer finds what stands under its successor", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  const std::string asked = GENERATE("ods:Q01", "ods:Q02");
  const std::int64_t sum = 100 + 2'000 + 30'000 + 5;
  CHECK(spent(*w.t.db, "commissioner", {kNow, {"payer", false, {asked}}}).paid == std::map<std::string, std::int64_t>{{"Board Q02", sum}});
  CHECK(spent(*w.t.db, "commissioner", {kNow, {"payer", true, {asked}}}).total == everything() - sum);
  const auto page = w.t.db->read([&](persistence::Session& s) {
    return persistence::list(s, *persistence::find_resource("payments"), {{kNow, {"payer", false, {asked}}}, "", 50, "", kToday});
  });
  REQUIRE(page);
  CHECK(page->total == 4);
  CHECK(page->divided == 0);
  for (const auto& row : page->table.rows) CHECK(std::get<std::string>(row[2]) == "Board Q02");
}

TEST_CASE("money is rolled up to the owner that nobody owned on the day of payment", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  const auto group = [](const Paid& p) -> std::string {
    const bool after_2022 = p.on >= "2023-01-01";
    if (p.supplier == "FEN CARE") return p.on >= "2022-01-01" ? "Top" : "Fen Care";
    return after_2022 ? "Marsh Care" : p.on >= "2022-01-01" ? "Top" : "Fen Care";
  };
  const Answer grouped = spent(*w.t.db, "provider_group", {});
  CHECK(grouped.paid == by_hand(group));
  CHECK(grouped.total == everything());
  const Answer top = spent(*w.t.db, "provider", {{"provider_group", false, {w.ids["Top"]}}});
  CHECK(top.paid == std::map<std::string, std::int64_t>{{"Fen Care", 430'000}, {"Marsh Care", 2'000}});
}

TEST_CASE("bodies stand as on the day that the caller says, and on no day there is no answer", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  const auto apart = by_hand([](const Paid& p) { return "Board " + p.payer; });
  CHECK(spent(*w.t.db, "commissioner", {kNow}, *Date::parse("2022-06-30")).paid == apart);
  CHECK(spent(*w.t.db, "commissioner", {kNow}, *Date::parse("2022-06-30")).divided == 0);
  CHECK(spent(*w.t.db, "commissioner", {kNow}, *Date::parse("2022-07-01")).paid.count("Board Q01") == 0);
  // The last step of the chain is of 2199.
  CHECK(spent(*w.t.db, "commissioner", {kNow}, *Date::parse("2199-01-01")).paid ==
        std::map<std::string, std::int64_t>{{"Board Q03", -7}, {"Board Q04", everything() + 7}});
  const auto counted = w.t.db->read([&](persistence::Session& s) {
    return persistence::rows_of_divided_bodies(s, *persistence::find_resource("payments"), {kNow}, kToday);
  });
  REQUIRE(counted);
  CHECK(*counted == 1);
  const auto timeless = w.t.db->read([&](persistence::Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {{kNow}, {"commissioner"}, nullptr, std::nullopt});
  });
  REQUIRE_FALSE(timeless);
  CHECK(timeless.error().kind == ErrorKind::internal);
}

TEST_CASE("an owner in the middle is found with what stands below it on the day, and the last owner is found apart", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())));
  const auto of = [&](const char* filter, const char* owner) { return spent(*w.t.db, "provider", {{filter, false, {w.ids[owner]}}}).paid; };
  using ByName = std::map<std::string, std::int64_t>;
  CHECK(of("provider_group", "Fen Care") == ByName{{"Fen Care", 430'105}, {"Marsh Care", 2'000}});
  CHECK(of("provider_group", "Top") == ByName{{"Fen Care", 430'000}, {"Marsh Care", 2'000}});
  CHECK(of("provider_group", "Marsh Care") == ByName{{"Marsh Care", 1'993}});
  CHECK(spent(*w.t.db, "provider", {{"provider_group", true, {w.ids["Fen Care"]}}}).paid == ByName{{"Marsh Care", -7}});
  // What the lines of the report by group lead to: Fen Care was its own last owner until 2022.
  CHECK(of("provider_ultimate_owner", "Fen Care") == ByName{{"Fen Care", 105}});
  CHECK(of("provider_ultimate_owner", "Top") == ByName{{"Fen Care", 430'000}, {"Marsh Care", 2'000}});
  CHECK(of("provider_ultimate_owner", "Marsh Care") == ByName{{"Marsh Care", -7}});
}

TEST_CASE("a code that becomes known after its succession moves the rows without being told to", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  written(*t.db, [](UnitOfWork& u) { return *Bodies(u).add_succession({"ods:Q01", "ods:Q02", *Date::parse("2022-07-01"), "order", {}}); });
  CHECK(cell(*t.db, "select count(*) from body_successor") == "0");
  for (const char* code : {"ods:Q01", "ods:Q02"})
    written(*t.db, [&](UnitOfWork& u) { return *Bodies(u).resolve(std::string("Board ") + code, {identifier(code)}, "", "", true); });
  CHECK(cell(*t.db, "select f.name || '>' || n.name from body_successor s join body f on f.key = s.body_key join body n on n.key = "
                    "s.now_key") == "Board ods:Q01>Board ods:Q02");
}

TEST_CASE("what is owed at the end of a unit of work goes with it when it fails", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  for (const char* code : {"ods:Q01", "ods:Q02"})
    written(*t.db,
            [&](UnitOfWork& u) { return *Bodies(u).add(*Body::create(std::string("Board ") + code, {identifier(code)}), true, false); });
  const auto add = [&](bool fails) {
    return t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      REQUIRE(Bodies(u).add_succession({"ods:Q01", "ods:Q02", *Date::parse("2022-07-01"), "order", {}}));
      if (fails) return invalid("no");
      return Done{};
    });
  };
  CHECK_FALSE(add(true));
  CHECK(cell(*t.db, "select count(*) from body_successor") == "0");
  CHECK(add(false));
  CHECK(cell(*t.db, "select count(*) from body_successor") == "1");
}

TEST_CASE("the reading of bodies takes two words and is not left out", "[persistence]") {
  World w = world_of(persistence::Backend::sqlite);
  const FilterTerm term = GENERATE(FilterTerm{"bodies", false, {"now"}}, FilterTerm{"bodies", true, {"as_now"}},
                                   FilterTerm{"bodies", false, {"as_now", "as_then"}});
  const auto report = w.t.db->read([&](persistence::Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {{term}, {}, nullptr, kToday});
  });
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::invalid);
}

} // namespace
} // namespace openward::test
