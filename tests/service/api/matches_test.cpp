// The queue of supplier strings over HTTP: who may see what, decisions with If-Match, and people whose names are shown nowhere.

#include "persistence/repositories.h"
#include "register.h"
#include "service/app/matching.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>

using namespace openward;
using namespace openward::test;
using persistence::Bodies;
using persistence::UnitOfWork;

namespace {

constexpr const char* person = "Dr Q Zebedee";

/// A register with a hospice, a person who provides, and payments to a person and to a name that nobody knows.
void fill(Register& one) {
  auto done = one.database().write("test", noon(), [](UnitOfWork& u) -> Result<> {
    Body hospice = *Body::create("Upland Hospice", {*Identifier::parse("chc:200001")});
    hospice.classification = {ProviderClass::voluntary_or_charity, Evidence::curated, 90, "register", {}, {}};
    Body somebody = *Body::create("Zebedee Quill", {});
    somebody.classification = {ProviderClass::individual, Evidence::curated, 90, "Zebedee's own page", {}, {}};
    for (const Body& body : {hospice, somebody}) {
      if (auto added = Bodies(u).add(body, false, true); !added) return added.error();
    }
    persistence::Spend spend(u);
    const auto file = spend.open(persistence::Sources(u).add({"a.csv", "spend", "aa", 1, false}), "");
    SpendFile account;
    account.name = "a.csv";
    for (const char* supplier : {person, "Quiet Waters", "Zebedee Quill"}) {
      PaymentLine line;
      line.row = ++account.payments;
      line.paid_on = *Date::parse("2025-04-10");
      line.pence = 1000 * line.row;
      line.supplier = supplier;
      account.total_pence += line.pence;
      spend.add(file, line);
    }
    account.rows_read = account.payments;
    spend.close(file, account);
    auto read = app::match_new(u, {});
    if (!read) return read.error();
    return Done{};
  });
  INFO((done ? "" : done.error().message + " / " + done.error().internal));
  REQUIRE(done);
}

std::string queue_id(Register& one, const std::string& words, const http::Parameters& headers) {
  const std::string body = one.get("/v1/matches?limit=100", headers).body;
  rapidjson::Document document;
  document.Parse(body.data(), body.size());
  REQUIRE_FALSE(document.HasParseError());
  for (const auto& row : document["data"].GetArray()) {
    if (row["words"].GetString() == words) return row["id"].GetString();
  }
  FAIL("no string " << words << " in " << body);
  return {};
}

http::Parameters bearer(Register& one, const std::string& role) { return {{"authorization", "Bearer " + one.token(role)}}; }

} // namespace

TEST_CASE("no route shows or finds the name of a person to the public, and each counts the money", "[api]") {
  Register one;
  fill(one);
  const api::Router router = api::register_router();
  for (const api::Route& route : router.routes()) {
    if (route.method != "GET" || route.pattern.find('{') != std::string::npos) continue;
    for (const std::string suffix : {"", ".csv", ".ndjson"}) {
      if (!suffix.empty() && !route.tabular) continue;
      INFO(route.pattern << suffix);
      CHECK(body_of(one.get(route.pattern + suffix)).find("Zebedee") == std::string::npos);
    }
  }
  CHECK_THAT(one.get("/v1/payments").body, ContainsSubstring("a person"));
  const std::string grouped = one.get("/v1/reports/spend?group_by=provider").body;
  CHECK(grouped.find("Zebedee") == std::string::npos);
  CHECK_THAT(grouped, ContainsSubstring("\"a person\"") && ContainsSubstring("\"sn-"));
  CHECK_THAT(one.get("/v1/reports/spend?group_by=provider_class").body, ContainsSubstring("individual") && ContainsSubstring("40.00"));
  for (const char* list : {"/v1/payments", "/v1/matches", "/v1/providers"})
    CHECK_THAT(one.get(std::string(list) + "?q=zebedee").body, ContainsSubstring("\"total\":0"));
}

TEST_CASE("curators and auditors read the names of people in the queue; recorders do not", "[api]") {
  Register one;
  fill(one);
  for (const char* role : {"curator", "auditor"}) {
    const auto headers = bearer(one, role);
    const auto list = one.get("/v1/matches", headers);
    CHECK_THAT(list.body, ContainsSubstring(person));
    CHECK(header(list, "ETag") != header(one.get("/v1/matches"), "ETag"));
    const std::string id = queue_id(one, person, headers);
    CHECK_THAT(one.get("/v1/matches/" + id, headers).body, ContainsSubstring(person));
    CHECK(one.get("/v1/matches/" + id).body.find(person) == std::string::npos);
  }
  CHECK(one.get("/v1/matches", bearer(one, "recorder")).body.find("Zebedee") == std::string::npos);
}

