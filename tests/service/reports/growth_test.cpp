#include "service/app/growth.h"

#include "rows.h"
#include "service/app/deflator.h"
#include "service/app/lenses.h"
#include "tests/support/catch.h"

#include <utility>

namespace openward::test {
namespace {

struct Change {
  const char* provider_class;
  std::int64_t before; // millions of pounds in 2014/15
  std::int64_t after;  // and in 2015/16
};

/// Of 2,000 million more, 900 went to independent and other non-NHS providers and 800 to NHS trusts. The lines outside the NHS are those of
/// the Department's accounts for 2015/16; the rest is made so that the sums are those that were published.
const std::vector<Change>& founding_figures() {
  static const std::vector<Change> rows{{"nhs_trust", 24000, 24300},        {"nhs_foundation_trust", 41000, 41500},
                                        {"independent_sector", 8067, 8818}, {"voluntary_or_charity", 526, 545},
                                        {"local_authority", 2739, 2869},    {"primary_care", 12000, 12300}};
  return rows;
}

TestDatabase filled(persistence::Backend backend, const std::vector<Change>& changes) {
  Rows rows;
  for (const Change& change : changes) {
    const auto supplier = rows.supplier(change.provider_class, std::nullopt, change.provider_class);
    if (change.before != 0) rows.pay(std::nullopt, supplier, "2014-09-30", change.before * million);
    if (change.after != 0) rows.pay(std::nullopt, supplier, "2015-09-30", change.after * million);
  }
  return rows.stored(backend);
}

app::GrowthQuestion two_years(std::string group_by = "provider_class") {
  app::GrowthQuestion question;
  question.from = 2014;
  question.to = 2015;
  question.group_by = std::move(group_by);
  return question;
}

const Lens* lens_named(std::string_view name) {
  const auto found = app::lenses().find(name);
  REQUIRE(found);
  return *found;
}

app::TableReport growth_of(const TestDatabase& t, const app::GrowthQuestion& question) {
  return answered(t, [&](persistence::Session& s) { return app::growth(s, question); });
}

} // namespace

TEST_CASE("of 2 billion pounds more in 2015/16, 900 million went outside the NHS and 800 million to NHS trusts", "[reports]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), founding_figures());
  const auto report = growth_of(t, two_years());
  std::int64_t outside = 0;
  std::int64_t trusts = 0;
  std::int64_t all = 0;
  for (const Line& line : lines_of(report.table)) {
    const std::string word = text(line, "provider_class");
    const std::int64_t change = number(line, "change");
    CHECK(change == number(line, "after") - number(line, "before"));
    CHECK(text(line, "presence") == "both");
    all += change;
    if (word == "nhs_trust" || word == "nhs_foundation_trust") trusts += change;
    if (word == "independent_sector" || word == "voluntary_or_charity" || word == "local_authority") outside += change;
  }
  CHECK(outside == 900 * million);
  CHECK(trusts == 800 * million);
  CHECK(all == 2000 * million);
  const Line totals = totals_of(report);
  CHECK(number(totals, "change") == all);
  CHECK(number(totals, "share_of_change_basis_points") == 10000);
  const Line independent = line_with(lines_of(report.table), "provider_class", "independent_sector");
  CHECK(number(independent, "change") == 751 * million);
  CHECK(number(independent, "share_of_change_basis_points") == 3755);
  CHECK(text(independent, "share_of_change") == "37.6"); // 37.55, to even
}

TEST_CASE("about one pound in eight of commissioners' budgets goes outside the NHS, and the whole of that share is stated", "[reports]") {
  const TestDatabase t = filled(persistence::Backend::sqlite, founding_figures());
  auto question = two_years();
  question.spend.lens = lens_named("commissioner_budget");
  const Line totals = totals_of(growth_of(t, question));
  CHECK(number(totals, "numerator_change") == 900 * million);
  CHECK(number(totals, "numerator_after") == 12232 * million);
  CHECK(number(totals, "denominator_after") == 100361 * million);
  CHECK(number(totals, "share_after_basis_points") == 1219);
  CHECK(text(totals, "share_after") == "12.2");
  // No budget is stated for 2014-15, and none is guessed.
  CHECK(empty(totals, "denominator_before"));
  CHECK(empty(totals, "share_before"));
}

TEST_CASE("a class that appears or vanishes says so, and has nothing on the other side", "[reports]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())),
                                {{"nhs_trust", 100, 90}, {"social_enterprise", 0, 30}, {"other_public", 5, 0}, {"unclassified", 7, 7}});
  const auto report = growth_of(t, two_years());
  const auto lines = lines_of(report.table);
  REQUIRE(lines.size() == 4);
  const Line& came = line_with(lines, "provider_class", "social_enterprise");
  CHECK(text(came, "presence") == "appeared");
  CHECK(number(came, "payments_before") == 0);
  CHECK(number(came, "before") == 0);
  CHECK(number(came, "change") == 30 * million);
  const Line& went = line_with(lines, "provider_class", "other_public");
  CHECK(text(went, "presence") == "vanished");
  CHECK(number(went, "payments_after") == 0);
  CHECK(number(went, "change") == -5 * million);
  CHECK(number(went, "share_of_change_basis_points") == -3333);
  // Nobody knows what the unclassified are, and they stand apart.
  CHECK(number(line_with(lines, "provider_class", "unclassified"), "change") == 0);
  CHECK(number(totals_of(report), "change") == 15 * million);
}

