// Budgets, pages of other origins, dry runs: what holds at every address.

#include "persistence/repositories.h"
#include "register.h"
#include "tests/support/catch.h"

#include <string>
#include <tuple>

using namespace openward;
using namespace openward::test;
using http::Parameters;

namespace {

http::Request from(std::string address, http::Request r) {
  r.remote = std::move(address);
  return r;
}

const std::string draft = R"({"title":"Community audiology"})";

std::string total(Register& one) {
  const auto answer = one.get("/v1/awards?state=draft", {{"authorization", "Bearer " + one.token("auditor")}});
  const auto at = answer.body.find("\"total\":");
  return answer.body.substr(at + 8, answer.body.find_first_of(",}", at) - at - 8);
}

} // namespace

TEST_CASE("every answer says what is left of the budget of its address, and past it comes a 429 that says when to come back", "[api]") {
  Register one;
  one.limit(3, 100);
  for (const char* left : {"2", "1", "0"}) {
    const auto answer = one.ask(from("192.0.2.1", request("GET", left == std::string("1") ? "/nothing" : "/v1/awards")));
    CHECK(answer.status < 429);
    CHECK(header(answer, "RateLimit-Remaining") == left);
    CHECK(header(answer, "RateLimit-Limit") == "3");
    CHECK(header(answer, "RateLimit-Policy") == "3;w=60");
    CHECK_FALSE(header(answer, "RateLimit-Reset").empty());
  }
  const auto beyond = one.ask(from("192.0.2.1", request("GET", "/v1/awards")));
  CHECK(beyond.status == 429);
  CHECK(beyond.media_type == "application/problem+json");
  CHECK(header(beyond, "Retry-After") == header(beyond, "RateLimit-Reset"));
  CHECK(header(beyond, "RateLimit-Remaining") == "0");
  CHECK(one.ask(from("192.0.2.2", request("GET", "/v1/awards"))).status == 200);
  CHECK(one.ask(from("192.0.2.1", request("GET", "/healthz"))).status == 200); // the operator's question
}

TEST_CASE("a token in force has a budget of its own, and one that is not opens none", "[api]") {
  Register one;
  one.limit(1, 2);
  const auto with = [&](const std::string& secret) {
    return one.ask(from("192.0.2.1", request("GET", "/v1/awards", {{"authorization", "Bearer " + secret}})));
  };
  const std::string recorder = one.token("recorder");
  CHECK(header(with(recorder), "RateLimit-Limit") == "2");
  CHECK(header(with(recorder), "RateLimit-Remaining") == "0");
  CHECK(with(recorder).status == 429);
  CHECK(header(with("ow_guess-1"), "RateLimit-Limit") == "1"); // counted to the address
  CHECK(with("ow_guess-2").status == 429);
  CHECK(one.ask(from("192.0.2.1", request("GET", "/v1/awards"))).status == 429);
}

TEST_CASE("requests of this machine itself are counted and told, and refused only where that was asked for", "[api]") {
  const bool asked = GENERATE(false, true);
  Register one;
  one.limit(1, 1, asked);
  const auto again = [&] { return one.ask(from("127.0.0.1", request("GET", "/v1/awards"))); };
  CHECK(header(again(), "RateLimit-Remaining") == "0");
  CHECK(again().status == (asked ? 429 : 200));
}

TEST_CASE("a budget of nothing counts nothing and says nothing", "[api]") {
  Register one;
  one.limit(0, 0, true);
  for (int i = 0; i < 3; ++i) {
    const auto answer = one.ask(from("192.0.2.1", request("GET", "/v1/awards")));
    CHECK(answer.status == 200);
    CHECK(header(answer, "RateLimit-Limit").empty());
  }
}

TEST_CASE("pages of every origin may read, and see why a question was refused", "[api]") {
  Register one;
  const auto [method, target] = GENERATE(table<const char*, const char*>({
      {"GET", "/v1/awards"},
      {"HEAD", "/v1/awards"},
      {"GET", "/v1/awards.csv"},
      {"GET", "/v1/awards?colour=blue"},
      {"GET", "/v1/awards/aw-none"},
      {"GET", "/nothing"},
      {"POST", "/v1/assessments"},
      {"DELETE", "/v1/reconcile"},
  }));
  INFO(method << " " << target);
  const auto answer = one.ask(request(method, target, {{"origin", "https://pages.example"}}));
  CHECK(header(answer, "Access-Control-Allow-Origin") == "*");
  CHECK(header(answer, "Access-Control-Expose-Headers") == "*");
  CHECK(header(answer, "Vary").empty());
}

