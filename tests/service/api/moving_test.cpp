// A register moves from one kind of database to the other and answers the same: every list, report and page, the feed with its numbers.

#include "persistence/checks.h"
#include "persistence/dump.h"
#include "persistence/rollups.h"
#include "persistence/search.h"
#include "register.h"
#include "service/app/demo.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <map>

namespace openward::test {
namespace {

using persistence::Backend;
using persistence::DumpedTable;
using persistence::FactTable;

struct Dump {
  std::vector<FactTable> tables;
  std::map<std::string, std::string> lines;
  std::map<std::string, std::int64_t> rows;

  std::vector<DumpedTable> parts() const {
    std::vector<DumpedTable> out;
    for (const FactTable& table : tables) out.push_back({table, lines.at(table.name), rows.at(table.name)});
    return out;
  }
};

Dump dump_of(persistence::Database& db) {
  auto out = db.read([](persistence::Session& s) -> Result<Dump> {
    Dump dump;
    dump.tables = persistence::fact_tables(s);
    for (const FactTable& table : dump.tables) {
      std::string& lines = dump.lines[table.name];
      const auto rows = persistence::dump_table(s, table, [&](std::string_view line) -> Result<> {
        lines += std::string(line) + "\n";
        return Done{};
      });
      if (!rows) return rows.error();
      dump.rows[table.name] = *rows;
    }
    return dump;
  });
  INFO((out ? "" : out.error().message + " " + out.error().internal));
  REQUIRE(out);
  return *std::move(out);
}

Result<std::int64_t> load(persistence::Database& db, const Dump& dump) {
  return db.write("restore", noon(), [&](persistence::UnitOfWork& u) { return persistence::load_register(u, dump.parts()); });
}

constexpr std::string_view draft = R"({"commissioner": "ods:QHM", "title": "Community audiology\t\\ \"α\"", "reference": "EX-2026-021",
  "cpv": ["85121000"], "route": "direct_award_c", "providers": [{"name": "Example Hearing Care Ltd", "identifier": "coh:01234567"}],
  "value": {"amount": "310000.00", "vat": "excluded", "kind": "lifetime"}, "awarded_on": "2026-10-05", "starts": "2026-11-01",
  "ends": "2028-10-31"})";

const Instant today = *Instant::parse("2026-11-22T12:00:00Z");

void fill(Register& one) {
  one.set_clock(today);
  const auto demo = app::load_demo(one.database(), noon, OPENWARD_SOURCE_DIR "/reference");
  INFO((demo ? "" : demo.error().message));
  REQUIRE(demo);
  const auto made = one.post("/v1/awards", std::string(draft), {{"idempotency-key", "k-1"}});
  INFO(made.body);
  REQUIRE(made.status == 201);
  REQUIRE(one.post("/v1/awards", "{}").status == 400); // stands in the account of writes
}

/// A page that is another each time: its form brings an Idempotency-Key of its own.
constexpr std::string_view never_the_same = "/record";

/// What every address that can be asked without knowing anything says.
std::map<std::string, std::string> answers(Register& one, const std::string& token) {
  std::map<std::string, std::string> out;
  const api::Router router = api::register_router();
  for (const api::Route& route : router.routes()) {
    if (route.method != "GET" || route.pattern.find('{') != std::string::npos || route.pattern == "/metrics" ||
        route.pattern == never_the_same)
      continue;
    const std::string target = route.pattern == "/v1/changes" ? "/v1/changes?since=0&limit=1000" : route.pattern;
    const auto response = one.get(target, {{"authorization", "Bearer " + token}});
    out[target] = std::to_string(response.status) + " " + body_of(response);
    if (!route.tabular) continue;
    out[target + ".ndjson"] = body_of(one.get(target + ".ndjson"));
  }
  return out;
}

} // namespace

TEST_CASE("a register that moved to the other kind of database answers the same everywhere, and goes on", "[api]") {
  const auto from = GENERATE(Backend::sqlite, Backend::postgresql);
  const auto to = from == Backend::sqlite ? Backend::postgresql : Backend::sqlite;
  Register old(api::register_router(), from);
  fill(old);
  const std::string token = old.token("admin");
  const Dump dump = dump_of(old.database());

  Register moved(api::register_router(), to);
  moved.set_clock(today);
  const auto loaded = load(moved.database(), dump);
  INFO((loaded ? "" : loaded.error().message + " " + loaded.error().internal));
  REQUIRE(loaded);

  const Dump again = dump_of(moved.database());
  for (const auto& [table, lines] : dump.lines) {
    INFO(table);
    CHECK((again.lines.at(table) == lines));
  }
  const auto expected = answers(old, token);
  const auto got = answers(moved, token);
  CHECK(expected.size() > 80);
  for (const auto& [address, answer] : expected) {
    INFO(address << "\n" << answer.substr(0, 300) << "\n" << got.at(address).substr(0, 300));
    CHECK((got.at(address) == answer));
  }

  const auto checked = moved.database().read([](persistence::Session& s) -> Result<std::int64_t> {
    std::int64_t wrong = persistence::check_rollups(s).differing + persistence::check_search(s).differing;
    for (const auto& check : persistence::check_register(s)) wrong += static_cast<std::int64_t>(check.broken.size());
    return wrong;
  });
  REQUIRE(checked);
  CHECK(*checked == 0);

  // New rows find keys that are free, and new changes numbers that go on.
  const std::string seq = cell(moved.database(), "select max(seq) from event");
  const http::Parameters headers{{"authorization", "Bearer " + token}, {"content-type", "application/json"}, {"idempotency-key", "k-2"}};
  std::string next(draft);
  next.replace(next.find("EX-2026-021"), 11, "EX-2026-022");
  CHECK(moved.ask(request("POST", "/v1/awards", headers, next)).status == 201);
  CHECK(std::stoll(cell(moved.database(), "select min(seq) from event where seq > " + seq)) == std::stoll(seq) + 1);
  // The same request under the same key gets the first answer: the keys moved too.
  const http::Parameters first{{"authorization", "Bearer " + token}, {"content-type", "application/json"}, {"idempotency-key", "k-1"}};
  CHECK(header(moved.ask(request("POST", "/v1/awards", first, std::string(draft))), "Idempotency-Replayed") == "true");
}

TEST_CASE("a register that holds something, and a dump that is not whole or not of this schema, are refused and nothing is changed",
          "[api]") {
  const auto backend = GENERATE(from_range(backends()));
  Register old(api::register_router(), Backend::sqlite);
  old.token("admin");
  Dump dump = dump_of(old.database());
  std::string says;
  SECTION("a register that holds something") {
    Register held(api::register_router(), backend);
    held.token("auditor");
    const auto refused = load(held.database(), dump);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, ContainsSubstring("not empty (it has rows in event)"));
    return;
  }
  SECTION("a missing table") {
    dump.tables.erase(dump.tables.begin());
    says = "no table audit";
  }
  SECTION("another column") {
    dump.tables.back().columns.push_back("colour");
    says = "the columns of the table " + dump.tables.back().name;
  }
  SECTION("fewer rows than were told") {
    dump.rows["token"] = 2;
    says = "2 rows were told";
  }
  SECTION("a line that is no row") {
    dump.lines["token"] = "[1, 2.5]\n";
    says = "line 1 of the table token";
  }
  Register fresh(api::register_router(), backend);
  const auto refused = load(fresh.database(), dump);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring(says));
  CHECK(cell(fresh.database(), "select count(*) from token") == "0");
}

} // namespace openward::test
