#include "service/app/market.h"

#include "rows.h"
#include "tests/support/catch.h"

#include <algorithm>

namespace openward::test {
namespace {

/// Four bodies with 500, 300, 200 and -40 pounds, and words of nobody known with 100 and 60.
Rows market() {
  Rows rows;
  const auto buyer = rows.body("bd-buyer", "NHS Anywhere Integrated Care Board", "nhs_other");
  const std::vector<std::pair<const char*, std::vector<std::int64_t>>> paid{
      {"A", {30000, 20000}}, {"B", {40000, -10000}}, {"C", {20000}}, {"D", {1000, -5000}}};
  for (const auto& [name, amounts] : paid) {
    const auto body = rows.body(std::string("bd-") + name, std::string(name) + " Limited", "independent_sector");
    const auto supplier = rows.supplier(std::string(name) + " LTD", body, "independent_sector");
    for (const std::int64_t pence : amounts) rows.pay(buyer, supplier, "2025-05-01", pence);
  }
  rows.pay(buyer, rows.supplier("SOMEBODY", std::nullopt, "unclassified"), "2025-06-01", 10000);
  rows.pay(buyer, rows.supplier("ANYBODY", std::nullopt, "unclassified"), "2025-06-01", 6000);
  return rows;
}

} // namespace

TEST_CASE("the best paid come first with their running share, and what is left and what is not linked are lines of their own",
          "[reports]") {
  const TestDatabase t = market().stored(GENERATE(from_range(backends())));
  app::TopQuestion question;
  question.top = 2;
  question.of = GENERATE(as<std::string>{}, "provider", "provider_group");
  const auto report = answered(t, [&](persistence::Session& s) { return app::top_providers(s, question); });
  const auto lines = lines_of(report.table);
  REQUIRE(lines.size() == 4);
  CHECK(text(lines[0], "provider.name") == "A Limited");
  CHECK(number(lines[0], "rank") == 1);
  CHECK(number(lines[0], "paid") == 50000);
  CHECK(number(lines[0], "share_basis_points") == 4464); // 500 of 1,120
  CHECK(text(lines[0], "share") == "44.6");
  CHECK(text(lines[1], "provider.name") == "B Limited");
  CHECK(number(lines[1], "running_paid") == 80000);
  CHECK(number(lines[1], "running_share_basis_points") == 7143);
  CHECK(text(lines[2], "line") == "others");
  CHECK(number(lines[2], "payees") == 2);
  CHECK(number(lines[2], "paid") == 16000);
  CHECK(empty(lines[2], "rank"));
  CHECK(text(lines[3], "line") == "unlinked");
  CHECK(number(lines[3], "payees") == 2);
  CHECK(number(lines[3], "paid") == 16000);
  std::int64_t sum = 0;
  std::int64_t payments = 0;
  for (const Line& line : lines) sum += number(line, "paid"), payments += number(line, "payments");
  const Line totals = totals_of(report);
  CHECK(sum == 112000);
  CHECK(sum == number(totals, "paid"));
  CHECK(payments == number(totals, "payments"));
  REQUIRE(report.rows_at[0]);
  // As a filter of payments, the groups of a report are ultimate owners.
  const std::string filter = question.of == "provider_group" ? "provider_ultimate_owner" : question.of;
  CHECK(report.rows_at[0]->parameters.back() == std::pair<std::string, std::string>(filter, "bd-A"));
  CHECK_FALSE(report.rows_at[3]);
}

TEST_CASE("concentration is over bodies that were paid something, and says how much of the money that is", "[reports]") {
  const TestDatabase t = market().stored(GENERATE(from_range(backends())));
  app::ConcentrationQuestion question;
  question.group_by = GENERATE(as<std::string>{}, "financial_year", "commissioner");
  const auto report = answered(t, [&](persistence::Session& s) { return app::concentration(s, question); });
  const auto lines = lines_of(report.table);
  REQUIRE(lines.size() == 1);
  for (const Line& line : {lines.front(), totals_of(report)}) {
    CHECK(number(line, "hhi_providers") == 3800); // 50, 30 and 20 per cent
    CHECK(number(line, "providers") == 3);
    CHECK(number(line, "hhi_groups") == 3800);
    CHECK(number(line, "paid_counted") == 100000);
    CHECK(number(line, "net_credits") == -4000);
    CHECK(number(line, "bodies_with_net_credits") == 1);
    CHECK(number(line, "paid_unlinked") == 16000);
    CHECK(number(line, "unlinked_words") == 2);
    CHECK(number(line, "paid") == 112000);
    CHECK(number(line, "counted_share_basis_points") == 8929);
  }
}

TEST_CASE("the index of a random register is that of its own sums, and its lines add up to everything", "[reports]") {
  const World w = make_world(7);
  Rows rows;
  rows.world = w;
  const TestDatabase t = rows.stored(persistence::Backend::sqlite);
  std::map<std::pair<int, std::size_t>, std::int64_t> bodies;
  std::map<int, std::int64_t> unlinked;
  std::int64_t all = 0;
  for (const PaymentRow& p : w.payments) {
    all += p.pence;
    const int year = financial_year_of(p.paid_on);
    if (const auto body = w.suppliers[p.supplier].body) {
      bodies[{year, *body}] += p.pence;
    } else {
      unlinked[year] += p.pence;
    }
  }
  const auto report = answered(t, [](persistence::Session& s) { return app::concentration(s, {}); });
  std::int64_t sum = 0;
  std::size_t checked = 0;
  for (const Line& line : lines_of(report.table)) {
    const int year = std::stoi(text(line, "financial_year").substr(0, 4));
    sum += number(line, "paid");
    CHECK(number(line, "paid_unlinked") == unlinked[year]);
    __extension__ using Wide = __int128;
    Wide squares = 0;
    Wide whole = 0;
    for (const auto& [key, pence] : bodies) {
      if (key.first != year || pence <= 0) continue;
      squares += Wide{pence} * pence;
      whole += pence;
    }
    if (whole == 0) continue;
    ++checked;
    const auto near = static_cast<std::int64_t>(squares * 10000 / (whole * whole));
    CHECK(number(line, "hhi_providers") - near >= 0);
    CHECK(number(line, "hhi_providers") - near <= 1);
  }
  CHECK(checked > 1);
  CHECK(sum == all);
  CHECK(number(totals_of(report), "paid") == all);
}

TEST_CASE("a split that is none is refused with those that there are", "[reports]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  app::TopQuestion top;
  top.of = "commissioner";
  CHECK_THAT(refusal(t, [&](persistence::Session& s) { return app::top_providers(s, top); }), ContainsSubstring("provider_group"));
  app::ConcentrationQuestion question;
  question.group_by = "provider";
  CHECK_THAT(refusal(t, [&](persistence::Session& s) { return app::concentration(s, question); }), ContainsSubstring("commissioner"));
}

} // namespace openward::test
