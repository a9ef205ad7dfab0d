// Procurements run step by step over HTTP, on both databases. Every date is one of 2026, whose England bank holidays are built in.

#include "tests/api/procurement_run.h"

#include <algorithm>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// The types of the events about one procurement, in order, with "-" before those whose body is withheld.
Lines events(const Recorder& recorder, const std::string& ocid, bool with_token) {
  Lines out;
  const std::string target = "/v1/changes?limit=1000&since=";
  for (std::string since = "0";;) {
    const auto page = json((with_token ? recorder.get_as_recorder(target + since) : recorder.get(target + since)).body);
    for (const auto& event : page["data"].GetArray()) {
      if (at(event, "/subject") == "ocid:" + ocid) out.push_back((at(event, "/body/withheld") == "true" ? "-" : "") + at(event, "/type"));
      since = at(event, "/seq");
    }
    if (page["data"].Empty()) return out;
  }
}

} // namespace

TEST_CASE("direct award C is run from draft to notice, its award joins it, and all of it is there after the process is killed", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  CHECK(c.state() == "direct_award_c open");
  CHECK(c.told("/state") == "draft");
  CHECK(c.told("/procedures/0/allowed") == R"(["decide","decide_to_abandon"])");
  c.take({"decide 2026-03-03"});

  // A draft is the recorder's own business.
  CHECK(reg.get(c.address).status == 404);
  CHECK(reg.get(c.address + "/procedure").status == 404);
  CHECK(at(json(reg.get("/v1/procurements?recorded=true").body), "/page/total") == "0");
  CHECK(reg.get("/v1/procurements?state=draft").status == 401);
  CHECK(at(json(reg.get_as_recorder("/v1/procurements?state=draft").body), "/page/total") == "1");
  CHECK(events(reg, c.ocid(), false) == Lines{"-procurement.opened", "-procurement.step_taken"});
  CHECK(events(reg, c.ocid(), true) == Lines{"procurement.opened", "procurement.step_taken"});

  const RawAnswer published = c.send("/publish", "");
  INFO(published.body);
  REQUIRE(published.status == 200);
  reg.start_again();
  CHECK(reg.get(c.address + "/procedure").body == published.body);
  CHECK(at(json(reg.get(c.address).body), "/procedures/0/state") == "decided");
  CHECK(at(json(reg.get("/v1/procurements?recorded=true").body), "/data/0/id") == c.ocid());
  CHECK(at(json(reg.get(c.address).body), "/estimate/amount") == "310000.00");

  const RawAnswer drafted = reg.post("/v1/awards", award_in(c.ocid()));
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const std::string award = drafted.header("location");
  CHECK(at(json(drafted.body), "/ocid") == c.ocid());
  CHECK(at(json(drafted.body), "/route") == "direct_award_c");
  CHECK(at(json(drafted.body), "/awarded_on") == "null");

  const RawAnswer notice = c.send(
      "/notices", R"({"kind":"intention_to_award","submitted_on":"2026-03-03","published_on":"2026-03-04","reference":"000117-2026"})");
  INFO(notice.body);
  REQUIRE(notice.status == 201);
  c.take({"begin_standstill 2026-03-05"});
  const RawAnswer too_soon = reg.post(award + "/publish", "", if_match(drafted));
  CHECK(too_soon.status == 409);
  CHECK_THAT(too_soon.body, ContainsSubstring("an intention is never an award") && ContainsSubstring("enter_contract"));
  c.take({"end_standstill 2026-03-17", "enter_contract 2026-03-18"});
  CHECK(c.told("/procedures/0/notice_due/kind") == "award");
  CHECK(c.told("/procedures/0/notice_due/last_day") == "2026-04-17");

  const RawAnswer made = reg.post(award + "/publish", "", if_match(reg.get_as_recorder(award)));
  INFO(made.body);
  REQUIRE(made.status == 200);
  CHECK(at(json(made.body), "/awarded_on") == "2026-03-18");
  REQUIRE(c.send("/notices", R"({"kind":"award","submitted_on":"2026-03-25","published_on":"2026-03-26"})").status == 201);
  CHECK(c.state() == "direct_award_c completed");
  CHECK(c.told("/procedures/0/allowed") == "[]");
  CHECK(c.told("/procedures/0/notice_due") == "null");
  CHECK(c.told("/procedures/0/steps/1/reference") == "000117-2026");
  CHECK(c.told("/procedures/0/steps/5/regulation") == "reg 9(9)");

  reg.start_again();
  const auto after = json(reg.get(c.address).body);
  CHECK(at(after, "/awards/0") == at(json(made.body), "/id"));
  CHECK(at(after, "/kind") == "award");
  const Lines told = events(reg, c.ocid(), false);
  CHECK(std::count(told.begin(), told.end(), "procurement.step_taken") == 8 - 1);
  CHECK(std::count(told.begin(), told.end(), "procurement.published") == 1);
  CHECK(run({"--database", reg.url, "check"}).status == 0);
}

