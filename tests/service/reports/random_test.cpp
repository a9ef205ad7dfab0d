// The reports above the queries against the lines of a random register, added up here without any SQL.

#include "rows.h"

#include "domain/concentration.h"
#include "domain/region.h"
#include "service/app/growth.h"
#include "service/app/market.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

namespace openward::test {
namespace {

using persistence::FilterTerm;

/// Some of the lines: those of a year, of a payer, of a region, or of all of them.
struct Choice {
  std::string year, region;
  std::optional<std::size_t> payer;

  std::vector<FilterTerm> terms(const World& w) const {
    std::vector<FilterTerm> out;
    if (!year.empty()) out.push_back({"financial_year", false, {year}});
    if (!region.empty()) out.push_back({"region", false, {region}});
    if (payer) out.push_back({"payer", false, {w.bodies[*payer].id}});
    return out;
  }
  bool holds(const World& w, const PaymentRow& p) const {
    if (!year.empty() && year_words(financial_year_of(p.paid_on)) != year) return false;
    if (!region.empty() && (p.payer ? w.bodies[*p.payer].region : std::string("unknown")) != region) return false;
    return !payer || p.payer == payer;
  }
};

Choice random_choice(const World& w, Dice& d) {
  Choice out;
  if (d.one_in(2)) out.year = year_words(2024 + static_cast<int>(d.below(3)));
  if (d.one_in(2)) out.region = region_words()[d.below(region_words().size())];
  if (d.one_in(4)) out.payer = w.payments[d.below(w.payments.size())].payer;
  return out;
}

std::size_t payee_of(const World& w, const PaymentRow& p, bool by_group) {
  const std::size_t body = *w.suppliers[p.supplier].body;
  for (const GroupRow& g : w.groups) {
    if (by_group && g.body == body && (!g.first || *g.first <= p.paid_on) && (!g.last || p.paid_on <= *g.last)) return g.group;
  }
  return body;
}

/// What the lines of a choice went to.
struct Paid {
  std::map<std::string, std::int64_t> bodies; // by public id
  std::set<std::size_t> words;
  std::int64_t unlinked = 0, all = 0, lines = 0;
};

Paid paid_by_hand(const World& w, const Choice& choice, bool by_group) {
  Paid out;
  for (const PaymentRow& p : w.payments) {
    if (!choice.holds(w, p)) continue;
    ++out.lines;
    out.all += p.pence;
    if (w.suppliers[p.supplier].body) {
      out.bodies[w.bodies[payee_of(w, p, by_group)].id] += p.pence;
    } else {
      out.words.insert(p.supplier);
      out.unlinked += p.pence;
    }
  }
  return out;
}

std::vector<std::int64_t> amounts_of(const Paid& paid) {
  std::vector<std::int64_t> out;
  for (const auto& [id, pence] : paid.bodies) out.push_back(pence);
  return out;
}

TestDatabase stored(const World& world, persistence::Backend backend) {
  Rows rows;
  rows.world = world;
  return rows.stored(backend);
}

} // namespace

TEST_CASE("the ranking of payees is that of the lines added up by hand, whatever is chosen", "[reports]") {
  const World w = make_world(41);
  const TestDatabase t = stored(w, GENERATE(from_range(backends())));
  Dice d(42);
  for (int trial = 0; trial < 12; ++trial) {
    const Choice choice = random_choice(w, d);
    app::TopQuestion question{{choice.terms(w)}};
    question.of = trial % 2 == 0 ? "provider" : "provider_group";
    question.top = 1 + static_cast<int>(d.below(12));
    INFO(question.of << " " << choice.year << " " << choice.region << " " << choice.payer.value_or(0));
    const Paid paid = paid_by_hand(w, choice, trial % 2 == 1);
    auto amounts = amounts_of(paid);
    std::sort(amounts.begin(), amounts.end(), std::greater<>());
    const auto report = answered(t, [&](persistence::Session& s) { return app::top_providers(s, question); });
    const auto lines = lines_of(report.table);
    const std::size_t shown = std::min(amounts.size(), static_cast<std::size_t>(question.top));
    REQUIRE(lines.size() == shown + 2);
    std::int64_t others = 0;
    for (std::size_t i = shown; i < amounts.size(); ++i) others += amounts[i];
    for (std::size_t i = 0; i < shown; ++i) {
      CHECK(number(lines[i], "paid") == amounts[i]);
      CHECK(paid.bodies.at(text(lines[i], "provider.id")) == amounts[i]);
    }
    CHECK(number(lines[shown], "paid") == others);
    CHECK(number(lines[shown], "payees") == static_cast<std::int64_t>(amounts.size() - shown));
    CHECK(number(lines[shown + 1], "paid") == paid.unlinked);
    CHECK(number(lines[shown + 1], "payees") == static_cast<std::int64_t>(paid.words.size()));
    CHECK(number(totals_of(report), "paid") == paid.all);
    CHECK(number(totals_of(report), "payments") == paid.lines);
    CHECK(number(totals_of(report), "payees") == static_cast<std::int64_t>(paid.words.size() + amounts.size()));
  }
}

TEST_CASE("concentration is that of the lines added up by hand, year by year", "[reports]") {
  const World w = make_world(43);
  const TestDatabase t = stored(w, GENERATE(from_range(backends())));
  Dice d(44);
  for (int trial = 0; trial < 5; ++trial) {
    Choice choice = random_choice(w, d);
    choice.year.clear();
    INFO(choice.region << " " << choice.payer.value_or(0));
    const auto report =
        answered(t, [&](persistence::Session& s) { return app::concentration(s, app::ConcentrationQuestion{{choice.terms(w)}}); });
    std::int64_t all = 0;
    for (const Line& line : lines_of(report.table)) {
      choice.year = text(line, "financial_year");
      const Paid bodies = paid_by_hand(w, choice, false);
      const Paid groups = paid_by_hand(w, choice, true);
      INFO(choice.year);
      const auto index = concentration_index(amounts_of(bodies));
      CHECK(empty(line, "hhi_providers") == !index.has_value());
      if (index) CHECK(number(line, "hhi_providers") == *index);
      if (const auto of_groups = concentration_index(amounts_of(groups))) CHECK(number(line, "hhi_groups") == *of_groups);
      CHECK(number(line, "paid_unlinked") == bodies.unlinked);
      CHECK(number(line, "unlinked_words") == static_cast<std::int64_t>(bodies.words.size()));
      CHECK(number(line, "paid") == bodies.all);
      all += bodies.all;
    }
    choice.year.clear();
    CHECK(paid_by_hand(w, choice, false).all == all);
    CHECK(number(totals_of(report), "paid") == all);
  }
}

TEST_CASE("growth by region and by expense area is that of the lines added up by hand", "[reports]") {
  const World w = make_world(45);
  const TestDatabase t = stored(w, GENERATE(from_range(backends())));
  const std::string dimension = GENERATE(as<std::string>{}, "region", "expense_area");
  app::GrowthQuestion question;
  question.from = 2024;
  question.to = 2025;
  question.group_by = dimension;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_hand;
  for (const PaymentRow& p : w.payments) {
    const int year = financial_year_of(p.paid_on);
    if (year != 2024 && year != 2025) continue;
    auto& [before, after] = by_hand[dimension == "expense_area" ? p.expense_area
                                    : p.payer                   ? w.bodies[*p.payer].region
                                                                : std::string("unknown")];
    (year == 2024 ? before : after) += p.pence;
  }
  const auto report = answered(t, [&](persistence::Session& s) { return app::growth(s, question); });
  const auto lines = lines_of(report.table);
  REQUIRE(lines.size() == by_hand.size());
  for (const Line& line : lines) {
    const auto* key = std::get_if<std::string>(&line.at(dimension));
    REQUIRE(key != nullptr);
    INFO(*key);
    CHECK(number(line, "before") == by_hand.at(*key).first);
    CHECK(number(line, "after") == by_hand.at(*key).second);
  }
}

} // namespace openward::test
