// Lenses from outside: the same figures over HTTP, on the command line and in the rows they link to.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <map>
#include <memory>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

struct Demonstration {
  std::string url;
  std::unique_ptr<Serving> serving;
};

/// One for each database, made once: these tests change nothing.
const Demonstration& demonstration(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, Demonstration> made;
  Demonstration& one = made[backend];
  if (!one.serving) {
    one.url = fresh_url(backend);
    REQUIRE(run({"--database", one.url, "demo"}).status == 0);
    one.serving = std::make_unique<Serving>(one.url);
  }
  return one;
}

std::int64_t pence(std::string decimal) {
  decimal.erase(decimal.find('.'), 1);
  return std::stoll(decimal);
}

rapidjson::Document answer(const Demonstration& one, const std::string& target) {
  const RawAnswer given = get(one.serving->port(), target);
  INFO(target << "\n" << given.body);
  REQUIRE(given.status == 200);
  return json(given.body);
}

} // namespace

TEST_CASE("the sectors of spend add up to everything, and each line links to rows of its sum", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  const auto report = answer(one, "/v1/reports/spend?lens=all_non_nhs&group_by=financial_year,sector");
  CHECK(at(report, "/lens/id") == "all_non_nhs");
  CHECK(at(report, "/lens/version") == "1");
  std::map<std::string, std::int64_t> counted;
  std::int64_t paid = 0;
  REQUIRE(report["rows"].Size() > 2);
  for (const auto& row : report["rows"].GetArray()) {
    CHECK(at(row, "/lens") == "all_non_nhs@1");
    counted["lines"] += pence(at(row, "/numerator"));
    paid += pence(at(row, "/paid"));
    std::int64_t linked = 0;
    for (std::string next = at(row, "/rows_url") + "&limit=1000"; next != "null";) {
      const auto page = answer(one, next);
      for (const auto& payment : page["data"].GetArray()) linked += pence(at(payment, "/amount"));
      next = at(page, "/page/next");
    }
    CHECK(linked == pence(at(row, "/paid")));
  }
  CHECK(paid == pence(at(report, "/totals/paid")));
  CHECK(paid == pence(at(report, "/totals/denominator")));
  CHECK(counted["lines"] == pence(at(report, "/totals/numerator")));
  CHECK(counted["lines"] > 0);
}

TEST_CASE("awards through a lens are shared by count and by net lifetime value, and by nothing else", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  const auto report = answer(one, "/v1/reports/awards?lens=all_non_nhs&group_by=sector&synthetic=false");
  CHECK(at(report, "/totals/denominator_awards") == "14");
  CHECK(at(report, "/totals/denominator") == at(report, "/totals/lifetime_net"));
  std::int64_t unclassified = 0;
  for (const auto& row : report["rows"].GetArray()) {
    if (at(row, "/sector") == "unclassified") unclassified = std::stoll(at(row, "/awards"));
    CHECK(at(row, "/denominator_awards") == "14");
  }
  CHECK(std::to_string(unclassified) == at(report, "/totals/unclassified_awards"));
}

TEST_CASE("the command line gives the bytes of the download", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  const std::string spend = get(one.serving->port(), "/v1/reports/spend.csv?lens=for_profit_2022&group_by=sector,financial_year").body;
  const Ended from_shell = run(
      {"--database", one.url, "report", "spend", "--lens", "for_profit_2022", "--group-by", "sector,financial_year", "--format", "csv"});
  CHECK(from_shell.status == 0);
  CHECK(from_shell.out == spend);
  CHECK_THAT(spend, ContainsSubstring("share_basis_points,share,share_note") && ContainsSubstring("for_profit_2022@1"));

  const Ended in_words = run(
      {"--database", one.url, "report", "spend", "--lens", "for_profit_2022", "--group-by", "sector", "financial_year", "--format", "csv"});
  CHECK(in_words.out == spend);

  for (const std::string measure : {"paid", "awarded"}) {
    const std::string table = get(one.serving->port(), "/v1/reports/lenses.csv?measure=" + measure + "&synthetic=true").body;
    const Ended lenses = run({"--database", one.url, "report", "lenses", "--measure", measure, "--synthetic", "true", "--format", "csv"});
    CHECK(lenses.status == 0);
    CHECK(lenses.out == table);
    CHECK(std::count(table.begin(), table.end(), '\n') == 1 + static_cast<std::ptrdiff_t>(answer(one, "/v1/lenses")["data"].Size()));
  }
}

TEST_CASE("the table of lenses shows one whole, many shares, and what nobody has classified", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  const auto table = answer(one, "/v1/reports/lenses?measure=paid");
  const auto spend = answer(one, "/v1/reports/spend?group_by=provider_class");
  std::map<std::string, std::int64_t> by_class;
  for (const auto& row : spend["rows"].GetArray()) by_class[at(row, "/provider_class")] = pence(at(row, "/paid"));
  for (const auto& row : table["rows"].GetArray()) {
    INFO(at(row, "/lens"));
    CHECK(pence(at(row, "/unclassified")) == by_class["unclassified"]);
    if (at(row, "/lens") == "accounts_independent@1") {
      CHECK(pence(at(row, "/numerator")) == by_class["independent_sector"]);
      CHECK(at(row, "/denominator") == at(spend, "/totals/paid"));
    }
    // The demonstration pays in 2025-26, for which no budget is kept.
    if (at(row, "/lens") == "commissioner_budget@1") {
      CHECK(at(row, "/share") == "null");
      CHECK_THAT(at(row, "/share_note"), ContainsSubstring("2025-26"));
    }
  }
}

TEST_CASE("a lens that there is not ends the command with the names of those that there are", "[api]") {
  const auto& one = demonstration(openward::persistence::Backend::sqlite);
  const Ended unknown = run({"--database", one.url, "report", "spend", "--lens", "private"});
  CHECK(unknown.status == 2);
  CHECK(unknown.out.empty());
  CHECK_THAT(unknown.err, ContainsSubstring("all_non_nhs@1"));
  const Ended measure = run({"--database", one.url, "report", "lenses", "--measure", "count"});
  CHECK(measure.status == 2);
  CHECK_THAT(measure.err, ContainsSubstring("paid and awarded"));
  const Ended sector = run({"--database", one.url, "report", "awards", "--group-by", "sector"});
  CHECK(sector.status == 2);
  CHECK_THAT(sector.err, ContainsSubstring("`lens`"));
}
