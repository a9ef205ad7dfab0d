// Recording an award over HTTP, on both databases.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <memory>
#include <thread>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

constexpr const char* kCommissioner = "ods:QHM"; // of the reference files

std::string draft(const std::string& more = {}) {
  return R"({"commissioner":"ods:QHM","title":"Community audiology","cpv":["85121000"],"route":"direct_award_c",)"
         R"("providers":[{"name":"Invented Hearing Care Ltd","identifier":"coh:01234567"}],)"
         R"("value":{"amount":"90071992547409.93","vat":"excluded","kind":"lifetime"},)"
         R"("awarded_on":"2026-07-01","starts":"2026-08-01","ends":"2029-07-31")" +
         more + "}";
}

/// A register with the reference data and a token in it, serving.
struct Register {
  explicit Register(openward::persistence::Backend backend) : url(fresh_url(backend)) {
    const Ended loaded = run({"--database", url, "demo"});
    INFO(loaded.err);
    REQUIRE(loaded.status == 0);
    secret = new_token(url, "recorder");
    serving = std::make_unique<Serving>(url);
  }
  RawAnswer post(const std::string& target, const std::string& body, const std::string& headers = {}) const {
    const std::string type = body.empty() ? "" : "Content-Type: application/json\r\n";
    return ask(serving->port(), request_text("POST", target, "Authorization: Bearer " + secret + "\r\n" + type + headers, body));
  }
  /// As anybody, and as the recorder: drafts are shown to those with a token alone.
  RawAnswer get(const std::string& target) const { return openward::test::get(serving->port(), target); }
  RawAnswer get_as_recorder(const std::string& target) const {
    return openward::test::get(serving->port(), target, "Authorization: Bearer " + secret + "\r\n");
  }
  void start_again() {
    serving->kill_at_once();
    serving = std::make_unique<Serving>(url);
  }
  std::string url;
  std::string secret;
  std::unique_ptr<Serving> serving;
};

std::string if_match(const RawAnswer& answer) { return "If-Match: " + answer.header("etag") + "\r\n"; }

std::vector<std::string> faults(const RawAnswer& answer) {
  std::vector<std::string> out;
  const auto problem = json(answer.body);
  if (!problem.HasMember("errors")) return out;
  for (const auto& fault : problem["errors"].GetArray()) {
    out.push_back(at(fault, fault.HasMember("pointer") ? "/pointer" : "/parameter") + " " + at(fault, "/code"));
  }
  return out;
}

/// The answers to one request that is sent many times at once.
std::vector<RawAnswer> at_once(const Register& reg, const std::string& target, const std::string& body, const std::string& headers) {
  std::vector<RawAnswer> answers(8);
  std::vector<std::thread> senders;
  for (RawAnswer& answer : answers) senders.emplace_back([&] { answer = reg.post(target, body, headers); });
  for (std::thread& sender : senders) sender.join();
  return answers;
}

std::ptrdiff_t count(const std::vector<RawAnswer>& answers, int status) {
  return std::count_if(answers.begin(), answers.end(), [status](const RawAnswer& answer) { return answer.status == status; });
}

bool has(const std::vector<std::string>& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

} // namespace

