// The figures of pages are those of the API, and lead to the rows that add up to them.

#include "read_page.h"

#include "service/pages/figures.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include "domain/money.h"
#include "domain/region.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;

namespace {

std::int64_t pence(const rapidjson::Value& amount) { return *parse_pence({amount.GetString(), amount.GetStringLength()}); }

/// The text of the page between `before` and the next mark-up.
std::string text_after(const std::string& body, const std::string& before) {
  const auto at = body.find(before);
  if (at == std::string::npos) return "";
  const auto begin = at + before.size();
  return body.substr(begin, body.find('<', begin) - begin);
}

std::string escaped(std::string text) {
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 5)) text.replace(at, 1, "&amp;");
  return text;
}

} // namespace

TEST_CASE("each figure of spend is the API's, and its link leads to payments that add up to it", "[pages]") {
  Register& one = demonstration();
  const std::string page = one.get("/spend?synthetic=true").body;
  const auto report = json(one.get("/v1/reports/spend?synthetic=true&group_by=provider_class,financial_year&lens=all_non_nhs"));
  REQUIRE(report["rows"].Size() > 5);
  for (const auto& row : report["rows"].GetArray()) {
    const std::string rows = row["rows_url"].GetString();
    INFO(rows);
    const std::string shown = text_after(page, "<a href=\"" + escaped(rows.substr(3)) + "\">");
    CHECK(shown == pages::pounds(pence(row["paid"])));
    const auto lines = json(one.get(rows + "&limit=1000"));
    std::int64_t sum = 0;
    for (const auto& line : lines["data"].GetArray()) sum += pence(line["amount"]);
    CHECK(sum == pence(row["paid"]));
  }
  CHECK_THAT(page, ContainsSubstring(std::string(report["totals"]["share"].GetString()) + "%"));
  CHECK_THAT(page, ContainsSubstring(pages::pounds(pence(report["totals"]["numerator"]))));
}

TEST_CASE("the page of payments counts and adds up every line of its question", "[pages]") {
  Register& one = demonstration();
  for (const char* query : {"synthetic=true", "synthetic=true&provider_class=primary_care", "synthetic=true&min_value=100000"}) {
    INFO(query);
    const auto list = json(one.get("/v1/payments?limit=1000&" + std::string(query)));
    std::int64_t sum = 0;
    for (const auto& line : list["data"].GetArray()) sum += pence(line["amount"]);
    const std::string total = pages::with_thousands(list["page"]["total"].GetInt64());
    const std::string heading = text_after(one.get("/payments?" + std::string(query)).body, "<h1>");
    CHECK(heading == total + " payments, " + pages::pounds_and_pence(sum) + " together");
  }
}

TEST_CASE("the list of awards has the rows and the counts of the API", "[pages]") {
  Register& one = demonstration();
  for (const char* query : {"", "&tender_class=untendered", "&not_tender_class=untendered&scope=health_service", "&q=health"}) {
    INFO(query);
    const auto list = json(one.get("/v1/awards?synthetic=false&limit=1000&facets=tender_class" + std::string(query)));
    const auto response = one.get("/awards?limit=1000" + std::string(query));
    const std::int64_t total = list["page"]["total"].GetInt64();
    CHECK(text_after(response.body, "<h1>") == pages::counted(total, "award", "awards"));
    const ReadPage page = read_page(response);
    for (const auto& award : list["data"].GetArray())
      CHECK(std::count(page.links.begin(), page.links.end(), "/awards/" + std::string(award["id"].GetString())) == 1);
    for (const auto& value : list["facets"][0]["values"].GetArray()) {
      const std::string word = value["value"].GetString();
      CHECK_THAT(page.text, ContainsSubstring(pages::label(word) + " " + pages::with_thousands(value["rows"].GetInt64())));
    }
  }
}

TEST_CASE("the first page states the untendered share of the real awards alone", "[pages]") {
  Register& one = demonstration();
  const auto report = json(one.get("/v1/reports/awards?synthetic=false&not_scope=other&group_by=tender_class"));
  std::int64_t untendered = 0;
  for (const auto& row : report["rows"].GetArray()) {
    if (std::string(row["tender_class"].GetString()) == "untendered") untendered = row["awards"].GetInt64();
  }
  const std::int64_t all = report["totals"]["awards"].GetInt64();
  REQUIRE(untendered > 0);
  const std::string page = one.get("/").body;
  CHECK_THAT(page, ContainsSubstring("<p class=\"figure\">" + pages::share(untendered, all) + "</p>"));
  CHECK_THAT(page, ContainsSubstring("of " + pages::counted(all, "award", "awards") + " are known"));
}

TEST_CASE("an amount for a headline is short, and never loses its size", "[pages]") {
  const auto [amount, words] = GENERATE(table<std::int64_t, std::string>({{0, "£0"},
                                                                          {99, "£0"},
                                                                          {12'345'600, "£123,456"},
                                                                          {100'000'000, "£1.0m"},
                                                                          {126'000'000, "£1.3m"},
                                                                          {26'204'391'297, "£262.0m"},
                                                                          {123'400'000'000, "£1.2bn"},
                                                                          {-250'000'000, "−£2.5m"}}));
  CHECK(pages::short_pounds(amount) == words);
}

TEST_CASE("rows of the API have the page of their list, and none that has no page", "[pages]") {
  const auto [api, page] = GENERATE(table<std::string, std::string>({{"/v1/payments?payer=none", "/payments?payer=none"},
                                                                     {"/v1/awards?route=aqp&q=a", "/awards?route=aqp&q=a"},
                                                                     {"/v1/contracts?award=aw-1", "/v1/contracts?award=aw-1"},
                                                                     {"/v1/spend-files/sf-1", "/v1/spend-files/sf-1"}}));
  CHECK(pages::page_of_rows(api) == page);
}

TEST_CASE("a region is called by its name wherever its word stands", "[pages]") {
  for (const std::string_view word : region_words()) {
    INFO(word);
    const std::string name = pages::label(word);
    CHECK(name.find('_') == std::string::npos);
    CHECK((name.front() >= 'A' && name.front() <= 'Z'));
  }
  CHECK(pages::label("north_east_and_yorkshire") == "North East and Yorkshire");
  CHECK_THAT(demonstration().get("/spend?synthetic=true&group_by=region").body, ContainsSubstring(">East of England</option>"));
}

TEST_CASE("a day is written for people", "[pages]") {
  const auto [iso, words] = GENERATE(table<std::string, std::string>(
      {{"2026-08-10", "10 August 2026"}, {"2026-01-01T09:00:00Z", "1 January 2026"}, {"", "not stated"}, {"some day", "some day"}}));
  CHECK(pages::day_in_words(iso) == words);
}

TEST_CASE("the days in a sentence are written out, and what only looks like one stays", "[pages]") {
  const auto [sentence, expected] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"no day", "no day"},
      {"2026-08-10", "10 August 2026"},
      {"published on 2026-08-01, the last day was 2026-09-10.", "published on 1 August 2026, the last day was 10 September 2026."},
      {"2026-02-30 is no day", "2026-02-30 is no day"},
      {"notice 12026-08-10 and 2026-08-101", "notice 12026-08-10 and 2026-08-101"},
      {"until 2026-12-3", "until 2026-12-3"},
  }));
  CHECK(pages::days_in_words(sentence) == expected);
}
