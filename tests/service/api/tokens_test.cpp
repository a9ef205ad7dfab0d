// Tokens over the API, and the account of writes.

#include "register.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>

#include <string>
#include <vector>

using namespace openward;
using namespace openward::test;

namespace {

rapidjson::Document json_of(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  INFO(text);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

http::Response post_as(Register& one, const std::string& secret, std::string_view target, std::string body, http::Parameters headers = {}) {
  headers.emplace_back("authorization", "Bearer " + secret);
  headers.emplace_back("content-type", "application/json");
  return one.ask(request("POST", target, std::move(headers), std::move(body)));
}

http::Response get_as(Register& one, const std::string& secret, std::string_view target) {
  return one.get(target, {{"authorization", "Bearer " + secret}});
}

/// "draft_award done 201 recorder; …", oldest first.
std::string account(Register& one, const std::string& target = "/v1/audit") {
  const auto answer = get_as(one, one.token("auditor"), target);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  std::string out;
  const auto document = json_of(answer.body);
  for (const auto& entry : document["data"].GetArray()) {
    const std::string by = entry["token"].IsNull() ? "nobody" : entry["token"]["role"].GetString();
    out += (out.empty() ? "" : "; ") + std::string(entry["operation"].GetString()) + " " + entry["outcome"].GetString() + " " +
           std::to_string(entry["status"].GetInt()) + " " + by;
  }
  return out;
}

const std::string wish = R"({"name":"Fen ICB","role":"recorder"})";

} // namespace

TEST_CASE("a token made over the API writes until it is revoked, and its secret is shown once", "[api]") {
  Register one(api::register_router(), GENERATE(from_range(backends())));
  const auto made = one.post("/v1/tokens", wish, {{"idempotency-key", "k"}});
  REQUIRE(made.status == 201);
  const auto document = json_of(made.body);
  const std::string secret = document["secret"].GetString();
  CHECK(secret.starts_with("ow_"));
  const std::string address = header(made, "Location");
  CHECK(address == "/v1/tokens/" + std::string(document["id"].GetString()));

  const auto again = one.post("/v1/tokens", wish, {{"idempotency-key", "k"}});
  CHECK(again.status == 201);
  CHECK(header(again, "Idempotency-Replayed") == "true");
  CHECK(again.body.find("secret") == std::string::npos);

  CHECK(post_as(one, secret, "/v1/awards", R"({"title":"A"})").status == 201);
  const auto shown = one.get(address, {{"authorization", "Bearer " + one.token("admin-2", "admin")}});
  CHECK(shown.body.find("secret") == std::string::npos);
  CHECK(header(shown, "ETag") == header(made, "ETag"));
  CHECK(one.post(address + "/revoke", "").status == 428);
  CHECK(one.post(address + "/revoke", "", {{"if-match", "\"no\""}}).status == 412);
  const auto revoked = one.post(address + "/revoke", "", {{"if-match", header(shown, "ETag")}});
  CHECK(revoked.status == 200);
  CHECK(post_as(one, secret, "/v1/awards", R"({"title":"A"})").status == 401);
  CHECK(one.post(address + "/revoke", "", {{"if-match", header(shown, "ETag")}}).status == 412);
  CHECK(one.post(address + "/revoke", "", {{"if-match", header(revoked, "ETag")}}).status == 409);
}

TEST_CASE("what is wrong with a wish for a token is told at once", "[api]") {
  Register one;
  const auto refused = one.post("/v1/tokens", R"({"name":"a\nb","role":"king","commissioner":"ods:NONE","expires":"2020-01-01","more":1})");
  CHECK(refused.status == 400);
  for (const char* pointer : {"/name", "/role", "/commissioner", "/expires", "/more"})
    CHECK_THAT(refused.body, ContainsSubstring("\"pointer\":\"" + std::string(pointer) + "\""));
  CHECK(one.post("/v1/tokens", R"({"name":"n","role":"auditor","expires":")" + london_date(noon()).iso() + R"("})").status == 201); // today
}

TEST_CASE("a token opens nothing after its last day", "[api]") {
  Register one;
  const auto made = one.post("/v1/tokens", R"({"name":"n","role":"recorder","expires":")" + london_date(noon()).iso() + R"("})");
  const std::string secret = json_of(made.body)["secret"].GetString();
  one.set_clock(Instant(noon().seconds() + std::chrono::hours(1)));
  CHECK(post_as(one, secret, "/v1/awards", R"({"title":"A"})").status == 201);
  one.set_clock(Instant(noon().seconds() + std::chrono::hours(24)));
  const auto late = post_as(one, secret, "/v1/awards", R"({"title":"A"})");
  CHECK(late.status == 401);
  CHECK_THAT(late.body, ContainsSubstring("expired"));
}

TEST_CASE("tokens are for admins and the account of writes for auditors and admins", "[api]") {
  Register one;
  for (const std::string role : {"recorder", "curator", "auditor", "admin"}) {
    INFO(role);
    const std::string secret = one.token(role + "-2", role);
    const bool admin = role == "admin";
    CHECK(get_as(one, secret, "/v1/tokens").status == (admin ? 200 : 403));
    CHECK(get_as(one, secret, "/v1/tokens/tk-none").status == (admin ? 404 : 403));
    CHECK(post_as(one, secret, "/v1/tokens", wish).status == (admin ? 201 : 403));
    CHECK(get_as(one, secret, "/v1/audit").status == (admin || role == "auditor" ? 200 : 403));
  }
  CHECK(one.get("/v1/tokens").status == 401);
  CHECK(one.get("/v1/audit").status == 401);
}

TEST_CASE("every write and every refused write has its entry, and nothing else has", "[api]") {
  Register one(api::register_router(), GENERATE(from_range(backends())));
  const std::string recorder = one.token("recorder");
  const http::Parameters key{{"idempotency-key", "k"}};
  REQUIRE(post_as(one, recorder, "/v1/awards", R"({"title":"A"})", key).status == 201);
  REQUIRE(post_as(one, recorder, "/v1/awards", R"({"title":"A"})", key).status == 201);
  REQUIRE(post_as(one, recorder, "/v1/awards", R"({"title":"B"})", key).status == 422);
  REQUIRE(post_as(one, recorder, "/v1/awards", "{", key).status == 400);
  REQUIRE(post_as(one, recorder, "/v1/awards?colour=blue", "{}").status == 400);
  REQUIRE(post_as(one, recorder, "/v1/tokens", wish).status == 403);
  REQUIRE(post_as(one, "ow_guess", "/v1/awards", "{}").status == 401);
  REQUIRE(one.ask(request("POST", "/v1/awards", {{"content-type", "text/plain"}}, "x")).status == 415);
  // Neither a read, nor a question, nor a dry run is a write.
  one.get("/v1/awards?colour=blue");
  one.post("/v1/assessments", "{");
  post_as(one, recorder, "/v1/awards?dry_run=true", R"({"title":"A"})");
  post_as(one, recorder, "/v1/awards?dry_run=true", "{");
  CHECK(account(one) == "draft_award done 201 recorder; draft_award replayed 201 recorder; draft_award refused 422 recorder; "
                        "draft_award refused 400 recorder; draft_award refused 400 recorder; create_token refused 403 recorder; "
                        "draft_award refused 401 nobody; draft_award refused 415 nobody");
  CHECK(account(one, "/v1/audit?outcome=replayed") == "draft_award replayed 201 recorder");
  CHECK(account(one, "/v1/audit?since=5&limit=1") == "create_token refused 403 recorder");
  CHECK(account(one, "/v1/audit?operation=create_token&outcome=refused") == "create_token refused 403 recorder");
  CHECK(account(one, "/v1/audit?token=tk-none").empty());
  const auto all = get_as(one, one.token("auditor"), "/v1/audit");
  CHECK(all.body.find("ow_") == std::string::npos);
  CHECK_THAT(all.body, ContainsSubstring(R"("problem":"/problems/idempotency-mismatch")") && ContainsSubstring(R"("request_id":"r-1")"));
  CHECK(one.told() == std::vector<std::string>{});
}

TEST_CASE("a revoked token that tries is named in the account", "[api]") {
  Register one;
  const auto made = one.post("/v1/tokens", wish);
  const std::string secret = json_of(made.body)["secret"].GetString();
  REQUIRE(one.post(header(made, "Location") + "/revoke", "", {{"if-match", header(made, "ETag")}}).status == 200);
  REQUIRE(post_as(one, secret, "/v1/awards", "{}").status == 401);
  CHECK(account(one, "/v1/audit?outcome=refused") == "draft_award refused 401 recorder");
}

TEST_CASE("what cannot be understood in a question to the account is refused with every fault", "[api]") {
  Register one;
  const auto answer = get_as(one, one.token("auditor"), "/v1/audit?since=-1&limit=0&outcome=maybe&token=&request=a&request=b");
  CHECK(answer.status == 400);
  for (const char* name : {"since", "limit", "outcome", "token", "request"})
    CHECK_THAT(answer.body, ContainsSubstring("\"parameter\":\"" + std::string(name) + "\""));
}
