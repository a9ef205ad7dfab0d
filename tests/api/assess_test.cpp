// A planned award held against the law, from outside: over HTTP and on the command line.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// A contract of £1,000,000 that the same provider would go on with. MORE are further members.
std::string plan(const std::string& value, const std::string& more = {}) {
  return R"({"title":"Community audiology","cpv":["85121000"],"value":{"amount":")" + value +
         R"(","vat":"excluded"},)"
         R"("scope":{"relevant_authority":true,"health_care":true},)"
         R"("existing_contract":{"same_provider":true,"only_capable":false,"due_to_expire":true,"replaced_at_end":true,)"
         R"("satisfied":true,"likely_to_satisfy":true,"value":{"amount":"1000000"}},"patient_choice":{"offered":false},)"
         R"("change":{"materially_different":false,"attributable_to_authority":true,"external_factors":false})" +
         more + "}";
}

/// "direct_award_c:open …", without the closed ones.
std::string standings(const rapidjson::Document& assessment) {
  std::string out;
  for (const auto& route : assessment["routes"].GetArray()) {
    if (at(route, "/standing") == "closed") continue;
    out += (out.empty() ? "" : " ") + at(route, "/route") + ":" + at(route, "/standing");
  }
  return out;
}

rapidjson::Document assessed(const std::string& body) {
  const Ended ended = run({"assess", "-", "--format", "json"}, body);
  INFO(ended.err);
  REQUIRE(ended.status == 0);
  return json(ended.out);
}

} // namespace

TEST_CASE("the command gives the routes of a planned award, and a penny decides", "[api]") {
  CHECK(standings(assessed(plan("1499999.99"))) == "direct_award_c:open most_suitable_provider:open competitive_process:open");
  const auto barred = assessed(plan("1500000.00"));
  CHECK(standings(barred) == "competitive_process:open most_suitable_provider:undecided");
  CHECK(at(barred, "/considerable_change/answer") == "yes");
  CHECK(at(barred, "/considerable_change/value_difference") == "500000.00");
  CHECK(at(barred, "/considerable_change/reaches_limits_at") == "1500000.00");
  CHECK(at(barred, "/cannot_be_told_until/0") == "most_suitable_identifiable");
}

TEST_CASE("the command needs no database, makes none, and says in words what it found", "[api]") {
  TemporaryFolder folder;
  const std::string database = folder.file("never.db");
  const std::string file = folder.write("plan.json", plan("1100000", R"(,"route":"direct_award_c","awarded_on":"2026-04-09")"));
  const Ended ended = run({"--database", "sqlite:" + database, "assess", file});
  INFO(ended.err);
  CHECK(ended.status == 0);
  CHECK(ended.err.empty());
  for (const char* words : {"The planned route direct_award_c is open.", "by 2026-03-24", "from 2026-04-09 to 2026-05-09", "reg 9(3)",
                            "record.decision_makers", "Considerable change (reg 6(10)): no."}) {
    INFO(words);
    CHECK_THAT(ended.out, ContainsSubstring(words));
  }
  CHECK(run_shell("test ! -e '" + database + "'").status == 0);
}

TEST_CASE("the command refuses what it cannot read with status 1, each fault with its place", "[api]") {
  const Ended refused = run(
      {"assess", "-"}, R"({"titel":"x","value":{"amount":"ten"},"starts":"2026-02-02","ends":"2026-01-01","framework":{"step":"join"}})");
  CHECK(refused.status == 1);
  CHECK(refused.out.empty());
  for (const char* words : {"/titel", "/value/amount", "/ends", "/framework/step", "conclude, add_providers, call_off"}) {
    INFO(words);
    CHECK_THAT(refused.err, ContainsSubstring(words));
  }
  CHECK(run({"assess", "-"}, "").status == 1);
  CHECK(run({"assess", "/no/such/plan.json"}).status == 1);
  CHECK(run({"assess"}).status == 2);
  CHECK(run({"assess", "-", "--format", "xml"}, "{}").status == 2);
}

TEST_CASE("a modification is assessed with its notice, and what it adds without competition stands by itself", "[api]") {
  const auto found =
      assessed(R"({"modification":{"original_route":"direct_award_c","original_value":{"amount":"3000000"},"earlier_value_change":"0",)"
               R"("value_change":"700000","attributable_to_authority":true,"materially_different":false,"modified_on":"2026-03-31",)"
               R"("starts":"2025-04-01","ends":"2027-03-31"}})");
  CHECK(standings(found) == "modification:open");
  CHECK(at(found, "/modification/permitted") == "yes");
  CHECK(at(found, "/modification/notice_due") == "yes");
  CHECK(at(found, "/modification/notice_no_later_than") == "2026-04-30");
  CHECK(at(found, "/modification/value_added_without_competition") == "700000.00");
  CHECK(at(found, "/routes/0/notices/0/document") == "modification");
}

TEST_CASE("one CPV code of Schedule 1 is enough, and a main code outside it is pointed out", "[api]") {
  const auto with = [](const std::string& codes) {
    return assessed(R"({"cpv":[)" + codes + R"(],"scope":{"relevant_authority":true,"health_care":true}})");
  };
  CHECK(at(with(R"("85100000","85000000")"), "/regulations_apply/answer") == "yes");
  CHECK(at(with(R"("85100000","85000000")"), "/warnings/0/code") == "(absent)");
  CHECK(at(with(R"("85000000","85100000")"), "/regulations_apply/answer") == "yes");
  CHECK(at(with(R"("85000000","85100000")"), "/warnings/0/code") == "main_code_not_listed");
  const auto outside = with(R"("85000000")");
  CHECK(at(outside, "/regulations_apply/answer") == "no");
  CHECK(standings(outside).empty());
}

TEST_CASE("the API gives the same assessment as the command, to anybody, and records nothing", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  const Serving serving(url);
  const std::string body =
      plan("1500000", R"(,"intention_published_on":"2026-03-24","awarded_on":"2026-04-08","route":"competitive_process")");
  const RawAnswer answer = ask(serving.port(), request_text("POST", "/v1/assessments", "Content-Type: application/json\r\n", body));
  CHECK(answer.status == 200);
  CHECK(answer.body + "\n" == run({"assess", "-", "--format", "json"}, body).out);
  const auto told = json(answer.body);
  CHECK(at(told, "/standstill/ends") == "2026-04-08");
  CHECK(at(told, "/standstill/earliest_contract") == "2026-04-09");
  CHECK(at(told, "/warnings/0/code") == "award_in_standstill");
  CHECK(at(json(get(serving.port(), "/v1/changes").body), "/seq") == "0");

  const RawAnswer refused = ask(serving.port(), request_text("POST", "/v1/assessments", "Content-Type: application/json\r\n",
                                                             R"({"routes":[],"change":{"big":true}})"));
  CHECK(refused.status == 400);
  const auto problem = json(refused.body);
  CHECK(at(problem, "/errors/0/pointer") == "/routes");
  CHECK(at(problem, "/errors/1/pointer") == "/change/big");
  CHECK(ask(serving.port(), request_text("GET", "/v1/assessments", "", "")).status == 405);
}
