// The feed as it is answered: what was before and after, for whom, and when the answer is put off.

#include "persistence/repositories.h"
#include "register.h"
#include "service/api/change_values.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace openward::test {
namespace {

using persistence::UnitOfWork;

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  INFO(text);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

/// "award.published {before} {after}", for each event.
std::vector<std::string> told(const http::Response& response) {
  const auto document = parsed(response.body);
  const auto text = [](const rapidjson::Value& value) {
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer(out);
    value.Accept(writer);
    return std::string(out.GetString());
  };
  std::vector<std::string> out;
  for (const auto& event : document["data"].GetArray())
    out.push_back(event["type"].GetString() + (" " + text(event["before"])) + " " + text(event["after"]));
  return out;
}

template <typename Work>
void write(Register& one, Work work) {
  const auto done = one.database().write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    work(u);
    return Done{};
  });
  REQUIRE(done);
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("of two states the members that differ are told, as they stand", "[api]") {
  const auto [before, after, old_values, new_values] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"{}", "{}", "{}", "{}"},
      {R"({"a":1})", R"({"a":1})", "{}", "{}"},
      {R"({"a":1,"b":2})", R"({"a":1,"b":3})", R"({"b":2})", R"({"b":3})"},
      {R"({"a":1})", R"({"b":1})", R"({"a":1})", R"({"b":1})"},
      {"{}", R"({"a":{"x":[1,{"y":"}"}]},"b":null})", "{}", R"({"a":{"x":[1,{"y":"}"}]},"b":null})"},
      {R"({"a":"x\"},\\","b":true})", R"({"a":"x\"},\\","b":false})", R"({"b":true})", R"({"b":false})"},
      {R"({"a":[{"b":1},{"b":2}],"c":""})", R"({"a":[{"b":1},{"b":3}],"c":""})", R"({"a":[{"b":1},{"b":2}]})",
       R"({"a":[{"b":1},{"b":3}]})"},
      {R"({"na\"me":1,"value":{"na\"me":2}})", R"({"na\"me":2,"value":{"na\"me":2}})", R"({"na\"me":1})", R"({"na\"me":2})"},
  }));
  const auto found = api::changed_values(before, after);
  CHECK(found.before == old_values);
  CHECK(found.after == new_values);
}

TEST_CASE("a change has what its record said before and after, and what merely happened has neither", "[api]") {
  Register one(api::register_router(), GENERATE(from_range(backends())));
  write(one, [](UnitOfWork& u) {
    u.record("award.imported", "aw-1", 1, R"({"id":"aw-1","state":"published","title":"Hips"})");
    u.record("release.imported", "ocid:x", 1, R"({"ocid":"x"})");
    u.record("award.changed", "aw-1", 2, R"({"id":"aw-1","state":"published","title":"Knees"})");
    u.record("award.superseded", "aw-1", 3, R"({"id":"aw-1","state":"superseded","title":"Knees"})");
  });
  const Words all{R"(award.imported null {"id":"aw-1","state":"published","title":"Hips"})", "release.imported null null",
                  R"(award.changed {"title":"Hips"} {"title":"Knees"})",
                  R"(award.superseded {"state":"published"} {"state":"superseded"})"};
  CHECK(told(one.get("/v1/changes")) == all);
  Words paged;
  for (int since = 0; since < 4; ++since) {
    const auto page = told(one.get("/v1/changes?limit=1&since=" + std::to_string(since)));
    REQUIRE(page.size() == 1);
    paged.push_back(page.front());
  }
  CHECK(paged == all);
}

