// Reports of the queries that stand on days and years: real terms, values by the year, contracts that end.

#include "domain/date.h"
#include "domain/deflator.h"
#include "persistence/read/query.h"
#include "rows.h"
#include "service/app/deflator.h"
#include "tests/support/catch.h"

#include <array>
#include <map>

namespace openward::test {
namespace {

using persistence::Cell;
using persistence::Report;
using persistence::ReportRequest;
using persistence::Session;

Report report_of(const TestDatabase& t, const std::string& name, const ReportRequest& request) {
  auto report = t.db->read([&](Session& s) { return persistence::run_report(s, *persistence::find_report(name), request); });
  INFO((report ? "" : report.error().message));
  REQUIRE(report);
  return *std::move(report);
}

Line totals_of(const Report& report) {
  Line out;
  const std::size_t first = report.table.columns.size() - report.totals.size();
  for (std::size_t i = 0; i < report.totals.size(); ++i) out[report.table.columns[first + i].name] = report.totals[i];
  return out;
}

Deflator small_deflator() {
  auto made = Deflator::create("a vintage of our own", {{2023, 970000, false}, {2024, 1000000, false}, {2025, 1030000, true}});
  REQUIRE(made);
  return *std::move(made);
}

/// The account of an award, and what is added up in it.
std::pair<std::string, std::int64_t> account_of(const AwardRow& a) {
  if (a.placeholder || (!a.value && !a.gross) || a.currency != "GBP" || a.kind != "lifetime") return {"", 0};
  if (!a.value || a.vat == "included") return {"gross", a.gross ? *a.gross : *a.value};
  return {a.vat == "excluded" ? "net" : "vat_unknown", *a.value};
}

} // namespace

TEST_CASE("money paid is brought to one year's prices year by year, and the totals are the sum of the lines", "[reports]") {
  Rows rows;
  const auto trust = rows.supplier("A TRUST", std::nullopt, "nhs_trust");
  const auto clinic = rows.supplier("A CLINIC", std::nullopt, "independent_sector");
  rows.pay(std::nullopt, trust, "2023-04-01", 10001);
  rows.pay(std::nullopt, trust, "2024-03-31", 30003);
  rows.pay(std::nullopt, trust, "2024-04-01", 555);
  rows.pay(std::nullopt, clinic, "2025-06-01", -1050);
  rows.pay(std::nullopt, clinic, "2023-06-01", 77);
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  const Deflator deflator = small_deflator();
  const Report report = report_of(t, "spend", {{}, {"provider_class"}, nullptr, {}, false, RealTerms{&deflator, 2024}});
  const auto lines = lines_of(report.table);
  // 40,004 of 2023-24 are 41,241.24 of 2024-25, rounded once though they were paid twice.
  const Line& of_trust = line_with(lines, "provider_class", "nhs_trust");
  CHECK(number(of_trust, "paid_real") == 41241 + 555);
  CHECK(text(of_trust, "price_year") == "2024-25");
  CHECK(text(of_trust, "deflator") == "a vintage of our own");
  CHECK(of_trust.at("forecast_index") == Cell(false));
  const Line& of_clinic = line_with(lines, "provider_class", "independent_sector");
  CHECK(number(of_clinic, "paid_real") == 79 - 1019); // 79.38 and 1,019.42
  CHECK(of_clinic.at("forecast_index") == Cell(true));
  const Line all = totals_of(report);
  CHECK(number(all, "paid_real") == 41241 + 555 + 79 - 1019);
  CHECK(number(all, "paid") == 10001 + 30003 + 555 - 1050 + 77);
  CHECK(all.at("forecast_index") == Cell(true));
  CHECK(empty(all, "real_note"));
}

TEST_CASE("a year without an index leaves its line and the totals without a figure, and is named", "[reports]") {
  Rows rows;
  const auto trust = rows.supplier("A TRUST", std::nullopt, "nhs_trust");
  rows.pay(std::nullopt, trust, "2019-05-01", 500);
  rows.pay(std::nullopt, trust, "2024-05-01", 500);
  const TestDatabase t = rows.stored(persistence::Backend::sqlite);
  const Deflator deflator = small_deflator();
  const Report report = report_of(t, "spend", {{}, {"financial_year"}, nullptr, {}, false, RealTerms{&deflator, 2024}});
  const auto lines = lines_of(report.table);
  CHECK(empty(line_with(lines, "financial_year", "2019-20"), "paid_real"));
  CHECK_THAT(text(line_with(lines, "financial_year", "2019-20"), "real_note"), ContainsSubstring("2019-20"));
  CHECK(number(line_with(lines, "financial_year", "2024-25"), "paid_real") == 500);
  CHECK(empty(totals_of(report), "paid_real"));
  CHECK_THAT(text(totals_of(report), "real_note"), ContainsSubstring("2019-20"));
}

TEST_CASE("the real terms of a random register are those of its payments added up by hand", "[reports]") {
  const auto seed = GENERATE(as<std::uint32_t>{}, 3, 11);
  Rows rows;
  rows.world = make_world(seed);
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  const Deflator& deflator = app::deflator();
  const int price_year = deflator.latest_outturn();
  std::map<std::string, std::map<int, std::int64_t>> months;
  for (const PaymentRow& p : rows.world.payments) months[p.paid_on.substr(0, 7)][financial_year_of(p.paid_on)] += p.pence;
  std::int64_t sum = 0;
  const Report report = report_of(t, "spend", {{}, {"month"}, nullptr, {}, false, RealTerms{&deflator, price_year}});
  REQUIRE(report.table.rows.size() == months.size());
  for (const Line& line : lines_of(report.table)) {
    std::int64_t expected = 0;
    for (const auto& [year, pence] : months.at(text(line, "month"))) {
      // Half away from nothing differs from half to even in exact halves alone, and the index of no year makes one of these sums.
      __extension__ using Wide = __int128;
      const Wide twice = Wide{pence} * deflator.in(price_year)->index * 2;
      const Wide own = deflator.in(year)->index;
      REQUIRE((twice % (2 * own) != own && twice % (2 * own) != -own));
      expected += static_cast<std::int64_t>((twice + (pence < 0 ? -own : own)) / (2 * own));
    }
    CHECK(number(line, "paid_real") == expected);
    sum += expected;
  }
  CHECK(number(totals_of(report), "paid_real") == sum);
}

TEST_CASE("awards have no real terms, and the refusal says why", "[reports]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  const Deflator deflator = small_deflator();
  const auto report = t.db->read([&](Session& s) {
    return persistence::run_report(s, *persistence::find_report("awards"), {{}, {}, nullptr, {}, false, RealTerms{&deflator, 2024}});
  });
  REQUIRE_FALSE(report);
  REQUIRE(report.error().faults.size() == 1);
  CHECK(report.error().faults.front().where == "basis");
  CHECK_THAT(report.error().faults.front().message, ContainsSubstring("lifetime value"));
}

TEST_CASE("a basis and a price year are understood or refused by name", "[reports]") {
  CHECK_FALSE(*app::real_terms("", ""));
  CHECK_FALSE(*app::real_terms("nominal", ""));
  CHECK((*app::real_terms("real", ""))->price_year == 2024);
  CHECK((*app::real_terms("real", "2026-27"))->price_year == 2026);
  const auto [basis, price_year, words] = GENERATE(table<const char*, const char*, const char*>(
      {{"cash", "", "nominal or real"}, {"real", "2024", "1955-56"}, {"real", "1900-01", "2030-31"}, {"", "2024-25", "basis=real"}}));
  const auto refused = app::real_terms(basis, price_year);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().faults.front().message, ContainsSubstring(words));
}

