// The decision tree of regulation 6, with what comes before it.

#include "tests/domain/law/change/plans.h"
#include "tests/support/catch.h"

#include <functional>
#include <set>

using namespace openward;
using namespace openward::law;
using namespace openward::test;

namespace {

struct Case {
  const char* name;
  void (*alter)(PlannedAward&);
  const char* standings;
  const char* until;
};

/// Of the replacement plan.
const std::vector<Case> cases{
    {"replacement by the existing provider", [](PlannedAward&) {},
     "direct_award_c:open most_suitable_provider:open competitive_process:open", ""},
    {"the only capable provider", [](PlannedAward& p) { p.existing.only_capable = true; }, "direct_award_a:mandatory", ""},
    {"the only capable provider of a new service", // no existing provider, so no A
     [](PlannedAward& p) {
       p.existing = {};
       p.existing.exists = false;
       p.existing.only_capable = true;
       p.most_suitable_provider_identifiable = true;
     },
     "most_suitable_provider:open competitive_process:open", ""},
    {"patient choice without limit",
     [](PlannedAward& p) {
       p.choice = {true, false, true, true};
     },
     "direct_award_b:mandatory", ""},
    {"patient choice among a limited number", // not B
     [](PlannedAward& p) {
       p.choice = {true, true, true, true};
     },
     "direct_award_c:open most_suitable_provider:open competitive_process:open", ""},
    {"A before B",
     [](PlannedAward& p) {
       p.existing.only_capable = true;
       p.choice = {true, false, true, true};
     },
     "direct_award_a:mandatory", ""},
    {"considerable change, a provider can be identified",
     [](PlannedAward& p) {
       p.value->amount.pence = 200'000'000;
       p.change.external_factors = false;
       p.most_suitable_provider_identifiable = true;
     },
     "most_suitable_provider:open competitive_process:open", ""},
    {"considerable change, none can",
     [](PlannedAward& p) {
       p.change.materially_different = true;
       p.change.succession_only = false;
       p.most_suitable_provider_identifiable = false;
     },
     "competitive_process:mandatory", ""},
    {"the existing provider fails",
     [](PlannedAward& p) {
       p.existing.satisfied = false;
       p.most_suitable_provider_identifiable = false;
     },
     "competitive_process:mandatory", ""},
    {"a gap between the terms",
     [](PlannedAward& p) {
       p.existing.ends = day("2026-03-31");
       p.starts = day("2026-04-02");
       p.most_suitable_provider_identifiable = false;
     },
     "competitive_process:mandatory", ""},
    {"the old contract lapsed before the award", // then nobody is an existing provider
     [](PlannedAward& p) {
       p.existing.only_capable = true;
       p.existing.ends = day("2026-03-31");
       p.awarded_on = day("2026-04-01");
       p.most_suitable_provider_identifiable = false;
     },
     "competitive_process:mandatory", ""},
    {"a framework",
     [](PlannedAward& p) {
       p.framework = PlannedFramework{FrameworkStep::conclude, {}, {}};
     },
     "framework_conclusion:mandatory", ""},
    {"providers added to a framework",
     [](PlannedAward& p) {
       p.framework = PlannedFramework{FrameworkStep::add_providers, {}, {}};
     },
     "framework_conclusion:mandatory", ""},
    {"a call-off from a framework of one",
     [](PlannedAward& p) {
       p.framework = PlannedFramework{FrameworkStep::call_off, true, {}};
     },
     "framework_call_off_direct:mandatory", ""},
    {"a call-off from a framework of several",
     [](PlannedAward& p) {
       p.framework = PlannedFramework{FrameworkStep::call_off, false, {}};
     },
     "framework_call_off_direct:open framework_call_off_competed:open", ""},
    {"a call-off, the number of providers unknown",
     [](PlannedAward& p) {
       p.framework = PlannedFramework{FrameworkStep::call_off, {}, {}};
     },
     "framework_call_off_direct:open framework_call_off_competed:undecided", "single_provider_framework"},
    {"urgent",
     [](PlannedAward& p) {
       p.urgency = PlannedUrgency{true, false, false, true};
     },
     "urgent_award:open", ""},
    {"urgent, but it could be foreseen",
     [](PlannedAward& p) {
       p.urgency = PlannedUrgency{true, true, false, true};
     },
     "direct_award_c:open most_suitable_provider:open competitive_process:open", ""},
    {"urgent, its cause unknown",
     [](PlannedAward& p) {
       p.urgency = PlannedUrgency{true, false, {}, true};
     },
     "urgent_award:undecided direct_award_c:undecided most_suitable_provider:undecided competitive_process:undecided", "not_attributable"},
    {"an urgent modification",
     [](PlannedAward& p) {
       p.urgency = PlannedUrgency{true, false, false, true};
       p.modification = PlannedModification{};
     },
     "urgent_modification:open", ""},
    {"a modification that the contract provides for",
     [](PlannedAward& p) {
       p.modification = PlannedModification{};
       p.modification->original_route = Route::competitive_process;
       p.modification->provided_for_in_contract = true;
     },
     "modification:open", ""},
    {"a modification of another service", // needs a new procurement
     [](PlannedAward& p) {
       p.modification = PlannedModification{};
       p.modification->original_route = Route::direct_award_a;
       p.modification->materially_different = true;
       p.existing.satisfied = false;
       p.most_suitable_provider_identifiable = false;
     },
     "competitive_process:mandatory", ""},
    {"the change cannot be computed",
     [](PlannedAward& p) {
       p.existing.value.reset();
       p.change.external_factors = false;
     },
     "competitive_process:open direct_award_c:undecided most_suitable_provider:undecided",
     "no_considerable_change most_suitable_identifiable"},
    {"whether the provider is the existing one is unknown", // no A: it is not the only capable one
     [](PlannedAward& p) {
       p.existing.same_provider.reset();
       p.most_suitable_provider_identifiable = true;
     },
     "most_suitable_provider:open competitive_process:open direct_award_c:undecided", "existing_provider"},
    {"not under the Regulations", [](PlannedAward& p) { p.scope.health_care = false; }, "", ""},
};

} // namespace

