// Bodies as files state them: names over time, successors, owners.
#include "persistence/detail/body_lines.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <algorithm>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::BodyNameKind;
using persistence::Database;
using persistence::Kept;
using persistence::StatedBody;
using persistence::UnitOfWork;
using persistence::detail::group_lines;
using persistence::detail::Line;
using persistence::detail::Owned;
using persistence::detail::Passing;
using persistence::detail::successor_lines;

Date day(const std::string& iso) { return *Date::parse(iso); }

StatedBody stated(const std::string& name, const std::string& identifier_text) {
  StatedBody out;
  out.body = *Body::create(name, {identifier(identifier_text)});
  out.body.classification = {ProviderClass::nhs_trust, Evidence::ods_role, 95, "RO197", {}, {}};
  out.body.postcode = "ZZ1 1ZZ";
  out.provider = true;
  out.source = "etr.csv";
  return out;
}

Kept taken(Database& db, const StatedBody& body) {
  return written(db, [&](UnitOfWork& u) { return *Bodies(u).take(body); });
}

TEST_CASE("a body is taken once, and again only when it says something new", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK(taken(*t.db, stated("Zyx NHS Trust", "ods:RZ1")) == Kept::added);
  const std::int64_t before = last(*t.db);
  CHECK(taken(*t.db, stated("Zyx NHS Trust", "ods:RZ1")) == Kept::same);
  CHECK(taken(*t.db, stated("ZYX NHS TRUST", "ods:RZ1")) == Kept::same);
  CHECK(last(*t.db) == before);
  StatedBody moved = stated("Zyx NHS Trust", "ods:RZ1");
  moved.body.postcode = "ZZ2 2ZZ";
  CHECK(taken(*t.db, moved) == Kept::changed);
  CHECK(cell(*t.db, "select postcode from body") == "ZZ2 2ZZ");
}

TEST_CASE("a new name makes the old one a former one, which an older file does not bring back", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  taken(*t.db, stated("Zyx NHS Trust", "ods:RZ1"));
  CHECK(taken(*t.db, stated("Zyx University NHS Foundation Trust", "ods:RZ1")) == Kept::changed);
  CHECK(taken(*t.db, stated("Zyx NHS Trust", "ods:RZ1")) == Kept::same);
  CHECK(cell(*t.db, "select name from body") == "Zyx University NHS Foundation Trust");
  const auto names = written(*t.db, [](UnitOfWork& u) { return Bodies(u).names_of(Bodies(u).by_identifier(identifier("ods:RZ1"))->id); });
  REQUIRE(names.size() == 2);
  CHECK(names[0].name == "Zyx University NHS Foundation Trust");
  CHECK(names[0].source == "etr.csv");
  CHECK(names[1].kind == BodyNameKind::former);
}

TEST_CASE("a body that a notice named is the one that the file describes", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = written(
      *t.db, [](UnitOfWork& u) { return *Bodies(u).resolve("ZYX N.H.S. TRUST", {identifier("ppon:PABC-1234-DEFG")}, "", "", true); });
  CHECK(taken(*t.db, stated("Zyx NHS Trust", "ods:RZ1")) == Kept::changed);
  CHECK(written(*t.db, [](UnitOfWork& u) { return Bodies(u).by_identifier(identifier("ods:RZ1"))->id; }) == id);
  CHECK(cell(*t.db, "select class_evidence from body") == "ods_role");
}

TEST_CASE("practices of one name stay apart", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  for (const char* code : {"ods:A81001", "ods:B81002"}) {
    StatedBody practice = stated("The Surgery", code);
    practice.alike_by_name = false;
    practice.kind = "general_practice";
    CHECK(taken(*t.db, practice) == Kept::added);
  }
  CHECK(cell(*t.db, "select count(*) from body where kind = 'general_practice'") == "2");
}

TEST_CASE("a curated class stays when a file knows a role alone", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  taken(*t.db, stated("Zyx Care", "ods:8ZZ01"));
  written(*t.db, [](UnitOfWork& u) {
    Bodies bodies(u);
    bodies.reclassify(bodies.by_identifier(identifier("ods:8ZZ01"))->id,
                      {ProviderClass::social_enterprise, Evidence::curated, 90, "articles", {}, {}});
    return 0;
  });
  CHECK(taken(*t.db, stated("Zyx Care", "ods:8ZZ01")) == Kept::same);
  CHECK(cell(*t.db, "select provider_class from body") == "social_enterprise");
}

TEST_CASE("what identifies nobody identifies no body", "[persistence]") {
  const std::string text = GENERATE("coh:TBC", "coh:N/A", "ods:0");
  CHECK_FALSE(Identifier::parse(text));
  CHECK_FALSE(Identifier::from_org_id("GB-FTS", "12345"));
}

