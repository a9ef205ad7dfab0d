// Full text beside the random walks of list_test.cpp: the order by relevance, marks, who may find whom, and that words follow their texts.

#include "found.h"
#include "model.h"
#include "persistence/detail/sql.h"
#include "persistence/read/highlight.h"
#include "persistence/read/people.h"
#include "persistence/search.h"
#include "persistence/sight.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>

namespace openward::test {
namespace {

using persistence::Session;
using persistence::Sight;
using persistence::UnitOfWork;

void change(persistence::Database& db, const std::string& sql) {
  const auto done = db.write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    run(u.session(), sql);
    u.record("test.changed", "test", 1, "{}");
    return Done{};
  });
  INFO((done ? "" : done.error().message + " " + done.error().internal));
  REQUIRE(done);
}

/// The first column of every row that q finds, in the order asked for.
std::vector<std::string> found(persistence::Database& db, const std::string& resource, const std::string& q, const std::string& sort = "",
                               Sight sight = Sight::everybody) {
  std::vector<std::string> out;
  persistence::ListRequest request{{{"q", false, {q}}}, sort, 3, ""};
  do {
    const auto page = db.read([&](Session& s) {
      persistence::set_sight(s, sight);
      return persistence::list(s, *persistence::find_resource(resource), request);
    });
    INFO((page ? "" : page.error().message + " " + page.error().internal));
    REQUIRE(page);
    for (const auto& row : page->table.rows) out.push_back(std::get<std::string>(row.front()));
    request.cursor = page->next;
  } while (!request.cursor.empty());
  return out;
}

std::string marked(const persistence::Highlight& highlight) {
  std::string out = highlight.column + ": ";
  if (highlight.cut_before) out += "...";
  for (const auto& part : highlight.parts) out += part.found ? "[" + part.text + "]" : part.text;
  return out + (highlight.cut_after ? "..." : "");
}

/// How near the words of a question are to an award, as the decision about search says it.
int nearness(const World& w, const AwardRow& a, const std::string& q) {
  if (to_person(w, a)) {
    const std::string buyer = a.commissioner ? shown_name(w.bodies[*a.commissioner]) : "";
    std::vector<std::string> parties{a.id, w.procurements[a.procurement].ocid, buyer == "a person" ? "" : buyer};
    for (const auto& p : a.providers) parties.push_back(w.bodies[p.body].provider_class == "individual" ? "" : w.bodies[p.body].name);
    return found_in(parties, q) ? 1 : 0;
  }
  if (found_in({a.title}, "\"" + q + "\"")) return 3;
  if (found_in({a.title}, q)) return 2;
  std::vector<std::string> near{a.title, a.id, w.procurements[a.procurement].ocid, a.provider_names, a.reference};
  if (a.commissioner && w.bodies[*a.commissioner].provider_class != "individual") near.push_back(w.bodies[*a.commissioner].name);
  for (const auto& p : a.providers) near.push_back(w.bodies[p.body].provider_class == "individual" ? "" : w.bodies[p.body].name);
  return found_in(near, q) ? 1 : 0;
}

} // namespace

TEST_CASE("relevance puts a title before parties before other texts, ties stand newest first, and pages do not change it", "[read]") {
  const World w = make_world(11);
  const TestDatabase t = filled(GENERATE(from_range(backends())), w);
  const Model m = award_model(w);
  for (const std::string q : {"hip", "knee mri", "mental health", "ete", "scans community"}) {
    auto rows = matching(m, {{"q", false, {q}}});
    REQUIRE(rows.size() > 3);
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      const int x = nearness(w, w.awards[a], q);
      const int y = nearness(w, w.awards[b], q);
      return x != y ? x > y : a > b;
    });
    std::vector<std::string> ids;
    for (const std::size_t i : rows) ids.push_back(w.awards[i].id);
    INFO(q);
    CHECK(found(*t.db, "awards", q, "relevance") == ids);
    std::reverse(ids.begin(), ids.end());
    CHECK(found(*t.db, "awards", q, "-relevance") == ids);
  }
}

TEST_CASE("relevance without anything to look for is refused", "[read]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  const auto page = t.db->read([](Session& s) {
    return persistence::list(s, *persistence::find_resource("awards"), {{}, "relevance", 50, ""});
  });
  REQUIRE_FALSE(page);
  CHECK(page.error().faults.front().code == "unknown_sort");
  CHECK_THAT(page.error().faults.front().message, ContainsSubstring("where `q` is given"));
}

TEST_CASE("words follow their texts whoever changes them, and the check finds none that do not", "[read]") {
  const World w = make_world(12);
  const TestDatabase t = filled(GENERATE(from_range(backends())), w);
  persistence::Database& db = *t.db;
  const auto broken = [&] {
    const auto check = db.read([](Session& s) -> Result<persistence::SearchCheck> { return persistence::check_search(s); });
    REQUIRE(check);
    std::string out;
    for (const std::string& words : check->words) out += words + "\n";
    CHECK(check->records > 100);
    CHECK((check->differing == 0) == out.empty());
    return out;
  };
  CHECK(broken() == "");

  change(db, "update award set title = 'Quokka walks' where key = 1");
  change(db, "update body set name = 'Wombat Trust' where key in (select commissioner_key from award where key = 2)");
  change(db, "update award set state = 'published' where key in (1, 2)");
  change(db, "update body set provider_class = 'nhs_trust'");
  CHECK(found(db, "awards", "quokka") == std::vector<std::string>{w.awards[0].id});
  if (w.awards[1].commissioner) CHECK_FALSE(found(db, "awards", "wombat").empty());
  CHECK(broken() == "");
  change(db, "update body set provider_class = 'individual' where key in (select body_key from award_provider where award_key = 1)");
  CHECK(broken() == "");
  change(db, "delete from award_provider where award_key in (select key from award where key > 10)");
  change(db, "update procurement set title = 'Numbat', commissioner_key = null where key < 20");
  change(db, "update supplier_string set words = 'Bilby ' || key");
  CHECK(broken() == "");

  const std::string other = db.backend() == persistence::Backend::sqlite
                                ? "update award_words set title = 'something else' where rowid = 3"
                                : "update award_words set words = cast('something' as tsvector) where key = 3";
  change(db, other);
  CHECK_THAT(broken(), ContainsSubstring("awards: the words of record 3 are not those of its texts"));
  const auto rebuilt = db.write("test", noon(), [](UnitOfWork& u) -> Result<> {
    persistence::rebuild_search(u.session());
    return Done{};
  });
  REQUIRE(rebuilt);
  CHECK(broken() == "");
}

