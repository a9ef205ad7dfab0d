// A report answered from what is added up already is, cell for cell, the one that is added up from the lines.

#include "model.h"

#include "domain/date.h"
#include "domain/deflator.h"
#include "persistence/read/rollups.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace openward::test {
namespace {

using persistence::FilterTerm;
using persistence::Report;
using persistence::ReportRequest;
using persistence::Session;

/// Kinds, classes of a time, groups and successors; the groups' days on the ends of months where `whole_months`.
void store_dated(const World& w, Session& s, Dice& d, bool whole_months) {
  run(s, "update body set kind = case key % 4 when 0 then 'general_practice' when 1 then 'dental' else '' end");
  run(s, "update supplier_string set kind = case key % 3 when 0 then 'pharmacy' else '' end");
  const auto key = [&] { return std::to_string(1 + d.below(w.bodies.size())); };
  const auto words = provider_class_words();
  for (int i = 0; i < 12; ++i) {
    const std::string body = key();
    run(s, "update body set dated_classes = 1 where key = " + body);
    run(s, "insert into body_class (body_key, provider_class, evidence, confidence, from_date, to_date, recorded_at) values (" + body +
               ", '" + std::string(words[d.below(words.size())]) + "', 'curated', 90, '2025-0" + std::to_string(1 + d.below(9)) + "-1" +
               std::to_string(d.below(9)) + "', null, '2026-01-01T00:00:00Z')");
  }
  std::set<std::size_t> grouped; // bodies that were paid, each passing from one group to another on the day of a payment or with a month
  for (const PaymentRow& p : w.payments) {
    const auto body = w.suppliers[p.supplier].body;
    if (!body || grouped.size() == 10 || !grouped.insert(*body).second) continue;
    const Date last = whole_months ? *Date::parse("2025-06-30") : *Date::parse(p.paid_on);
    run(s, "delete from body_group where body_key = " + std::to_string(*body + 1));
    run(s, "insert into body_group (body_key, group_key, first_day, last_day) values (" + std::to_string(*body + 1) + ", " + key() +
               ", '1900-01-01', '" + last.iso() + "'), (" + std::to_string(*body + 1) + ", " + key() + ", '" + last.plus_days(1).iso() +
               "', '2199-12-31')");
  }
  run(s, "delete from body_owner");
  run(s,
      "insert into body_owner (body_key, owner_key, first_day, last_day) select body_key, group_key, first_day, last_day from body_group "
      "where group_key <> body_key");
  for (int i = 1; i <= 12; ++i) {
    run(s, "insert into body_successor (body_key, now_key, divided, first_day, last_day) values (" + std::to_string(i * 3) + ", " +
               (i % 4 == 0 ? std::to_string(i * 3) + ", 1" : key() + ", 0") + ", '1900-01-01', '2199-12-31')");
  }
}

TestDatabase with_dated(persistence::Backend backend, const World& w, bool whole_months) {
  return filled(backend, w, [&](Session& s) {
    Dice d(4);
    store_dated(w, s, d, whole_months);
  });
}

Lens lens_of_two() {
  LensDefinition lens;
  lens.id = "two";
  lens.title = lens.definition = lens.source = "by hand";
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass c = *provider_class_from(word);
    lens.whole[{c, ""}] = true;
    if (c != ProviderClass::unclassified) lens.sectors[{c, ""}] = Sector::nhs;
  }
  lens.numerator[{ProviderClass::independent_sector, ""}] = true;
  lens.sectors[{ProviderClass::primary_care, "dental"}] = Sector::private_sector;
  lens.numerator[{ProviderClass::primary_care, "dental"}] = true;
  auto made = Lens::create(lens, {});
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  return *made;
}

Report report_of(persistence::Database& db, ReportRequest request, bool from_rows) {
  request.from_rows = from_rows;
  request.today = any_day();
  auto report = db.read([&](Session& s) { return run_report(s, *persistence::find_report("spend"), request); });
  INFO((report ? "" : report.error().message + " / " + report.error().internal));
  REQUIRE(report);
  return *std::move(report);
}

