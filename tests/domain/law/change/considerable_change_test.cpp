// The considerable change threshold, regulation 6(10) to (12).

#include "domain/law/change/considerable_change.h"
#include "tests/domain/faults.h"
#include "tests/support/catch.h"

#include <limits>

using namespace openward;
using namespace openward::law;

namespace {

Date day(const char* iso) { return *Date::parse(iso); }

/// Everything is stated, and nothing is different but the values.
ChangeFacts facts(std::int64_t existing_pounds, std::int64_t proposed_pounds) {
  ChangeFacts f;
  f.existing_pence = existing_pounds * 100;
  f.proposed_pence = proposed_pounds * 100;
  f.materially_different = false;
  f.attributable_to_authority = true;
  f.external_factors = false;
  f.succession_only = false;
  f.basic_selection_met = false;
  return f;
}

std::string missing(const ConsiderableChange& change) {
  std::string out;
  for (const std::string& name : change.met.missing) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::optional<bool> flag(char c) {
  if (c == '?') return std::nullopt;
  return c == 'y';
}

} // namespace

TEST_CASE("both value limits must be reached, each at exactly its edge, by a decision of the authority", "[law]") {
  struct Row {
    std::int64_t existing;
    std::int64_t proposed;
    bool by_authority;
    bool met;
  };
  const Row row = GENERATE(values<Row>({
      {1'000'000, 1'490'000, true, false},
      {1'000'000, 1'500'000, true, true},
      {2'000'000, 2'500'000, true, true},
      {2'000'000, 2'499'999, true, false},
      {4'000'000, 4'900'000, true, false},
      {4'000'000, 5'000'000, true, true},
      {300'000, 790'000, true, false},
      {300'000, 800'000, true, true},
      {0, 500'000, true, true},
      {5'000'000, 1'000'000, true, false}, // a cut never reaches them
      {1'000'000, 1'500'000, false, false},
      {4'000'000, 50'000'000, false, false},
  }));
  INFO(row.existing << " " << row.proposed << " " << row.by_authority);
  ChangeFacts f = facts(row.existing, row.proposed);
  f.attributable_to_authority = row.by_authority;
  const auto change = considerable_change(f);
  REQUIRE(change);
  CHECK(change->met.answer == (row.met ? Answer::yes : Answer::no));
  CHECK(change->by_value == change->met.answer);
  CHECK(missing(*change).empty());
}

TEST_CASE("the quarter is exact to the penny, and values near the end of 64 bits do not wrap", "[law]") {
  CHECK(compare_values(200'000'001, 250'000'001).at_least_a_quarter == false); // 4 * 50,000,000 < 200,000,001
  CHECK(compare_values(200'000'001, 250'000'002).at_least_a_quarter);
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK(compare_values(most - 1, most).reached() == false);
  CHECK(compare_values(0, most).reached());
  CHECK_FALSE(compare_values(most, most).reaches_at_pence.has_value());
  CHECK(compare_values(30'000'000, 0).reaches_at_pence == 80'000'000);
  CHECK(compare_values(400'000'000, 0).reaches_at_pence == 500'000'000);
}

TEST_CASE("the limbs and their exceptions, in every combination that the regulation tells apart", "[law]") {
  // different by_value external succession selection -> met, exception
  struct Row {
    const char* inputs;
    Answer met;
    ChangeException exception;
  };
  const Row row = GENERATE(values<Row>({
      {"nnnnn", Answer::no, ChangeException::none},
      {"ynnnn", Answer::yes, ChangeException::none},
      {"ynnyy", Answer::no, ChangeException::provider_succession},
      {"ynnyn", Answer::yes, ChangeException::none}, // the successor fails the basic selection criteria
      {"yynyy", Answer::yes, ChangeException::none}, // reg 6(11) needs the value limb not to be met
      {"nynnn", Answer::yes, ChangeException::none},
      {"nyynn", Answer::no, ChangeException::external_factors},
      {"yyynn", Answer::yes, ChangeException::none}, // reg 6(12) does not excuse a change of character
      {"y?nn?", Answer::yes, ChangeException::none},
      {"n?y??", Answer::no, ChangeException::none},
  }));
  INFO(row.inputs);
  ChangeFacts f = facts(1'000'000, 2'000'000);
  f.materially_different = flag(row.inputs[0]);
  f.attributable_to_authority = flag(row.inputs[1]);
  f.external_factors = flag(row.inputs[2]);
  f.succession_only = flag(row.inputs[3]);
  f.basic_selection_met = flag(row.inputs[4]);
  const auto change = considerable_change(f);
  REQUIRE(change);
  CHECK(change->met.answer == row.met);
  CHECK(change->exception == row.exception);
}

TEST_CASE("what is missing is named, and only what can turn the answer", "[law]") {
  ChangeFacts f = facts(1'000'000, 1'500'000);
  SECTION("the existing value") {
    f.existing_pence.reset();
    const auto change = considerable_change(f);
    CHECK(change->met.answer == Answer::unknown);
    CHECK(missing(*change) == "existing_contract.value");
    CHECK_THAT(change->because, ContainsSubstring("existing_contract.value"));
    CHECK_FALSE(change->values.has_value());
  }
  SECTION("both values") {
    f.existing_pence.reset();
    f.proposed_pence.reset();
    CHECK(missing(*considerable_change(f)) == "existing_contract.value value");
  }
  SECTION("attribution, where the limits are reached") {
    f.attributable_to_authority.reset();
    CHECK(missing(*considerable_change(f)) == "change.attributable_to_authority");
  }
  SECTION("not attribution, where they are not") {
    f.attributable_to_authority.reset();
    f.proposed_pence = 110'000'000;
    CHECK(considerable_change(f)->met.answer == Answer::no);
  }
  SECTION("not the value, where nothing is attributable; the gap is told") {
    f.existing_pence.reset();
    f.attributable_to_authority = false;
    const auto change = considerable_change(f);
    CHECK(change->met.answer == Answer::no);
    REQUIRE(change->warnings.size() == 1);
    CHECK(change->warnings.front().code == "existing_value_not_stated");
  }
  SECTION("everything") {
    CHECK(missing(*considerable_change(ChangeFacts{})) ==
          "change.materially_different change.attributable_to_authority existing_contract.value value change.external_factors "
          "change.succession_only change.basic_selection_met");
  }
}

TEST_CASE("a longer term that alone reaches the limits is pointed out, and changes nothing", "[law]") {
  ChangeFacts f = facts(3'000'000, 5'000'000);
  f.existing_starts = day("2023-04-01");
  f.existing_ends = day("2026-03-31");
  f.proposed_starts = day("2026-04-01");
  f.proposed_ends = day("2031-03-31");
  const auto longer = considerable_change(f);
  CHECK(longer->met.answer == Answer::yes);
  REQUIRE(longer->warnings.size() == 1);
  CHECK(longer->warnings.front().code == "term_alone_reaches_limits");
  CHECK(longer->proposed_over_existing_term_pence == 300'109'529); // 500,000,000 pence over 1,826 days, for 1,096
  f.proposed_ends = day("2029-03-31");
  CHECK(considerable_change(f)->warnings.empty());
}

TEST_CASE("values and terms that cannot be are refused, all at once", "[law]") {
  ChangeFacts f = facts(-1, -1);
  f.existing_starts = day("2026-04-01");
  f.existing_ends = day("2026-03-31");
  f.proposed_starts = day("2026-04-01");
  f.proposed_ends = day("2026-03-31");
  const auto change = considerable_change(f);
  REQUIRE_FALSE(change);
  CHECK(test::faults_of(change.error()) == std::vector<std::string>{"existing_contract.value negative_value", "value negative_value",
                                                                    "existing_contract.ends ends_before_start", "ends ends_before_start"});
}
