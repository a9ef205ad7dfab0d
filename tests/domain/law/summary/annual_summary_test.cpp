#include "tests/domain/law/summary/authorities.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;

namespace {

law::AnnualSummary of(const AuthorityRecords& records, std::string_view year = "2024-25") {
  return law::annual_summary(records.material, reporting(year), later());
}

/// A provider whose earlier contract has this term; then a contract with them in 2024-25, or none.
std::string standing(const std::string& starts, const std::string& ends, bool awarded_again) {
  AuthorityRecords records;
  // So that the register holds something of the year before.
  records.add({.on = "2022-03-01", .first_provider = 50, .starts = "2022-04-01", .ends = "2026-03-31"});
  records.add({.on = "2021-02-01", .first_provider = 1, .starts = starts, .ends = ends});
  if (awarded_again) records.add({.first_provider = 1});
  return counts(of(records), {"g", "h"});
}

} // namespace

TEST_CASE("an award counts in the reporting year of its decision, else signature, else publication", "[domain][law][summary]") {
  struct Case {
    std::string awarded, signed_on, published;
    std::string in_2024_25;
  };
  const auto one = GENERATE(values<Case>({
      {"2024-01-01", "", "2024-02-01", "a 1"}, // the Regulations came into force
      {"2025-03-31", "", "2025-04-10", "a 1"},
      {"2025-04-01", "", "2025-04-10", "a 0"},
      {"", "2025-03-31", "2025-04-10", "a 1"},
      {"", "", "2025-03-31", "a 1"},
      {"", "", "2025-04-01", "a 0"},
  }));
  AuthorityRecords records;
  auto& award = records.add({});
  const auto maybe = [](const std::string& iso) { return iso.empty() ? std::nullopt : std::optional(day(iso)); };
  award.awarded_on = maybe(one.awarded);
  award.signed_on = maybe(one.signed_on);
  award.published_on = maybe(one.published);
  records.material.notices_in_year = 1;
  CHECK(counts(of(records), {"a"}) == one.in_2024_25);
}

TEST_CASE("an award without any date is in no year", "[domain][law][summary]") {
  AuthorityRecords records;
  auto& award = records.add({});
  award.awarded_on.reset();
  award.published_on.reset();
  CHECK(counts(of(records), {"a"}) == "a none");
}

TEST_CASE("each process has its figure, and awards under other law have none", "[domain][law][summary]") {
  AuthorityRecords records;
  using enum Route;
  for (const Route route : {direct_award_a, direct_award_b, direct_award_b, direct_award_c, most_suitable_provider, competitive_process,
                            framework_call_off_direct, framework_call_off_competed, urgent_award})
    records.add({.route = route});
  records.add({.route = pa_direct_award, .regime = Regime::pa2023});
  records.add({.route = pcr_open, .regime = Regime::pcr2015});
  CHECK(counts(of(records), {"a", "a.direct_award_a", "a.direct_award_b", "a.direct_award_c", "b", "c", "d", "e",
                             "e.framework_call_off_direct", "e.framework_call_off_competed", "f.urgent_award"}) ==
        "a 4, a.direct_award_a 1, a.direct_award_b 2, a.direct_award_c 1, b 1, c 1, d 0, e 2, e.framework_call_off_direct 1, "
        "e.framework_call_off_competed 1, f.urgent_award 1");
}

TEST_CASE("several providers share one contract, but under process B each has its own", "[domain][law][summary]") {
  struct Case {
    Route route;
    int providers;
    std::int64_t contracts;
  };
  const auto one = GENERATE(values<Case>({
      {Route::direct_award_b, 1, 1},
      {Route::direct_award_b, 7, 7},
      {Route::direct_award_b, 0, 1}, // nobody is named: there is a contract all the same
      {Route::direct_award_c, 3, 1},
      {Route::direct_award_a, 3, 1},
  }));
  AuthorityRecords records;
  records.add({.route = one.route, .providers = one.providers});
  const auto summary = of(records);
  const auto* figure = law::figure_of(summary, "a");
  CHECK(figure->count == one.contracts);
  CHECK(figure->records.size() == 1);
  CHECK(figure->note.empty() == (one.providers < 2));
}

TEST_CASE("a framework agreement is counted once for its procurement, and its award is no contract", "[domain][law][summary]") {
  AuthorityRecords records;
  for (int i = 1; i <= 4; ++i)
    records.add({.route = Route::competitive_process, .first_provider = i, .framework = true, .ocid = "ocds-framework-1"});
  records.add({.route = Route::framework_conclusion, .first_provider = 9, .ocid = "ocds-framework-2"});
  const auto summary = of(records);
  CHECK(counts(summary, {"c", "d", "providers_contracted"}) == "c 0, d 2, providers_contracted none");
  CHECK_THAT(law::figure_of(summary, "d")->note, ContainsSubstring("5 award records"));
  CHECK(law::figure_of(summary, "d")->records.size() == 5);
}

