// Reading over HTTP: lists, downloads, reports, conversation.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// One demonstration register for each database, made once: these tests change nothing.
const Serving& demonstration(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, std::unique_ptr<Serving>> made;
  auto& serving = made[backend];
  if (!serving) {
    const std::string url = fresh_url(backend);
    REQUIRE(run({"--database", url, "demo"}).status == 0);
    serving = std::make_unique<Serving>(url);
  }
  return *serving;
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

std::int64_t pence(std::string decimal) {
  decimal.erase(std::remove(decimal.begin(), decimal.end(), '.'), decimal.end());
  return std::stoll(decimal);
}

} // namespace

TEST_CASE("a list's total, its pages, its CSV and its NDJSON hold the same rows", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  const std::string resource = GENERATE(as<std::string>{}, "awards", "payments", "procurements", "providers", "commissioners", "contracts",
                                        "notices", "diagnostic-centres");
  INFO(resource);
  std::string next = "/v1/" + resource + "?limit=17";
  std::int64_t total = -1;
  std::set<std::string> ids;
  std::int64_t walked = 0;
  while (next != "null") {
    const RawAnswer page = get(serving.port(), next);
    REQUIRE(page.status == 200);
    const auto document = json(page.body);
    total = document["page"]["total"].GetInt64();
    for (const auto& row : document["data"].GetArray()) {
      ids.insert(at(row, "/id"));
      ++walked;
    }
    next = at(document, "/page/next");
    REQUIRE(walked <= total);
  }
  CHECK(walked == total);
  CHECK(ids.size() == static_cast<std::size_t>(total));
  CHECK(total > 0);
  const RawAnswer ndjson = get(serving.port(), "/v1/" + resource + ".ndjson");
  CHECK(lines(ndjson.body) == static_cast<std::size_t>(total));
  CHECK(ndjson.header("x-total-count") == std::to_string(total));
  const RawAnswer csv = get(serving.port(), "/v1/" + resource, "Accept: text/csv\r\n");
  CHECK_THAT(csv.header("content-type"), ContainsSubstring("text/csv"));
  CHECK(csv.header("x-total-count") == std::to_string(total));
  CHECK(lines(csv.body) >= static_cast<std::size_t>(total) + 1);
}

TEST_CASE("a report's totals are the sum of its rows, and each row leads to the rows behind it", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  const auto spend = json(get(serving.port(), "/v1/reports/spend?group_by=provider_class,financial_year").body);
  std::int64_t paid = 0;
  std::int64_t payments = 0;
  for (const auto& row : spend["rows"].GetArray()) {
    paid += pence(at(row, "/paid"));
    payments += row["payments"].GetInt64();
    const auto behind = json(get(serving.port(), at(row, "/rows_url")).body);
    CHECK(at(behind, "/page/total") == at(row, "/payments"));
  }
  CHECK(pence(at(spend, "/totals/paid")) == paid);
  CHECK(spend["totals"]["payments"].GetInt64() == payments);

  const auto awards = json(get(serving.port(), "/v1/reports/awards?group_by=tender_class&group_by=provider_class").body);
  std::int64_t count = 0;
  std::set<std::string> tender_classes;
  for (const auto& row : awards["rows"].GetArray()) {
    count += row["awards"].GetInt64();
    tender_classes.insert(at(row, "/tender_class"));
    CHECK(at(json(get(serving.port(), at(row, "/rows_url")).body), "/page/total") == at(row, "/awards"));
  }
  CHECK(awards["totals"]["awards"].GetInt64() == count);
  CHECK(at(json(get(serving.port(), "/v1/awards").body), "/page/total") == std::to_string(count));
  CHECK(tender_classes.count("tendered") == 1);
  CHECK(tender_classes.count("untendered") == 1);
  CHECK(tender_classes.count("unknown") == 1);
}

TEST_CASE("a parameter that would have no effect is refused by name, with the valid ones", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  const std::string address =
      GENERATE(as<std::string>{}, "/v1/awards?provider_clas=nhs_trust", "/v1/awards?route=raffle", "/v1/awards?limit=0",
               "/v1/awards?limit=1001", "/v1/awards?sort=colour", "/v1/awards?cursor=zzz", "/v1/awards?route=", "/v1/awards.csv?limit=5",
               "/v1/reports/spend?group_by=colour", "/v1/reports/awards?x=1", "/v1/awards?awarded_from=yesterday", "/healthz?x=1",
               "/v1/changes?since=-1", "/v1/awards?q=%00", "/v1/awards?q=%ff");
  INFO(address);
  const RawAnswer refused = get(serving.port(), address);
  CHECK(refused.status == 400);
  CHECK_THAT(refused.header("content-type"), ContainsSubstring("application/problem+json"));
  INFO(refused.body);
  const auto problem = json(refused.body);
  CHECK(problem.HasMember("request_id"));
  CHECK(at(problem, "/status") == "400");
  if (address.find("clas=") != std::string::npos) CHECK_THAT(refused.body, ContainsSubstring("provider_class"));
  if (address.find("raffle") != std::string::npos) CHECK_THAT(refused.body, ContainsSubstring("most_suitable_provider"));
}

