// A list that is read while records change: a cursor knows the last row, and no number of rows.

#include "model.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <map>
#include <set>

namespace openward::test {
namespace {

using persistence::Session;
using persistence::UnitOfWork;

void change(persistence::Database& db, const std::vector<std::string>& statements) {
  const auto done = db.write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    for (const std::string& sql : statements) run(u.session(), sql);
    u.record("test.changed", "test", 1, "{}");
    return Done{};
  });
  INFO((done ? "" : done.error().message + " " + done.error().internal));
  REQUIRE(done);
}

} // namespace

TEST_CASE("a walk meets every row that stood all the time once and none twice, while others come, change and go", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const std::string sort = GENERATE("", "title", "-value.amount", "awarded_on", "id", "-id", "commissioner.name", "relevance");
  const World w = make_world(31);
  const TestDatabase t = filled(backend, w);
  change(*t.db, {"update body set provider_class = 'nhs_trust'", "update award set state = 'published', title = title || ' hip'"});
  Dice d(32);
  INFO(sort);

  std::set<std::string> gone;
  std::map<std::string, int> met;
  persistence::ListRequest request{{{"q", false, {"hip"}}}, sort, 9, ""};
  std::int64_t standing = 0;
  for (int page_number = 0;; ++page_number) {
    REQUIRE(page_number < 200);
    const auto page = t.db->read([&](Session& s) { return persistence::list(s, *persistence::find_resource("awards"), request); });
    INFO((page ? "" : page.error().message + " " + page.error().internal));
    REQUIRE(page);
    if (page_number == 0) standing = page->total;
    REQUIRE(page->total == standing + page_number - static_cast<std::int64_t>(gone.size())); // one came each time, and one went
    for (const auto& row : page->table.rows) ++met[std::get<std::string>(row.front())];
    request.cursor = page->next;
    if (request.cursor.empty()) break;

    const std::string fresh = "aw-new-" + std::to_string(page_number);
    const std::size_t leaves = d.below(w.awards.size());
    const std::size_t changes = d.below(w.awards.size());
    gone.insert(w.awards[leaves].id);
    change(*t.db,
           {"insert into award (id, procurement_key, ocid, release_id, award_id, state, title, regime, route, tender_class, scope, "
            "provider_class, value_pence, value_currency, awarded_on) values ('" +
                fresh + "', 1, 'ocds-new', '" + fresh + "', '1', 'published', '" + std::string(1, static_cast<char>('A' + d.below(26))) +
                " hip', 'psr', 'unknown', 'unknown', 'other', 'unclassified', " + std::to_string(d.below(1000000)) + ", 'GBP', '2025-0" +
                std::to_string(1 + d.below(9)) + "-01')",
            "update award set state = 'superseded' where id = '" + w.awards[leaves].id + "'",
            "update award set description = 'changed', version = version + 1 where id = '" + w.awards[changes].id + "'"});
  }
  CHECK(standing == static_cast<std::int64_t>(w.awards.size()));
  for (const auto& [id, times] : met) {
    INFO(id);
    CHECK(times == 1);
  }
  for (const AwardRow& a : w.awards) {
    INFO(a.id);
    if (!gone.contains(a.id)) CHECK(met[a.id] == 1);
  }
}

TEST_CASE("a cursor of another filter, sort or list is refused", "[read]") {
  const World w = make_world(33);
  const TestDatabase t = filled(GENERATE(from_range(backends())), w);
  const auto page = [&](const std::string& list, const persistence::ListRequest& request) {
    return t.db->read([&](Session& s) { return persistence::list(s, *persistence::find_resource(list), request); });
  };
  const auto first = page("awards", {{{"q", false, {"e*"}}}, "relevance", 2, ""});
  REQUIRE(first);
  REQUIRE_FALSE(first->next.empty());
  CHECK(page("awards", {{{"q", false, {"e*"}}}, "relevance", 5, first->next}));
  const std::vector<std::pair<std::string, persistence::ListRequest>> others{
      {"awards", {{{"q", false, {"e*"}}}, "-relevance", 2, first->next}},
      {"awards", {{{"q", false, {"e*"}}}, "", 2, first->next}},
      {"awards", {{{"q", false, {"hip"}}}, "relevance", 2, first->next}},
      {"awards", {{{"q", false, {"e*"}}, {"route", true, {"aqp"}}}, "relevance", 2, first->next}},
      {"procurements", {{{"q", false, {"e*"}}}, "relevance", 2, first->next}},
      {"awards", {{{"q", false, {"e*"}}}, "relevance", 2, first->next + "A"}},
  };
  for (const auto& [list, request] : others) {
    const auto refused = page(list, request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().faults.front().where == "cursor");
  }
}

} // namespace openward::test
