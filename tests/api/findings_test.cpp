// Awards held against the law, from outside: over HTTP and on the command line, on both databases.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <memory>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// A register with the reference data, and one to record in it.
struct Recorded {
  explicit Recorded(openward::persistence::Backend backend) : url(fresh_url(backend)) {
    const Ended loaded = openward::test::run({"--database", url, "demo"});
    INFO(loaded.err);
    REQUIRE(loaded.status == 0);
    secret = new_token(url, "recorder");
    serving = std::make_unique<Serving>(url);
  }
  RawAnswer post(const std::string& target, const std::string& body, const RawAnswer* seen = nullptr) const {
    std::string headers = "Authorization: Bearer " + secret + "\r\n";
    if (!body.empty()) headers += "Content-Type: application/json\r\n";
    if (seen != nullptr) headers += "If-Match: " + seen->header("etag") + "\r\n";
    return ask(serving->port(), request_text("POST", target, headers, body));
  }
  RawAnswer get(const std::string& target, const std::string& headers = {}) const {
    return openward::test::get(serving->port(), target, headers);
  }
  RawAnswer get_as_recorder(const std::string& target) const { return get(target, "Authorization: Bearer " + secret + "\r\n"); }
  Ended command(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--database", url, "check"});
    return openward::test::run(arguments);
  }
  std::string url;
  std::string secret;
  std::unique_ptr<Serving> serving;
};

/// For sixteen months, to the provider of the contract before.
const std::string renewal = R"({"commissioner":"ods:QHM","title":"Urgent treatment centre","cpv":["85121100"],)"
                            R"("route":"direct_award_c","providers":[{"name":"Invented Urgent Care Ltd","identifier":"coh:01234567"}],)"
                            R"("value":{"amount":"900000.00","vat":"excluded","kind":"lifetime"},)"
                            R"("awarded_on":"2026-02-02","starts":"2026-03-01","ends":"2027-06-30"})";

/// The outcome of one rule in an answer of /findings; "" when the rule is not there.
std::string outcome_of(const RawAnswer& findings, const std::string& rule) {
  const auto document = json(findings.body);
  for (const auto& finding : document["findings"].GetArray()) {
    if (at(finding, "/rule") == rule) return at(finding, "/outcome");
  }
  return {};
}

std::string total(const Recorded& reg, const std::string& query) { return at(json(reg.get("/v1/findings?" + query).body), "/page/total"); }

} // namespace

TEST_CASE("the rules are listed, each with its regulation, and each has an address", "[api]") {
  const Recorded reg(openward::persistence::Backend::sqlite);
  const RawAnswer all = reg.get("/v1/rules");
  REQUIRE(all.status == 200);
  const auto document = json(all.body);
  REQUIRE(document["data"].Size() == 68);
  for (const auto& rule : document["data"].GetArray()) {
    INFO(at(rule, "/id"));
    CHECK_FALSE(at(rule, "/citation").empty());
    CHECK_FALSE(at(rule, "/rebuttal").empty());
    const RawAnswer one = reg.get("/v1/rules/" + at(rule, "/id"));
    CHECK(one.status == 200);
    CHECK(at(json(one.body), "/statement") == at(rule, "/statement"));
  }
  CHECK(reg.get("/v1/rules", "If-None-Match: " + all.header("etag") + "\r\n").status == 304);
  const RawAnswer none = reg.get("/v1/rules/PSR-69");
  CHECK(none.status == 404);
  CHECK_THAT(none.body, ContainsSubstring("PSR-01 to PSR-68"));
}

