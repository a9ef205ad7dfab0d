#include "tests/domain/law/summary/authorities.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;
using law::procedure::Process;

namespace {

const std::string to_standstill = "decide 2025-03-10; submit_intention_to_award_notice 2025-03-11; publish_intention_to_award_notice "
                                  "2025-03-12; begin_standstill 2025-03-13; ";

law::AnnualSummary of(const AuthorityRecords& records, std::string_view year) {
  return law::annual_summary(records.material, reporting(year), later());
}

} // namespace

TEST_CASE("a representation received in March in a standstill that ended in April counts in the later year", "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::direct_award_c, "2025-03-03",
              to_standstill + "receive_representation 2025-03-20; decide_to_proceed 2025-03-28; communicate_further_decision 2025-03-31; "
                              "end_standstill 2025-04-07; enter_contract 2025-04-08");
  CHECK(counts(of(records, "2024-25"), {"i"}) == "i 0");
  const auto summary = of(records, "2025-26");
  CHECK(counts(summary, {"i", "i.outcome_proceeded"}) == "i 1, i.outcome_proceeded 1");
  REQUIRE(summary.representations.size() == 1);
  CHECK(summary.representations.front().received_on == day("2025-03-20"));
  CHECK(summary.representations.front().standstill_ended_on == day("2025-04-07"));
}

TEST_CASE("what became of a representation is the last further decision of its standstill", "[domain][law][summary]") {
  struct Case {
    std::string steps; // after the standstill began on 2025-03-13
    std::string expected;
  };
  const auto one = GENERATE(values<Case>({
      {"end_standstill 2025-03-24", ""},
      {"receive_representation 2025-03-20; decide_to_proceed 2025-03-21; communicate_further_decision 2025-03-21; end_standstill "
       "2025-03-28",
       "proceeded"},
      {"receive_representation 2025-03-14 prices; receive_representation 2025-03-20 criteria; decide_to_repeat 2025-03-21; "
       "communicate_further_decision 2025-03-21; end_standstill 2025-03-28; repeat_from_decision 2025-03-31",
       "repeated prices, repeated criteria"},
      {"receive_representation 2025-03-20; decide_to_proceed 2025-03-21; communicate_further_decision 2025-03-21; decide_to_abandon "
       "2025-03-24; communicate_further_decision 2025-03-24; end_standstill 2025-03-31",
       "abandoned"},
      {"receive_representation 2025-03-20; request_panel_advice 2025-03-21; receive_panel_advice 2025-03-24; decide_to_proceed "
       "2025-03-25; communicate_further_decision 2025-03-25; end_standstill 2025-03-31",
       "proceeded with the Panel"},
  }));
  AuthorityRecords records;
  records.run(Process::direct_award_c, "2025-03-03", to_standstill + one.steps);
  std::string shown;
  for (const auto& r : of(records, "2024-25").representations) {
    shown += (shown.empty() ? "" : ", ") + std::string(to_string(r.outcome)) + (r.nature.empty() ? "" : " " + r.nature) +
             (r.panel ? " with the Panel" : "");
  }
  CHECK(shown == one.expected);
}

TEST_CASE("representations of two standstills of one run belong to the year of each", "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::direct_award_c, "2025-03-03",
              to_standstill +
                  "receive_representation 2025-03-14; decide_to_repeat 2025-03-21; communicate_further_decision 2025-03-21; "
                  "end_standstill 2025-03-28; repeat_from_decision 2025-03-31; decide 2025-04-01; submit_intention_to_award_notice "
                  "2025-04-02; publish_intention_to_award_notice 2025-04-02; begin_standstill 2025-04-03; receive_representation "
                  "2025-04-08; decide_to_proceed 2025-04-10; communicate_further_decision 2025-04-10; end_standstill 2025-04-17");
  CHECK(counts(of(records, "2024-25"), {"i", "i.outcome_repeated"}) == "i 1, i.outcome_repeated 1");
  CHECK(counts(of(records, "2025-26"), {"i", "i.outcome_proceeded"}) == "i 1, i.outcome_proceeded 1");
}