void compare(persistence::Database& db, const ReportRequest& request) {
  const Report rolled = report_of(db, request, false);
  const Report rows = report_of(db, request, true);
  REQUIRE(rolled.table.columns.size() == rows.table.columns.size());
  CHECK((rolled.table.rows == rows.table.rows));
  CHECK((rolled.totals == rows.totals));
  CHECK((rolled.divided == rows.divided));
}

/// The table that answers, or "rows".
std::string answered_by(persistence::Database& db, ReportRequest request) {
  request.today = any_day();
  const auto root = db.read([&](Session& s) -> Result<std::string> {
    const auto plan = persistence::read::plan_report(persistence::read::spend_report(), request);
    if (!plan) return plan.error();
    const auto rolled = persistence::read::rolled(s, *plan);
    if (!rolled) return rolled.error();
    return std::string(*rolled ? (*rolled)->root : "rows");
  });
  INFO((root ? "" : root.error().message));
  REQUIRE(root);
  return *root;
}

} // namespace

TEST_CASE("a report is the same from the roll-ups and from the lines, by every pair of dimensions and whatever is chosen", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const bool whole_months = GENERATE(true, false);
  const World w = make_world(21);
  const TestDatabase t = with_dated(backend, w, whole_months);
  const Model m = model_of(w, "payments");
  const auto& info = *persistence::find_report("spend");
  const Lens lens = lens_of_two();
  Dice d(22);
  std::set<std::string> answers;
  for (std::size_t a = 0; a < info.dimensions.size(); ++a) {
    for (std::size_t b = a; b < info.dimensions.size(); ++b) {
      ReportRequest request;
      request.group_by = {info.dimensions[a].name};
      if (b != a) request.group_by.push_back(info.dimensions[b].name);
      request.lens = &lens;
      INFO(info.dimensions[a].name << " and " << info.dimensions[b].name);
      compare(*t.db, request);
      answers.insert(answered_by(*t.db, request));

      for (const auto& f : info.filters) {
        auto values = f.words.empty() ? m.samples.at(f.name) : f.words;
        if (f.name == "paid_from") values.insert(values.end(), {"2025-03-01", "2025-07-01"});
        if (f.name == "paid_to") values.insert(values.end(), {"2025-08-31", "2026-02-28"});
        if (d.one_in(5)) request.filters.push_back({f.name, f.excludable && d.one_in(2), {values[d.below(values.size())]}});
      }
      request.lens = nullptr;
      std::erase(request.group_by, "sector");
      std::string chosen;
      for (const FilterTerm& term : request.filters) chosen += (term.exclude ? " not_" : " ") + term.name + "=" + term.values.front();
      INFO("chosen:" << chosen);
      compare(*t.db, request);
    }
  }
  CHECK(answers.size() ==
        (whole_months ? 10 : 9)); // every roll-up; but the rows instead of the years of owners where an owner changed within a month
}