TEST_CASE("the decision tree gives the mandatory route, the open ones, and what keeps the rest undecided", "[law]") {
  const auto index = GENERATE(range(std::size_t{0}, cases.size()));
  const Case& one = cases.at(index);
  INFO(one.name);
  PlannedAward plan = replacement_plan();
  one.alter(plan);
  const Assessment assessment = assessed(plan);
  CHECK(standings(assessment) == one.standings);
  CHECK(until(assessment) == one.until);
  CHECK(assessment.routes.size() == choice_count);
}

TEST_CASE("of nothing nothing is guessed: every route but the three that are not claimed waits for its questions", "[law]") {
  const Assessment assessment = assessed(PlannedAward{});
  CHECK(standings(assessment) == "direct_award_a:undecided direct_award_b:undecided direct_award_c:undecided "
                                 "most_suitable_provider:undecided competitive_process:undecided");
  CHECK(assessment.applies.answer == Answer::unknown);
  CHECK(assessment.applies.missing == std::vector<std::string>{"scope.relevant_authority", "scope.health_care", "cpv"});
  CHECK_THAT(assessment.conclusion, ContainsSubstring("existing_provider"));
  CHECK_THAT(assessment.conclusion, ContainsSubstring("not settled"));
}

TEST_CASE("a closed route says why, with the regulation", "[law]") {
  PlannedAward plan = replacement_plan();
  plan.existing.ends = day("2026-03-31");
  plan.awarded_on = day("2026-04-01");
  plan.most_suitable_provider_identifiable = false;
  const Assessment assessment = assessed(plan);
  const ChoiceStanding& c = route(assessment, Choice::direct_award_c).standing;
  CHECK(c.standing == Standing::closed);
  CHECK_THAT(c.because, ContainsSubstring("ends on 2026-03-31, before the award on 2026-04-01"));
  CHECK(c.citation == "reg 6(3)(a), reg 2(1)");
  CHECK(route(assessment, Choice::most_suitable_provider).standing.citation == "reg 6(6)");
  const Assessment urgent = [&] {
    plan.urgency = PlannedUrgency{true, false, false, true};
    return assessed(plan);
  }();
  CHECK(route(urgent, Choice::competitive_process).standing.citation == "reg 14(1), (2)");
}

