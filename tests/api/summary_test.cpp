// The annual summary and the monitoring report of an authority from outside: over HTTP, on the command line, and as a page.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <map>
#include <memory>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

struct Told {
  int number;
  std::string description;
  std::string published, signed_on, starts, ends;
  int provider;
  std::string method = "limited";
};

std::string party(const std::string& id, const std::string& name, const std::string& role) {
  return R"({"id":")" + id + R"(","name":")" + name + R"(","roles":[")" + role + R"("],"address":{"countryName":"United Kingdom"}})";
}

/// A notice of one award, in the old form of Find a Tender. The buyer has the name of an authority whose own figures are known; every
/// award of it here is invented, so that they add up to those.
std::string release(const Told& told) {
  const std::string id = "90" + std::to_string(1000 + told.number) + "-2024";
  const std::string provider = "Invented Provider " + std::to_string(told.provider);
  const std::string supplier = R"({"id":"s","name":")" + provider + R"("})";
  return R"({"ocid":"ocds-h6vhtk-0e)" + std::to_string(1000 + told.number) + R"(","id":")" + id + R"(","date":")" + told.published +
         R"(T09:00:00Z","tag":["award","contract"],"initiationType":"tender","language":"en","description":")" + told.description +
         R"(","tender":{"id":"T","legalBasis":{"id":"32014L0024","scheme":"CELEX"},"title":"Community service )" +
         std::to_string(told.number) +
         R"(","status":"complete","classification":{"scheme":"CPV","id":"85100000"},"mainProcurementCategory":"services",)" +
         R"("procurementMethod":")" + told.method + R"("},"parties":[)" + party("b", "Southwark Council", "buyer") + "," +
         party("s", provider, "supplier") + R"(],"buyer":{"id":"b","name":"Southwark Council"},"awards":[{"id":")" + id +
         R"(-1","status":"active","suppliers":[)" + supplier + R"(]}],"contracts":[{"id":")" + id + R"(-1","awardID":")" + id +
         R"(-1","status":"active","dateSigned":")" + told.signed_on + R"(T00:00:00Z","value":{"amount":310000,"currency":"GBP"},)" +
         R"("period":{"startDate":")" + told.starts + R"(T00:00:00Z","endDate":")" + told.ends + R"(T00:00:00Z"}}]})";
}

std::string package() {
  const std::string psr = "This is a Provider Selection Regime (PSR) confirmation of contract award notice. The contract was formally "
                          "awarded using Direct Award Process ";
  std::vector<Told> all;
  for (int i = 1; i <= 27; ++i)
    all.push_back({i, "Award of a contract following an open procedure under the Public Contracts Regulations 2015.", "2022-03-14",
                   "2022-03-01", "2022-04-01", "2027-03-31", i, "open"});
  for (int i = 28; i <= 30; ++i) all.push_back({i, psr + "A.", "2024-02-12", "2024-02-01", "2024-04-01", "2026-03-31", i});
  for (int i = 31; i <= 39; ++i)
    all.push_back(
        {i, psr + "C to the existing provider.", i == 31 ? "2024-10-05" : "2024-09-12", "2024-09-02", "2024-10-01", "2026-09-30", i - 30});
  std::string out = R"({"uri":"https://register.example.org/p","version":"1.1","publishedDate":"2025-01-01T00:00:00Z",)"
                    R"("publisher":{"name":"Example"},"releases":[)";
  for (const Told& told : all) out += (told.number > 1 ? "," : "") + release(told);
  return out + "]}";
}

struct Council {
  std::string url;
  std::string id;
  std::unique_ptr<Serving> serving;
};

const Council& council(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, Council> made;
  Council& one = made[backend];
  if (one.serving) return one;
  const TemporaryFolder folder;
  one.url = fresh_url(backend);
  const Ended imported = run({"--database", one.url, "import", folder.write("council.json", package())});
  INFO(imported.err << imported.out);
  REQUIRE(imported.status == 0);
  one.serving = std::make_unique<Serving>(one.url);
  one.id = at(json(get(one.serving->port(), "/v1/commissioners?q=southwark").body), "/data/0/id");
  return one;
}

/// "a 12", "g none" for a figure or a part of the answer.
std::string shown(const rapidjson::Value& figure) {
  return at(figure, "/figure") + " " + (figure["count"].IsNull() ? std::string("none") : at(figure, "/count"));
}

std::vector<std::string> figures(const rapidjson::Document& answer) {
  std::vector<std::string> out;
  for (const auto& figure : answer["figures"].GetArray()) {
    out.push_back(shown(figure));
    for (const auto& part : figure["parts"].GetArray()) out.push_back(shown(part));
  }
  return out;
}

std::size_t count_of(const std::string& text, const std::string& words) {
  std::size_t n = 0;
  for (auto at_word = text.find(words); at_word != std::string::npos; at_word = text.find(words, at_word + 1)) ++n;
  return n;
}

} // namespace