TEST_CASE("the most suitable provider process waits fourteen days before its providers are identified", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run msp(reg, opening("most_suitable_provider", "among_msp_cp", "2026-02-27"));
  REQUIRE(msp.send("/notices", R"({"kind":"intention_to_follow_msp","submitted_on":"2026-02-27","published_on":"2026-02-28"})").status ==
          201);
  const RawAnswer early = msp.step("identify_providers", "2026-03-12");
  CHECK(early.status == 409);
  CHECK(faults(early) == Lines{"/on too_early"});
  CHECK_THAT(early.body, ContainsSubstring("reg 10(5)") && ContainsSubstring("2026-03-13"));
  msp.take({"identify_providers 2026-03-13", "assess 2026-03-16", "decide 2026-03-16", "submit_intention_to_award_notice 2026-03-16",
            "publish_intention_to_award_notice 2026-03-17", "begin_standstill 2026-03-18", "end_standstill 2026-03-30",
            "enter_contract 2026-03-31", "submit_award_notice 2026-04-02", "publish_award_notice 2026-04-07"});
  CHECK(msp.state() == "most_suitable_provider completed");
}

TEST_CASE("a competition goes through a representation, the Panel's advice and a further decision", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run cp(reg, opening("competitive_process", "mandatory"));
  cp.take({"set_award_criteria 2026-01-05", "submit_invitation_notice 2026-01-06", "publish_invitation_notice 2026-01-07",
           "assess 2026-02-02", "assess 2026-02-05", "decide 2026-02-10", "inform_providers 2026-02-11",
           "submit_intention_to_award_notice 2026-02-12", "publish_intention_to_award_notice 2026-02-13", "begin_standstill 2026-02-14"});
  CHECK(faults(cp.send("/representations", R"({"received_on":"2026-02-16"})")) == Lines{"/provider missing"});
  CHECK(faults(cp.send("/representations", R"({"provider":"coh:99999999","received_on":"2026-02-16"})")) ==
        Lines{"/provider unknown_body"});
  const RawAnswer made =
      cp.send("/representations", R"({"provider":"Marsh Hearing CIC","received_on":"2026-02-16","note":"On the weighting"})");
  INFO(made.body);
  REQUIRE(made.status == 201);
  CHECK(cp.told("/procedures/0/steps/10/party") == "Marsh Hearing CIC");
  CHECK(faults(cp.step("end_standstill", "2026-02-25")) == Lines{"/step step_not_allowed"});
  cp.take({"provide_information 2026-02-18", "request_panel_advice 2026-02-19", "receive_panel_advice 2026-03-10",
           "decide_to_proceed 2026-03-11", "communicate_further_decision 2026-03-12"});
  const RawAnswer early = cp.step("end_standstill", "2026-03-18");
  CHECK(faults(early) == Lines{"/on too_early"});
  CHECK_THAT(early.body, ContainsSubstring("reg 12(10)(a)(v)") && ContainsSubstring("2026-03-19"));
  cp.take({"end_standstill 2026-03-19", "enter_contract 2026-03-20"});
  CHECK(cp.state() == "competitive_process awarded");
}

TEST_CASE("a procurement is abandoned, and its notice is due within thirty days", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  c.take({"decide 2026-03-03"});
  const RawAnswer decided = c.send("/abandonment", R"({"decided_on":"2026-03-10","note":"The service is no longer needed"})");
  INFO(decided.body);
  REQUIRE(decided.status == 201);
  CHECK(c.told("/procedures/0/notice_due/kind") == "abandonment");
  CHECK(c.told("/procedures/0/notice_due/last_day") == "2026-04-09");
  REQUIRE(c.send("/notices", R"({"kind":"abandonment","submitted_on":"2026-03-11","published_on":"2026-03-12"})").status == 201);
  CHECK(c.state() == "direct_award_c abandoned");
  const RawAnswer closed = c.step("decide", "2026-03-13");
  CHECK(closed.status == 409);
  CHECK_THAT(closed.body, ContainsSubstring("nothing, it is closed"));
}