TEST_CASE("what stood in a draft is told neither as what was before nor by what is new", "[api]") {
  Register one;
  write(one, [](UnitOfWork& u) {
    u.record("award.drafted", "aw-1", 1, R"({"id":"aw-1","recorded":true,"state":"draft","title":"Hushed"})");
    u.record("award.changed", "aw-1", 2, R"({"id":"aw-1","published_at":"x","recorded":true,"state":"published","title":"Open"})");
    u.record("award.changed", "aw-1", 3, R"({"id":"aw-1","published_at":"x","recorded":true,"state":"published","title":"Opener"})");
  });
  const std::string hidden = R"({"withheld":true})";
  CHECK(told(one.get("/v1/changes")) ==
        Words{"award.drafted null " + hidden,
              "award.changed " + hidden + R"( {"id":"aw-1","published_at":"x","recorded":true,"state":"published","title":"Open"})",
              R"(award.changed {"title":"Open"} {"title":"Opener"})"});
  const auto seen = one.get("/v1/changes?limit=2", {{"authorization", "Bearer " + one.token("recorder")}});
  CHECK(told(seen)[1] == R"(award.changed {"state":"draft","title":"Hushed"} {"published_at":"x","state":"published","title":"Open"})");
}

TEST_CASE("the history of an award withholds its draft as the feed does, and tells what was before", "[api]") {
  Register one;
  write(one, [](UnitOfWork& u) {
    persistence::Bodies bodies(u);
    REQUIRE(bodies.add(*Body::create("NHS Fen Integrated Care Board", {*Identifier::parse("ods:QX0")}), true, false));
  });
  const auto drafted = one.post("/v1/awards", R"({"commissioner":"ods:QX0","title":"Hushed","cpv":["85121000"],"route":"direct_award_c",)"
                                              R"("providers":[{"name":"Fen Hearing Ltd"}],"value":{"amount":"5.00","vat":"excluded"},)"
                                              R"("awarded_on":"2026-01-05","starts":"2026-02-01","ends":"2028-01-31"})");
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const std::string award = header(drafted, "Location");
  REQUIRE(one.post(award + "/publish", "", {{"if-match", header(drafted, "ETag")}}).status == 200);
  const auto open = parsed(one.get(award + "/history").body);
  CHECK(open["data"][0]["body"].HasMember("withheld"));
  CHECK(open["data"][1]["before"].HasMember("withheld"));
  CHECK(open["data"][1]["after"]["title"] == "Hushed"); // published by now
  const auto seen = parsed(one.get(award + "/history", {{"authorization", "Bearer " + one.token("recorder")}}).body);
  CHECK(seen["data"][0]["body"]["title"] == "Hushed");
  CHECK(seen["data"][1]["before"]["state"] == "draft");
  CHECK_FALSE(seen["data"][1]["after"].HasMember("title"));
}

TEST_CASE("an answer is put off where there is nothing to tell, who asks may wait, and asked for it", "[api]") {
  Register one;
  write(one, [](UnitOfWork& u) { u.record("thing.made", "th-1", 1, "{}"); });
  const auto ask = [&](const std::string& target, bool may_wait) {
    http::Request asked = request("GET", target);
    asked.may_wait = may_wait;
    asked.again = !may_wait;
    return one.ask(asked);
  };
  const auto later = ask("/v1/changes?since=1&wait=20", true);
  REQUIRE(later.wait);
  CHECK(later.wait->beyond == 1);
  CHECK(later.wait->at_most == std::chrono::seconds(20));
  CHECK_FALSE(ask("/v1/changes?since=0&wait=20", true).wait);
  CHECK_FALSE(ask("/v1/changes?since=1", true).wait);
  CHECK_FALSE(ask("/v1/changes?since=1&wait=0", true).wait);
  const auto over = ask("/v1/changes?since=1&wait=20", false);
  CHECK_FALSE(over.wait);
  CHECK(over.body == R"({"data":[],"next":"/v1/changes?since=1&limit=100&wait=20","seq":1})");
}

TEST_CASE("a question that waits is counted once", "[api]") {
  Register one;
  one.limit(10, 10);
  http::Request asked = request("GET", "/v1/changes?since=0&wait=20");
  asked.remote = "192.0.2.1";
  asked.may_wait = true;
  CHECK(one.ask(asked).wait);
  asked.may_wait = false;
  asked.again = true;
  CHECK(header(one.ask(asked), "RateLimit-Remaining") == "9");
}

} // namespace openward::test