TEST_CASE("the rows of a closed body stand under its successor from the day on, along the chain", "[persistence]") {
  const auto lines = successor_lines({{1, 2, day("2013-04-01"), false}, {2, 3, day("2022-07-01"), false}});
  const std::vector<Line> expected{{1, 2, false, day("2013-04-01"), day("2022-06-30")},
                                   {1, 3, false, day("2022-07-01"), day("2199-12-31")},
                                   {2, 3, false, day("2022-07-01"), day("2199-12-31")}};
  CHECK(lines == expected);
}

TEST_CASE("a body that passed to several, or in part, stays as it is and is marked", "[persistence]") {
  const auto lines = successor_lines({{1, 2, day("2013-04-01"), false},
                                      {2, 3, day("2026-04-01"), false},
                                      {2, 4, day("2026-04-01"), false},
                                      {5, 6, day("2020-01-01"), true}});
  const std::vector<Line> expected{{1, 2, false, day("2013-04-01"), day("2026-03-31")},
                                   {1, 2, true, day("2026-04-01"), day("2199-12-31")},
                                   {2, 2, true, day("2026-04-01"), day("2199-12-31")},
                                   {5, 5, true, day("2020-01-01"), day("2199-12-31")}};
  CHECK(lines == expected);
}

TEST_CASE("a circle of successions ends, and moves nothing", "[persistence]") {
  const auto lines = successor_lines({{1, 2, day("2020-01-01"), false}, {2, 1, day("2021-01-01"), false}});
  CHECK(std::all_of(lines.begin(), lines.end(),
                    [](const Line& l) { return l.first < day("2021-01-01") || (l.under == l.body && l.divided); }));
}

TEST_CASE("the group of a body is the owner that nobody owns on the day", "[persistence]") {
  const auto lines = group_lines({{1, 2, day("2010-01-01"), {}}, {2, 3, {}, day("2019-12-31")}, {2, 4, day("2021-01-01"), {}}});
  const auto under = [&](std::int64_t body, const std::string& iso) {
    for (const Line& l : lines) {
      if (l.body == body && l.first <= day(iso) && day(iso) <= l.last) return l.under;
    }
    return body;
  };
  CHECK(under(1, "2009-12-31") == 1);
  CHECK(under(1, "2010-01-01") == 3);
  CHECK(under(1, "2019-12-31") == 3);
  CHECK(under(1, "2020-06-30") == 2);
  CHECK(under(1, "2021-01-01") == 4);
  CHECK(under(2, "1990-01-01") == 3);
}

TEST_CASE("two owners at once, and an owner that belongs to what it owns, are refused by name", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::string> ids;
  for (const char* name : {"Child Ltd", "Parent Ltd", "Top Ltd"})
    ids.push_back(written(*t.db, [&](UnitOfWork& u) { return *Bodies(u).add(*Body::create(name, {}), false, true); }));
  const auto own = [&](std::size_t child, std::size_t parent, const std::string& from, const std::string& to) {
    auto done = t.db->write("test", noon(), [&](UnitOfWork& u) {
      const auto on = [](const std::string& iso) { return iso.empty() ? std::optional<Date>() : std::optional(day(iso)); };
      return Bodies(u).own(ids[child], ids[parent], on(from), on(to), "annual report");
    });
    if (done) return std::string(*done == Kept::added ? "added" : "same");
    return done.error().message + (done.error().faults.empty() ? "" : done.error().faults.front().message);
  };
  CHECK(own(0, 1, "2020-01-01", "2022-12-31") == "added");
  CHECK(own(0, 1, "2020-01-01", "2022-12-31") == "same");
  CHECK_THAT(own(0, 2, "2022-12-31", ""), ContainsSubstring("Child Ltd belongs to Parent Ltd") && ContainsSubstring("Top Ltd"));
  CHECK(own(0, 2, "2023-01-01", "") == "added");
  CHECK(own(1, 2, "", "") == "added");
  CHECK_THAT(own(2, 0, "2021-01-01", "2021-12-31"), ContainsSubstring("Child Ltd belongs to Top Ltd"));
  CHECK_THAT(own(2, 2, "", ""), ContainsSubstring("own it as well"));
}