TEST_CASE("an award whose process or law is not known stays open in every figure that it may belong to", "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.route = Route::direct_award_c});
  const std::string no_process = records.add({.route = Route::unknown}).id;
  const std::string no_law = records.add({.route = Route::unknown, .regime = Regime::unknown}).id;
  const auto summary = of(records);
  CHECK(counts(summary, {"a", "b", "c", "d", "e", "f"}) ==
        "a 1 (in part), b 0 (in part), c 0 (in part), d 0 (in part), e 0 (in part), f 0 (in part)");
  const auto* figure = law::figure_of(summary, "b");
  CHECK(figure->reason == "1 award under the Regime names no process and 1 award of health services names no law: each may belong to this "
                          "figure or to another.");
  CHECK(figure->open == std::vector<law::RecordReference>{{law::RecordKind::award, no_process, ""}, {law::RecordKind::award, no_law, ""}});
}

TEST_CASE("an authority of which nothing is held in the year has no count, which is not a count of none", "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.on = "2025-05-01"});
  const auto summary = of(records);
  for (const law::SummaryFigure& figure : summary.figures) {
    INFO(figure.key);
    CHECK(figure.status == law::FigureStatus::not_computable);
    CHECK_FALSE(figure.count);
    CHECK_FALSE(figure.reason.empty());
  }
  // A notice of another kind shows that the authority's notices of the year are held.
  records.material.notices_in_year = 1;
  CHECK(counts(of(records), {"a", "d"}) == "a 0, d 0");
}

TEST_CASE("who is new and who is gone follows from the terms of the contracts, and stays open where a date is missing",
          "[domain][law][summary]") {
  // The year before the first reporting year is 2023; the year is 2024-01-01 to 2025-03-31.
  struct Case {
    std::string starts, ends;
    std::string awarded_again, not_again;
  };
  const auto one = GENERATE(values<Case>({
      {"2021-04-01", "2023-12-31", "g 0, h 0", "g 0, h 1"},
      {"2021-04-01", "2022-12-31", "g 1, h 0", "g 0, h 0"},
      {"2021-04-01", "2023-01-01", "g 0, h 0", "g 0, h 1"},
      {"2021-04-01", "2024-01-01", "g 0, h 0", "g 0, h 0"},
      {"2021-04-01", "", "g 0 (in part), h 0", "g 0, h 0 (in part)"},
      {"2023-04-01", "", "g 0, h 0", "g 0, h 0 (in part)"},
      {"", "2023-06-30", "g 0, h 0", "g 0, h 1"},
      {"", "", "g 0 (in part), h 0", "g 0, h 0 (in part)"},
  }));
  INFO(one.starts << " to " << one.ends);
  CHECK(standing(one.starts, one.ends, true) == one.awarded_again);
  CHECK(standing(one.starts, one.ends, false) == one.not_again);
}

TEST_CASE("without a contract of the year before nobody can be called new or gone", "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.on = "2024-02-01", .starts = "2023-11-01"}); // began before it was awarded, in the year
  CHECK(counts(of(records), {"g", "h"}) == "g none, h none");
  CHECK_THAT(law::figure_of(of(records), "g")->reason, ContainsSubstring("2024-02-01"));
  // For the next year the same contract is one of the year before, which is the whole first period.
  records.add({.on = "2025-06-02", .first_provider = 2});
  CHECK(counts(of(records, "2025-26"), {"g", "h"}) == "g 1, h 0");
}

TEST_CASE("a provider of a framework agreement alone holds no contract", "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({.on = "2022-03-01", .first_provider = 1, .starts = "2022-04-01", .ends = "2026-03-31"});
  records.add({.route = Route::framework_conclusion, .first_provider = 2, .framework = true});
  records.add({.route = Route::framework_call_off_direct, .first_provider = 3});
  CHECK(counts(of(records), {"g", "providers_contracted"}) == "g 1, providers_contracted 2");
}

TEST_CASE("a year that is not over says so", "[domain][law][summary]") {
  AuthorityRecords records;
  records.add({});
  const auto told = [&](std::string_view today) {
    const auto notes = law::annual_summary(records.material, reporting("2024-25"), day(today)).notes;
    return std::any_of(notes.begin(), notes.end(),
                       [](const std::string& n) { return n.find("runs until 2025-03-31") != std::string::npos; });
  };
  CHECK(told("2025-03-31"));
  CHECK_FALSE(told("2025-04-01"));
}

TEST_CASE("the figures are a to i of regulation 25(2) in their order, and what guidance adds", "[domain][law][summary]") {
  std::string keys;
  for (const law::SummaryFigure& figure : of(AuthorityRecords()).figures) keys += figure.key + " " + figure.citation + "; ";
  CHECK(keys == "a reg 25(2)(a); b reg 25(2)(b); c reg 25(2)(c); d reg 25(2)(d); e reg 25(2)(e); f reg 25(2)(f); g reg 25(2)(g); h reg "
                "25(2)(h); i reg 25(2)(i); providers_contracted guidance; panel_reviews guidance; ");
}
