#include "persistence/read/cursor.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "world.h"

#include "persistence/read/query.h"

#include <set>

namespace openward::test {
namespace {

using persistence::ListRequest;
using persistence::Session;
using persistence::UnitOfWork;
using persistence::read::Cursor;

const persistence::ResourceInfo& awards() { return *persistence::find_resource("awards"); }

void write(persistence::Database& db, const std::function<void(Session&)>& work) {
  const auto done = db.write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    work(u.session());
    return Done{};
  });
  INFO((done ? "" : done.error().message + " " + done.error().internal));
  REQUIRE(done);
}

AwardRow plain_award(std::size_t n, Day effective_on) {
  AwardRow a;
  a.id = "aw-plain-" + std::to_string(n);
  a.award_id = a.id;
  a.state = "published";
  a.title = "Award";
  a.regime = a.route = a.tender_class = "unknown";
  a.scope = "other";
  a.provider_class = "unclassified";
  a.effective_on = std::move(effective_on);
  return a;
}

/// A procurement and awards at the given days.
TestDatabase with_awards(persistence::Backend backend, const std::vector<Day>& days) {
  TestDatabase t = fresh_database(backend);
  write(*t.db, [&](Session& s) {
    World w;
    w.procurements.push_back({"ocds-test-1", "A procurement", "", "", std::nullopt, "unknown", "unknown", "unknown", "other", "award"});
    w.procurements.front().first_published_at = w.procurements.front().latest_published_at = "2026-01-01T00:00:00Z";
    store(w, s);
    for (std::size_t i = 0; i < days.size(); ++i) store_award(plain_award(i + 1, days[i]), s, static_cast<std::int64_t>(i + 1));
  });
  return t;
}

Result<persistence::Page> page_of(persistence::Database& db, const ListRequest& request) {
  return db.read([&](Session& s) { return persistence::list(s, awards(), request); });
}

std::string id_of(const persistence::Row& row) { return std::get<std::string>(row.front()); }

} // namespace

TEST_CASE("a cursor comes back as it was written, with or without a value, whatever the value holds", "[read]") {
  using namespace std::string_literals;
  for (const auto& value :
       {std::optional<std::string>(), std::optional("2026-08-10"s), std::optional(""s), std::optional("two\nlines\n\nand É"s)}) {
    const Cursor c{"awards", "-effective_on", "0123456789abcdef", value, 9007199254740993};
    CHECK(persistence::read::decode(persistence::read::encode(c)) == c);
  }
}

TEST_CASE("a text that is no cursor is refused and never followed", "[read]") {
  const std::string whole = persistence::read::encode({"awards", "title", "00", "value", 12});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto cut = persistence::read::decode(whole.substr(0, length));
    // Cut in its value a cursor is still one, of another place; the key can only be lost with the value.
    if (cut) CHECK(cut->key == 12);
  }
  for (const char* text : {"", "x", "====", "a b", "MQ", "MQpk", "MQphCmIKYwp2CjEKdg==", "%00", "💥"}) {
    INFO(text);
    CHECK_FALSE(persistence::read::decode(text));
  }
}

TEST_CASE("a walk neither repeats nor loses a row while others are added before, at and behind the cursor", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto sort = GENERATE(as<std::string>(), "effective_on", "-effective_on");
  const std::vector<Day> days{"2025-01-01", "2025-01-02", "2025-01-02", {}, "2025-01-03", {}, "2025-01-02", "2025-01-04"};
  const TestDatabase t = with_awards(backend, days);
  std::vector<std::string> seen;
  std::size_t stored = days.size();
  ListRequest request{{}, sort, 1, ""};
  for (int step = 0; step < 100; ++step) {
    const auto page = page_of(*t.db, request);
    REQUIRE(page);
    for (const auto& row : page->table.rows) seen.push_back(id_of(row));
    if (page->next.empty()) break;
    request.cursor = page->next;
    if (stored < days.size() + 6) {
      // The same days again: before, at and behind the place.
      const Day day = stored % 2 ? Day("2025-01-02") : Day();
      ++stored;
      write(*t.db, [&](Session& s) { store_award(plain_award(stored, day), s, static_cast<std::int64_t>(stored)); });
    }
  }
  const std::set<std::string> once(seen.begin(), seen.end());
  CHECK(once.size() == seen.size());
  for (std::size_t i = 1; i <= days.size(); ++i) CHECK(once.count("aw-plain-" + std::to_string(i)) == 1);
}

TEST_CASE("a cursor goes with its own resource, filter and sort alone, and says so", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_awards(backend, {"2025-01-01", "2025-01-02", "2025-01-03"});
  const ListRequest first{{{"scope", false, {"other"}}}, "-effective_on", 1, ""};
  const auto page = page_of(*t.db, first);
  REQUIRE(page);
  REQUIRE_FALSE(page->next.empty());

  SECTION("the same filter written differently is the same filter") {
    ListRequest again = first;
    again.filters = {{"scope", false, {"other", "other"}}};
    again.cursor = page->next;
    again.limit = 2;
    const auto second = page_of(*t.db, again);
    REQUIRE(second);
    CHECK(second->table.rows.size() == 2);
    CHECK(second->next.empty());
  }
  SECTION("another filter, sort or resource is refused") {
    std::vector<ListRequest> others(4, first);
    others[0].filters = {{"scope", false, {"other", "health_body"}}};
    others[1].filters = {{"scope", true, {"other"}}};
    others[2].filters = {};
    others[3].sort = "effective_on";
    for (ListRequest& other : others) {
      other.cursor = page->next;
      const auto refused = page_of(*t.db, other);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().kind == ErrorKind::invalid);
      REQUIRE(refused.error().faults.size() == 1);
      CHECK(refused.error().faults.front().where == "cursor");
      CHECK(refused.error().faults.front().code == "bad_cursor");
      CHECK_THAT(refused.error().faults.front().message, ContainsSubstring("leave it out"));
    }
    const auto elsewhere = t.db->read([&](Session& s) {
      return persistence::list(s, *persistence::find_resource("contracts"), {{{"scope", false, {"other"}}}, "-ends", 1, page->next});
    });
    REQUIRE_FALSE(elsewhere);
    CHECK(elsewhere.error().faults.front().code == "bad_cursor");
  }
  SECTION("a forged one is refused rather than handed to the database") {
    const auto c = persistence::read::decode(page->next);
    REQUIRE(c);
    for (const auto& value :
         {std::optional<std::string>("not a day"), std::optional<std::string>("2025-02-30"), std::optional<std::string>("")}) {
      Cursor forged = *c;
      forged.value = value;
      ListRequest request = first;
      request.cursor = persistence::read::encode(forged);
      const auto refused = page_of(*t.db, request);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().faults.front().code == "bad_cursor");
    }
  }
}

} // namespace openward::test