TEST_CASE("an authority's annual summary over HTTP is what it published, figure by figure", "[api]") {
  const Council& one = council(GENERATE(from_range(backends())));
  const RawAnswer answer = get(one.serving->port(), "/v1/commissioners/" + one.id + "/annual-summary?year=2024-25");
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  const auto summary = json(answer.body);
  CHECK(at(summary, "/commissioner/name") == "Southwark Council");
  CHECK(at(summary, "/first") == "2024-01-01");
  CHECK(at(summary, "/expected_by") == "2025-09-30");
  CHECK(figures(summary) == std::vector<std::string>{"a 12", "a.direct_award_a 3", "a.direct_award_b 0", "a.direct_award_c 9", "b 0", "c 0",
                                                     "d 0", "e 0", "e.framework_call_off_direct 0", "e.framework_call_off_competed 0",
                                                     "f 0", "f.urgent_award 0", "f.urgent_modification 0", "f.bridge_modification none",
                                                     "g 3", "h 0", "i none", "providers_contracted 30", "panel_reviews none"});
  REQUIRE(summary["published"].Size() == 7);
  for (const auto& line : summary["published"].GetArray()) {
    INFO(at(line, "/figure"));
    CHECK(at(line, "/difference") == "0");
    CHECK_FALSE(at(line, "/source").empty());
  }
  const RawAnswer again = get(one.serving->port(), "/v1/commissioners/" + one.id + "/annual-summary?year=2024-25",
                              "If-None-Match: " + answer.header("etag") + "\r\n");
  CHECK(again.status == 304);
}

TEST_CASE("each figure's address lists the records that the figure names", "[api]") {
  const Council& one = council(GENERATE(from_range(backends())));
  const auto summary = json(get(one.serving->port(), "/v1/commissioners/" + one.id + "/annual-summary?year=2024-25").body);
  std::size_t looked_at = 0;
  for (const auto& figure : summary["figures"].GetArray()) {
    INFO(at(figure, "/figure"));
    for (const auto& record : figure["records"].GetArray()) CHECK(get(one.serving->port(), at(record, "/url")).status == 200);
    if (figure["rows_url"].IsNull()) continue;
    ++looked_at;
    const auto list = json(get(one.serving->port(), at(figure, "/rows_url")).body);
    std::vector<std::string> listed;
    for (const auto& row : list["data"].GetArray()) listed.push_back(at(row, "/id"));
    std::vector<std::string> named;
    for (const auto& record : figure["records"].GetArray()) named.push_back(at(record, "/id"));
    std::sort(listed.begin(), listed.end());
    std::sort(named.begin(), named.end());
    CHECK(listed == named);
  }
  CHECK(looked_at == 5); // a to e
}

TEST_CASE("the summary as CSV, as NDJSON and on the command line has the same figures", "[api]") {
  const Council& one = council(GENERATE(from_range(backends())));
  const std::string address = "/v1/commissioners/" + one.id + "/annual-summary";
  const RawAnswer csv = get(one.serving->port(), address + ".csv?year=2024-25");
  CHECK(csv.status == 200);
  CHECK_THAT(csv.header("content-type"), ContainsSubstring("text/csv"));
  CHECK(count_of(csv.body, "\r\n") == 20); // a heading, eleven figures and eight parts
  CHECK_THAT(csv.body, ContainsSubstring("2024-25,a,\"Contracts awarded by direct award process A, B or C\",reg 25(2)(a),counted,12,"));
  CHECK(get(one.serving->port(), address + "?year=2024-25", "Accept: text/csv\r\n").body == csv.body);
  CHECK(count_of(get(one.serving->port(), address + ".ndjson?year=2024-25").body, "\n") == 19);

  const auto report = [&](const std::string& format) {
    return run({"--database", one.url, "report", "annual-summary", "--commissioner", one.id, "--year", "2024-25", "--format", format});
  };
  CHECK(report("csv").out == csv.body);
  CHECK(report("json").out == get(one.serving->port(), address + "?year=2024-25").body + "\n");
  const Ended table = report("table");
  CHECK(table.status == 0);
  CHECK_THAT(table.out,
             ContainsSubstring("a.direct_award_c") && ContainsSubstring("Rests on 27 contracts") && ContainsSubstring("i: The register"));
}