TEST_CASE("the smallest roll-up that can say what is asked answers it, and the lines what none can", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(23);
  const TestDatabase whole = with_dated(backend, w, true);
  const TestDatabase divided = with_dated(backend, w, false);
  const std::vector<std::tuple<std::vector<std::string>, std::vector<FilterTerm>, std::string>> asked{
      {{"financial_year", "provider_class"}, {}, "spend_by_year p"},
      {{"provider_class"}, {{"financial_year", false, {"2025-26"}}, {"synthetic", false, {"false"}}}, "spend_by_year p"},
      {{"provider_class"}, {{"provider_class", true, {"individual"}}}, "spend_by_year p"},
      {{"quarter"}, {}, "spend_by_month p"},
      {{"provider_class"}, {{"paid_from", false, {"2025-04-01"}}, {"paid_to", false, {"2025-06-30"}}}, "spend_by_month p"},
      {{"provider_class"}, {{"paid_to", false, {"2024-02-29"}}}, "spend_by_month p"},
      {{"provider_class"}, {{"paid_to", false, {"2024-02-28"}}}, "spend_by_day p"},
      {{"provider_class"}, {{"paid_from", false, {"2025-04-02"}}, {"paid_to", false, {"2025-04-30"}}}, "spend_by_day p"},
      {{"commissioner"}, {{"paid_from", false, {"2025-04-02"}}}, "rows"},
      {{"month"}, {{"min_value", false, {"1000000"}}}, "spend_by_size p"},
      {{"month"}, {{"min_value", false, {"1000000.01"}}}, "rows"},
      {{"month"}, {{"max_value", false, {"999999.99"}}}, "spend_by_size p"},
      {{"month"}, {{"max_value", false, {"1000000"}}}, "rows"},
      {{"month"}, {{"max_value", false, {"-100000"}}, {"min_value", false, {"-1000000"}}}, "rows"},
      {{"month"}, {{"max_value", false, {"-100000"}}, {"min_value", false, {"-4999999.99"}}}, "spend_by_size p"},
      {{"month"}, {{"min_value", false, {"0"}}}, "spend_by_size p"},
      {{"month"}, {{"max_value", false, {"0"}}}, "spend_by_size p"},
      {{"month"}, {{"max_value", false, {"25000"}}, {"paid_from", false, {"2025-04-01"}}}, "rows"},
      {{"month"}, {{"min_value", false, {"25000"}}, {"paid_from", false, {"2025-04-01"}}}, "spend_by_size p"},
      {{"month"}, {{"min_value", false, {"25000"}}, {"paid_from", false, {"2025-04-03"}}}, "spend_by_day p"},
      {{"commissioner", "month"}, {}, "spend_by_payer_month p"},
      {{"commissioner"}, {{"bodies", false, {"as_now"}}}, "spend_by_payer p"},
      {{"financial_year"}, {{"bodies", false, {"as_now"}}}, "spend_by_payer p"},
      {{"financial_year"}, {{"bodies", false, {"as_then"}}}, "spend_by_year p"},
      {{"financial_year"}, {{"payer", false, {"ods:QZ9"}}}, "spend_by_payer p"},
      {{"provider"}, {}, "spend_by_supplier p"},
      {{"financial_year"}, {{"provider", false, {"ods:QZ9"}}}, "spend_by_supplier p"},
      {{"financial_year"}, {{"q", false, {"care"}}}, "spend_by_supplier p"},
      {{"provider", "commissioner"}, {}, "spend_by_payer_supplier p"},
      {{"provider"}, {{"payer", false, {"ods:QZ9"}}}, "spend_by_payer_supplier p"},
      {{"region", "provider_class"}, {{"provider", false, {"ods:QZ9"}}}, "spend_by_payer_supplier p"},
      {{"provider", "commissioner", "month"}, {}, "spend_cell p"},
      {{"provider"}, {{"paid_from", false, {"2025-04-01"}}}, "spend_cell p"},
      {{"expense_area"}, {}, "spend_by_area p"},
      {{"region", "financial_year"}, {}, "spend_by_payer p"},
      {{"region", "quarter"}, {}, "spend_by_payer_month p"},
      {{"financial_year"}, {{"region", false, {"london", "unknown"}}}, "spend_by_payer p"},
      {{"region", "provider_class"}, {{"bodies", false, {"as_now"}}}, "spend_by_payer p"},
      {{"provider_class"}, {{"month", false, {"2025-04"}}}, "spend_by_month p"},
      {{"provider_class"}, {{"quarter", true, {"2025-26 Q1"}}}, "spend_by_month p"},
      {{"expense_area", "commissioner"}, {{"financial_year", false, {"2025-26"}}}, "spend_by_area p"},
      {{"region"}, {{"expense_area", false, {"", "Care"}}}, "spend_by_area p"},
      {{"expense_area", "month"}, {}, "spend_cell p"},
      {{"provider"}, {{"expense_area", false, {"Care"}}}, "spend_cell p"},
      {{"provider_class"}, {{"min_value", false, {"1.00"}}}, "rows"},
      {{"provider_class"}, {{"file", false, {"sf-1"}}}, "rows"},
  };
  for (const auto& [group_by, filters, expected] : asked) {
    INFO("by " << group_by.front() << ", " << filters.size() << " filters, by " << expected);
    CHECK(answered_by(*whole.db, {filters, group_by}) == expected);
    CHECK(answered_by(*divided.db, {filters, group_by}) == expected);
  }
  for (const char* owner : {"provider_group", "provider_ultimate_owner"}) {
    CHECK_THAT(answered_by(*whole.db, {{{owner, false, {"ods:QZ9"}}}, {"financial_year"}}), ContainsSubstring("owner_month"));
    CHECK(answered_by(*whole.db, {{{owner, false, {"ods:QZ9"}}}, {"month"}}) == "spend_cell p");
    CHECK(answered_by(*divided.db, {{{owner, false, {"ods:QZ9"}}}, {"financial_year"}}) == "rows");
  }
  CHECK_THAT(answered_by(*whole.db, {{}, {"provider_group", "financial_year"}}), ContainsSubstring("owner_month"));
  CHECK_THAT(answered_by(*whole.db, {{}, {"provider_group", "commissioner"}}), ContainsSubstring("spend_by_payer_supplier"));
  CHECK(answered_by(*whole.db, {{}, {"provider_group", "commissioner", "quarter"}}) == "spend_cell p");
  CHECK(answered_by(*divided.db, {{}, {"provider_group", "commissioner"}}) == "rows");
  CHECK(answered_by(*divided.db, {{}, {"provider_group"}}) == "rows");
}

