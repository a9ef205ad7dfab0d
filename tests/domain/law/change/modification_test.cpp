// Modifications during the term, regulation 13.

#include "domain/law/change/modification.h"
#include "tests/domain/faults.h"
#include "tests/support/catch.h"

#include <limits>

using namespace openward;
using namespace openward::law;

namespace {

Date day(const char* iso) { return *Date::parse(iso); }

/// Attributable to the authority, on no other ground, everything stated but the dates.
ModificationFacts facts(std::int64_t original_pounds, std::int64_t change_pounds, Route route, bool different) {
  ModificationFacts f;
  f.original_route = route;
  f.original_pence = original_pounds * 100;
  f.earlier_pence = 0;
  f.change_pence = change_pounds * 100;
  f.provided_for_in_contract = false;
  f.succession_only = false;
  f.basic_selection_met = false;
  f.external_factors = false;
  f.attributable_to_authority = true;
  f.materially_different = different;
  return f;
}

/// "yes notice", "yes", "no", "unknown: a b"
std::string in_short(const ModificationFinding& finding) {
  std::string out(to_string(finding.permitted.answer));
  if (finding.notice_due && finding.notice_due->answer == Answer::yes) out += " notice";
  if (finding.notice_due && finding.notice_due->answer == Answer::unknown) out += " notice?";
  for (std::size_t i = 0; i < finding.permitted.missing.size(); ++i) out += (i == 0 ? ": " : " ") + finding.permitted.missing[i];
  return out;
}

std::vector<std::string> codes(const ModificationFinding& finding) {
  std::vector<std::string> out;
  for (const Warning& warning : finding.warnings) out.push_back(warning.code);
  return out;
}

} // namespace