TEST_CASE("of a fall, what fell most has the largest share, and of no change nothing is a share", "[reports]") {
  const TestDatabase falling = filled(persistence::Backend::sqlite, {{"nhs_trust", 100, 60}, {"primary_care", 10, 20}});
  const auto lines = lines_of(growth_of(falling, two_years()).table);
  CHECK(number(line_with(lines, "provider_class", "nhs_trust"), "share_of_change_basis_points") == 13333);
  CHECK(number(line_with(lines, "provider_class", "primary_care"), "share_of_change_basis_points") == -3333);
  const TestDatabase level = filled(persistence::Backend::sqlite, {{"nhs_trust", 100, 90}, {"primary_care", 10, 20}});
  for (const Line& line : lines_of(growth_of(level, two_years()).table)) CHECK(empty(line, "share_of_change_basis_points"));
}

TEST_CASE("in real terms each year is brought to one year's prices before it is compared", "[reports]") {
  const TestDatabase t = filled(persistence::Backend::sqlite, founding_figures());
  auto question = two_years();
  const auto real = app::real_terms("real", "2024-25");
  REQUIRE(real);
  question.spend.real = *real;
  const Line line = line_with(lines_of(growth_of(t, question).table), "provider_class", "independent_sector");
  // 8,067 million at 74.0662 and 8,818 million at 74.5804 of 100.
  CHECK(number(line, "before_real") == 1089160777791);
  CHECK(number(line, "after_real") == 1182348177269);
  CHECK(number(line, "change_real") == number(line, "after_real") - number(line, "before_real"));
  CHECK(text(line, "price_year") == "2024-25");
  CHECK_THAT(text(line, "deflator"), ContainsSubstring("March 2026"));
  CHECK(line.at("forecast_index") == persistence::Cell(false));
}

TEST_CASE("growth refuses a dimension of time, a dimension that is none, and one year alone", "[reports]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  const auto said = [&](const app::GrowthQuestion& q) { return refusal(t, [&](persistence::Session& s) { return app::growth(s, q); }); };
  CHECK_THAT(said(two_years("month")), ContainsSubstring("[group_by]") && ContainsSubstring("provider_class"));
  CHECK_THAT(said(two_years("colour")), ContainsSubstring("colour"));
  CHECK_THAT(said(two_years("sector")), ContainsSubstring("lens"));
  auto same = two_years();
  same.to = same.from;
  CHECK_THAT(said(same), ContainsSubstring("[to]") && ContainsSubstring("two years"));
  auto backwards = two_years();
  std::swap(backwards.from, backwards.to);
  CHECK_THAT(said(backwards), ContainsSubstring("[from]") && ContainsSubstring("exchange"));
}

TEST_CASE("a line of growth stands on the payments of both years", "[reports]") {
  const TestDatabase t = filled(persistence::Backend::sqlite, founding_figures());
  const auto report = growth_of(t, two_years());
  REQUIRE(report.rows_at.front());
  CHECK(report.rows_at.front()->resource == "payments");
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  CHECK(report.rows_at.front()->parameters ==
        Parameters{{"financial_year", "2014-15"}, {"financial_year", "2015-16"}, {"provider_class", "nhs_trust"}});
}

} // namespace openward::test