TEST_CASE("a body that would in the end follow itself is refused, and the way back is named", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto add = [&](const std::string& from, const std::string& to, const std::string& iso) {
    auto done = t.db->write("test", noon(), [&](UnitOfWork& u) { return Bodies(u).add_succession({from, to, day(iso), "order", {}}); });
    if (done) return std::string(*done == Kept::added ? "added" : "same");
    return done.error().message + (done.error().faults.empty() ? "" : done.error().faults.front().message);
  };
  CHECK(add("ods:Q01", "ods:Q02", "2013-04-01") == "added");
  CHECK(add("ods:Q02", "ods:Q03", "2022-07-01") == "added");
  CHECK_THAT(add("ods:Q03", "ods:Q01", "2026-04-01"),
             ContainsSubstring("ods:Q01 cannot follow ods:Q03 on 2026-04-01") && ContainsSubstring("ods:Q01, then ods:Q02, then ods:Q03"));
  CHECK_THAT(add("ods:Q01", "ods:Q01", "2026-04-01"), ContainsSubstring("does not succeed itself"));
  CHECK(add("ods:Q01", "ods:Q02", "2013-04-01") == "same");
  CHECK(cell(*t.db, "select count(*) from succession") == "2");
  // By way of another code of the same body.
  written(*t.db, [](UnitOfWork& u) {
    return *Bodies(u).add(*Body::create("Board", {identifier("ods:Q03"), identifier("ppon:PABC-1234-DEFG")}), true, false);
  });
  CHECK_THAT(add("ppon:PABC-1234-DEFG", "ods:Q01", "2026-04-01"), ContainsSubstring("the successions lead back"));
  CHECK(add("ppon:PABC-1234-DEFG", "ods:Q03", "2026-04-01") == "added"); // a body that changed its code passes to nobody
}

TEST_CASE("two bodies that follow, or own, one another through a third are never one", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::string> ids;
  for (const char* code : {"ods:Q01", "ods:Q02", "ods:Q03"})
    ids.push_back(written(
        *t.db, [&](UnitOfWork& u) { return *Bodies(u).add(*Body::create(std::string("Board ") + code, {identifier(code)}), true, true); }));
  const auto merge = [&](std::size_t from, std::size_t into) {
    auto done = t.db->write("test", noon(), [&](UnitOfWork& u) { return Bodies(u).merge(ids[from], ids[into], "why"); });
    return done ? std::string("merged") : done.error().message;
  };
  written(*t.db, [&](UnitOfWork& u) {
    Bodies bodies(u);
    REQUIRE(bodies.own(ids[0], ids[1], {}, {}, "report"));
    REQUIRE(bodies.own(ids[1], ids[2], {}, {}, "report"));
    return 0;
  });
  CHECK_THAT(merge(0, 2), ContainsSubstring("owner and owned"));
  REQUIRE(change(*t.db, "delete from ownership"));
  REQUIRE(change(*t.db, "delete from body_owner"));
  written(*t.db, [&](UnitOfWork& u) {
    REQUIRE(Bodies(u).add_succession({"ods:Q01", "ods:Q02", day("2013-04-01"), "order", {}}));
    REQUIRE(Bodies(u).add_succession({"ods:Q02", "ods:Q03", day("2022-07-01"), "order", {}}));
    return 0;
  });
  CHECK_THAT(merge(2, 0), ContainsSubstring("Board ods:Q03 and Board ods:Q01 are recorded as following one another"));
  CHECK(merge(0, 1) == "merged");
}

TEST_CASE("every owner above a body is known by day, as a walk from owner to owner finds them", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::string> ids;
  for (const char* name : {"A Ltd", "B Ltd", "C Ltd", "D Ltd"})
    ids.push_back(written(*t.db, [&](UnitOfWork& u) { return *Bodies(u).add(*Body::create(name, {}), false, true); }));
  struct Holding {
    std::size_t child, parent;
    std::string from, to;
  };
  const std::vector<Holding> holdings{
      {0, 1, "2010-01-01", "2014-12-31"}, {0, 2, "2015-01-01", ""}, {1, 2, "", "2012-06-30"}, {2, 3, "2012-01-01", "2019-12-31"}};
  written(*t.db, [&](UnitOfWork& u) {
    const auto on = [](const std::string& iso) { return iso.empty() ? std::optional<Date>() : std::optional(day(iso)); };
    for (const Holding& o : holdings) REQUIRE(Bodies(u).own(ids[o.child], ids[o.parent], on(o.from), on(o.to), "report"));
    return 0;
  });
  for (const char* iso : {"2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01", "2012-06-30", "2012-07-01", "2014-12-31", "2015-01-01",
                          "2019-12-31", "2020-01-01"}) {
    for (std::size_t body = 0; body < ids.size(); ++body) {
      std::string expected;
      for (std::size_t at = body, next = ids.size();; at = next) {
        next = ids.size();
        for (const Holding& o : holdings) {
          if (o.child == at && (o.from.empty() || o.from <= iso) && (o.to.empty() || iso <= o.to)) next = o.parent;
        }
        if (next == ids.size()) break;
        expected += ids[next] + " ";
      }
      for (const std::string& owner : ids) {
        const std::string lines = cell(*t.db, "select count(*) from body_owner where body_key = (select key from body where id = '" +
                                                  ids[body] + "') and owner_key = (select key from body where id = '" + owner +
                                                  "') and first_day <= '" + iso + "' and last_day >= '" + iso + "'");
        CHECK((lines == "0" || lines == "1"));
        const bool above = expected.find(owner) != std::string::npos;
        INFO(iso << " body " << body << " owner " << owner);
        CHECK((lines == "1") == above);
      }
    }
  }
}

} // namespace
} // namespace openward::test