TEST_CASE("a value by the year is the lifetime value over the days of the term times 365, and none without a term", "[reports]") {
  Rows rows;
  const auto buyer = rows.body("bd-buyer", "A Board", "nhs_other");
  const auto clinic = rows.body("bd-clinic", "A Clinic", "independent_sector");
  const auto add = [&](const char* id, Pence value, Day starts, Day ends) {
    AwardRow& award = rows.award(id, buyer, {clinic});
    award.value = value;
    award.starts = starts;
    award.ends = ends;
  };
  add("aw-1", 1000'00, "2026-04-01", "2027-03-31"); // 365 days
  add("aw-2", 1000'00, "2024-04-01", "2026-03-31"); // 730 days
  add("aw-3", 1000'00, "2026-01-01", "2026-01-07"); // 7 days: 52,142.857 pounds
  add("aw-4", 700'00, "2026-04-01", std::nullopt);
  add("aw-5", 800'00, "2026-04-01", "2026-03-01"); // ends before it begins
  add("aw-6", std::nullopt, "2026-04-01", "2027-03-31");
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  const Line all = totals_of(report_of(t, "award-values", {{}, {}, nullptr, {}}));
  CHECK(number(all, "awards") == 6);
  CHECK(number(all, "with_value") == 5);
  CHECK(number(all, "with_term") == 3);
  CHECK(number(all, "without_term") == 2);
  CHECK(number(all, "lifetime_net") == 450000);
  CHECK(number(all, "termed_net") == 300000);
  CHECK(number(all, "annualised_net") == 100000 + 50000 + 5214285);
  CHECK(number(all, "annualised_gross") == 0);
}

TEST_CASE("the values by the year of a random register are those of its awards worked out one by one", "[reports]") {
  Rows rows;
  rows.world = make_world(GENERATE(as<std::uint32_t>{}, 5, 23));
  const World& w = rows.world;
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  std::map<std::string, std::map<std::string, std::int64_t>> expected;
  for (const AwardRow& a : w.awards) {
    if (a.state != "published") continue;
    auto& sums = expected[a.tender_class];
    ++sums["awards"];
    const auto [account, pence] = account_of(a);
    if (account.empty()) continue;
    ++sums["with_value"];
    sums["lifetime_" + account] += pence;
    Day starts = a.starts;
    Day ends = a.ends;
    if (a.contract) {
      if (!starts) starts = w.contracts[*a.contract].starts;
      if (!ends) ends = w.contracts[*a.contract].original_end;
    }
    const std::int64_t days = starts && ends ? day_number(*ends) - day_number(*starts) + 1 : 0;
    ++sums[days > 0 ? "with_term" : "without_term"];
    if (days <= 0) continue;
    sums["termed_" + account] += pence;
    sums["annualised_" + account] += pence * 365 / days;
  }
  const Report report = report_of(t, "award-values", {{}, {"tender_class"}, nullptr, {}});
  REQUIRE(report.table.rows.size() == expected.size());
  for (const Line& line : lines_of(report.table)) {
    auto& sums = expected.at(text(line, "tender_class"));
    for (const auto& measure : persistence::find_report("award-values")->measures) {
      INFO(text(line, "tender_class") << " " << measure.name);
      CHECK(number(line, measure.name) == sums[measure.name]);
    }
  }
}

TEST_CASE("of 18 billion pounds of pandemic contracts 10.5 had no tender and 0.2 had one, and the rest is a third class of its own",
          "[reports]") {
  Rows rows;
  const auto buyer = rows.body("bd-buyer", "A Department", "other_public");
  const auto supplier = rows.body("bd-supplier", "A Supplier", "non_healthcare_supplier");
  int number_of = 0;
  const auto add = [&](const char* tender_class, std::int64_t millions) {
    AwardRow& award = rows.award("aw-" + std::to_string(++number_of), buyer, {supplier});
    award.tender_class = tender_class;
    award.value = millions * million;
  };
  for (int i = 0; i < 7; ++i) add("untendered", 1500);
  add("tendered", 200);
  for (int i = 0; i < 2; ++i) add("call_off_competed", 2150);
  add("call_off_direct", 3000);
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  const Report report = report_of(t, "awards", {{}, {"tender_class"}, nullptr, {}});
  const auto lines = lines_of(report.table);
  CHECK(number(line_with(lines, "tender_class", "untendered"), "lifetime_net") == 10500 * million);
  CHECK(number(line_with(lines, "tender_class", "tendered"), "lifetime_net") == 200 * million);
  CHECK(number(line_with(lines, "tender_class", "call_off_competed"), "lifetime_net") +
            number(line_with(lines, "tender_class", "call_off_direct"), "lifetime_net") ==
        7300 * million);
  CHECK(number(totals_of(report), "lifetime_net") == 18000 * million);
}

TEST_CASE("contracts are counted in the month in which they end, with the value they have now", "[reports]") {
  Rows rows;
  rows.world = make_world(GENERATE(as<std::uint32_t>{}, 2, 9));
  const World& w = rows.world;
  const TestDatabase t = rows.stored(GENERATE(from_range(backends())));
  std::map<std::string, std::array<std::int64_t, 2>> expected; // contracts, and those with a value
  std::map<std::string, std::int64_t> net;
  for (const ContractRow& c : w.contracts) {
    const AwardRow& a = w.awards[c.award];
    if (a.state != "published" || !c.ends || *c.ends < "2026-01-01") continue;
    const std::string month = c.ends->substr(0, 7);
    auto& counts = expected[month];
    ++counts[0];
    if (!c.current || a.placeholder || c.currency != "GBP" || c.kind != "lifetime") continue;
    ++counts[1];
    if (c.vat == "excluded") net[month] += *c.current;
  }
  const Report report = report_of(t, "contracts-ending", {{{"ends_from", false, {"2026-01-01"}}}, {"ends_month"}, nullptr, {}});
  REQUIRE(report.table.rows.size() == expected.size());
  for (const Line& line : lines_of(report.table)) {
    const std::string month = text(line, "ends_month");
    INFO(month);
    CHECK(number(line, "contracts") == expected.at(month)[0]);
    CHECK(number(line, "with_value") == expected.at(month)[1]);
    CHECK(number(line, "without_value") == expected.at(month)[0] - expected.at(month)[1]);
    CHECK(number(line, "current_net") == net[month]);
  }
}

} // namespace openward::test
