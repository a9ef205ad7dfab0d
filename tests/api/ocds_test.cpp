// Releases and records of OCDS, from outside: what was read comes out as it went in, and what was recorded becomes releases of its own.

#include "exchange/ocds/merge/json_value.h"
#include "exchange/ocds/release_reader.h"
#include "tests/api/procurement_run.h"
#include "tests/support/ocds_schema.h"
#include "tests/support/real_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::exchange::JsonValue;
using openward::persistence::Backend;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

using Releases = std::map<std::string, std::vector<std::string>>; // "ocid id": the bytes that bear it

/// Read by the register's reader of files, which hands over the bytes as they stand.
Releases releases_in(const std::string& bytes) {
  Releases out;
  openward::exchange::ReleaseSink sink;
  sink.release = [&](const openward::exchange::RawRelease& release) -> openward::Result<> {
    out[release.ocid + " " + release.release_id].emplace_back(release.json);
    return openward::Done{};
  };
  sink.refused = [](const openward::exchange::RefusedRelease&) {};
  const auto read = openward::exchange::read_releases(bytes, sink);
  INFO(bytes.substr(0, 300));
  REQUIRE(read);
  return out;
}

JsonValue parsed(const std::string& text) {
  const auto value = JsonValue::parse(text);
  INFO(text.substr(0, 500));
  REQUIRE(value);
  return *value;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

/// Every release of `given` is in `got` as often, and equal in content; numbers as text.
void check_equal(const Releases& given, const Releases& got) {
  CHECK(given.size() == got.size());
  for (const auto& [key, bytes] : given) {
    INFO(key);
    const auto found = got.find(key);
    REQUIRE(found != got.end());
    CHECK(found->second.size() == 1); // the same release twice is kept once
    CHECK(std::any_of(bytes.begin(), bytes.end(), [&](const std::string& one) { return parsed(one) == parsed(found->second.front()); }));
  }
}

std::string exported(const std::string& url, const std::string& what, const std::string& name) {
  const TemporaryFolder folder;
  const Ended done = run({"--database", url, "export", what, "--to", folder.file(name)});
  INFO(done.err);
  REQUIRE(done.status == 0);
  return bytes_of(folder.file(name));
}

/// Every page of an address, by links.next.
std::vector<JsonValue> pages(const Serving& serving, const std::string& target) {
  std::vector<JsonValue> out;
  for (std::string next = target; !next.empty();) {
    const RawAnswer answer = get(serving.port(), next);
    INFO(next << "\n" << answer.body.substr(0, 500));
    REQUIRE(answer.status == 200);
    out.push_back(parsed(answer.body));
    const JsonValue* links = out.back().find("links");
    const std::string address(links ? links->scalar_at("next") : "");
    next = address.empty() ? "" : address.substr(address.find("/ocds/"));
  }
  return out;
}

/// "tag noticeKind-or-step" of each release of a record, in order.
Lines told(const JsonValue& record) {
  Lines out;
  for (const JsonValue& release : record.find("releases")->items()) {
    std::string line = release.find("tag")->items().front().scalar();
    if (const JsonValue* psr = release.find("psr")) {
      const auto kind = psr->scalar_at("noticeKind");
      const auto word = kind.empty() ? psr->scalar_at("step") : kind;
      if (!word.empty()) line += " " + std::string(word);
    }
    out.push_back(line);
  }
  return out;
}

JsonValue record_at(const Recorder& reg, const std::string& target) {
  const RawAnswer answer = reg.get(target);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return parsed(answer.body).find("records")->items().front();
}

/// The packages of a filter hold what belongs to the procurements that the list of procurements has for it, and say how much that is.
void check_filter(const Serving& serving, const Releases& given, const std::string& filter) {
  INFO(filter);
  std::set<std::string> ocids;
  const RawAnswer list = get(serving.port(), "/v1/procurements?limit=1000&fields=id&" + filter);
  REQUIRE(list.status == 200);
  const JsonValue page = parsed(list.body);
  for (const JsonValue& one : page.find("data")->items()) ocids.insert(std::string(one.scalar_at("id")));
  const auto expected = std::count_if(given.begin(), given.end(),
                                      [&](const auto& one) { return ocids.count(one.first.substr(0, one.first.find(' '))) == 1; });
  std::int64_t releases = 0;
  for (const JsonValue& sheet : pages(serving, "/ocds/releases?limit=3&" + filter)) {
    for (const JsonValue& release : sheet.find("releases")->items()) {
      ++releases;
      CHECK(ocids.count(std::string(release.scalar_at("ocid"))) == 1);
    }
  }
  CHECK(releases == expected);
  CHECK(get(serving.port(), "/ocds/releases?limit=1&" + filter).header("x-total-count") == std::to_string(expected));
  std::set<std::string> records;
  for (const JsonValue& sheet : pages(serving, "/ocds/records?limit=2&" + filter)) {
    for (const JsonValue& record : sheet.find("records")->items()) records.insert(std::string(record.scalar_at("ocid")));
  }
  CHECK(records == ocids);
  CHECK(get(serving.port(), "/ocds/records?limit=1&" + filter).header("x-total-count") == std::to_string(ocids.size()));
}

} // namespace