TEST_CASE("writing is for pages of the origins that the operator named, and for no other", "[api]") {
  Register one;
  const Parameters preflight{{"origin", "https://ours.example"}, {"access-control-request-method", "POST"}};
  const auto stranger = one.ask(request("OPTIONS", "/v1/awards", preflight));
  CHECK(stranger.status == 204);
  CHECK(header(stranger, "Access-Control-Allow-Methods") == "GET");
  CHECK_THAT(header(stranger, "Access-Control-Allow-Headers"), !ContainsSubstring("Authorization"));
  const auto only_writes = one.ask(request("OPTIONS", "/v1/awards/aw-1/publish", preflight));
  CHECK(header(only_writes, "Access-Control-Allow-Origin").empty());
  CHECK(header(one.post("/v1/awards", draft, {{"origin", "https://ours.example"}}), "Access-Control-Allow-Origin").empty());

  one.let_write("https://ours.example");
  const auto known = one.ask(request("OPTIONS", "/v1/awards", preflight));
  CHECK(header(known, "Access-Control-Allow-Origin") == "https://ours.example");
  CHECK(header(known, "Access-Control-Allow-Methods") == "GET, POST");
  CHECK_THAT(header(known, "Access-Control-Allow-Headers"), ContainsSubstring("Authorization") && ContainsSubstring("If-Match"));
  CHECK(header(known, "Vary") == "Origin");
  const auto written = one.post("/v1/awards", draft, {{"origin", "https://ours.example"}});
  CHECK(written.status == 201);
  CHECK(header(written, "Access-Control-Allow-Origin") == "https://ours.example");
  for (const char* origin : {"https://ours.example.evil", "http://ours.example", "null", "https://OURS.example"}) {
    INFO(origin);
    const auto other = one.post("/v1/awards", draft, {{"origin", origin}});
    CHECK(header(other, "Access-Control-Allow-Origin").empty());
    CHECK(header(other, "Vary") == "Origin");
  }
}

TEST_CASE("a dry run tells every fault at once or that there is none, and keeps nothing", "[api]") {
  Register one(api::register_router(), GENERATE(from_range(backends())));
  const auto passed = one.post("/v1/awards?dry_run=true", draft, {{"idempotency-key", "k"}});
  CHECK(passed.status == 204);
  CHECK(passed.body.empty());
  const auto refused = one.post("/v1/awards?dry_run=true", R"({"title":5,"commissioner":"ods:NONE","route":"by_hand","more":1})");
  CHECK(refused.status == 400);
  for (const char* pointer : {"/title", "/commissioner", "/route", "/more"})
    CHECK_THAT(refused.body, ContainsSubstring("\"pointer\":\"" + std::string(pointer) + "\""));
  CHECK(total(one) == "0");
  CHECK(one.post("/v1/awards?dry_run=perhaps", draft).status == 400);
  CHECK(one.post("/v1/awards?dry_run=true&dry_run=false", draft).status == 400);
  CHECK(total(one) == "0");
  const auto done = one.post("/v1/awards?dry_run=false", draft, {{"idempotency-key", "k"}}); // a dry run used no key up
  CHECK(done.status == 201);
  CHECK(header(done, "Idempotency-Replayed").empty());
  CHECK(total(one) == "1");

  const std::string award = header(done, "Location");
  CHECK(one.post(award + "/cancel?dry_run=true", "").status == 428);
  CHECK(one.post(award + "/cancel?dry_run=true", "", {{"if-match", "\"other\""}}).status == 412);
  CHECK(one.post(award + "/cancel?dry_run=true", "", {{"if-match", header(done, "ETag")}}).status == 204);
  CHECK(one.post(award + "/cancel", "", {{"if-match", header(done, "ETag")}}).status == 200); // still as it was
}

TEST_CASE("a key is for one request: the query, the body and the media type belong to it", "[api]") {
  Register one;
  REQUIRE(one.post("/v1/awards", draft, {{"idempotency-key", "k"}}).status == 201);
  CHECK(one.post("/v1/awards", draft, {{"idempotency-key", "k"}}).status == 201);
  CHECK(one.post("/v1/awards?dry_run=false", draft, {{"idempotency-key", "k"}}).status == 422);
  CHECK(one.post("/v1/awards", draft + " ", {{"idempotency-key", "k"}}).status == 422);
  one.set_clock(Instant(noon().seconds() + std::chrono::hours(24)));
  const auto forgotten = one.post("/v1/awards", draft + " ", {{"idempotency-key", "k"}});
  CHECK(forgotten.status == 201);
  CHECK(header(forgotten, "Idempotency-Replayed").empty());
}