TEST_CASE("real terms are the same from the roll-ups and from the lines, through a lens too", "[read]") {
  const World w = make_world(25);
  const TestDatabase t = with_dated(GENERATE(from_range(backends())), w, true);
  std::vector<PriceIndex> years;
  for (int year = 2000; year < 2040; ++year) years.push_back({year, 800000 + 17311 * (year - 2000), year > 2025});
  const auto deflator = Deflator::create("by hand", years);
  REQUIRE(deflator);
  const Lens lens = lens_of_two();
  for (const std::vector<std::string>& group_by : std::vector<std::vector<std::string>>{{"provider_class"},
                                                                                        {"sector"},
                                                                                        {"financial_year", "sector"},
                                                                                        {"commissioner", "month"},
                                                                                        {"provider"},
                                                                                        {"provider_group", "synthetic"},
                                                                                        {"expense_area"}}) {
    const bool by_sector = group_by.back() == "sector";
    for (const Lens* through : {by_sector ? &lens : nullptr, &lens}) {
      ReportRequest request{{}, group_by, through};
      request.real = RealTerms{&*deflator, 2024};
      INFO(group_by.front() << " " << group_by.back() << (through ? " through a lens" : ""));
      compare(*t.db, request);
      const Report report = report_of(*t.db, request, false);
      CHECK(report.table.columns.back().name == "real_note");
      const std::size_t real = report.table.columns.size() - 5;
      REQUIRE(report.table.columns[real].name == "paid_real");
      // Every payment of these registers has a year with an index.
      std::int64_t sum = 0;
      for (const auto& row : report.table.rows) sum += std::get<std::int64_t>(row[real]);
      CHECK(report.totals[report.totals.size() - 5] == persistence::Cell(sum));
    }
  }
}