TEST_CASE("releases that were read come out as they went in, as a package, as lines and page by page", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  const TemporaryFolder folder;
  const std::string odd = R"({"ocid":"ocds-x-1","id":"1","date":"2026-05-20T09:00:00+01:00","tag":["tender"],"initiationType":"tender",
    "buyerID":[],"tender":{"id":"T","tenderPeriod":{"durationInDays":1e9999},"value":{"amount":1.50,"currency":"GBP"},"x":{"y":[null,-0,2E+3]}}})";
  std::vector<std::string> files{folder.write("odd.json", odd)};
  Releases given = releases_in(odd);
  for (const auto& entry : fs::directory_iterator(fs::path(OPENWARD_SOURCE_DIR) / "tests/exchange/ocds/fixtures")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("psr_") && !name.starts_with("uk") && name != "contracts_finder_award.json") continue;
    files.push_back(entry.path().string());
    for (auto& [key, bytes] : releases_in(bytes_of(entry.path()))) given[key].insert(given[key].end(), bytes.begin(), bytes.end());
  }
  std::vector<std::string> command{"--database", url, "import"};
  command.insert(command.end(), files.begin(), files.end());
  const Ended done = run(command);
  INFO(done.out << done.err);
  REQUIRE(done.status == 0);
  CHECK(given.size() > 10);
  check_equal(given, releases_in(exported(url, "releases", "all.json")));
  check_equal(given, releases_in(exported(url, "releases", "all.ndjson")));
  CHECK_THAT(exported(url, "releases", "all.json"), ContainsSubstring("1e9999") && ContainsSubstring("1.50") && ContainsSubstring("2E+3"));

  const Serving serving(url);
  Releases walked;
  std::size_t sheets = 0;
  for (const JsonValue& page : pages(serving, "/ocds/releases?limit=3")) {
    ++sheets;
    CHECK(page.find("releases")->items().size() <= 3);
    for (const JsonValue& release : page.find("releases")->items()) {
      walked[std::string(release.scalar_at("ocid")) + " " + std::string(release.scalar_at("id"))].push_back(release.text());
    }
  }
  CHECK(sheets == (given.size() + 2) / 3);
  check_equal(given, walked);

  std::set<std::string> ocids;
  for (const auto& [key, bytes] : given) ocids.insert(key.substr(0, key.find(' ')));
  std::size_t records = 0;
  const OcdsSchema frame("record-package");
  for (const JsonValue& page : pages(serving, "/ocds/records?limit=4&versioned=true")) {
    // A number beyond every machine's is no fault of the frame, and the judge cannot read it.
    CHECK(frame.misfit(replaced(page.text(), "1e9999", "1")) == "");
    for (const JsonValue& record : page.find("records")->items()) {
      ++records;
      CHECK(ocids.count(std::string(record.scalar_at("ocid"))) == 1);
      CHECK(record.find("compiledRelease")->find("tag")->text() == R"(["compiled"])");
      CHECK(record.find("versionedRelease"));
    }
  }
  CHECK(records == ocids.size());
  CHECK(get(serving.port(), "/ocds/releases?limit=1").header("x-total-count") == std::to_string(given.size()));
  CHECK(get(serving.port(), "/ocds/records?limit=1").header("x-total-count") == std::to_string(ocids.size()));
  for (const char* filter : {"regime=psr", "not_regime=psr", "route=direct_award_c", "tender_class=untendered&scope=health_service",
                             "published_from=2020-01-01&published_to=2025-12-31", "q=services", "recorded=true"})
    check_filter(serving, given, filter);
}

TEST_CASE("the releases of a real day come out as they went in", "[api]") {
  const auto day = real_files("find-a-tender/2026-08-10");
  if (!day) return;
  const std::string url = fresh_url(Backend::sqlite);
  Releases given;
  std::vector<std::string> command{"--database", url, "import"};
  for (const auto& entry : fs::directory_iterator(*day)) {
    if (entry.path().extension() != ".json") continue;
    command.push_back(entry.path().string());
    for (auto& [key, bytes] : releases_in(bytes_of(entry.path()))) given[key].insert(given[key].end(), bytes.begin(), bytes.end());
  }
  REQUIRE(run(command).status == 0);
  CHECK(given.size() > 400);
  const Ended with_people = run({"--database", url, "export", "releases", "--with-people", "--to", "-", "--format", "json"});
  REQUIRE(with_people.status == 0);
  check_equal(given, releases_in(with_people.out));
}