TEST_CASE("an award is drafted, published, modified and read back, and all of it is there after the process is killed", "[api]") {
  Register reg(GENERATE(from_range(backends())));

  const RawAnswer drafted = reg.post("/v1/awards", draft());
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  REQUIRE(award.rfind("/v1/awards/aw-", 0) == 0);
  CHECK(at(json(drafted.body), "/state") == "draft");
  CHECK(at(json(drafted.body), "/value/amount") == "90071992547409.93");
  CHECK(at(json(reg.get("/v1/awards?recorded=true").body), "/page/total") == "0"); // a draft is no award yet

  reg.start_again();
  CHECK(reg.get(award).status == 404);
  CHECK(reg.get(award + "/history").status == 404);
  CHECK(reg.get("/v1/awards?state=draft").status == 401);
  CHECK(reg.get("/v1/awards.csv?not_state=published").status == 401);
  const RawAnswer seen = reg.get_as_recorder(award);
  REQUIRE(seen.status == 200);
  CHECK(seen.body == drafted.body);
  CHECK(seen.header("etag") == drafted.header("etag"));

  const RawAnswer published = reg.post(award + "/publish", "", if_match(seen));
  INFO(published.body);
  REQUIRE(published.status == 200);
  CHECK(at(json(published.body), "/state") == "published");
  CHECK(at(json(published.body), "/tender_class") == "untendered");
  const std::string contract = "/v1/contracts/" + at(json(published.body), "/contract_id");

  reg.start_again();
  CHECK(at(json(reg.get("/v1/awards?recorded=true").body), "/page/total") == "1");
  const RawAnswer before = reg.get(contract);
  REQUIRE(before.status == 200);
  const RawAnswer modified = reg.post(
      contract + "/modifications",
      R"({"modified_on":"2027-02-01","ground":"authority_decision","attributable_to_authority":true,"value_change":"-0.01","new_end":"2029-12-31","description":"Five months more"})",
      if_match(before));
  INFO(modified.body);
  REQUIRE(modified.status == 201);

  reg.start_again();
  const auto after = json(reg.get(contract).body);
  CHECK(at(after, "/original_value/amount") == "90071992547409.93");
  CHECK(at(after, "/current_value/amount") == "90071992547409.92");
  CHECK(at(after, "/ends") == "2029-12-31");
  CHECK(at(after, "/original_end") == "2029-07-31");
  CHECK(at(after, "/modifications/0/ground") == "authority_decision");

  const auto history = json(reg.get(award + "/history").body);
  CHECK(at(history, "/data/0/type") == "award.drafted");
  CHECK(at(history, "/data/1/type") == "award.published");
  CHECK(run({"--database", reg.url, "check"}).status == 0);
}

TEST_CASE("a write is refused without a token, with an unknown one, and with one of another role or commissioner", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const auto post_with = [&](const std::string& authorization) {
    return ask(reg.serving->port(), request_text("POST", "/v1/awards", authorization + "Content-Type: application/json\r\n", draft()));
  };
  const RawAnswer none = post_with("");
  CHECK(none.status == 401);
  CHECK(none.header("www-authenticate").rfind("Bearer", 0) == 0);
  CHECK(post_with("Authorization: Bearer ow_guess\r\n").status == 401);
  CHECK(post_with("Authorization: Basic b3c6b3c=\r\n").status == 401);
  CHECK(post_with("Authorization: Bearer " + new_token(reg.url, "auditor") + "\r\n").status == 403);
  CHECK(post_with("Authorization: Bearer " + new_token(reg.url, "recorder", {"--commissioner", "ods:QRL"}) + "\r\n").status == 403);
  CHECK(post_with("Authorization: Bearer " + new_token(reg.url, "recorder", {"--commissioner", kCommissioner}) + "\r\n").status == 201);
  CHECK(post_with("Authorization: bearer " + new_token(reg.url, "admin") + "\r\n").status == 201);
  // A token that opens nothing from its first day on would be a mistake.
  const Ended past = run({"--database", reg.url, "token", "create", "--role", "recorder", "--name", "n", "--expires", "2020-01-31"});
  CHECK(past.status == 1);
  CHECK_THAT(past.err, ContainsSubstring("2020-01-31 is in the past"));
  CHECK(past.out.empty());
  CHECK(at(json(reg.get_as_recorder("/v1/awards?state=draft").body), "/page/total") == "2");
}

TEST_CASE("everything that is wrong with a draft is told at once, and nothing is kept", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const RawAnswer refused = reg.post(
      "/v1/awards",
      R"({"commissioner":"ods:ZZZ9","titel":"x","cpv":["85"],"route":"raffle","providers":[{}],"value":{"amount":"1e9999"},"awarded_on":"2026-02-30","starts":"2026-05-02","ends":"2026-05-01"})");
  CHECK(refused.status == 400);
  CHECK_THAT(refused.header("content-type"), ContainsSubstring("application/problem+json"));
  const auto told = faults(refused);
  INFO(refused.body);
  for (const char* fault : {"/commissioner unknown_body", "/titel unknown_member", "/route unknown_word", "/providers/0/id missing",
                            "/value/amount bad_amount", "/awarded_on bad_date"}) {
    INFO(fault);
    CHECK(has(told, fault));
  }
  CHECK_THAT(refused.body, ContainsSubstring("direct_award_c")); // names the valid words
  CHECK(reg.post("/v1/awards", "{\"title\":").status == 400);
  CHECK(reg.post("/v1/awards", "{\"title\":\"a\\u0000b\"}").status == 400);
  CHECK(reg.post("/v1/awards", "{\"title\":\"\xff\"}").status == 400);
  CHECK(ask(reg.serving->port(),
            request_text("POST", "/v1/awards", "Authorization: Bearer " + reg.secret + "\r\nContent-Type: text/plain\r\n", draft()))
            .status == 415);
  CHECK(at(json(reg.get_as_recorder("/v1/awards?state=draft").body), "/page/total") == "0");
  CHECK(reg.serving->alive());
}

