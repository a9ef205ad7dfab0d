// Reports from outside: the same bytes over HTTP and on the command line, and lines that stand on rows of their sum.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <array>
#include <map>
#include <memory>
#include <random>

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

/// What the payments at an address add up to.
std::int64_t paid_at(const Demonstration& one, const std::string& address) {
  std::int64_t sum = 0;
  for (std::string next = address + "&limit=1000"; next != "null";) {
    const auto page = answer(one, next);
    for (const auto& payment : page["data"].GetArray()) sum += pence(at(payment, "/amount"));
    next = at(page, "/page/next");
  }
  return sum;
}

} // namespace

TEST_CASE("the command line gives the bytes of a report's downloads", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  const auto [command, target] = GENERATE(table<std::vector<std::string>, const char*>({
      {{"growth", "--from", "2024-25", "--to", "2025-26", "--basis", "real"}, "growth.FORM?from=2024-25&to=2025-26&basis=real"},
      {{"peers", "--lens", "all_non_nhs"}, "peers.FORM?lens=all_non_nhs"},
      {{"providers", "--top", "5", "--of", "provider_group"}, "providers.FORM?top=5&of=provider_group"},
      {{"concentration", "--group-by", "commissioner"}, "concentration.FORM?group_by=commissioner"},
      {{"missing", "--gap", "award_without_payment"}, "missing.FORM?gap=award_without_payment"},
      {{"award-values", "--group-by", "route,tender_class"}, "award-values.FORM?group_by=route,tender_class"},
      {{"contracts-ending", "--from", "2026-04-01", "--within", "60"}, "contracts-ending.FORM?from=2026-04-01&within=60"},
      {{"spend", "--basis", "real", "--price-year", "2023-24", "--group-by", "month"},
       "spend.FORM?basis=real&price_year=2023-24&group_by=month"},
  }));
  for (const std::string form : {"csv", "xlsx"}) {
    std::string address = "/v1/reports/" + std::string(target);
    address.replace(address.find("FORM"), 4, form);
    const RawAnswer served = get(one.serving->port(), address);
    INFO(address);
    REQUIRE(served.status == 200);
    std::vector<std::string> line{"--database", one.url, "report"};
    line.insert(line.end(), command.begin(), command.end());
    line.insert(line.end(), {"--format", form});
    const Ended printed = run(line);
    INFO(printed.err);
    CHECK(printed.status == 0);
    CHECK((printed.out == served.body));
    if (form == "xlsx") CHECK(served.body.starts_with("PK"));
  }
}

TEST_CASE("the lines of a report stand on payments of their sum", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  std::size_t linked = 0;
  for (const char* target : {"/v1/reports/providers?top=6", "/v1/reports/providers?top=3&of=provider_group",
                             "/v1/reports/spend?group_by=month", "/v1/reports/spend?group_by=quarter&basis=real"}) {
    const auto report = answer(one, target);
    std::int64_t sum = 0;
    for (const auto& row : report["rows"].GetArray()) {
      sum += pence(at(row, "/paid"));
      if (row["rows_url"].IsNull()) continue;
      ++linked;
      CHECK(paid_at(one, at(row, "/rows_url")) == pence(at(row, "/paid")));
    }
    INFO(target);
    CHECK(sum == pence(at(report, "/totals/paid")));
  }
  CHECK(linked > 20);
}

TEST_CASE("by any two dimensions, the cells of spend are their rows, in the list and as a filter of the report itself", "[api]") {
  const auto& one = demonstration(GENERATE(from_range(backends())));
  constexpr std::array dimensions{"provider_class", "sector",         "commissioner", "region", "provider", "provider_group",
                                  "quarter",        "financial_year", "expense_area", "month",  "synthetic"};
  std::mt19937 dice(5);
  std::size_t followed = 0;
  for (std::size_t first = 0; first < dimensions.size(); ++first) {
    const std::size_t second = (first + 1 + dice() % (dimensions.size() - 1)) % dimensions.size();
    const std::string target = std::string("/v1/reports/spend?lens=all_non_nhs&group_by=") + dimensions[first] + "," + dimensions[second];
    INFO(target);
    const auto report = answer(one, target);
    const auto& rows = report["rows"];
    std::int64_t sum = 0;
    for (const auto& row : rows.GetArray()) sum += pence(at(row, "/paid"));
    CHECK(sum == pence(at(report, "/totals/paid")));
    for (int pick = 0; pick < 3; ++pick) {
      const auto& row = rows[static_cast<rapidjson::SizeType>(dice() % rows.Size())];
      if (row["rows_url"].IsNull()) continue;
      const std::string address = at(row, "/rows_url");
      INFO(address);
      ++followed;
      CHECK(paid_at(one, address) == pence(at(row, "/paid")));
      const auto again = answer(one, "/v1/reports/spend" + address.substr(address.find('?')) + "&group_by=quarter");
      CHECK(at(again, "/totals/paid") == at(row, "/paid"));
      CHECK(at(again, "/totals/payments") == at(row, "/payments"));
    }
  }
  CHECK(followed > 20);
}

TEST_CASE("a list of gaps has as many lines as were counted, and each leads somewhere", "[api]") {
  const auto& one = demonstration(openward::persistence::Backend::sqlite);
  const auto counts = answer(one, "/v1/reports/missing");
  std::size_t followed = 0;
  for (const auto& row : counts["rows"].GetArray()) {
    const auto list = answer(one, at(row, "/rows_url"));
    INFO(at(row, "/gap"));
    CHECK(std::to_string(list["rows"].Size()) == at(row, "/items"));
    for (const auto& item : list["rows"].GetArray()) {
      if (item["rows_url"].IsNull() || ++followed % 7 != 0) continue;
      CHECK(get(one.serving->port(), at(item, "/rows_url")).status == 200);
    }
  }
  CHECK(followed > 7);
}

TEST_CASE("an export as a workbook is the download of the list", "[api]") {
  const auto& one = demonstration(openward::persistence::Backend::sqlite);
  const Ended exported = run({"--database", one.url, "export", "programmes", "--to", "-", "--format", "xlsx"});
  CHECK(exported.status == 0);
  const RawAnswer served = get(one.serving->port(), "/v1/programmes.xlsx");
  REQUIRE(served.status == 200);
  CHECK((exported.out == served.body));
}

TEST_CASE("byte-true is refused on the command line where no text is changed", "[api]") {
  const auto& one = demonstration(openward::persistence::Backend::sqlite);
  const Ended refused = run({"--database", one.url, "report", "spend", "--byte-true"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, ContainsSubstring("csv"));
  CHECK(run({"--database", one.url, "report", "spend", "--byte-true", "--format", "csv"}).status == 0);
}