TEST_CASE("what a lens states in real terms is its money of each year in the prices of one, each year rounded once", "[read]") {
  const World w = make_world(26);
  const TestDatabase t = with_dated(GENERATE(from_range(backends())), w, true);
  std::vector<PriceIndex> years;
  for (int year = 2000; year < 2040; ++year) years.push_back({year, 800000 + 17311 * (year - 2000), false});
  const auto deflator = Deflator::create("by hand", years);
  REQUIRE(deflator);
  const Lens lens = lens_of_two();
  const auto place = [](const Report& report, std::string_view name) {
    const auto& columns = report.table.columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
    REQUIRE(found != columns.end());
    return static_cast<std::size_t>(found - columns.begin());
  };
  const auto [rows_by, payees_by] = GENERATE(table<std::vector<std::string>, std::vector<std::string>>(
      {{{}, {"provider_class"}}, {{"commissioner"}, {}}, {{"region"}, {"sector"}}, {{"month"}, {}}, {{"expense_area"}, {"provider"}}}));
  ReportRequest request{{}, rows_by, &lens};
  request.group_by.insert(request.group_by.end(), payees_by.begin(), payees_by.end());
  ReportRequest finer = request;
  finer.group_by.emplace_back("financial_year");
  request.real = RealTerms{&*deflator, 2024};
  const Report real = report_of(*t.db, request, false);
  const Report by_year = report_of(*t.db, finer, true);
  const std::size_t year = place(by_year, "financial_year");
  const std::size_t row_columns = rows_by.empty() ? 0 : rows_by.front() == "commissioner" ? 2 : 1;

  using Key = persistence::Row;
  struct Sums {
    std::int64_t counted = 0, unclassified = 0, unknown_kind = 0;
  };
  std::map<Key, Sums> groups;
  std::map<Key, std::map<std::string, std::int64_t>> wholes; // of each year, once for all who were paid in it
  for (const auto& row : by_year.table.rows) {
    const std::string words = std::get<std::string>(row[year]);
    const auto in_prices = [&](std::string_view column) {
      return *deflator->real(std::get<std::int64_t>(row[place(by_year, column)]), FinancialYear::parse(words)->start_year(), 2024);
    };
    Sums& sums = groups[Key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(year))];
    sums.counted += in_prices("numerator");
    sums.unclassified += in_prices("unclassified");
    sums.unknown_kind += in_prices("unknown_kind");
    wholes[Key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(row_columns))][words] = in_prices("denominator");
  }
  Sums all;
  std::int64_t everything = 0;
  const auto added_up = [](const std::map<std::string, std::int64_t>& of_years) {
    std::int64_t sum = 0;
    for (const auto& [words, pence] : of_years) sum += pence;
    return sum;
  };
  for (const auto& [key, of_years] : wholes) everything += added_up(of_years);
  REQUIRE(real.table.rows.size() == groups.size());
  for (const auto& row : real.table.rows) {
    const Sums& sums = groups.at(Key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(year)));
    const auto& of_years = wholes.at(Key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(row_columns)));
    CHECK((row[place(real, "numerator_real")] == persistence::Cell(sums.counted)));
    CHECK((row[place(real, "denominator_real")] == persistence::Cell(added_up(of_years))));
    CHECK((row[place(real, "unclassified_real")] == persistence::Cell(sums.unclassified)));
    CHECK((row[place(real, "unknown_kind_real")] == persistence::Cell(sums.unknown_kind)));
    all.counted += sums.counted;
    all.unclassified += sums.unclassified;
  }
  const std::size_t dimensions = real.table.columns.size() - real.totals.size();
  CHECK((real.totals[place(real, "numerator_real") - dimensions] == persistence::Cell(all.counted)));
  CHECK((real.totals[place(real, "denominator_real") - dimensions] == persistence::Cell(everything)));
  CHECK((real.totals[place(real, "unclassified_real") - dimensions] == persistence::Cell(all.unclassified)));
}

TEST_CASE("every lens gives the same figures from the roll-ups and from the lines", "[read]") {
  const World w = make_world(24);
  const TestDatabase t = with_dated(GENERATE(from_range(backends())), w, true);
  const Lens lens = lens_of_two();
  const std::array<const Lens*, 1> lenses{&lens};
  const auto& info = *persistence::find_report("spend");
  const auto compared = t.db->read([&](Session& s) { return compare_lenses(s, info, {}, lenses); });
  REQUIRE(compared);
  ReportRequest request;
  request.lens = &lens;
  const Report rows = report_of(*t.db, request, true);
  const auto columns = static_cast<std::ptrdiff_t>(compared->table.columns.size()) - 2; // without the lens and its title
  CHECK((persistence::Row(compared->table.rows.front().end() - columns, compared->table.rows.front().end()) ==
         persistence::Row(rows.totals.end() - columns, rows.totals.end())));
}

} // namespace openward::test