TEST_CASE("an unfinished draft is kept, and publishing it names each missing part", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", R"({"title":"Podiatry"})");
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  const RawAnswer refused = reg.post(award + "/publish", "", if_match(drafted));
  INFO(refused.body);
  CHECK(refused.status == 400);
  CHECK(faults(refused).size() >= 5); // commissioner, provider, route, decision date, CPV code
  CHECK(reg.get_as_recorder(award).body == drafted.body);
}

TEST_CASE("a change needs the entity tag of what it changes", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", draft());
  const std::string award = drafted.header("location");
  CHECK(reg.post(award + "/publish", "").status == 428);
  CHECK(reg.post(award + "/publish", "", "If-Match: \"0\"\r\n").status == 412);
  CHECK(reg.post(award + "/publish", "", "If-Match: W/" + drafted.header("etag") + "\r\n").status == 412);
  CHECK(reg.post(award + "/publish", "", if_match(drafted)).status == 200);
  CHECK(reg.post(award + "/publish", "", if_match(drafted)).status == 412); // it has changed since
  const RawAnswer again = reg.post(award + "/publish", "", "If-Match: *\r\n");
  CHECK(again.status == 409);
  CHECK(reg.post("/v1/awards/aw-000000000000/publish", "", "If-Match: *\r\n").status == 404);
}

TEST_CASE("a draft that was cancelled is shown to nobody without a token", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", draft());
  const std::string award = drafted.header("location");
  REQUIRE(reg.post(award + "/cancel", "", if_match(drafted)).status == 200);
  CHECK(reg.get(award).status == 404);
  CHECK(reg.get_as_recorder(award).status == 200);
  CHECK(at(json(reg.get("/v1/awards?state=cancelled").body), "/page/total") == "0");
  CHECK(at(json(reg.get_as_recorder("/v1/awards?state=cancelled").body), "/page/total") == "1");
}

TEST_CASE("a request sent again with its Idempotency-Key is done once", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const std::string key = "Idempotency-Key: 5f2c\r\n";
  const RawAnswer first = reg.post("/v1/awards", draft(), key);
  REQUIRE(first.status == 201);
  reg.start_again();
  const RawAnswer second = reg.post("/v1/awards", draft(), key);
  CHECK(second.status == 201);
  CHECK(second.body == first.body);
  CHECK(second.header("location") == first.header("location"));
  CHECK(second.header("idempotency-replayed") == "true");
  CHECK(reg.post("/v1/awards", draft(R"(,"reference":"other")"), key).status == 422);
  CHECK(reg.post("/v1/awards", draft(), "Idempotency-Key: \x01\r\n").status == 400);
  CHECK(at(json(reg.get_as_recorder("/v1/awards?state=draft").body), "/page/total") == "1");
}

TEST_CASE("a token has a name of one line, so that each token is a line of the list", "[api]") {
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  for (const char* name : {"", "a\ntk-000000000000  admin", "a\x7f"}) {
    const Ended refused = run({"--database", url, "token", "create", "--role", "recorder", "--name", name});
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, ContainsSubstring("--name"));
  }
  new_token(url, "recorder");
  const std::string list = run({"--database", url, "token", "list"}).out;
  CHECK(std::count(list.begin(), list.end(), '\n') == 1);
}