TEST_CASE("a procurement that is run here becomes a release for each published step, valid against the schema", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  c.take({"decide 2026-03-03"});
  CHECK(reg.get(c.address + "/ocds").status == 404); // a draft
  CHECK_THAT(reg.get("/ocds/releases").body, !ContainsSubstring(c.ocid()));
  REQUIRE(c.send("/publish", "").status == 200);
  c.take({"submit_intention_to_award_notice 2026-03-03", "publish_intention_to_award_notice 2026-03-04", "begin_standstill 2026-03-05"});
  CHECK(parsed(reg.get(c.address + "/ocds").body).find("records")->items().front().find("compiledRelease")->find("awards") == nullptr);
  c.take({"end_standstill 2026-03-17", "enter_contract 2026-03-18"});
  const RawAnswer drafted = reg.post("/v1/awards", award_in(c.ocid()));
  const std::string award = drafted.header("location");
  REQUIRE(reg.get(award + "/ocds").status == 404);
  const RawAnswer made = reg.post(award + "/publish", "", if_match(drafted));
  INFO(made.body);
  REQUIRE(made.status == 200);
  const std::string contract = "/v1/contracts/" + at(json(made.body), "/contract_id");
  const RawAnswer modified = reg.post(
      contract + "/modifications",
      R"({"modified_on":"2026-05-05","ground":"authority_decision","value_change":"25000.10","new_end":"2028-09-30","description":"A further clinic"})",
      if_match(reg.get(contract)));
  INFO(modified.body);
  REQUIRE(modified.status == 201);

  const JsonValue record = record_at(reg, c.address + "/ocds?versioned=true");
  CHECK(told(record) == Lines{"planning", "tenderUpdate intention_to_award", "tenderUpdate intention_to_award",
                              "tenderUpdate begin_standstill", "tenderUpdate end_standstill", "tenderUpdate enter_contract", "award",
                              "contract", "contractAmendment"});
  const OcdsSchema schema("release");
  for (const JsonValue& release : record.find("releases")->items()) {
    INFO(release.text());
    CHECK(schema.misfit(release.text()) == "");
  }
  // Beside what the register held before.
  const auto total = [&](const std::string& target) { return std::stoll(reg.get(target).header("x-total-count")); };
  CHECK(total("/ocds/releases?limit=2&recorded=true&route=direct_award_c") ==
        static_cast<long long>(record.find("releases")->items().size()));
  CHECK(total("/ocds/releases?limit=2") == total("/ocds/releases?recorded=true") + total("/ocds/releases?recorded=false"));
  const JsonValue& compiled = *record.find("compiledRelease");
  INFO(compiled.text());
  CHECK(schema.misfit(compiled.text()) == "");
  const OcdsSchema versioned("versioned-release-validation");
  CHECK(versioned.misfit(record.find("versionedRelease")->text()) == "");

  const auto document = json(compiled.text());
  CHECK(at(document, "/tender/status") == "complete");
  CHECK(at(document, "/tender/procurementMethod") == "direct");
  CHECK(at(document, "/planning/budget/amount/amount") == "310000.0");
  CHECK(at(document, "/psr/route") == "direct_award_c");
  CHECK(at(document, "/psr/tenderClass") == "untendered");
  CHECK(at(document, "/psr/noticeKind") == "(absent)");
  CHECK(at(document, "/psr/procedures/0/standstill/startDate") == "2026-03-05");
  CHECK(at(document, "/psr/procedures/0/standstill/endDate") == "2026-03-17");
  CHECK(at(document, "/psr/procedures/0/steps/5/regulation") == "reg 9(9)");
  CHECK(at(document, "/awards/0/date") == "2026-03-18T00:00:00Z");
  CHECK(at(document, "/awards/0/value/vat") == "excluded");
  CHECK(at(document, "/awards/0/suppliers/0/name") == "Invented Hearing Care Ltd");
  CHECK(at(document, "/contracts/0/awardID") == at(document, "/awards/0/id"));
  CHECK_THAT(compiled.text(), ContainsSubstring(R"("amount":325000.10)"));
  CHECK(at(document, "/contracts/0/period/endDate") == "2028-09-30T23:59:59+01:00");
  CHECK(at(document, "/contracts/0/amendments/0/psr/ground") == "authority_decision");
  CHECK(at(document, "/contracts/0/amendments/0/psr/newEndDate") == "2028-09-30");
  CHECK_THAT(compiled.text(), ContainsSubstring(R"({"scheme":"GB-COH","id":"01234567"})"));

  // The same from every side.
  CHECK(record_at(reg, "/ocds/records/" + c.ocid() + "?versioned=true") == record);
  const std::string of_award = reg.get(award + "/ocds").body;
  CHECK(OcdsSchema("release-package").misfit(of_award) == "");
  CHECK(parsed(of_award).find("releases")->items().size() == 3);
  JsonValue walked = JsonValue::array();
  for (const JsonValue& page : pages(*reg.serving, "/ocds/releases?limit=7")) {
    // The reference files bring releases of their own.
    for (const JsonValue& release : page.find("releases")->items()) {
      if (release.scalar_at("ocid") == c.ocid()) walked.push(release);
    }
  }
  CHECK(walked == *record.find("releases"));
  std::string lines;
  std::istringstream all(exported(reg.url, "releases", "all.ndjson"));
  for (std::string line; std::getline(all, line);) {
    if (line.starts_with(R"({"ocid":")" + c.ocid())) lines += line + "\n";
  }
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 9);

  // A later import of what was exported takes it for what was published.
  const std::string copy = fresh_url(Backend::sqlite);
  const TemporaryFolder folder;
  REQUIRE(run({"--database", copy, "import", folder.write("copy.ndjson", lines)}).status == 0);
  check_equal(releases_in(lines), releases_in(exported(copy, "releases", "again.json")));
}