TEST_CASE("a process is switched, and a bridge keeps the existing contract going during the standstill", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  c.take({"decide 2026-03-03"});
  const std::string to_msp = R"({"because":"switch","process":"most_suitable_provider","began":"2026-03-10"})";
  const RawAnswer early = c.send("/procedures", to_msp);
  CHECK(early.status == 409);
  CHECK(faults(early) == Lines{"/process not_abandoned"});
  REQUIRE(c.send("/abandonment", R"({"decided_on":"2026-03-10"})").status == 201);
  REQUIRE(c.send("/procedures", to_msp).status == 201);
  CHECK(c.state(1) == "most_suitable_provider open");
  CHECK(c.told("/procedures/1/switched_from") == "direct_award_c");
  CHECK(at(json(reg.get_as_recorder(c.address).body), "/route") == "most_suitable_provider");

  // Steps are of the process that leads to the award, unless another is named.
  c.take({"submit_intention_to_follow_msp_notice 2026-03-10", "publish_intention_to_follow_msp_notice 2026-03-11"});
  const std::string first = R"(,"procedure":")" + c.told("/procedures/0/id") + "\"";
  REQUIRE(c.step("submit_abandonment_notice", "2026-03-12", first).status == 201);
  CHECK(c.state(0) == "direct_award_c abandonment_submitted");
  c.take({"identify_providers 2026-04-01", "assess 2026-04-02", "decide 2026-04-07", "submit_intention_to_award_notice 2026-04-08",
          "publish_intention_to_award_notice 2026-04-09", "begin_standstill 2026-04-10"});

  const std::string bridge = R"({"because":"bridge","began":"2026-04-22"})";
  CHECK(faults(c.send("/procedures", bridge)) == Lines{"/process no_advice_sought"});
  REQUIRE(c.send("/representations", R"({"provider":"Marsh Hearing CIC","received_on":"2026-04-14"})").status == 201);
  c.take({"decide_to_proceed 2026-04-16", "communicate_further_decision 2026-04-16", "request_panel_advice 2026-04-20"});
  CHECK(faults(c.send("/procedures", R"({"because":"bridge","began":"2026-04-22","contract":"ct-000000000000"})")) ==
        Lines{"/contract unknown_contract"});
  REQUIRE(c.send("/procedures", bridge).status == 201);
  const std::string third = R"(,"procedure":")" + c.told("/procedures/2/id") + "\"";
  REQUIRE(c.step("make_modification", "2026-04-23", third).status == 201);
  CHECK(c.state(2) == "bridge_modification completed");
  CHECK(c.state(1) == "most_suitable_provider proceed_with_panel");
}

TEST_CASE("the contract of a procurement is modified by a procedure of its own", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run a(reg, opening("direct_award_a", "mandatory", "2026-03-02"));
  REQUIRE(a.send("/publish", "").status == 200);
  a.take({"enter_contract 2026-03-10"});
  const RawAnswer award = reg.post("/v1/awards", award_in(a.ocid(), R"(,"awarded_on":"2026-03-10")"));
  const RawAnswer published = reg.post(award.header("location") + "/publish", "", if_match(award));
  INFO(published.body);
  REQUIRE(published.status == 200);
  const std::string contract = at(json(published.body), "/contract_id");
  REQUIRE(
      a.send("/procedures", R"({"because":"modification","process":"modification","began":"2026-05-04","contract":")" + contract + "\"}")
          .status == 201);
  CHECK(a.told("/procedures/1/contract") == contract);
  const std::string second = R"(,"procedure":")" + a.told("/procedures/1/id") + "\"";
  REQUIRE(a.step("make_modification", "2026-05-05", second).status == 201);
  CHECK(a.told("/procedures/1/notice_due/kind") == "modification");
  REQUIRE(a.send("/notices", R"({"kind":"modification","submitted_on":"2026-05-06")" + second + "}").status == 201);
  CHECK(a.state(1) == "modification notice_submitted");
  CHECK(a.state(0) == "direct_award_a awarded");
}

TEST_CASE("a step that was taken late is a finding on the award from the moment it is recorded", "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run a(reg, opening("direct_award_a", "mandatory", "2026-03-02"));
  REQUIRE(a.send("/publish", "").status == 200);
  a.take({"enter_contract 2026-03-10"});
  const RawAnswer drafted = reg.post("/v1/awards", award_in(a.ocid()));
  const std::string award = drafted.header("location");
  REQUIRE(reg.post(award + "/publish", "", if_match(drafted)).status == 200);
  const auto fails = [&](const std::string& rule) {
    const auto found = json(reg.get("/v1/awards?recorded=true&finding=" + rule + "&finding_outcome=fail").body);
    return at(found, "/page/total") == "1";
  };
  CHECK_FALSE(fails("PSR-31"));
  REQUIRE(a.send("/notices", R"({"kind":"award","submitted_on":"2026-04-10","published_on":"2026-04-13"})").status == 201);
  CHECK(fails("PSR-31")); // reg 7(2)(b): until 9 April
}