TEST_CASE("what was seen already is answered with 304, and HEAD with the headers of GET", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  const std::string address = GENERATE(as<std::string>{}, "/v1/awards?limit=3", "/v1/reports/awards", "/openapi.json");
  const RawAnswer first = get(serving.port(), address);
  REQUIRE(first.status == 200);
  REQUIRE_FALSE(first.header("etag").empty());
  const RawAnswer again = get(serving.port(), address, "If-None-Match: " + first.header("etag") + "\r\n");
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(get(serving.port(), address, "If-None-Match: \"other\"\r\n").status == 200);
  const RawAnswer head = ask(serving.port(), request_text("HEAD", address), true);
  CHECK(head.status == 200);
  CHECK(head.header("etag") == first.header("etag"));
  CHECK(head.header("content-length") == std::to_string(first.body.size()));
}

TEST_CASE("a wrong address or verb is told what there is", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  CHECK(get(serving.port(), "/v1/award").status == 404);
  CHECK(get(serving.port(), "/v1/awards/aw-000000000000").status == 404);
  const RawAnswer verb = ask(serving.port(), request_text("DELETE", "/v1/awards"));
  CHECK(verb.status == 405);
  CHECK_THAT(verb.header("allow"), ContainsSubstring("GET") && ContainsSubstring("POST"));
  CHECK(ask(serving.port(), request_text("OPTIONS", "/v1/awards")).status == 204);
  CHECK(get(serving.port(), "/v1/awards", "Accept: image/png\r\n").status == 406);
  CHECK(get(serving.port(), "/readyz").status == 200);
  const RawAnswer metrics = get(serving.port(), "/metrics");
  CHECK_THAT(metrics.body, ContainsSubstring("openward_http_requests_total") && ContainsSubstring("route=\"/v1/awards\""));
}

TEST_CASE("the first page shows the split, and says which part is invented", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  const RawAnswer page = get(serving.port(), "/", "Accept: text/html\r\n");
  REQUIRE(page.status == 200);
  for (const char* words :
       {"untendered", "Not known", "synthetic", "Community diagnostic centre programme", "160", "114", "Demonstration data"}) {
    INFO(words);
    CHECK_THAT(page.body, ContainsSubstring(words));
  }
  for (auto at = page.body.find("<script"); at != std::string::npos; at = page.body.find("<script", at + 1))
    CHECK_THAT(page.body.substr(at, 80), Catch::Matchers::StartsWith("<script type=\"module\" src=\"/assets/scripts/"));
  CHECK_THAT(page.header("content-security-policy"), ContainsSubstring("default-src 'none'"));
  CHECK_THAT(get(serving.port(), "/diagnostic-centres", "Accept: text/html\r\n").body, ContainsSubstring("Thurrock"));
}

TEST_CASE("an address that cannot be read is refused as a page to a browser and as a document to a program", "[api]") {
  const auto& serving = demonstration(openward::persistence::Backend::sqlite);
  for (const char* address : {"/awards//x", "/awards/%2e%2e/x", "/spend?payer=%C3%28", "/spend?payer=%zz"}) {
    INFO(address);
    const RawAnswer page = get(serving.port(), address, "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");
    CHECK(page.status == 400);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK_THAT(page.body, ContainsSubstring("</html>"));
    const RawAnswer document = get(serving.port(), address, "Accept: */*\r\n");
    CHECK(document.status == 400);
    CHECK(document.header("content-type") == "application/problem+json");
    CHECK(get(serving.port(), std::string("/v1") + address, "Accept: text/html\r\n").header("content-type") == "application/problem+json");
  }
}

TEST_CASE("the request in the README gives the answer in the README", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  std::ifstream in(std::string(OPENWARD_SOURCE_DIR) + "/README.md");
  const std::string readme{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string command = "    $ curl 'http://127.0.0.1:8080";
  const auto from = readme.find(command);
  REQUIRE(from != std::string::npos);
  const auto target_end = readme.find('\'', from + command.size());
  const std::string target = readme.substr(from + command.size(), target_end - from - command.size());
  const auto answer_begin = readme.find('\n', target_end) + 1;
  std::string shown = readme.substr(answer_begin, readme.find("\n\n", answer_begin) + 1 - answer_begin);
  std::string answer = get(serving.port(), target).body;
  answer.erase(std::remove(answer.begin(), answer.end(), '\r'), answer.end());
  for (auto at_indent = shown.find("    "); at_indent != std::string::npos; at_indent = shown.find("\n    ", at_indent)) {
    shown.erase(at_indent + (shown[at_indent] == '\n' ? 1 : 0), 4);
  }
  CHECK(shown == answer);
}

TEST_CASE("the feed tells every change once, in order and without a gap", "[api]") {
  const auto& serving = demonstration(GENERATE(from_range(backends())));
  std::string next = "/v1/changes?since=0&limit=400";
  std::int64_t expected = 0;
  std::int64_t last = -1;
  while (expected != last) {
    const auto document = json(get(serving.port(), next).body);
    last = document["seq"].GetInt64();
    for (const auto& event : document["data"].GetArray()) REQUIRE(event["seq"].GetInt64() == ++expected);
    next = at(document, "/next");
    REQUIRE(document["data"].Size() > 0);
  }
  CHECK(expected > 100);
}
