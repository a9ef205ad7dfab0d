// Findings, rules, gaps, centres and definitions: each word has its place, each count is that of the rows.

#include "domain/lens.h"
#include "domain/vocabulary.h"
#include "explored.h"
#include "service/app/law_surroundings.h"
#include "service/app/lenses.h"
#include "service/app/missing.h"
#include "tests/support/catch.h"

#include <map>
#include <set>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("every word of the register has its definition at an address of its own", "[explore]") {
  const std::string text = page(explored(), "/about");
  const auto all = [&](std::span<const std::string_view> words, const std::string& prefix) {
    for (const std::string_view word : words) {
      INFO(prefix << word);
      CHECK(has(text, " id=\"" + prefix + std::string(word) + "\""));
    }
  };
  all(provider_class_words(), "class-");
  all(tender_class_words(), "tender-");
  all(route_words(), "route-");
  all(notice_kind_words(), "notice-");
  all(regime_words(), "regime-");
  for (const Lens& lens : app::lenses().lenses()) {
    CHECK(has(text, " id=\"lens-" + lens.definition().id + "\""));
    CHECK(has(text, lens.name()));
  }
  CHECK_FALSE(has(text, "As the word says."));
}

TEST_CASE("the catalogue states every rule with its law and what would answer it", "[explore]") {
  const std::string text = unescaped(page(explored(), "/rules"));
  for (const law::Rule& rule : app::rule_book().rules()) {
    INFO(rule.id);
    CHECK(has(text, " id=\"" + rule.id + "\""));
    CHECK(has(text, rule.statement));
    CHECK(has(text, rule.citation));
    CHECK(has(text, rule.rebuttal));
  }
}

TEST_CASE("the counts of a rule are those of the findings that it links to", "[explore]") {
  std::map<std::string, std::int64_t> real;
  std::map<std::string, std::int64_t> invented;
  for (std::string at = "/v1/findings?limit=1000"; !at.empty();) {
    const auto rows = json(explored(), at);
    for (const auto& row : rows["data"].GetArray())
      ++(row["synthetic"].GetBool() ? invented : real)[std::string(row["rule"].GetString()) + "&amp;outcome=" + row["outcome"].GetString()];
    at = rows["page"]["next"].IsNull() ? std::string() : rows["page"]["next"].GetString();
  }
  REQUIRE_FALSE(real.empty());
  REQUIRE_FALSE(invented.empty());
  const std::string text = page(explored(), "/rules");
  for (const auto& [key, count] : real) CHECK(has(text, "/findings?rule=" + key + "&amp;synthetic=false\">" + std::to_string(count) + " "));
  for (const auto& [key, count] : invented)
    CHECK(has(text, "/findings?rule=" + key + "&amp;synthetic=true\">invented " + std::to_string(count) + " "));
}

TEST_CASE("a finding stands with its regulation, its award and what would answer it", "[explore]") {
  const auto rows = json(explored(), "/v1/findings?outcome=fail&limit=5");
  const std::string text = unescaped(page(explored(), "/findings?outcome=fail&limit=5"));
  REQUIRE(rows["data"].Size() > 0);
  for (const auto& row : rows["data"].GetArray()) {
    const std::string rule = row["rule"].GetString();
    INFO(rule);
    CHECK(has(text, "href=\"/rules#" + rule + "\""));
    CHECK(has(text, row["citation"].GetString()));
    CHECK(has(text, "href=\"/awards/" + std::string(row["award"]["id"].GetString()) + "\""));
    CHECK(has(text, app::rule_book().find(rule)->rebuttal));
  }
  CHECK_FALSE(has(text, "<td>question</td>"));
}

TEST_CASE("what is missing is counted apart for the real and the invented, as the report counts it", "[explore]") {
  const std::string text = page(explored(), "/missing");
  const std::string read = unescaped(text);
  for (const bool synthetic : {false, true}) {
    const std::string origin = synthetic ? "true" : "false";
    const auto report = json(explored(), "/v1/reports/missing?synthetic=" + origin);
    std::set<std::string> kinds;
    for (const auto& row : report["rows"].GetArray()) {
      const std::string gap = row["gap"].GetString();
      kinds.insert(gap);
      INFO(gap << " " << origin);
      const std::int64_t items = row["items"].GetInt64();
      if (items > 0 && items < 1000) CHECK(has(text, "gap=" + gap + "&amp;synthetic=" + origin + "\">" + std::to_string(items) + "</a>"));
      CHECK(has(read, std::string(app::meaning(*app::gap_from(gap)))));
    }
    CHECK(kinds.size() == app::gap_words().size());
  }
}

TEST_CASE("centres are listed as their filter asks, and each fact that is not known says so", "[explore]") {
  const auto all = json(explored(), "/v1/diagnostic-centres?operator_class=independent_sector&limit=1000");
  const std::string text = page(explored(), "/diagnostic-centres?operator_class=independent_sector");
  std::set<std::string> expected;
  for (const auto& row : all["data"].GetArray()) expected.insert(row["id"].GetString());
  REQUIRE(expected.size() == 8); // of the thirteen announced in August 2023
  const auto shown = all_after(text, "data-id=\"");
  CHECK(std::set<std::string>(shown.begin(), shown.end()) == expected);
  CHECK(has(text, "8 community diagnostic centres fit"));
  CHECK(has(text, "not known"));
  CHECK(has(text, "id=\"map\""));
}

TEST_CASE("on a day for which no dated status speaks, a centre's standing is not known", "[explore]") {
  const std::string text = page(explored(), "/diagnostic-centres?on=2024-01-01");
  CHECK(has(text, "as they were on 1 January 2024"));
  for (const std::string& status : all_after(text, "data-status=\"")) CHECK(status == "unknown");
  CHECK(all_after(text, "data-status=\"").size() == 13);
}

TEST_CASE("what was chosen is said in words: its name, its day, its origin", "[explore]") {
  const auto [question, said] = GENERATE(table<std::string, std::string>({
      {"/payments?paid_from=2026-01-09&synthetic=true", "<li>Paid from: 9 January 2026 <a"},
      {"/payments?synthetic=true", "<li>Invented for demonstration: yes <a"},
      {"/awards?awarded_to=2026-08-01", "<li>Awarded to: 1 August 2026 <a"},
      {"/awards?not_tender_class=untendered", "<li>Not: Tendering: Not put out to tender <a"},
      {"/payments?synthetic=true&month=2025-07", "<li>Month: 2025-07 <a"},
  }));
  INFO(question);
  CHECK(has(page(explored(), question), said));
}

TEST_CASE("a line of an award says what is not known of it", "[explore]") {
  const std::string text = page(explored(), "/awards?synthetic=false&tender_class=unknown");
  CHECK(has(text, ">Tendering not known</span>"));
  CHECK_FALSE(has(text, ">Not known</span>"));
}
