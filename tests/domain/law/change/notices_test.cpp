// Which notices each route asks for, by when, and what they must contain.

#include "tests/domain/law/change/plans.h"
#include "tests/support/catch.h"

#include <set>

using namespace openward;
using namespace openward::law;
using namespace openward::test;

namespace {

std::string documents(Choice choice) {
  std::string out;
  for (const NoticeDue& due : notices_due(choice, PlannedAward{}, nullptr))
    out += (out.empty() ? "" : " ") + std::string(due.rule->document) + "/" + std::to_string(due.rule->schedule);
  return out;
}

std::string items(int schedule, const PlannedAward& plan, bool framework) {
  std::string out;
  for (const ContentState& state : contents_of(schedule, plan, framework)) out += (out.empty() ? "" : " ") + std::string(state.item->name);
  return out;
}

std::string all_missing(const NoticeDue& due) {
  std::string out;
  for (const ContentState& state : due.contents) {
    for (const std::string& name : state.missing) out += (out.empty() ? "" : " ") + name;
  }
  return out;
}

PlannedAward complete_plan() {
  PlannedAward plan = replacement_plan();
  plan.title = "Community phlebotomy";
  plan.reference = "EX-1";
  plan.description = "Blood tests near home.";
  plan.providers = {{"Example Diagnostics Ltd", "1 Example Street, Exampleton"}};
  plan.starts = day("2026-10-01");
  plan.ends = day("2027-09-30");
  plan.record = {"Board of the example authority", "None", "No conflict arose", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"};
  return plan;
}

} // namespace

TEST_CASE("each route asks for its notices in order, under its own Schedules", "[law]") {
  struct Row {
    Choice choice;
    const char* documents;
  };
  const Row row = GENERATE(values<Row>({
      {Choice::direct_award_a, "award/2"},
      {Choice::direct_award_b, "award/2"},
      {Choice::direct_award_c, "intention_to_award/3 award/4"},
      {Choice::most_suitable_provider, "intention_to_follow_msp/5 intention_to_award/6 award/7"},
      {Choice::competitive_process, "invitation/8 letter_to_unsuccessful_provider/9 intention_to_award/10 award/11"},
      {Choice::framework_conclusion, "invitation/8 letter_to_unsuccessful_provider/9 intention_to_award/10 award/11"},
      {Choice::framework_call_off_direct, "award/2"},
      {Choice::framework_call_off_competed,
       "invitation_to_framework_parties/15 letter_to_unsuccessful_provider/9 intention_to_award/10 award/11"},
      {Choice::modification, "modification/12"},
      {Choice::urgent_award, "urgent_award/13"},
      {Choice::urgent_modification, "urgent_modification/14"},
  }));
  CHECK(documents(row.choice) == row.documents);
}

TEST_CASE("every notice that is published is a word of the register, and names its regulation", "[law]") {
  for (const NoticeRule& rule : notice_rules()) {
    INFO(rule.document);
    CHECK(notice_kind_from(rule.document).has_value() == rule.published);
    CHECK(rule.citation.starts_with("reg "));
  }
}

TEST_CASE("the Schedules ask for what they ask for", "[law]") {
  PlannedAward long_plan;
  long_plan.starts = day("2026-04-01");
  long_plan.ends = day("2027-04-01");
  CHECK(items(5, {}, false) == "process_statement title_and_reference description_and_cpv decision_makers");
  CHECK(items(3, {}, false) ==
        "process_statement title_and_reference providers_and_addresses description_and_cpv approximate_value decision_makers "
        "reasons_by_criteria conflicts conflicts_managed");
  CHECK(items(2, {}, false) == "process_statement title_and_reference providers_and_addresses description_and_cpv value service_dates "
                               "decision_makers conflicts conflicts_managed framework_used");
  CHECK(items(8, {}, false) == "title_and_reference description_and_cpv approximate_value service_dates award_criteria how_to_offer");
  CHECK(items(8, {}, true).find("framework_terms") != std::string::npos);
  CHECK(items(9, {}, false) == "title_and_reference award_criteria reasons_for_others representation_period");
  CHECK(items(11, {}, false).find("service_dates") != std::string::npos);
  CHECK(items(11, {}, true).find("service_dates") == std::string::npos);
  CHECK(items(12, {}, false) ==
        "title_and_reference description_and_cpv effective_date decision_makers conflicts conflicts_managed change");
  CHECK(items(13, {}, false).find("term_reasons") == std::string::npos);
  CHECK(items(13, long_plan, false).find("term_reasons") != std::string::npos);
  CHECK(items(15, {}, false) == "description_and_cpv approximate_value service_dates award_criteria");
  CHECK(items(1, {}, false).empty());
  CHECK(items(16, {}, false).empty());
}

TEST_CASE("a term is over twelve months from the day after its year", "[law]") {
  struct Row {
    const char* starts;
    const char* ends;
    bool over;
  };
  const Row row = GENERATE(values<Row>({
      {"2026-04-01", "2027-03-31", false},
      {"2026-04-01", "2027-04-01", true},
      {"2024-02-29", "2025-02-28", false},
      {"2024-02-29", "2025-03-01", true},
      {"2023-03-01", "2024-02-29", false},
  }));
  INFO(row.starts << " " << row.ends);
  PlannedAward plan;
  plan.starts = day(row.starts);
  plan.ends = day(row.ends);
  CHECK(over_twelve_months(plan) == row.over);
}

TEST_CASE("what a notice lacks is named by the member that would hold it, and a complete plan lacks nothing", "[law]") {
  PlannedAward plan = complete_plan();
  const auto intention = [&] { return notices_due(Choice::direct_award_c, plan, &holidays()).front(); };
  CHECK(all_missing(intention()).empty());
  plan.reference = "TBC";
  plan.providers.push_back({"Another Ltd", "[Add address]"});
  plan.value->amount.pence = 1;
  plan.record.access.clear();
  plan.record.conflicts = " ";
  CHECK(all_missing(intention()) == "reference providers.1.address value record.reasons.access record.conflicts");
}

TEST_CASE("placeholders are told from words", "[law]") {
  for (const char* text : {"", "  ", "TBC", "tba", "[Add date]", "from [INSERT name] on", "To be confirmed"}) {
    INFO(text);
    CHECK(is_placeholder(text));
  }
  for (const char* text : {"None", "The board [see minutes]", "TBC Healthcare Ltd", "Xxx Ltd"}) {
    INFO(text);
    CHECK_FALSE(is_placeholder(text));
  }
}

TEST_CASE("notices fall due on days of the calendar where the planned days are given", "[law]") {
  PlannedAward plan = complete_plan();
  SECTION("an award notice within 30 days of the award") {
    plan.awarded_on = day("2025-12-05");
    const auto due = notices_due(Choice::direct_award_a, plan, nullptr);
    CHECK(due.front().no_later_than == day("2026-01-04"));
  }
  SECTION("an intention so early that its standstill ends before the contract") {
    plan.awarded_on = day("2026-04-09");
    CHECK(notices_due(Choice::direct_award_c, plan, &holidays()).front().no_later_than == day("2026-03-24"));
    plan.awarded_on = day("2026-04-08");
    CHECK(notices_due(Choice::direct_award_c, plan, &holidays()).front().no_later_than == day("2026-03-23"));
  }
  SECTION("the first notice of the most suitable provider process 14 days before the intention") {
    plan.intention_published_on = day("2026-03-18");
    plan.msp_notice_submitted_on = day("2026-02-27");
    const auto due = notices_due(Choice::most_suitable_provider, plan, &holidays());
    CHECK(due[0].no_later_than == day("2026-03-04"));
    CHECK(due[1].no_earlier_than == day("2026-03-13"));
  }
  SECTION("no day without a date, and the note asks for it") {
    const auto due = notices_due(Choice::direct_award_a, plan, &holidays());
    CHECK_FALSE(due.front().no_later_than.has_value());
    CHECK_THAT(due.front().date_note, ContainsSubstring("awarded_on"));
  }
  SECTION("no day in a year whose holidays are not known") {
    plan.awarded_on = day("2031-06-02");
    const auto due = notices_due(Choice::direct_award_c, plan, &holidays());
    CHECK_FALSE(due.front().no_later_than.has_value());
    CHECK_THAT(due.front().date_note, ContainsSubstring("2031"));
  }
}

TEST_CASE("a standstill is computed from the intention, and a contract inside it is pointed out", "[law]") {
  PlannedAward plan = complete_plan();
  plan.choice.offered = false;
  plan.route = Choice::direct_award_c;
  plan.intention_published_on = day("2026-03-24");
  plan.awarded_on = day("2026-04-08");
  const Assessment inside = assessed(plan);
  REQUIRE(inside.standstill.has_value());
  CHECK(inside.standstill->ends == day("2026-04-08"));
  REQUIRE(inside.warnings.size() == 1);
  CHECK(inside.warnings.front().code == "award_in_standstill");
  CHECK_THAT(inside.warnings.front().message, ContainsSubstring("2026-04-09 or later"));
  plan.awarded_on = day("2026-04-09");
  CHECK(assessed(plan).warnings.empty());
  plan.route = Choice::most_suitable_provider;
  plan.msp_notice_submitted_on = day("2026-03-11");
  REQUIRE(assessed(plan).warnings.size() == 1);
  CHECK(assessed(plan).warnings.front().code == "intention_too_soon");
}

TEST_CASE("a closed route asks for no notice, and a small modification for none either", "[law]") {
  PlannedAward plan = complete_plan();
  const Assessment replacement = assessed(plan);
  CHECK(route(replacement, Choice::direct_award_a).notices.empty());
  CHECK(route(replacement, Choice::direct_award_c).notices.size() == 2);
  plan.modification = PlannedModification{};
  plan.modification->original_route = Route::competitive_process;
  plan.modification->provided_for_in_contract = true;
  plan.modification->attributable_to_authority = false;
  CHECK(route(assessed(plan), Choice::modification).notices.empty());
  plan.modification->attributable_to_authority = true;
  CHECK(route(assessed(plan), Choice::modification).notices.size() == 1);
}
