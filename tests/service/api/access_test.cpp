// For whom a recorder's token writes, on both databases.

#include "service/api/access.h"

#include "persistence/repositories.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

using namespace openward;
using namespace openward::test;
using persistence::Bodies;
using persistence::Session;
using persistence::UnitOfWork;

namespace {

/// "" when the token may, else the message.
std::string refusal(persistence::Database& db, const std::string& token_of, const std::string& commissioner) {
  const auto allowed = db.read([&](Session& s) {
    return api::may_record_for(s, {"tk-1", "n", "recorder", token_of, noon(), {}, {}}, commissioner, *Date::parse("2026-08-10"));
  });
  if (allowed) return "";
  CHECK(allowed.error().kind == ErrorKind::forbidden);
  return allowed.error().message;
}

} // namespace

TEST_CASE("a recorder's token follows a merge, and is told how to get one for a successor", "[api]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::string> ids;
  auto made = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Bodies bodies(u);
    for (const char* code : {"ods:Q01", "ods:Q02", "ods:Q03", "ods:Q04"})
      ids.push_back(*bodies.add(*Body::create(std::string("Board ") + code, {*Identifier::parse(code)}), true, false));
    for (const char* to : {"ods:Q02", "ods:Q03"}) REQUIRE(bodies.add_succession({"ods:Q01", to, *Date::parse("2022-07-01"), "order", {}}));
    REQUIRE(bodies.add_succession({"ods:Q02", "ods:Q03", *Date::parse("2024-04-01"), "order", {}}));
    return Done{};
  });
  REQUIRE(made);
  CHECK(refusal(*t.db, "", ids[1]).empty());
  CHECK(refusal(*t.db, ids[1], ids[1]).empty());
  CHECK_THAT(refusal(*t.db, ids[1], ids[2]), ContainsSubstring("records for " + ids[1] + " (Board ods:Q02) alone") &&
                                                 ContainsSubstring("successor since 2024-04-01 is " + ids[2] + " (Board ods:Q03)") &&
                                                 ContainsSubstring("--commissioner " + ids[2]));
  CHECK_THAT(refusal(*t.db, ids[0], ids[2]), ContainsSubstring("passed to several bodies on 2022-07-01"));
  CHECK_THAT(refusal(*t.db, ids[3], ids[2]), ContainsSubstring("(Board ods:Q04) alone. `openward token create"));

  auto merged = t.db->write("test", noon(), [&](UnitOfWork& u) { return Bodies(u).merge(ids[3], ids[2], "one order made both"); });
  REQUIRE(merged);
  CHECK(refusal(*t.db, ids[3], ids[2]).empty());
  CHECK(refusal(*t.db, ids[2], ids[2]).empty());
  auto split = t.db->write("test", noon(), [&](UnitOfWork& u) { return Bodies(u).split(ids[3], "two orders"); });
  REQUIRE(split);
  CHECK_FALSE(refusal(*t.db, ids[3], ids[2]).empty());
}
