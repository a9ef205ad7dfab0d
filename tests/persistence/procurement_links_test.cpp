// Procurements that seem to be one: where a step of one may stand, and the links that were made.
#include "tests/persistence/law_world.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Database;
using persistence::Kept;
using persistence::ProcurementLink;
using persistence::ProcurementLinks;
using persistence::UnitOfWork;

std::string candidates(Database& db, const std::string& ocid, const std::vector<std::string>& quoted, int limit = 50) {
  return shown(written(db, [&](UnitOfWork& u) { return ProcurementLinks(u).candidates(ocid, quoted, limit); }));
}

Kept save(Database& db, const std::string& ocid, const std::vector<ProcurementLink>& links) {
  return written(db, [&](UnitOfWork& u) { return ProcurementLinks(u).save(ocid, links); });
}

std::string links(Database& db) {
  const std::string one = "e.ocid || '>' || l.ocid || ' ' || k.basis";
  const std::string from = " from procurement_link k join procurement e on e.key = k.earlier_key join procurement l on l.key = k.later_key";
  return db.backend() == persistence::Backend::sqlite
             ? cell(db, "select group_concat(t, ', ') from (select " + one + " as t" + from + " order by 1)")
             : cell(db, "select coalesce(string_agg(" + one + ", ', ' order by " + one + "), '')" + from);
}

void five(Database& db) {
  give(db, {{"fen-1", "NHS Fen Integrated Care Board", "2026-01-10", {{"a", {"Fen Care Limited"}}}},
            {"fen-2", "NHS Fen Integrated Care Board", "2026-02-20", {{"a", {"Fen Care Limited"}}}},
            {"fen-3", "NHS Fen Integrated Care Board", "2026-03-01", {}},
            {"marsh", "NHS Marsh Integrated Care Board", "2026-06-01", {{"a", {"Fen Care Limited"}}}},
            {"play", "NHS Fen Integrated Care Board", "2026-02-21", {}, true}});
}

TEST_CASE("a step may stand in another procurement of the same commissioner, the nearest first", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  CHECK(candidates(*t.db, "fen-2", {}) == "fen-3 fen-1");
  CHECK(candidates(*t.db, "fen-2", {}, 1) == "fen-3");
  CHECK(candidates(*t.db, "fen-2", {}, 0).empty());
  CHECK(candidates(*t.db, "fen-1", {}) == "fen-2 fen-3");
  CHECK(candidates(*t.db, "marsh", {}).empty());
  CHECK(candidates(*t.db, "play", {}).empty()); // what is invented stands beside nothing that is real
}

TEST_CASE("a draft that somebody records is nobody's other half", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  REQUIRE(change(*t.db, "update procurement set recorded = 1, state = 'draft' where ocid = 'fen-3'"));
  CHECK(candidates(*t.db, "fen-2", {"fen-3"}) == "fen-1");
}

TEST_CASE("a procurement whose notice or OCID is named is a candidate, whoever buys, and is not left out for a nearer one",
          "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  const auto quoted = GENERATE(as<std::string>(), "marsh", "r-marsh");
  CHECK(candidates(*t.db, "fen-2", {quoted, "000000-2026"}) == "fen-3 fen-1 marsh");
  CHECK(candidates(*t.db, "fen-2", {quoted}, 2) == "fen-3 marsh");
  CHECK(candidates(*t.db, "fen-2", {quoted}, 1) == "marsh");
}

TEST_CASE("a procurement that is read later finds those that named it, until they name it no longer", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  const auto quoted = GENERATE(as<std::string>(), "marsh", "r-marsh");
  candidates(*t.db, "fen-2", {quoted});
  CHECK(candidates(*t.db, "marsh", {}) == "fen-2");
  candidates(*t.db, "fen-2", {});
  CHECK(candidates(*t.db, "marsh", {}).empty());
}

TEST_CASE("the links of a procurement are made equal to what is saved, and told when they change", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  const ProcurementLink first{"fen-1", "fen-2", "alike", "the same title", "r-fen-1", "r-fen-2"};
  ProcurementLink better = first;
  better.basis = "quoted_notice";
  const ProcurementLink second{"fen-2", "fen-3", "alike", "the same title", "r-fen-2", "r-fen-3"};
  const ProcurementLink elsewhere{"fen-3", "marsh", "alike", "the same title", "", ""};
  save(*t.db, "marsh", {elsewhere});

  std::int64_t before = last(*t.db);
  CHECK(save(*t.db, "fen-2", {first}) == Kept::added);
  CHECK(feed(*t.db, before) == "procurement.linked");
  CHECK(
      cell(*t.db, "select subject || ' ' || body from event order by seq desc limit 1") ==
      R"(ocid:fen-2 {"links":[{"basis":"alike","earlier":"fen-1","earlier_release":"r-fen-1","evidence":"the same title","later":"fen-2",)"
      R"("later_release":"r-fen-2"}],"ocid":"fen-2"})");
  before = last(*t.db);
  CHECK(save(*t.db, "fen-2", {first}) == Kept::same);
  CHECK(save(*t.db, "fen-1", {first}) == Kept::same); // the same link, seen from its other end
  CHECK(feed(*t.db, before).empty());
  CHECK(save(*t.db, "fen-2", {second, better}) == Kept::changed);
  CHECK(links(*t.db) == "fen-1>fen-2 quoted_notice, fen-2>fen-3 alike, fen-3>marsh alike");
  CHECK(save(*t.db, "fen-2", {}) == Kept::changed);
  CHECK(save(*t.db, "fen-2", {}) == Kept::same);
  CHECK(links(*t.db) == "fen-3>marsh alike");
}

TEST_CASE("a link that does not join the procurement to another one that is held is refused", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  five(*t.db);
  const auto [earlier, later, says] = GENERATE(table<std::string, std::string, std::string>({
      {"fen-1", "fen-3", "does not join fen-2"},
      {"fen-2", "fen-2", "does not join fen-2"},
      {"fen-2", "nowhere", "there is no procurement nowhere"},
  }));
  const auto done = t.db->write("test", noon(), [&, &from = earlier, &to = later](UnitOfWork& u) -> Result<> {
    ProcurementLinks(u).save("fen-2", std::vector{ProcurementLink{from, to, "alike", "", "", ""}});
    return Done{};
  });
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().message, ContainsSubstring(says));
  CHECK(links(*t.db).empty());
}

} // namespace
} // namespace openward::test
