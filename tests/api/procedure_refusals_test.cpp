// What is refused of a procurement that is run over HTTP: to whom, in which words, and that nothing of it is kept.

#include "tests/api/procurement_run.h"

#include <algorithm>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

TEST_CASE("a step that is not open is refused with the rule that forbids it and the steps that are allowed", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  c.take(c_to_the_standstill);
  struct Case {
    std::string path, body;
    int status;
    std::string fault, words;
  };
  const std::vector<Case> list{
      {"/steps", R"({"step":"enter_contract","on":"2026-03-18"})", 409, "/step step_not_allowed", "reg 12(1)"},
      {"/steps", R"({"step":"enter_contract","on":"2026-03-18"})", 409, "/step step_not_allowed",
       "allowed now: receive_representation, end_standstill"},
      {"/steps", R"({"step":"end_standstill","on":"2026-03-16"})", 409, "/on too_early", "2026-03-17"},
      {"/steps", R"({"step":"end_standstill","on":"2199-03-16"})", 400, "/on in_future", "after today"},
      {"/steps", R"({"step":"fly","on":"2026-03-16"})", 400, "/step unknown_word", "end_standstill"},
      {"/steps", R"({"step":"end_standstill","day":"2026-03-17"})", 400, "/day unknown_member", "procedure"},
      {"/steps", R"({"step":"end_standstill","on":"2026-03-17","procedure":"pd-9"})", 400, "/procedure unknown_procedure", "pd-"},
      {"/notices", R"({"kind":"award","submitted_on":"2026-03-16"})", 409, "/kind step_not_allowed", "allowed now"},
      {"/notices", R"({"kind":"planning","submitted_on":"2026-03-16"})", 400, "/kind not_of_a_procedure", "intention_to_award"},
      {"/notices", R"({"kind":"award"})", 400, "/submitted_on missing", "published"},
      {"/abandonment", R"({"decided_on":"2026-03-16"})", 409, "step_not_allowed", "reg 15(2)"},
      {"/representations", R"({"provider":"Somebody","received_on":"2026-03-18"})", 409, "/received_on too_late", "reg 12(3)"},
      {"/procedures", R"({"because":"whim","began":"2026-03-16"})", 400, "/because unknown_word", "switch, bridge, modification"},
  };
  const std::string before = reg.get_as_recorder(c.address + "/procedure").body;
  for (const Case& one : list) {
    const RawAnswer refused = c.send(one.path, one.body);
    INFO(one.path << " " << one.body << " -> " << refused.body);
    CHECK(refused.status == one.status);
    CHECK(faults(refused).front() == one.fault);
    CHECK_THAT(refused.body, ContainsSubstring(one.words));
  }
  CHECK(reg.get_as_recorder(c.address + "/procedure").body == before);
}

TEST_CASE("what is wrong with a procurement is told at once, and nothing is kept", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  const RawAnswer refused =
      reg.post("/v1/procurements",
               R"({"commissioner":"ods:ZZZ9","titel":"x","cpv":["85"],"process":"raffle","began":"2199-01-01","estimate":{"vat":"no"}})");
  CHECK(refused.status == 400);
  const Lines told = faults(refused);
  INFO(refused.body);
  for (const char* fault : {"/commissioner unknown_body", "/titel unknown_member", "/title missing", "/cpv/0 bad_cpv",
                            "/process unknown_word", "/began in_future", "/estimate/amount missing", "/estimate/vat unknown_word"}) {
    INFO(fault);
    CHECK(std::count(told.begin(), told.end(), fault) == 1);
  }
  CHECK(faults(reg.post("/v1/procurements", opening("direct_award_c", "mandatory"))) == Lines{"/choice not_open"});
  CHECK(faults(reg.post("/v1/procurements", opening("modification", "mandatory"))) == Lines{"/process no_selection"});
  CHECK(at(json(reg.get_as_recorder("/v1/procurements?state=draft").body), "/page/total") == "0");
}

