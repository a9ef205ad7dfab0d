// Facets against counting in plain C++, for random filters, on both databases.

#include "model.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <map>

namespace openward::test {
namespace {

using persistence::FilterTerm;
using persistence::ResourceInfo;
using persistence::Session;

std::string words_of(const persistence::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* yes = std::get_if<bool>(&cell)) return *yes ? "true" : "false";
  return "unknown";
}

std::map<std::string, std::int64_t> counted(const persistence::Facet& facet) {
  std::map<std::string, std::int64_t> out;
  for (const auto& value : facet.values) CHECK(out.emplace(words_of(value.value), value.rows).second);
  return out;
}

/// Every value of the facet that a row of the model has, counted over the filters of other names.
std::map<std::string, std::int64_t> expected(const ResourceInfo& info, const Model& m, const std::vector<FilterTerm>& terms,
                                             const std::string& facet, const std::vector<std::string>& values) {
  std::vector<FilterTerm> others;
  for (const FilterTerm& t : terms) {
    if (t.name != facet) others.push_back(t);
  }
  std::map<std::string, std::int64_t> out;
  const auto rows = matching(m, others);
  std::vector<bool> has_one(rows.size());
  for (const std::string& value : values) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!m.filters.at(facet)(rows[i], value)) continue;
      ++out[value];
      has_one[i] = true;
    }
  }
  const auto none = std::count(has_one.begin(), has_one.end(), false);
  if (none > 0) out["unknown"] += none;
  INFO(info.name);
  return out;
}

std::vector<std::string> values_of(const ResourceInfo& info, const World& w, const std::string& facet) {
  if (facet == "commissioner" || facet == "provider") {
    std::vector<std::string> ids;
    for (const BodyRow& b : w.bodies) ids.push_back(b.id);
    return ids;
  }
  if (facet == "financial_year") return {"2023-24", "2024-25", "2025-26", "2026-27"};
  const auto found = std::find_if(info.filters.begin(), info.filters.end(), [&](const auto& f) { return f.name == facet; });
  REQUIRE(found != info.filters.end());
  return found->words;
}

} // namespace

TEST_CASE("a facet counts what plain counting gives, over every filter but its own, with what is not known as a value", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(21);
  const TestDatabase t = filled(backend, w);
  Dice d(22);
  int facets = 0;
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(w, info.name);
    for (const std::string& facet : info.facets) {
      INFO(info.name << " " << facet);
      const auto values = values_of(info, w, facet);
      for (int trial = 0; trial < 4; ++trial) {
        std::vector<FilterTerm> terms;
        for (const auto& f : info.filters) {
          if (f.words.empty() || f.name == "bodies" || f.name == "sector" || !d.one_in(5)) continue;
          terms.push_back({f.name, f.excludable && d.one_in(2), {f.words[d.below(f.words.size())]}});
        }
        const auto got = t.db->read([&](Session& s) { return persistence::facets(s, info, terms, {facet}, any_day()); });
        INFO((got ? "" : got.error().message + " " + got.error().internal));
        REQUIRE(got);
        CHECK(counted(got->front()) == expected(info, m, terms, facet, values));
        CHECK(got->front().more_values == 0);
        ++facets;
      }
    }
  }
  CHECK(facets > 100);
}

TEST_CASE("a facet that a list does not have is refused with those that it has, and drafts are no facet", "[read]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  for (const char* name : {"state", "title", "cpv", ""}) {
    const auto got = t.db->read([&](Session& s) {
      return persistence::facets(s, *persistence::find_resource("awards"), {}, {"route", name});
    });
    REQUIRE_FALSE(got);
    CHECK(got.error().faults.front().code == "unknown_facet");
    CHECK_THAT(got.error().faults.front().message, ContainsSubstring("tender_class"));
  }
}

TEST_CASE("fields choose columns in the list's own order, and one that is none is refused with those there are", "[read]") {
  const World w = make_world(23);
  const TestDatabase t = filled(GENERATE(from_range(backends())), w);
  const auto& info = *persistence::find_resource("awards");
  persistence::ListRequest request{{}, "title", 7, ""};
  const auto whole = t.db->read([&](Session& s) { return persistence::list(s, info, request); });
  request.fields = {"value", "id", "commissioner.name"};
  const auto part = t.db->read([&](Session& s) { return persistence::list(s, info, request); });
  REQUIRE(whole);
  REQUIRE(part);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < info.columns.size(); ++i) {
    const std::string& name = info.columns[i].name;
    if (name == "id" || name == "commissioner.name" || name.rfind("value.", 0) == 0) chosen.push_back(i);
  }
  REQUIRE(part->table.columns.size() == chosen.size());
  CHECK(part->next == whole->next);
  for (std::size_t r = 0; r < part->table.rows.size(); ++r) {
    for (std::size_t c = 0; c < chosen.size(); ++c) CHECK((part->table.rows[r][c] == whole->table.rows[r][chosen[c]]));
  }
  request.fields = {"id", "hue"};
  const auto refused = t.db->read([&](Session& s) { return persistence::list(s, info, request); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().faults.front().where == "fields");
  CHECK_THAT(refused.error().faults.front().message, ContainsSubstring("effective_on"));
}

} // namespace openward::test