TEST_CASE("the feed shows what stands in a draft to those with a token alone, and keeps its place for all", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const std::string seq = at(json(reg.get("/v1/changes?since=0&limit=1").body), "/seq");
  const RawAnswer drafted = reg.post("/v1/awards", R"({"title":"Hushed podiatry","commissioner":"ods:QHM"})");
  REQUIRE(drafted.status == 201);
  REQUIRE(reg.post(drafted.header("location") + "/cancel", "", if_match(drafted)).status == 200);
  const std::string target = "/v1/changes?limit=1000&since=" + seq;
  const RawAnswer open = reg.get(target);
  const RawAnswer seen = reg.get_as_recorder(target);
  CHECK(open.body.find("Hushed") == std::string::npos);
  CHECK(seen.body.find("Hushed") != std::string::npos);
  const auto events = json(open.body);
  CHECK(events["data"].Size() == json(seen.body)["data"].Size());
  CHECK(at(events, "/data/0/body/withheld") == "true");
  // The recorder's token is the newest thing before the draft.
  CHECK(reg.get("/v1/changes?limit=1000&since=" + std::to_string(std::stoll(seq) - 1)).body.find("token.created") != std::string::npos);
  CHECK(reg.get("/v1/changes?limit=1000&since=" + std::to_string(std::stoll(seq) - 1)).body.find("recorder") == std::string::npos);

  const RawAnswer shown = reg.post("/v1/awards", draft());
  REQUIRE(reg.post(shown.header("location") + "/publish", "", if_match(shown)).status == 200);
  CHECK(reg.get(target).body.find("Community audiology") != std::string::npos); // published: nothing is held back
}

TEST_CASE("of changes sent at once with one entity tag, one is made", "[api]") {
  Register reg(GENERATE(from_range(backends())));
  const RawAnswer drafted = reg.post("/v1/awards", draft());
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  const auto publications = at_once(reg, award + "/publish", "", if_match(drafted));
  CHECK(count(publications, 200) == 1);
  CHECK(count(publications, 412) == 7);

  const std::string contract = "/v1/contracts/" + at(json(reg.get(award).body), "/contract_id");
  for (int round = 1; round <= 3; ++round) {
    const std::string change = R"({"modified_on":"2027-02-01","ground":"external_factors","value_change":"1.00","description":"More"})";
    const auto changes = at_once(reg, contract + "/modifications", change, if_match(reg.get(contract)));
    CHECK(count(changes, 201) == 1);
    CHECK(count(changes, 412) == 7);
    CHECK(json(reg.get(contract).body)["modifications"].Size() == static_cast<unsigned>(round));
  }
}

TEST_CASE("a request sent many times at once with one Idempotency-Key is done once, and who comes too early is told to wait", "[api]") {
  const auto backend = GENERATE(from_range(backends()));
  Register reg(backend);
  // Two processes on PostgreSQL, as behind a proxy: what one of them works on the other knows.
  std::unique_ptr<Serving> other;
  if (backend == openward::persistence::Backend::postgresql) other = std::make_unique<Serving>(reg.url);
  for (int round = 1; round <= 5; ++round) {
    const std::string key = "Idempotency-Key: at-once-" + std::to_string(round) + "\r\n";
    std::vector<RawAnswer> answers(8);
    std::vector<std::thread> senders;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const unsigned short port = other && i % 2 == 1 ? other->port() : reg.serving->port();
      senders.emplace_back([&, i, port] {
        const std::string headers = "Authorization: Bearer " + reg.secret + "\r\nContent-Type: application/json\r\n" + key;
        answers[i] = ask(port, request_text("POST", "/v1/awards", headers, draft()));
      });
    }
    for (std::thread& sender : senders) sender.join();
    CHECK(count(answers, 201) >= 1);
    CHECK(count(answers, 201) + count(answers, 409) == 8);
    const RawAnswer after = reg.post("/v1/awards", draft(), key);
    CHECK(after.header("idempotency-replayed") == "true");
    std::ptrdiff_t first_answers = 0;
    for (const RawAnswer& answer : answers) {
      if (answer.status == 201) {
        CHECK(answer.body == after.body);
        if (answer.header("idempotency-replayed").empty()) ++first_answers;
      } else {
        CHECK(at(json(answer.body), "/type") == "/problems/request-in-progress");
        CHECK(answer.header("retry-after") == "1");
      }
    }
    CHECK(first_answers == 1);
    CHECK(at(json(reg.get_as_recorder("/v1/awards?state=draft").body), "/page/total") == std::to_string(round));
  }
}
