#include "persistence/read/query.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "world.h"

#include <algorithm>
#include <set>

namespace openward::test {
namespace {

using namespace std::string_literals;
using persistence::FilterTerm;
using persistence::ListRequest;
using persistence::Session;

struct Refused {
  std::string resource, name;
  bool exclude;
  std::vector<std::string> values;
  std::string where, code, says;
};

persistence::ResourceInfo resource(const std::string& name) {
  const auto* found = persistence::find_resource(name);
  REQUIRE(found);
  return *found;
}

/// Parsing comes before the database, so one empty database serves every case.
persistence::Database& empty_database() {
  static const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  return *t.db;
}

Result<persistence::Page> page_of(persistence::Database& db, const std::string& name, const ListRequest& request) {
  return db.read([&](Session& s) { return persistence::list(s, resource(name), request); });
}

/// Suppliers of these words, one payment each.
TestDatabase with_suppliers(persistence::Backend backend, const std::vector<std::string>& words) {
  World w;
  w.files.push_back({"sf-1", "a file", "00", "2026-01-01T00:00:00Z", "utf-8", ","});
  for (std::size_t i = 0; i < words.size(); ++i) {
    w.suppliers.push_back({words[i], std::nullopt, "unclassified"});
    w.payments.push_back({0, static_cast<std::int64_t>(i + 2), std::nullopt, i, "2026-01-31", 100, "", "", "", ""});
  }
  return filled(backend, w);
}

std::set<std::string> suppliers_with(persistence::Database& db, const std::string& q) {
  const auto page = page_of(db, "payments", {{{"q", false, {q}}}, "supplier", 100, ""});
  REQUIRE(page);
  std::set<std::string> out;
  for (const auto& row : page->table.rows) out.insert(std::get<std::string>(row[3]));
  return out;
}

} // namespace

TEST_CASE("a parameter that cannot be understood is refused with its name, a code and the remedy", "[read]") {
  const auto c = GENERATE(values<Refused>({
      {"awards", "colour", false, {"red"}, "colour", "unknown_parameter", "commissioner"},
      {"awards", "Route", false, {"aqp"}, "Route", "unknown_parameter", "route"},
      {"awards", "awarded_from", true, {"2026-01-01"}, "not_awarded_from", "unknown_parameter", "not_route"},
      {"awards", "not_route", false, {"aqp"}, "not_route", "unknown_parameter", "not_route"},
      {"awards", "payer", false, {"bd-1"}, "payer", "unknown_parameter", "provider"},
      {"awards", "route", false, {"by_lot"}, "route", "bad_value", "direct_award_a"},
      {"awards", "route", true, {"by_lot"}, "not_route", "bad_value", "direct_award_a"},
      {"awards", "route", false, {"AQP"}, "route", "bad_value", "aqp"},
      {"awards", "route", false, {}, "route", "bad_value", "needs a value"},
      {"awards", "route", false, {""}, "route", "bad_value", "needs a value"},
      {"awards", "framework", false, {"yes"}, "framework", "bad_value", "true nor false"},
      {"awards", "framework", false, {"true", "false"}, "framework", "repeated", "one value"},
      {"awards", "awarded_from", false, {"2026-02-30"}, "awarded_from", "bad_value", "2026-08-10"},
      {"awards", "awarded_to", false, {"31/01/2026"}, "awarded_to", "bad_value", "2026-08-10"},
      {"awards", "awarded_to", false, {"2026-01-01", "2026-01-02"}, "awarded_to", "repeated", "one value"},
      {"procurements", "published_to", false, {"2026-01-01T00:00:00Z"}, "published_to", "bad_value", "2026-08-10"},
      {"awards", "min_value", false, {"a lot"}, "min_value", "bad_value", "1234.56"},
      {"awards", "max_value", false, {"1e9999"}, "max_value", "bad_value", "1234.56"},
      {"awards", "financial_year", false, {"2026"}, "financial_year", "bad_value", "2026-27"},
      {"awards", "financial_year", false, {"2026-28"}, "financial_year", "bad_value", "2026-27"},
      {"awards", "cpv", false, {"8"}, "cpv", "bad_value", "2 to 8 digits"},
      {"awards", "cpv", false, {"85%"}, "cpv", "bad_value", "2 to 8 digits"},
      {"awards", "cpv", false, {"851000001"}, "cpv", "bad_value", "2 to 8 digits"},
      {"awards", "commissioner", false, {"O'Brien; drop table award"}, "commissioner", "bad_value", "ods:QHM"},
      {"awards", "commissioner", false, {"ods:"}, "commissioner", "bad_value", "ods:"},
      {"awards", "commissioner", false, {"coh:TBC"}, "commissioner", "bad_value", "coh:TBC"},
      {"awards", "q", false, {"   "}, "q", "bad_value", "at least one word"},
      {"awards", "q", false, {"% * \" (') -- ^"}, "q", "bad_value", "at least one word"},
      {"awards", "q", false, {"a\0b"s}, "q", "bad_value", "without NUL"},
      {"awards", "q", false, {"\xff\xfe"}, "q", "bad_value", "valid UTF-8"},
      {"awards", "q", false, {"\xed\xa0\x80"}, "q", "bad_value", "valid UTF-8"},
      {"awards", "q", false, {std::string(1001, 'a')}, "q", "bad_value", "1000 bytes"},
      {"awards", "q", false, {"a b c d e f g h i j k l m n o p q r s t u"}, "q", "bad_value", "at most 20 words"},
      {"payments", "file", false, {"sf\0"s}, "file", "bad_value", "without NUL"},
      {"diagnostic-centres", "kind", false, {"mega"}, "kind", "bad_value", "standard"},
      {"indicators", "state", false, {"open"}, "state", "unknown_parameter", "q"},
  }));
  INFO(c.resource << " " << c.name);
  const auto page = page_of(empty_database(), c.resource, {{{c.name, c.exclude, c.values}}, "", 50, ""});
  REQUIRE_FALSE(page);
  CHECK(page.error().kind == ErrorKind::invalid);
  REQUIRE(page.error().faults.size() == 1);
  const Fault& fault = page.error().faults.front();
  CHECK(fault.where == c.where);
  CHECK(fault.code == c.code);
  CHECK_THAT(fault.message, ContainsSubstring(c.says));
}

TEST_CASE("all faults of a request are named at once", "[read]") {
  const auto page = page_of(empty_database(), "awards",
                            {{{"colour", false, {"red"}}, {"route", false, {"x", "aqp", "y"}}, {"cpv", true, {"z"}}}, "-hue", 0, ""});
  REQUIRE_FALSE(page);
  std::multiset<std::string> where;
  for (const Fault& f : page.error().faults) where.insert(f.where + " " + f.code);
  CHECK(where == std::multiset<std::string>{"colour unknown_parameter", "route bad_value", "route bad_value", "not_cpv bad_value",
                                            "sort unknown_sort", "limit bad_value"});
}

TEST_CASE("a limit outside 1 to 1000 and a sort that is none are refused, naming what is right", "[read]") {
  for (const int limit : {-1, 0, 1001}) {
    const auto page = page_of(empty_database(), "awards", {{}, "", limit, ""});
    REQUIRE_FALSE(page);
    CHECK(page.error().faults.front().where == "limit");
    CHECK_THAT(page.error().faults.front().message, ContainsSubstring("1 to 1000"));
  }
  for (const char* sort : {"hue", "-", "--title", "description", "title,id"}) {
    const auto page = page_of(empty_database(), "awards", {{}, sort, 50, ""});
    REQUIRE_FALSE(page);
    CHECK(page.error().faults.front().code == "unknown_sort");
    CHECK_THAT(page.error().faults.front().message, ContainsSubstring("effective_on"));
  }
}

TEST_CASE("an export refuses what a list refuses", "[read]") {
  const auto done = empty_database().read([](Session& s) {
    return persistence::for_each(s, resource("awards"), {{"colour", false, {"red"}}},
                                 [](const persistence::Row&) -> Result<> { return Done{}; });
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().faults.front().code == "unknown_parameter");
}

TEST_CASE("q finds words whatever signs, case, accents and plural they have, and no sign means anything to the database", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_suppliers(backend, {"100% Health", "100 Health", "a_b", "axb", "O'Brien", "back\\slash", "backslash", "wow!",
                                                  "ÉTÉ", "Mental-Health Services", "semi; drop table award", ":p1", "The Therapies & Co",
                                                  "x\u200Fy", "Stra\u00DFe", "health mental"});
  struct Asked {
    std::string q;
    std::set<std::string> found;
  };
  const std::vector<Asked> cases{
      {"100%", {"100% Health", "100 Health"}},
      {"HEALTH 100", {"100% Health", "100 Health"}},
      {"health nothing", {}},
      {"a_b", {"a_b"}},
      {"o'brien", {"O'Brien"}},
      {"OBrien", {"O'Brien"}},
      {"O\u2019Brien", {"O'Brien"}},
      {"back\\slash", {"back\\slash"}},
      {"backslash", {"backslash"}},
      {"wow", {"wow!"}},
      {"ete", {"ÉTÉ"}},
      {"e\u0301te\u0301", {"ÉTÉ"}},
      {"strasse", {"Stra\u00DFe"}},
      {"xy", {"x\u200Fy"}},
      {"\u202Exy", {"x\u200Fy"}},
      {"; drop", {"semi; drop table award"}},
      {":p1", {":p1"}},
      {"' or '1'='1", {}},
      {"therapy and co", {"The Therapies & Co"}},
      {"service", {"Mental-Health Services"}},
      {"services*", {"Mental-Health Services"}},
      {"serv*", {"Mental-Health Services"}},
      {"erv*", {}},
      {"mental-health", {"Mental-Health Services"}},
      {"\"mental health\"", {"Mental-Health Services"}},
      {"\"mental health", {"Mental-Health Services"}},
      {"mental health", {"Mental-Health Services", "health mental"}},
      {"health -mental -100", {}},
      {"health -mental", {"100% Health", "100 Health"}},
      {"health -\"mental health\" -100", {"health mental"}},
      {"NEAR(health)", {}},
      {"\"*\" wow", {"wow!"}},
      {"wow\"", {"wow!"}},
      {"*wow", {"wow!"}},
      {"wow AND", {}},
      {"^wow + ( ) : {words} !", {}},
      {"^wow + ( ) : !", {"wow!"}},
  };
  for (const Asked& c : cases) {
    INFO(c.q);
    CHECK(suppliers_with(*t.db, c.q) == c.found);
  }
}

TEST_CASE("an exclusion keeps the rows of which the value is not known", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_suppliers(backend, {"one", "two"});
  const auto page = page_of(*t.db, "payments", {{{"payer", true, {"bd-1"}}, {"provider", true, {"ods:QHM"}}}, "", 50, ""});
  REQUIRE(page);
  CHECK(page->total == 2);
}

TEST_CASE("what a resource says of itself is complete: every column and filter is described, and every sort is a column", "[read]") {
  const std::vector<std::string> names{"awards",     "contracts",  "procurements", "commissioners", "providers", "diagnostic-centres",
                                       "programmes", "indicators", "payments",     "spend-files",   "notices",   "findings",
                                       "matches"};
  REQUIRE(persistence::resources().size() == names.size());
  for (const auto& name : names) {
    const auto info = resource(name);
    INFO(name);
    CHECK_FALSE(info.description.empty());
    CHECK(info.columns.front().name == "id");
    std::set<std::string> columns;
    for (const auto& c : info.columns) {
      INFO(c.name);
      CHECK_FALSE(c.description.empty());
      CHECK(columns.insert(c.name).second);
    }
    std::set<std::string> filters;
    for (const auto& f : info.filters) {
      INFO(f.name);
      CHECK_FALSE(f.description.empty());
      CHECK_FALSE(f.name.starts_with("not_"));
      CHECK(filters.insert(f.name).second);
      CHECK((f.type == "word") == (!f.words.empty() && f.type != "boolean"));
    }
    for (const auto& sort : info.sorts) CHECK(columns.count(sort) == 1);
    const auto by_default = info.default_sort.substr(info.default_sort.front() == '-' ? 1 : 0);
    CHECK(std::count(info.sorts.begin(), info.sorts.end(), by_default) == 1);
  }
  CHECK(persistence::find_resource("award") == nullptr);
  CHECK(persistence::find_report("awards ") == nullptr);
}

} // namespace openward::test
