#include "model.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>

namespace openward::test {
namespace {

using persistence::FilterInfo;
using persistence::FilterTerm;
using persistence::ListRequest;
using persistence::ResourceInfo;
using persistence::Row;
using persistence::Session;

std::string show(const std::vector<FilterTerm>& terms) {
  std::string out;
  for (const FilterTerm& t : terms) {
    out += (out.empty() ? "" : "&") + std::string(t.exclude ? "not_" : "") + t.name + "=";
    for (const auto& v : t.values) out += v + "|";
  }
  return out;
}

std::vector<std::string> values_to_try(const FilterInfo& f, const Model& m) { return f.words.empty() ? m.samples.at(f.name) : f.words; }

/// What the rows were then is in as_of_test.cpp, and what a lens makes of them in lens_report_test.cpp.
bool has_tests_of_its_own(const FilterInfo& f) { return f.name == "as_of" || f.name == "sector"; }

std::vector<FilterTerm> random_terms(const ResourceInfo& info, const Model& m, Dice& d) {
  std::vector<FilterTerm> out;
  for (const FilterInfo& f : info.filters) {
    if (has_tests_of_its_own(f)) continue;
    if (!d.one_in(info.filters.size() > 6 ? 7 : 3)) continue;
    FilterTerm t{f.name, f.excludable && d.one_in(3), {}};
    const auto values = values_to_try(f, m);
    for (std::size_t n = f.repeatable ? 1 + d.below(3) : 1; n-- > 0;) t.values.push_back(values[d.below(values.size())]);
    out.push_back(std::move(t));
  }
  return out;
}

std::string first_characters(const std::string& text, std::size_t n) {
  std::size_t at = 0;
  while (at < text.size()) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && n-- == 0) break;
    ++at;
  }
  return text.substr(0, at);
}

std::size_t column(const ResourceInfo& info, const std::string& name) {
  const auto found = std::find_if(info.columns.begin(), info.columns.end(), [&](const auto& c) { return c.name == name; });
  REQUIRE(found != info.columns.end());
  return static_cast<std::size_t>(found - info.columns.begin());
}

/// Rows without a value last in either direction; ties in the order of the keys, in the direction of the sort.
std::vector<std::size_t> sorted(std::vector<std::size_t> rows, const Model& m, std::size_t by, bool down) {
  const auto before = [&](std::size_t a, std::size_t b) {
    const auto& x = m.rows[a][by];
    const auto& y = m.rows[b][by];
    const bool x_empty = x.index() == 0;
    const bool y_empty = y.index() == 0;
    if (x_empty != y_empty) return y_empty;
    const auto cut = [](const persistence::Cell& c) -> persistence::Cell {
      const auto* text = std::get_if<std::string>(&c);
      return text ? first_characters(*text, 200) : c;
    };
    if (!x_empty && cut(x) != cut(y)) return (cut(x) < cut(y)) != down;
    return (a < b) != down && a != b;
  };
  std::sort(rows.begin(), rows.end(), before);
  return rows;
}

/// Follows `next` to the end and checks every page on the way.
void check_walk(persistence::Database& db, const ResourceInfo& info, const World& w, const Model& m, ListRequest request) {
  request.today = any_day();
  INFO(info.name << "?" << show(request.filters) << "&sort=" << request.sort << "&limit=" << request.limit);
  const std::string sort = request.sort.empty() ? info.default_sort : request.sort;
  const bool down = sort.front() == '-';
  const auto rows = sorted(matching(m, request.filters), m, column(info, down ? sort.substr(1) : sort), down);
  std::size_t at = 0;
  do {
    const auto page = db.read([&](Session& s) { return persistence::list(s, info, request); });
    INFO((page ? "" : page.error().message + " / " + page.error().internal));
    REQUIRE(page);
    REQUIRE(page->total == static_cast<std::int64_t>(rows.size()));
    REQUIRE(page->seq == w.seq);
    REQUIRE(page->table.rows.size() == std::min(static_cast<std::size_t>(request.limit), rows.size() - at));
    for (const Row& row : page->table.rows) {
      const Row& expected = m.rows[rows[at++]];
      REQUIRE(row.size() == expected.size());
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (row[c] == expected[c]) continue;
        INFO("column " << info.columns[c].name << " is " << (row[c].index() == 1 ? std::get<1>(row[c]) : std::to_string(row[c].index()))
                       << " and should be " << (expected[c].index() == 1 ? std::get<1>(expected[c]) : std::to_string(expected[c].index())));
        FAIL("a cell differs");
      }
    }
    REQUIRE(page->next.empty() == (at == rows.size()));
    request.cursor = page->next;
  } while (!request.cursor.empty());
  REQUIRE(at == rows.size());
}

} // namespace

TEST_CASE("every list gives exactly the rows, the order and the total that plain counting gives, page by page, for random filters",
          "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto seed = GENERATE(1u, 20260810u);
  const World w = make_world(seed);
  const TestDatabase t = filled(backend, w);
  Dice d(seed + 1);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    for (int trial = 0; trial < 20; ++trial) {
      ListRequest request{random_terms(info, m, d), "", 50, ""};
      if (!d.one_in(4)) request.sort = (d.one_in(2) ? "-" : "") + info.sorts[d.below(info.sorts.size())];
      const std::size_t rows = matching(m, request.filters).size();
      request.limit = static_cast<int>(std::min<std::size_t>(1000, 1 + rows / (1 + d.below(9))));
      check_walk(*t.db, info, w, m, std::move(request));
    }
  }
}