TEST_CASE(
    "without a year the last reporting year that has ended is given, and one that cannot be is refused with the form and the first year",
    "[api]") {
  const Council& one = council(openward::persistence::Backend::sqlite);
  const std::string address = "/v1/commissioners/" + one.id + "/annual-summary";
  const auto latest = json(get(one.serving->port(), address).body);
  CHECK(at(latest, "/year") >= "2024-25");
  for (const char* year : {"2023-24", "1999-00", "2024", "24-25", "2024-26", "last"}) {
    INFO(year);
    for (const std::string& path :
         {address, "/v1/commissioners/" + one.id + "/monitoring-report", "/commissioners/" + one.id + "/annual-summary"}) {
      const RawAnswer refused = get(one.serving->port(), path + "?year=" + year);
      CHECK(refused.status == 400);
      CHECK_THAT(refused.body, ContainsSubstring("2024-25") && ContainsSubstring("2024-01-01"));
    }
    const Ended ended = run({"--database", one.url, "report", "annual-summary", "--commissioner", one.id, "--year", year});
    CHECK(ended.status == 2);
    CHECK_THAT(ended.err, ContainsSubstring("2024-25"));
    CHECK(ended.out.empty());
  }
  CHECK(get(one.serving->port(), address + "?year=2098-99").status == 400);
  CHECK(get(one.serving->port(), address + "?year=").status == 400);
  CHECK(get(one.serving->port(), address + "?year=2024-25&year=2025-26").status == 400);
  CHECK(get(one.serving->port(), address + "?colour=blue").status == 400);
  CHECK(get(one.serving->port(), "/v1/commissioners/bd-nobody/annual-summary?year=2024-25").status == 404);
  CHECK(run({"--database", one.url, "report", "annual-summary", "--commissioner", "ods:X9Z"}).status == 1);
  CHECK(run({"--database", one.url, "report", "annual-summary"}).status == 2);
}

TEST_CASE("the monitoring report counts every rule by outcome, and leaves the remedy to the authority", "[api]") {
  const Council& one = council(GENERATE(from_range(backends())));
  const std::string address = "/v1/commissioners/" + one.id + "/monitoring-report";
  const RawAnswer answer = get(one.serving->port(), address + "?year=2024-25");
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  const auto report = json(answer.body);
  CHECK(at(report, "/awards") == "12");
  CHECK(at(report, "/awards_checked") == "12");
  CHECK(report["rules"].Size() == 68);
  std::map<std::string, std::int64_t> sums;
  for (const auto& rule : report["rules"].GetArray()) {
    INFO(at(rule, "/rule"));
    std::int64_t all = 0;
    for (const char* outcome : {"passed", "questions", "fails", "not_computable"}) {
      all += rule[outcome].GetInt64();
      sums[outcome] += rule[outcome].GetInt64();
    }
    CHECK(rule["looked_at"].GetInt64() == all);
    CHECK(rule["fail_awards"].Size() == rule["fails"].GetUint64());
    CHECK(rule["question_awards"].Size() == rule["questions"].GetUint64());
  }
  for (const auto& [outcome, sum] : sums) CHECK(report["totals"][outcome.c_str()].GetInt64() == sum);
  CHECK(at(report, "/notices/looked_at") == "12");
  CHECK(at(report, "/notices/in_time") == "11");
  REQUIRE(report["notices"]["late"].Size() == 1);
  // Signed on 2 September, published on 5 October.
  CHECK(at(report, "/notices/late/0/last_day") == "2024-10-02");
  CHECK(at(report, "/notices/late/0/days_late") == "3");
  CHECK(at(report, "/notices/late/0/by_submission") == "false");
  for (const auto& rule : report["rules"].GetArray()) {
    if (at(rule, "/rule") == "PSR-31") CHECK(at(rule, "/fail_awards/0") == at(report, "/notices/late/0/id"));
  }
  CHECK(report["non_compliance"]["how_addressed"].IsNull());
  CHECK_THAT(at(report, "/non_compliance/note"), ContainsSubstring("authority to complete"));
  CHECK(at(report, "/representations/status") == "not_computable");

  const RawAnswer csv = get(one.serving->port(), address + ".csv?year=2024-25");
  CHECK(count_of(csv.body, ",rule,PSR-") == 68);
  CHECK_THAT(csv.body, ContainsSubstring(",non_compliance,"));
  const Ended command = run({"--database", one.url, "report", "monitoring", "--commissioner", one.id, "--year", "2024-25"});
  CHECK(command.status == 0);
  CHECK_THAT(command.out, ContainsSubstring("PSR-68") && ContainsSubstring("For the authority to complete"));
}

TEST_CASE("the page shows figures with their rows, reasons in words, published counts and the method, and no script", "[api]") {
  const Council& one = council(GENERATE(from_range(backends())));
  const RawAnswer page = get(one.serving->port(), "/commissioners/" + one.id + "/annual-summary?year=2024-25");
  REQUIRE(page.status == 200);
  CHECK_THAT(page.header("content-type"), ContainsSubstring("text/html"));
  CHECK_THAT(page.header("content-security-policy"), ContainsSubstring("default-src 'none'"));
  for (const char* words : {"Southwark Council: annual summary 2024-25", "reg 25(2)(i)", "Cannot be counted.", "only published notices",
                            "Beside what the authority published itself", "How it was counted", "Invented Provider 28"})
    CHECK_THAT(page.body, ContainsSubstring(words));
  CHECK_THAT(page.body, !ContainsSubstring("{{") && !ContainsSubstring("<script") && !ContainsSubstring("href=\"\""));
  CHECK_THAT(page.body, !ContainsSubstring("Demonstration data"));
  CHECK(get(one.serving->port(), "/commissioners/bd-nobody/annual-summary").status == 404);
  CHECK_THAT(get(one.serving->port(), "/assets/site.css").body, ContainsSubstring("@page") && ContainsSubstring("A4"));
}