TEST_CASE("a modification by decision of the authority is permitted below either limit, and noticed from £500,000", "[law]") {
  struct Row {
    std::int64_t original;
    std::int64_t change;
    Route route;
    bool different;
    const char* finding;
  };
  const Row row = GENERATE(values<Row>({
      {1'000'000, 400'000, Route::direct_award_c, false, "yes"},
      {1'000'000, 500'000, Route::direct_award_c, false, "no"},
      {3'000'000, 700'000, Route::direct_award_c, false, "yes notice"},
      {3'000'000, 750'000, Route::direct_award_c, false, "no"},
      {1'000'000, 5'000'000, Route::direct_award_a, false, "yes notice"},
      {1'000'000, 100'000, Route::direct_award_a, true, "no"},
      {1'000'000, 100'000, Route::direct_award_b, true, "no"},
      {2'000'001, 500'000, Route::competitive_process, false, "yes notice"}, // 24.99 per cent
      {2'000'000, 500'000, Route::competitive_process, false, "no"},
      {2'000'000, 499'999, Route::competitive_process, false, "yes"},
      {1'000'000, 100'000, Route::most_suitable_provider, true, "no"},
      {1'000'000, -600'000, Route::most_suitable_provider, false, "yes notice"},
      {10'000'000, 499'999, Route::pcr_open, false, "yes"}, // whenever it was awarded
  }));
  INFO(row.original << " " << row.change << " " << to_string(row.route));
  const auto finding = assess_modification(facts(row.original, row.change, row.route, row.different));
  REQUIRE(finding);
  CHECK(in_short(*finding) == row.finding);
}

TEST_CASE("the limits look at all changes since the contract was entered into", "[law]") {
  ModificationFacts f = facts(1'000'000, 100'000, Route::direct_award_c, false);
  f.earlier_pence = 40'000'000;
  const auto finding = assess_modification(f);
  CHECK(in_short(*finding) == "no");
  CHECK(finding->cumulative_pence == 50'000'000);
  CHECK(finding->added_without_competition_pence == 10'000'000);
  CHECK_FALSE(finding->notice_due.has_value());
}

TEST_CASE("each ground carries a modification by itself", "[law]") {
  ModificationFacts f = facts(1'000'000, 900'000, Route::direct_award_c, false);
  CHECK(in_short(*assess_modification(f)) == "no");
  SECTION("clearly provided for, even a different service") {
    f.provided_for_in_contract = true;
    f.materially_different = true;
  }
  SECTION("succession of the provider") {
    f.succession_only = true;
    f.basic_selection_met = true;
  }
  SECTION("external factors") { f.external_factors = true; }
  CHECK(in_short(*assess_modification(f)) == "yes notice");
}

TEST_CASE("a ground that lacks its second half carries nothing", "[law]") {
  ModificationFacts f = facts(1'000'000, 900'000, Route::direct_award_c, false);
  SECTION("a successor that fails the basic selection criteria") { f.succession_only = true; }
  SECTION("external factors, but another service") {
    f.external_factors = true;
    f.materially_different = true;
  }
  CHECK(in_short(*assess_modification(f)) == "no");
}

TEST_CASE("a cut adds nothing without competition, and is counted by its size for the notice", "[law]") {
  const auto finding = assess_modification(facts(1'000'000, -500'000, Route::direct_award_c, false));
  CHECK(finding->added_without_competition_pence == 0);
  CHECK(finding->notice_due->answer == Answer::yes);
  CHECK(codes(*finding) == std::vector<std::string>{"term_not_checked", "decrease"});
}

TEST_CASE("what is missing is named", "[law]") {
  ModificationFacts f = facts(1'000'000, 500'000, Route::direct_award_c, false);
  SECTION("the earlier changes") {
    f.change_pence = 10'000'000;
    f.earlier_pence.reset();
    CHECK(in_short(*assess_modification(f)) == "unknown notice?: modification.earlier_value_change");
  }
  SECTION("the original value, once £500,000 is reached") {
    f.original_pence.reset();
    CHECK(in_short(*assess_modification(f)) == "unknown notice: modification.original_value");
  }
  SECTION("the attribution, with a warning that a notice may be due") {
    f.original_pence = 300'000'000;
    f.attributable_to_authority.reset();
    const auto finding = assess_modification(f);
    CHECK(in_short(*finding) == "unknown notice?: modification.attributable_to_authority");
    CHECK(codes(*finding) == std::vector<std::string>{"term_not_checked", "attribution_unknown"});
  }
  SECTION("the route, where process A would carry what reg 13(1) does not") {
    f.original_route.reset();
    CHECK(in_short(*assess_modification(f)) == "unknown notice: modification.original_route");
    f.starts = day("2023-12-31"); // before the Regulations there was no process A
    CHECK(in_short(*assess_modification(f)) == "no");
  }
}

TEST_CASE("a change outside the term is no modification; within it the notice has 30 days", "[law]") {
  ModificationFacts f = facts(3'000'000, 700'000, Route::direct_award_c, false);
  f.starts = day("2024-04-01");
  f.ends = day("2026-03-31");
  f.modified_on = day("2026-03-31");
  const auto last_day = assess_modification(f);
  CHECK(in_short(*last_day) == "yes notice");
  CHECK(last_day->notice_no_later_than == day("2026-04-30"));
  CHECK(codes(*last_day).empty());
  f.modified_on = day("2026-04-01");
  const auto after = assess_modification(f);
  CHECK(in_short(*after) == "no");
  CHECK_THAT(after->because, ContainsSubstring("reg 13(1)"));
}

TEST_CASE("impossible values are refused", "[law]") {
  ModificationFacts f = facts(-1, 1, Route::direct_award_c, false);
  f.earlier_pence = std::numeric_limits<std::int64_t>::max();
  f.starts = day("2026-04-01");
  f.ends = day("2026-03-31");
  CHECK(test::faults_of(assess_modification(f).error()) == std::vector<std::string>{"modification.original_value negative_value",
                                                                                    "modification.ends ends_before_start",
                                                                                    "modification.value_change out_of_range"});
}