TEST_CASE("dates are followed where they contradict what is stated, and that is told", "[law]") {
  PlannedAward plan = replacement_plan();
  plan.existing.ends = day("2026-03-31");
  plan.awarded_on = day("2026-05-01");
  plan.starts = day("2026-06-01");
  plan.ends = day("2027-06-01");
  std::vector<std::string> codes;
  for (const Warning& warning : assessed(plan).warnings) codes.push_back(warning.code);
  CHECK(codes == std::vector<std::string>{"dates_contradict", "dates_contradict"});
  plan.starts = day("2026-03-01");
  plan.awarded_on = day("2026-02-01");
  REQUIRE(assessed(plan).warnings.size() == 1);
  CHECK(assessed(plan).warnings.front().code == "terms_overlap");
}

TEST_CASE("the Regulations apply to a mixed procurement only where health care is worth more and the rest cannot be parted from it",
          "[law]") {
  struct Row {
    std::int64_t health;
    std::int64_t other;
    std::optional<bool> separable;
    Answer applies;
  };
  const Row row = GENERATE(values<Row>({
      {2, 1, false, Answer::yes},
      {2, 1, true, Answer::no},
      {2, 1, {}, Answer::unknown},
      {1, 2, false, Answer::no},
      {2, 2, false, Answer::unknown}, // neither is the higher
      {1, 2, {}, Answer::no},
  }));
  INFO(row.health << " " << row.other);
  PlannedAward plan = replacement_plan();
  plan.scope.health_pence = row.health;
  plan.scope.other_pence = row.other;
  plan.scope.separable = row.separable;
  const Assessment assessment = assessed(plan);
  CHECK(assessment.applies.answer == row.applies);
  CHECK(standings(assessment).empty() == (row.applies == Answer::no));
}

TEST_CASE("a value that is no lifetime value in pounds is not compared, and that is told", "[law]") {
  struct Row {
    StatedValue value;
    const char* code;
  };
  const Row row = GENERATE(values<Row>({
      {{{1, {}}, Vat::excluded, ValueKind::lifetime}, "placeholder_value"},
      {{{90'000'000, {}}, Vat::excluded, ValueKind::annual}, "not_a_lifetime_value"},
      {{{90'000'000, *Currency::create("EUR")}, Vat::excluded, ValueKind::lifetime}, "not_in_pounds"},
  }));
  INFO(row.code);
  PlannedAward plan = replacement_plan();
  plan.existing.value = row.value;
  const Assessment assessment = assessed(plan);
  CHECK(assessment.change.met.missing == std::vector<std::string>{"existing_contract.value", "change.external_factors"});
  REQUIRE(assessment.warnings.size() == 1);
  CHECK(assessment.warnings.front().code == row.code);
}

TEST_CASE("every question has a name, a text, a regulation and a member, and stands under its own number", "[law]") {
  std::set<std::string_view> names;
  std::size_t number = 0;
  for (const Question& one : questions()) {
    INFO(one.name);
    CHECK(static_cast<std::size_t>(one.id) == number++);
    CHECK(names.insert(one.name).second);
    CHECK(one.text.ends_with('?'));
    CHECK_FALSE(one.citation.empty());
    CHECK_FALSE(one.member.empty());
  }
}

TEST_CASE("every choice is opened by a step, and the last step asks nothing", "[law]") {
  std::set<Choice> opened;
  for (const TreeStep& step : steps()) opened.insert(step.opens.begin(), step.opens.end());
  CHECK(opened.size() == choice_count);
  CHECK(steps().back().all_of.empty());
  for (const TreeStep& step : steps()) CHECK((!step.mandatory || step.opens.size() == 1));
}