TEST_CASE("a representation in a standstill that has not ended is in no year, and is told", "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::direct_award_c, "2025-03-03", to_standstill + "receive_representation 2025-03-14");
  const auto summary = of(records, "2024-25");
  CHECK(counts(summary, {"i"}) == "i 0");
  CHECK_THAT(law::figure_of(summary, "i")->note, ContainsSubstring("1 representation stands in a standstill that has not ended"));
}

TEST_CASE("an authority of which only notices are held gets no count of representations, bridges and reviews, but the reason",
          "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.route = Route::direct_award_c});
  const auto summary = of(records, "2024-25");
  CHECK(counts(summary, {"i", "panel_reviews", "f.bridge_modification", "f"}) ==
        "i none, panel_reviews none, f.bridge_modification none, f 0 (in part)");
  for (const char* key : {"i", "panel_reviews", "f.bridge_modification"}) {
    INFO(key);
    CHECK(law::figure_of(summary, key)->status == law::FigureStatus::not_computable);
    CHECK_THAT(law::figure_of(summary, key)->reason, ContainsSubstring("only published notices"));
  }
}

TEST_CASE("where some procurements are run in the register and others known from notices, representations are counted in part",
          "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.route = Route::competitive_process});
  records.run(Process::direct_award_c, "2025-03-03",
              to_standstill + "receive_representation 2025-03-14; decide_to_proceed 2025-03-17; "
                              "communicate_further_decision 2025-03-17; end_standstill 2025-03-24");
  const auto summary = of(records, "2024-25");
  CHECK(counts(summary, {"i"}) == "i 1 (in part)");
  CHECK_THAT(law::figure_of(summary, "i")->reason, ContainsSubstring("1 award of the year is known from notices alone"));
}

TEST_CASE("bridges and urgent modifications of recorded runs are counted, and one that a contract tells too is counted once",
          "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::bridge_modification, "2024-05-01", "make_modification 2024-05-02", "ocds-run-a", "ct-1");
  records.run(Process::bridge_modification, "2024-05-01", "withdraw_modification 2024-05-02", "ocds-run-b", "ct-2");
  records.run(Process::bridge_modification, "2025-04-01", "make_modification 2025-04-02", "ocds-run-c", "ct-3");
  records.run(Process::urgent_modification, "2024-06-03", "make_modification 2024-06-04", "ocds-run-d", "ct-4");
  records.run(Process::urgent_modification, "2024-06-03", "make_modification 2024-06-05", "ocds-run-e", "ct-5");
  records.material.urgent_modifications.push_back({{law::RecordKind::contract, "ct-4", ""}, "ct-4", day("2024-06-04")});
  records.material.urgent_modifications.push_back({{law::RecordKind::notice, "ocds-x~1", ""}, "", day("2024-06-04")});
  records.material.urgent_modifications.push_back({{law::RecordKind::notice, "ocds-x~2", ""}, "", day("2025-04-01")});
  records.add({.route = Route::urgent_award});
  CHECK(counts(of(records, "2024-25"), {"f", "f.urgent_award", "f.urgent_modification", "f.bridge_modification"}) ==
        "f 5, f.urgent_award 1, f.urgent_modification 3, f.bridge_modification 1");
  CHECK(counts(of(records, "2025-26"), {"f", "f.urgent_modification", "f.bridge_modification"}) ==
        "f 2, f.urgent_modification 1, f.bridge_modification 1");
}

TEST_CASE("a review by the Panel counts in the year in which its advice was given", "[domain][law][summary]") {
  AuthorityRecords records;
  records.run(Process::direct_award_c, "2025-03-03",
              to_standstill + "receive_representation 2025-03-20; request_panel_advice 2025-03-28; receive_panel_advice 2025-04-10; "
                              "decide_to_proceed 2025-04-14; communicate_further_decision 2025-04-14; end_standstill 2025-04-22");
  const std::vector<std::string> keys{"panel_reviews", "panel_reviews.requested", "panel_reviews.advised", "panel_reviews.closed"};
  CHECK(counts(of(records, "2024-25"), keys) ==
        "panel_reviews 0, panel_reviews.requested 1, panel_reviews.advised 0, panel_reviews.closed 0");
  CHECK(counts(of(records, "2025-26"), keys) ==
        "panel_reviews 1, panel_reviews.requested 0, panel_reviews.advised 1, panel_reviews.closed 0");
}