TEST_CASE("a curator decides what a string means, having seen it, and takes that back", "[api]") {
  Register one;
  fill(one);
  const auto headers = bearer(one, "curator");
  const std::string address = "/v1/matches/" + queue_id(one, "Quiet Waters", headers);
  const auto before = one.get(address, headers);
  const std::string decision = R"({"decision":"body","body":"chc:200001","reason":"its annual report"})";
  CHECK(one.post(address + "/decision", decision).status == 428);
  CHECK(one.post(address + "/decision", decision, {{"if-match", "\"other\""}}).status == 412);
  const auto decided = one.post(address + "/decision", decision, {{"if-match", header(before, "ETag")}, {"idempotency-key", "k"}});
  CHECK(decided.status == 201);
  CHECK_THAT(decided.body, ContainsSubstring(R"("status":"linked")") && ContainsSubstring("Upland Hospice"));
  const auto again = one.post(address + "/decision", decision, {{"if-match", header(before, "ETag")}, {"idempotency-key", "k"}});
  CHECK(header(again, "Idempotency-Replayed") == "true");
  CHECK_THAT(one.get("/v1/reports/spend?group_by=provider_class").body, ContainsSubstring("voluntary_or_charity"));
  CHECK_THAT(one.get("/v1/changes").body, ContainsSubstring("matches.decided"));
  const auto undone = one.post(address + "/undo", R"({"reason":"another hospice"})", {{"if-match", header(decided, "ETag")}});
  CHECK(undone.status == 201);
  CHECK(undone.body.find(R"("status":"linked")") == std::string::npos);
  CHECK(one.post(address + "/undo", R"({"reason":"twice"})", {{"if-match", header(undone, "ETag")}}).status == 409);
}

TEST_CASE("a new body and a person can be decided, and what makes no sense is refused with its place", "[api]") {
  Register one;
  fill(one);
  const auto headers = bearer(one, "curator");
  const std::string address = "/v1/matches/" + queue_id(one, "Quiet Waters", headers);
  const auto post = [&](const std::string& body) {
    return one.post(address + "/decision", body, {{"if-match", header(one.get(address, headers), "ETag")}});
  };
  for (const auto& [body, place] : std::vector<std::pair<std::string, std::string>>{
           {R"({"decision":"body","reason":"r"})", "/body"},
           {R"({"decision":"body","body":"chc:1","reason":"r"})", "/body"},
           {R"({"decision":"body","body":"chc:200001"})", "/reason"},
           {R"({"decision":"merge","reason":"r"})", "/decision"},
           {R"({"reason":"r"})", "/decision"},
           {R"({"decision":"no_body","body":"chc:200001","reason":"r"})", "/body"},
           {R"({"decision":"person","name":"N","reason":"r"})", "/name"},
           {R"({"decision":"new_body","identifier":"chc:200001","reason":"r"})", "/identifier"}}) {
    INFO(body);
    const auto refused = post(body);
    CHECK(refused.status == 400);
    CHECK_THAT(refused.body, ContainsSubstring(place));
  }
  const auto made = post(R"({"decision":"new_body","identifier":"coh:07654321","provider_class":"independent_sector","reason":"r"})");
  CHECK(made.status == 201);
  CHECK_THAT(made.body, ContainsSubstring("independent_sector") && ContainsSubstring(R"("basis":"curator")"));
  CHECK(post(R"({"decision":"person","reason":"r"})").status == 201);
  CHECK(one.get(address).body.find("Quiet") == std::string::npos);
  CHECK(one.post("/v1/matches/sn-999/decision", R"({"decision":"no_body","reason":"r"})", {{"if-match", "*"}}).status == 404);
}

TEST_CASE("a curator states a class for a time with what it rests on, and two may not overlap", "[api]") {
  Register one;
  fill(one);
  const std::string listed = one.get("/v1/providers?identifier=chc:200001").body;
  rapidjson::Document document;
  document.Parse(listed.data(), listed.size());
  const std::string address = "/v1/providers/" + std::string(document["data"][0]["id"].GetString()) + "/classifications";
  const auto post = [&](const std::string& body) { return one.post(address, body, {{"if-match", header(one.get(address), "ETag")}}); };
  const auto stated = post(R"({"provider_class":"social_enterprise","detail":"coh:07654321","from":"2026-04-01"})");
  CHECK(stated.status == 201);
  CHECK_THAT(one.get(address).body, ContainsSubstring("social_enterprise") && ContainsSubstring("voluntary_or_charity"));
  CHECK(post(R"({"provider_class":"primary_care","detail":"d","from":"2027-04-01"})").status == 409);
  CHECK(post(R"({"provider_class":"primary_care","detail":"d"})").status == 400);
  CHECK(post(R"({"provider_class":"primary_care","from":"2020-04-01","to":"2020-05-01"})").status == 400);
}