TEST_CASE("a competition is a tender, and an abandonment a cancellation", "[api]") {
  Recorder reg(Backend::sqlite);
  Run cp(reg, opening("competitive_process", "mandatory"));
  REQUIRE(cp.send("/publish", "").status == 200);
  cp.take({"set_award_criteria 2026-01-05", "submit_invitation_notice 2026-01-06", "publish_invitation_notice 2026-01-07"});
  CHECK(at(json(record_at(reg, cp.address + "/ocds").text()), "/compiledRelease/tender/status") == "active");
  REQUIRE(cp.send("/abandonment", R"({"decided_on":"2026-03-10","note":"Told to nobody"})").status == 201);
  const JsonValue record = record_at(reg, cp.address + "/ocds");
  CHECK(told(record) == Lines{"planning", "tenderUpdate set_award_criteria", "tenderUpdate invitation", "tender invitation",
                              "tenderCancellation decide_to_abandon"});
  CHECK(at(json(record.text()), "/compiledRelease/tender/status") == "cancelled");
  CHECK(at(json(record.text()), "/compiledRelease/tender/procurementMethod") == "open");
  CHECK_THAT(record.text(), !ContainsSubstring("Told to nobody"));
}

TEST_CASE("addresses of OCDS refuse what they do not know and have validators", "[api]") {
  Recorder reg(Backend::sqlite);
  const std::vector<std::pair<std::string, int>> asked{
      {"/ocds/releases?limit=0", 400},
      {"/ocds/releases?limit=1001", 400},
      {"/ocds/releases?limit=ten", 400},
      {"/ocds/releases?cursor=x1", 400},
      {"/ocds/releases?cursor=k1x", 400},
      {"/ocds/releases?cursor=k-1", 400},
      {"/ocds/releases?cursor=p1", 400},
      {"/ocds/releases?cursor=o1", 400},
      {"/ocds/releases?cursor=k99999999999999999999", 400},
      {"/ocds/releases?versioned=true", 400},
      {"/ocds/records?cursor=k1", 400},
      {"/ocds/records?state=draft", 400},
      {"/ocds/releases?bodies=as_now", 400},
      {"/ocds/releases?route=by_lot", 400},
      {"/ocds/records?versioned=perhaps", 400},
      {"/ocds/records/ocds-none", 404},
      {"/v1/awards/aw-none/ocds", 404},
      {"/v1/procurements/ocds-none/ocds", 404},
      {"/ocds/psr/codelists/none.csv", 404},
      {"/ocds/releases?cursor=k99999999", 200},
      {"/ocds/records?cursor=p99999999", 200},
      {"/ocds/psr/codelists/route.csv", 200},
      {"/ocds/psr/extension.json", 200},
  };
  for (const auto& [target, status] : asked) {
    const RawAnswer answer = reg.get(target);
    INFO(target << "\n" << answer.body);
    CHECK(answer.status == status);
    if (status != 200) continue;
    REQUIRE_FALSE(answer.header("etag").empty());
    CHECK(get(reg.serving->port(), target, "If-None-Match: " + answer.header("etag") + "\r\n").status == 304);
  }
}