TEST_CASE("a procurement is changed by its own commissioner's recorder, who has seen it, and once for one key", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  const RawAnswer seen = reg.get_as_recorder(c.address + "/procedure");
  const std::string decide = R"({"step":"decide","on":"2026-03-03"})";
  const auto with = [&](const std::string& secret, const std::string& headers) {
    return ask(reg.serving->port(), request_text("POST", c.address + "/steps",
                                                 (secret.empty() ? "" : "Authorization: Bearer " + secret + "\r\n") +
                                                     "Content-Type: application/json\r\n" + headers,
                                                 decide));
  };
  CHECK(with("", if_match(seen)).status == 401);
  CHECK(with(new_token(reg.url, "auditor"), if_match(seen)).status == 403);
  CHECK(with(new_token(reg.url, "recorder", {"--commissioner", "ods:QRL"}), if_match(seen)).status == 403);
  CHECK(with(reg.secret, "").status == 428);
  CHECK(with(reg.secret, "If-Match: \"0\"\r\n").status == 412);
  const std::string key = if_match(seen) + "Idempotency-Key: s-1\r\n";
  const RawAnswer first = with(new_token(reg.url, "recorder", {"--commissioner", "ods:QHM"}), if_match(seen));
  CHECK(first.status == 201);
  CHECK(with(reg.secret, key).status == 412); // somebody else was quicker
  const RawAnswer now = reg.get_as_recorder(c.address + "/procedure");
  CHECK(now.body == first.body);
  CHECK(now.header("etag") == first.header("etag"));

  const std::string submit = R"({"step":"submit_intention_to_award_notice","on":"2026-03-03"})";
  const std::string once = if_match(now) + "Idempotency-Key: s-2\r\n";
  const RawAnswer taken = reg.post(c.address + "/steps", submit, once);
  REQUIRE(taken.status == 201);
  const RawAnswer again = reg.post(c.address + "/steps", submit, once);
  CHECK(again.status == 201);
  CHECK(again.body == taken.body);
  CHECK(again.header("idempotency-replayed") == "true");
  CHECK(json(reg.get_as_recorder(c.address + "/procedure").body)["procedures"][0]["steps"].Size() == 2);
}

TEST_CASE("an award that does not fit the procurement it names is refused", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  CHECK(faults(reg.post("/v1/awards", award_in("ocds-nowhere-1"))) == Lines{"/procurement unknown_procurement"});
  CHECK(faults(reg.post("/v1/awards", award_in(c.ocid(), R"(,"route":"direct_award_a")"))) == Lines{"/route other_route"});
  CHECK(faults(reg.post("/v1/awards", award_in(c.ocid(), R"(,"commissioner":"ods:QRL")"))) == Lines{"/commissioner other_commissioner"});
  c.take(c_to_the_standstill);
  c.take({"end_standstill 2026-03-17", "enter_contract 2026-03-18"});
  const RawAnswer dated = reg.post("/v1/awards", award_in(c.ocid(), R"(,"awarded_on":"2026-03-03")"));
  REQUIRE(dated.status == 201);
  CHECK(faults(reg.post(dated.header("location") + "/publish", "", if_match(dated))) == Lines{"/procurement still_draft"});
  REQUIRE(c.send("/publish", "").status == 200);
  CHECK(faults(reg.post(dated.header("location") + "/publish", "", if_match(dated))) == Lines{"/awarded_on other_day"});
}

TEST_CASE("a procurement that was read from notices has no steps and takes none", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  const std::string ocid = at(json(reg.get("/v1/procurements?recorded=false&limit=1").body), "/data/0/id");
  REQUIRE(ocid != "(absent)");
  const std::string address = "/v1/procurements/" + ocid;
  const RawAnswer seen = reg.get(address + "/procedure");
  REQUIRE(seen.status == 200);
  CHECK(at(json(seen.body), "/recorded") == "false");
  CHECK(at(json(seen.body), "/procedures") == "[]");
  for (const auto& [path, body] : {std::pair<std::string, std::string>{"/steps", R"({"step":"decide","on":"2026-03-03"})"},
                                   {"/notices", R"({"kind":"award","submitted_on":"2026-03-03"})"},
                                   {"/abandonment", R"({"decided_on":"2026-03-03"})"},
                                   {"/procedures", R"({"because":"bridge","began":"2026-03-03"})"},
                                   {"/publish", ""}}) {
    const RawAnswer refused = reg.post(address + path, body, if_match(seen));
    INFO(path << " " << refused.body);
    CHECK(refused.status == 409);
    CHECK_THAT(refused.body, ContainsSubstring("read from published notices"));
  }
  CHECK(reg.post("/v1/procurements/ocds-nowhere-1/steps", R"({"step":"decide","on":"2026-03-03"})", "If-Match: *\r\n").status == 404);
}