TEST_CASE("an award's findings follow it from draft to publication, modification and cancellation", "[api]") {
  const Recorded reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", renewal);
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  const std::string id = award.substr(award.rfind('/') + 1);
  CHECK(reg.get(award + "/findings").status == 404);
  const RawAnswer as_draft = reg.get_as_recorder(award + "/findings");
  CHECK(as_draft.status == 200);
  CHECK_THAT(at(json(as_draft.body), "/note"), ContainsSubstring("not published"));
  CHECK(total(reg, "award=" + id) == "0");

  const RawAnswer published = reg.post(award + "/publish", "", &drafted);
  INFO(published.body);
  REQUIRE(published.status == 200);
  const RawAnswer found = reg.get(award + "/findings");
  REQUIRE(found.status == 200);
  CHECK(at(json(found.body), "/note").empty());
  const auto counts = json(found.body);
  const std::string fails = at(counts, "/counts/fail"), questions = at(counts, "/counts/question");
  CHECK(total(reg, "outcome=fail&award=" + id) == fails);
  CHECK(total(reg, "outcome=question&award=" + id) == questions);
  CHECK(reg.get(award + "/findings", "If-None-Match: " + found.header("etag") + "\r\n").status == 304);

  // Doubled by a decision of the authority, the contract is no longer the one that was awarded (reg 13(1)(d), (2)(b)).
  const std::string contract = "/v1/contracts/" + at(json(reg.get(award).body), "/contract_id");
  CHECK(outcome_of(found, "PSR-39").empty());
  const RawAnswer before = reg.get(contract);
  const RawAnswer modified = reg.post(contract + "/modifications",
                                      R"({"modified_on":"2026-06-01","ground":"authority_decision","attributable_to_authority":true,)"
                                      R"("value_change":"900000.00","description":"A second site"})",
                                      &before);
  INFO(modified.body);
  REQUIRE(modified.status == 201);
  const RawAnswer after = reg.get(award + "/findings");
  CHECK(outcome_of(after, "PSR-39") == "fail");
  CHECK(total(reg, "rule=PSR-39&award=" + id) == "1");
  CHECK(total(reg, "outcome=fail&award=" + id) == at(json(after.body), "/counts/fail"));
  CHECK(total(reg, "outcome=question&award=" + id) == at(json(after.body), "/counts/question"));

  const RawAnswer current = reg.get(award);
  REQUIRE(reg.post(award + "/cancel", "", &current).status == 200);
  CHECK(total(reg, "award=" + id) == "0");
}

TEST_CASE("an award under another law has no findings and says why", "[api]") {
  const Recorded reg(GENERATE(from_range(backends())));
  const auto others = json(reg.get("/v1/awards?not_regime=psr&limit=1").body);
  REQUIRE(at(others, "/data/0/id") != "(absent)");
  const RawAnswer none = reg.get("/v1/awards/" + at(others, "/data/0/id") + "/findings");
  CHECK(none.status == 200);
  const auto document = json(none.body);
  CHECK(document["findings"].Empty());
  CHECK_THAT(at(document, "/note"), ContainsSubstring("Provider Selection Regime"));
  CHECK(reg.get("/v1/awards/aw-000000000000/findings").status == 404);
}

TEST_CASE("check --all asks every rule again, finds what the import found and says how fast", "[api]") {
  const Recorded reg(GENERATE(from_range(backends())));
  const std::string before = reg.get("/v1/findings.csv").body;
  const Ended all = reg.command({"--all", "--format", "json"});
  INFO(all.err);
  REQUIRE(all.status == 0);
  CHECK(json(all.out)["data"].Size() == 68);
  CHECK_THAT(all.err, ContainsSubstring(" a second"));
  CHECK_THAT(all.err, ContainsSubstring("the findings of 0 are others than before"));
  CHECK(reg.get("/v1/findings.csv").body == before);
  std::int64_t questions = 0;
  const auto rows = json(all.out);
  for (const auto& row : rows["data"].GetArray()) questions += row["question"].GetInt64() + row["fail"].GetInt64();
  CHECK(std::to_string(questions) == total(reg, "limit=1"));
  CHECK_THAT(reg.command({"--all"}).out, ContainsSubstring("PSR-28"));
  CHECK_THAT(reg.command({"--all", "--format", "csv"}).out, ContainsSubstring("rule,title,fail,question,not_computable,pass\r\n"));
}

