// What the register hands to indexes of names.

#include "persistence/read/search_bodies.h"
#include "persistence/repositories.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <stdexcept>

namespace openward::test {
namespace {

using namespace persistence; // NOLINT(google-build-using-namespace): a test file

template <typename Work>
auto done(Database& db, Work work) {
  using Value = std::invoke_result_t<Work, UnitOfWork&>;
  auto result = db.write("test", noon(), [&](UnitOfWork& u) -> Result<Value> { return work(u); });
  if (!result) throw std::runtime_error(result.error().message + " / " + result.error().internal);
  return *std::move(result);
}

NamedThings things_of(Database& db) {
  auto out = db.read([](Session& s) -> Result<NamedThings> { return named_things(s, *Date::parse("2026-08-10")); });
  if (!out) throw std::runtime_error(out.error().message + " / " + out.error().internal);
  return *std::move(out);
}

bool changed_since(Database& db, std::int64_t seq) {
  return *db.read([&](Session& s) -> Result<bool> { return names_changed(s, seq); });
}

} // namespace

TEST_CASE("a body comes with its names, identifiers, roles, group and what followed it", "[read]") {
  const TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto [marsh, owner, gone] = done(*t.db, [](UnitOfWork& u) {
    Bodies bodies(u);
    Body body = *Body::create("Marsh Care Ltd", {*Identifier::parse("coh:01532937"), *Identifier::parse("ods:A1B")});
    body.postcode = "PE1 1AA";
    body.opened = *Date::parse("1994-04-01");
    const std::string first = *bodies.add(body, false, true);
    const std::string second = *bodies.add(*Body::create("Fen Holdings plc", {}), true, false);
    const std::string third = *bodies.add(*Body::create("Marsh Home Care Ltd", {*Identifier::parse("coh:00000012")}), false, true);
    REQUIRE(bodies.add_name(first, {"Old Marsh Ltd", BodyNameKind::former, {}, {}, "a register"}));
    REQUIRE(bodies.own(first, second, *Date::parse("2020-01-01"), {}, "a report"));
    REQUIRE(bodies.add_succession({"ods:ZZ9", "ods:A1B", *Date::parse("2024-04-01"), "merger", {}}));
    REQUIRE(bodies.merge(third, first, "one company"));
    return std::tuple(first, second, third);
  });

  const NamedThings things = things_of(*t.db);
  REQUIRE(things.bodies.size() == 2);
  const NamedBody& one = things.bodies.front();
  CHECK(one.known.body.id == marsh);
  CHECK(one.known.body.name == "Marsh Care Ltd");
  CHECK(one.known.body.postcode == "PE1 1AA");
  CHECK(one.known.body.opened == *Date::parse("1994-04-01"));
  CHECK(one.known.body.identifiers.size() >= 2);
  CHECK_FALSE(one.commissioner);
  CHECK(one.provider);
  CHECK(one.group == owner);
  std::string names;
  for (const auto& name : one.known.other_names) names += name.text + "/" + std::string(to_string(name.use)) + ";";
  CHECK_THAT(names, ContainsSubstring("Old Marsh Ltd/former name;"));
  CHECK_THAT(names, ContainsSubstring("Marsh Home Care Ltd/"));
  CHECK(things.bodies.back().commissioner);
  CHECK(things.bodies.back().group.empty());
  REQUIRE(things.merged.size() == 1);
  CHECK(things.merged.front().from == gone);
  CHECK(things.merged.front().into == marsh);
  REQUIRE(things.successions.size() == 1);
  CHECK(things.successions.front().date == *Date::parse("2024-04-01"));
}

TEST_CASE("bodies, centres and programmes change names, and a token changes none", "[read]") {
  const TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK_FALSE(changed_since(*t.db, 0));
  done(*t.db, [](UnitOfWork& u) { return *Bodies(u).add(*Body::create("Marsh Care Ltd", {}), false, true); });
  CHECK(changed_since(*t.db, 0));
  const std::int64_t seq = things_of(*t.db).seq;
  CHECK_FALSE(changed_since(*t.db, seq));
  done(*t.db, [](UnitOfWork& u) {
    u.record("token.created", "tk-1", 1, "{}");
    return 0;
  });
  CHECK_FALSE(changed_since(*t.db, seq));
  done(*t.db, [](UnitOfWork& u) {
    Programme programme;
    programme.name = "Recovery";
    programme.unit = "tests";
    programme.source = "a report";
    return Surroundings(u).save(programme);
  });
  CHECK(changed_since(*t.db, seq));
  CHECK(things_of(*t.db).programmes.size() == 1);
}

} // namespace openward::test