TEST_CASE("every sort of every resource walks all rows once in both directions", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(3);
  const TestDatabase t = filled(backend, w);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    for (const std::string& sort : info.sorts) {
      for (const char* direction : {"", "-"}) check_walk(*t.db, info, w, m, {{}, direction + sort, m.rows.size() > 1000 ? 400 : 23, ""});
    }
  }
}

TEST_CASE("every filter of every resource narrows its list, and its exclusion leaves the other rows", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(4);
  const TestDatabase t = filled(backend, w);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    const auto total = [&](const std::vector<FilterTerm>& terms) {
      const auto page = t.db->read([&](Session& s) { return persistence::list(s, info, {terms, "", 1, "", any_day()}); });
      INFO((page ? "" : page.error().message + " / " + page.error().internal));
      REQUIRE(page);
      return page->total;
    };
    const auto everything = total({});
    REQUIRE(everything > 0);
    for (const FilterInfo& f : info.filters) {
      if (has_tests_of_its_own(f)) continue;
      INFO(info.name << " " << f.name);
      bool narrowed = false;
      for (const std::string& value : values_to_try(f, m)) {
        const auto some = total({{f.name, false, {value}}});
        CHECK(some == static_cast<std::int64_t>(matching(m, {{f.name, false, {value}}}).size()));
        narrowed = narrowed || (some > 0 && some < everything);
        if (f.excludable && f.name != m.unasked_filter) CHECK(some + total({{f.name, true, {value}}}) == everything);
      }
      CHECK(narrowed == (f.name != "bodies")); // which chooses the body that rows stand under, and no rows
    }
  }
}

TEST_CASE("an export gives every row of its filter once, in the order they were stored, and stops when its reader does", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(5);
  const TestDatabase t = filled(backend, w);
  Dice d(6);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    for (int trial = 0; trial < 3; ++trial) {
      const auto terms = trial == 0 ? std::vector<FilterTerm>() : random_terms(info, m, d);
      INFO(info.name << "?" << show(terms));
      std::vector<Row> expected;
      for (const std::size_t i : matching(m, terms)) expected.push_back(m.rows[i]);
      std::vector<Row> rows;
      const auto done = t.db->read([&](Session& s) {
        const auto keep = [&](const Row& row) -> Result<> {
          rows.push_back(row);
          return Done{};
        };
        return persistence::for_each(s, info, terms, keep, any_day());
      });
      REQUIRE(done);
      CHECK((rows == expected));
    }
    int taken = 0;
    const auto stopped = t.db->read([&](Session& s) {
      return persistence::for_each(s, info, {}, [&](const Row&) -> Result<> {
        if (++taken == 3) return invalid("enough");
        return Done{};
      });
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().message == "enough");
    CHECK(taken == 3);
  }
}

TEST_CASE("every record is found by its id, whatever its state, and nothing by any other text", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(7);
  const TestDatabase t = filled(backend, w);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    for (std::size_t i = 0; i<m.rows.size(); i += m.rows.size()> 300 ? 61u : 5u) {
      const auto& id = std::get<std::string>(m.rows[i].front());
      INFO(info.name << " " << id);
      const auto found = t.db->read([&](Session& s) { return persistence::one(s, info, id); });
      REQUIRE(found);
      REQUIRE(found->has_value() == m.exists(i));
      if (found->has_value()) CHECK((**found == m.rows[i]));
    }
    using namespace std::string_literals;
    const auto id = std::get<std::string>(m.rows.front().front());
    for (const std::string& none : {""s, "'"s, "~"s, "-"s, "x-1"s, id + "%"s, id + "\0"s, "\0"s + id, id + "\xff"s, "sf-00-x-02"s,
                                    "sf-00-x-99999999999999999999"s, std::string(5000, 'a')}) {
      INFO(info.name << " " << none);
      const auto found = t.db->read([&](Session& s) { return persistence::one(s, info, none); });
      REQUIRE(found);
      CHECK_FALSE(found->has_value());
    }
  }
}

TEST_CASE("both databases give the same bytes, cursors included", "[read]") {
  const World w = make_world(8);
  std::vector<std::vector<persistence::Page>> pages;
  for (const auto backend : backends()) {
    const TestDatabase t = filled(backend, w);
    auto& own = pages.emplace_back();
    for (const ResourceInfo& info : persistence::resources()) {
      for (const std::string& sort : info.sorts) {
        auto page = t.db->read([&](Session& s) { return persistence::list(s, info, {{}, sort, 9, ""}); });
        REQUIRE(page);
        own.push_back(std::move(*page));
      }
    }
  }
  REQUIRE(pages.size() == 2);
  REQUIRE(pages[0].size() == pages[1].size());
  for (std::size_t i = 0; i < pages[0].size(); ++i) {
    CHECK((pages[0][i].table.rows == pages[1][i].table.rows));
    CHECK(pages[0][i].next == pages[1][i].next);
    CHECK(pages[0][i].total == pages[1][i].total);
  }
}

} // namespace openward::test