TEST_CASE("a person is found by curators and auditors, and neither found nor counted by anybody else", "[read]") {
  const World w = make_world(13);
  const TestDatabase t = filled(GENERATE(from_range(backends())), w);
  persistence::Database& db = *t.db;
  change(db, "update body set provider_class = 'nhs_trust'");
  change(db, "update body set name = 'Dr Quentin Quokka', provider_class = 'individual' where key = (select min(body_key) from "
             "award_provider where award_key = 1)");
  change(db, "update award set title = 'Quokka minding', provider_names = 'Quentin Quokka', state = 'published' where key = 1");
  change(db, "insert into supplier_string (words, provider_class) values ('QUOKKA QUENTIN', 'individual')");
  change(db, "update procurement set title = 'Quokka minding', state = 'published' where key = (select procurement_key from award where "
             "key = 1)");
  for (const char* resource : {"awards", "procurements", "notices", "providers", "matches", "contracts"}) {
    for (const char* q : {"quokka", "quent*", "\"quokka minding\""}) {
      INFO(resource << " " << q);
      CHECK(found(db, resource, q).empty());
      CHECK(found(db, resource, q, "relevance").empty());
    }
  }
  const auto seen = found(db, "awards", "quokka", "relevance", Sight::in_full); // what else the same person was awarded, too
  CHECK(std::count(seen.begin(), seen.end(), w.awards[0].id) == 1);
  CHECK(found(db, "matches", "quokka", "", Sight::in_full).size() == 1);
  CHECK_FALSE(found(db, "procurements", "quokka", "", Sight::in_full).empty());
  CHECK(found(db, "providers", "quokka", "", Sight::in_full).size() == 1);
  // Nor may an exclusion tell of it: the award stays, whatever name is left out.
  const auto stays = found(db, "awards", "-quokka");
  CHECK(std::count(stays.begin(), stays.end(), w.awards[0].id) == 1);
  const auto leaves = found(db, "awards", "-quokka", "", Sight::in_full);
  CHECK(std::count(leaves.begin(), leaves.end(), w.awards[0].id) == 0);
}

TEST_CASE("marks stand where the words do, in pieces of plain text", "[read]") {
  const std::vector<persistence::Column> columns{{"id", persistence::CellType::text, ""},
                                                 {"title", persistence::CellType::text, ""},
                                                 {"description", persistence::CellType::text, ""}};
  struct Case {
    std::string title, q;
    std::vector<std::string> marks;
  };
  const auto c = GENERATE(values<Case>({
      {"Community diagnostic services", "service", {"title: Community diagnostic [services]"}},
      {"ÉTÉ in the été", "ete", {"title: [ÉTÉ] in the [été]"}},
      {"e\u0301te\u0301 now", "été", {"title: [e\u0301te\u0301] now"}},
      {"<b>hip</b> & knee", "hip knee", {"title: <b>[hip]</b> & [knee]"}},
      {"hip and knee, knee and hip", "\"knee and hip\"", {"title: hip and knee, [knee and hip]"}},
      {"hip & knee", "\"hip and knee\"", {"title: [hip & knee]"}},
      {"The O'Brien home", "obri*", {"title: The [O'Brien] home"}},
      {"nothing here", "hip", {}},
      {"hip", "-hip knee", {}},
      {"hip", "\"", {}},
      {std::string(300, 'a') + " knee " + std::string(400, 'b'), "knee", {"title: ...[knee] " + std::string(235, 'b') + "..."}},
  }));
  const persistence::Row row{std::string("aw-1"), c.title, std::string("")};
  std::vector<std::string> marks;
  for (const auto& highlight : persistence::highlights(columns, row, c.q)) marks.push_back(marked(highlight));
  CHECK(marks == c.marks);
}

TEST_CASE("the people among providers are found from the few bodies who are people, not from every award", "[search]") {
  TestDatabase t = fresh_database(persistence::Backend::sqlite);
  const std::string condition =
      GENERATE(as<std::string>(), persistence::read::award_to_person("x"), persistence::read::procurement_to_person("x"));
  const std::string question = "explain query plan select 1 from award x where " + condition;
  const auto plan = t.db->read([&](Session& s) -> Result<std::string> {
    std::string out;
    for (const auto& [id, parent, unused, step] : persistence::detail::rows<int, int, int, std::string>(s, question)) out += step + "\n";
    return out;
  });
  REQUIRE(plan);
  INFO(*plan);
  CHECK_THAT(*plan, ContainsSubstring("nb USING INDEX body_people"));
  CHECK_THAT(*plan, !ContainsSubstring("SCAN np"));
}

} // namespace openward::test