TEST_CASE("check --rule lists the awards that a rule asks about, and check --award tells all that was found in one", "[api]") {
  const Recorded reg(GENERATE(from_range(backends())));
  const auto first = json(reg.get("/v1/findings?limit=1").body);
  REQUIRE(at(first, "/data/0/rule") != "(absent)");
  const std::string rule = at(first, "/data/0/rule"), award = at(first, "/data/0/award/id");
  INFO(rule << " " << award);

  const Ended listed = reg.command({"--rule", rule, "--format", "json"});
  REQUIRE(listed.status == 0);
  CHECK(std::to_string(json(listed.out)["data"].Size()) == total(reg, "rule=" + rule));
  CHECK_THAT(reg.command({"--rule", rule}).out, ContainsSubstring(award));
  CHECK_THAT(reg.command({"--rule", rule, "--format", "csv"}).out, ContainsSubstring(award));

  const Ended told = reg.command({"--award", award});
  REQUIRE(told.status == 0);
  for (const char* part : {"checked on", "would rebut it:", "asks:", "not known:"}) CHECK_THAT(told.out, ContainsSubstring(part));
  CHECK_THAT(told.out, ContainsSubstring(rule + "  " + at(first, "/data/0/outcome")));
  const Ended one = reg.command({"--award", award, "--rule", rule, "--format", "json"});
  REQUIRE(one.status == 0);
  REQUIRE(json(one.out)["findings"].Size() == 1);
  CHECK(at(json(one.out), "/findings/0/citation") == at(first, "/data/0/citation"));
  CHECK(json(reg.command({"--award", award, "--format", "json"}).out) == json(reg.get("/v1/awards/" + award + "/findings").body));
  const Ended csv = reg.command({"--award", award, "--format", "csv"});
  CHECK(csv.out.starts_with("rule,version,outcome,title,citation,computed,words,missing,rebuttal\r\n"));
}

TEST_CASE("a procurement whose award is published says where its findings stand, and a draft is nobody else's business", "[api]") {
  const Recorded reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", renewal);
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  const std::string procurement = "/v1/procurements/" + at(json(drafted.body), "/ocid");
  CHECK(reg.get(procurement + "/findings").status == 404);
  REQUIRE(reg.post(award + "/publish", "", &drafted).status == 200);
  const RawAnswer found = reg.get(procurement + "/findings");
  REQUIRE(found.status == 200);
  CHECK_THAT(at(json(found.body), "/note"), ContainsSubstring("stand with its published award"));
  CHECK(json(found.body)["findings"].Empty());
  CHECK(total(reg, "subject=procurement&rule=PSR-28") == "0");
}

TEST_CASE("an award or a rule that is not known is refused with the remedy, and options that do not go together are usage", "[api]") {
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  const auto check = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"--database", url, "check"});
    return run(more);
  };
  const Ended award = check({"--award", "aw-000000000000"});
  CHECK(award.status == 1);
  CHECK_THAT(award.err, ContainsSubstring("aw-000000000000") && ContainsSubstring("openward export awards"));
  const Ended procurement = check({"--procurement", "ocds-none"});
  CHECK(procurement.status == 1);
  CHECK_THAT(procurement.err, ContainsSubstring("ocds-none") && ContainsSubstring("openward export procurements"));
  CHECK(check({"--procurement", "ocds-none", "--award", "aw-000000000000"}).status == 2);
  const Ended rule = check({"--rule", "PSR-69"});
  CHECK(rule.status == 1);
  CHECK_THAT(rule.err, ContainsSubstring("PSR-01 to PSR-68"));
  CHECK(check({"--all", "--award", "aw-000000000000"}).status == 2);
  CHECK(check({"--format", "json"}).status == 2);
  CHECK(check({"--all", "--format", "xml"}).status == 2);
  CHECK(check({"--all"}).status == 0);
  CHECK(check({}).status == 0);
}
