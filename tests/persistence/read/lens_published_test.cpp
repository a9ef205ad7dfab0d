// Rows of our own that add up to published figures, through the lenses of the folder reference/: the shares must come out as published.

#include "world.h"

#include "domain/share.h"
#include "exchange/reference/lens_tables.h"
#include "persistence/read/query.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <map>

namespace openward::test {
namespace {

using persistence::Cell;
using persistence::Row;
using persistence::Session;

constexpr std::int64_t million = 1'000'000'00; // in pence

/// Millions of pounds paid in one financial year to a class, or to a kind of one.
struct Paid {
  const char* to;
  int year;
  std::int64_t millions;
};

const LensBook& book() {
  static const LensBook one = [] {
    auto read = exchange::read_lenses(std::string(OPENWARD_SOURCE_DIR) + "/reference");
    INFO((read ? "" : read.error().message));
    REQUIRE(read);
    return *read;
  }();
  return one;
}

TestDatabase with_payments(persistence::Backend backend, const std::vector<Paid>& rows) {
  World w;
  w.files.push_back({"sf-1", "a file", "00", "2026-01-01T00:00:00Z", "utf-8", ","});
  std::string kinds;
  for (const Paid& paid : rows) {
    const auto to = LensClass::parse(paid.to);
    REQUIRE(to);
    const auto key = w.suppliers.size() + 1;
    w.suppliers.push_back({paid.to + std::string(" ") + std::to_string(key), std::nullopt, std::string(to_string(to->provider_class))});
    w.payments.push_back({0, static_cast<std::int64_t>(key + 1), std::nullopt, key - 1, std::to_string(paid.year) + "-11-30",
                          paid.millions * million, "", "", "", ""});
    if (!to->kind.empty()) kinds += " when " + std::to_string(key) + " then '" + to->kind + "'";
  }
  return filled(backend, w, [&](Session& s) {
    if (!kinds.empty()) run(s, "update supplier_string set kind = case key" + kinds + " else '' end");
  });
}

/// A line of the report through a lens: its columns by name.
using Line = std::map<std::string, Cell>;

Line line_of(const std::vector<persistence::Column>& columns, const Row& row) {
  Line out;
  for (std::size_t i = 0; i < row.size(); ++i) out[columns[i].name] = row[i];
  return out;
}

std::vector<Line> through(const TestDatabase& t, const std::string& lens, const std::string& by) {
  const auto found = book().find(lens);
  REQUIRE(found);
  const auto report = t.db->read([&](Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {{}, {by}, *found});
  });
  REQUIRE(report);
  std::vector<Line> out;
  for (const Row& row : report->table.rows) out.push_back(line_of(report->table.columns, row));
  return out;
}

std::string text(const Line& line, const std::string& name) {
  const auto* found = std::get_if<std::string>(&line.at(name));
  return found ? *found : "-";
}

std::int64_t number(const Line& line, const std::string& name) {
  const auto* found = std::get_if<std::int64_t>(&line.at(name));
  INFO(name);
  REQUIRE(found != nullptr);
  return *found;
}

/// 2018/19 in millions of pounds. The independent, voluntary and council lines are those of the Department's accounts; the rest is made so
/// that the whole and primary care fit all five published shares at once.
const std::vector<Paid>& year_2018() {
  static const std::vector<Paid> rows{
      {"independent_sector", 2018, 9180},    {"voluntary_or_charity", 2018, 1619},
      {"local_authority", 2018, 2889},       {"primary_care/general_practice", 2018, 8500},
      {"primary_care/dental", 2018, 2900},   {"primary_care/optical", 2018, 492},
      {"primary_care/pharmacy", 2018, 2900}, {"nhs_trust", 2018, 30000},
      {"nhs_foundation_trust", 2018, 50000}, {"nhs_other", 2018, 8000},
      {"nhs_owned_company", 2018, 1000},     {"non_healthcare_supplier", 2018, 5000},
      {"other_public", 2018, 2000},          {"individual", 2018, 20},
      {"unclassified", 2018, 2100},
  };
  return rows;
}

} // namespace

TEST_CASE("the rows of 2018/19 give the five shares that were published for the year, each through its lens", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_payments(backend, year_2018());
  const auto [lens, places, published, counted] = GENERATE(table<std::string, int, const char*, std::int64_t>({
      {"accounts_independent", 1, "7.3", 9180},
      {"all_non_nhs", 0, "11", 9180 + 1619 + 2889},
      {"nhs_england_without_gps", 0, "18", 13688 + 6292},
      {"with_primary_care", 0, "22", 13688 + 14792},
      {"nhs_england_contractors", 0, "26", 13688 + 14792},
  }));
  INFO(lens);
  const auto lines = through(t, lens, "financial_year");
  REQUIRE(lines.size() == 1);
  const Line& line = lines.front();
  CHECK(text(line, "financial_year") == "2018-19");
  CHECK(text(line, "lens") == lens + "@1");
  CHECK(number(line, "numerator") == counted * million);
  CHECK(number(line, "unclassified") == 2100 * million);
  CHECK(number(line, "unknown_kind") == 0);
  CHECK(share_percent(number(line, "numerator"), number(line, "denominator"), places) == published);
  if (places == 1) CHECK(text(line, "share") == published);
  CHECK(text(line, "share_note") == "-");
}

TEST_CASE("money of primary care whose kind is not known follows its class, and the report says how much that is", "[read]") {
  auto rows = year_2018();
  rows.push_back({"primary_care", 2018, 700});
  const TestDatabase t = with_payments(persistence::Backend::sqlite, rows);
  const Line without_gps = through(t, "nhs_england_without_gps", "financial_year").front();
  CHECK(number(without_gps, "numerator") == (13688 + 6292) * million);
  CHECK(number(without_gps, "unknown_kind") == 700 * million);
  const Line with = through(t, "with_primary_care", "financial_year").front();
  CHECK(number(with, "numerator") == (13688 + 14792 + 700) * million);
  CHECK(number(with, "unknown_kind") == 0);
}

TEST_CASE("the sectors of a lens add up to everything, and what is unclassified is a line of its own that counts for nobody", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_payments(backend, year_2018());
  const auto lens = GENERATE(as<std::string>{}, "accounts_independent", "without_primary_care", "for_profit_2022");
  INFO(lens);
  std::int64_t paid = 0;
  std::int64_t counted = 0;
  std::map<std::string, std::int64_t> sectors;
  for (const Line& line : through(t, lens, "sector")) {
    sectors[text(line, "sector")] = number(line, "paid");
    paid += number(line, "paid");
    counted += number(line, "numerator");
    if (text(line, "sector") == "unclassified") CHECK(number(line, "numerator") == 0);
  }
  CHECK(paid == 126600 * million);
  CHECK(sectors.at("unclassified") == 2100 * million);
  CHECK(sectors.at("private") == (lens == "for_profit_2022" ? 15180 : 9180) * million);
  const Line whole = through(t, lens, "financial_year").front();
  CHECK(number(whole, "numerator") == counted);
  CHECK(number(whole, "denominator") == (lens == "without_primary_care" ? 126600 - 14792 : 126600) * million);
}

TEST_CASE("the table of the accounts adds up, and gives the shares that were quoted from it", "[read]") {
  struct Year {
    int start;
    std::int64_t independent, voluntary, council, sum, everything;
    const char* quoted;
  };
  // The whole of a year is not in the table: it is chosen so that the quoted share comes out.
  const std::vector<Year> years{{2013, 6467, 510, 2473, 9450, 106000, "6.1"},   {2014, 8067, 526, 1774, 10367, 110500, "7.3"},
                                {2015, 8818, 545, 2869, 12232, 114600, "7.7"},  {2016, 9007, 757, 2909, 12673, 117000, "7.7"},
                                {2017, 8765, 1564, 2737, 13066, 120600, "7.3"}, {2018, 9180, 1619, 2889, 13688, 125300, "7.3"},
                                {2020, 12139, 0, 0, 12139, 183900, "6.6"},      {2021, 10854, 0, 0, 10854, 184000, "5.9"},
                                {2022, 11500, 0, 0, 11500, 176900, "6.5"},      {2023, 12357, 0, 0, 12357, 181700, "6.8"},
                                {2011, 5900, 0, 0, 5900, 90700, "6.5"}};
  std::vector<Paid> rows;
  for (const Year& y : years) {
    const std::int64_t non_nhs = y.independent + y.voluntary + y.council;
    for (const Paid& paid : {Paid{"independent_sector", y.start, y.independent}, Paid{"voluntary_or_charity", y.start, y.voluntary},
                             Paid{"local_authority", y.start, y.council}, Paid{"nhs_trust", y.start, y.everything - non_nhs}})
      rows.push_back(paid);
  }
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_payments(backend, rows);
  std::map<std::string, Line> independent;
  std::map<std::string, Line> non_nhs;
  std::map<std::string, Line> of_budget;
  for (Line& l : through(t, "accounts_independent", "financial_year")) independent[text(l, "financial_year")] = l;
  for (Line& l : through(t, "all_non_nhs", "financial_year")) non_nhs[text(l, "financial_year")] = l;
  for (Line& l : through(t, "commissioner_budget", "financial_year")) of_budget[text(l, "financial_year")] = l;
  REQUIRE(independent.size() == years.size());
  for (const Year& y : years) {
    const std::string year = year_words(y.start);
    INFO(year);
    CHECK(text(independent.at(year), "share") == y.quoted);
    CHECK(number(non_nhs.at(year), "numerator") == y.sum * million);
  }
  // About one pound in eight of commissioners' budgets.
  CHECK(number(of_budget.at("2015-16"), "share_basis_points") == 1219);
  CHECK(number(of_budget.at("2015-16"), "denominator") == 100361 * million);
  CHECK(text(of_budget.at("2011-12"), "share") == "-");
  CHECK_THAT(text(of_budget.at("2011-12"), "share_note"), ContainsSubstring("not stated for 2011-12"));
}

TEST_CASE("323 of 4,999 million pounds for profit are 6.46 per cent, with community interest companies and without charities", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const TestDatabase t = with_payments(backend, {{"independent_sector", 2019, 240},
                                                 {"social_enterprise", 2019, 41},
                                                 {"nhs_owned_company", 2019, 12},
                                                 {"non_healthcare_supplier", 2019, 30},
                                                 {"voluntary_or_charity", 2019, 60},
                                                 {"primary_care/general_practice", 2019, 416},
                                                 {"nhs_foundation_trust", 2019, 4200}});
  const Line line = through(t, "for_profit_2022", "financial_year").front();
  CHECK(number(line, "numerator") == 323 * million);
  CHECK(number(line, "denominator") == 4999 * million);
  CHECK(number(line, "share_basis_points") == 646);
  CHECK(text(line, "share") == "6.5");
}

TEST_CASE("a budget of England and a year is no whole of a month, of one commissioner's rows, or of awards", "[read]") {
  const TestDatabase t = with_payments(persistence::Backend::sqlite, year_2018());
  const Line month = through(t, "commissioner_budget", "month").front();
  CHECK(number(month, "numerator") == 13688 * million);
  CHECK(text(month, "share") == "-");
  CHECK_THAT(text(month, "share_note"), ContainsSubstring("not by month"));
  const Lens* lens = *book().find("commissioner_budget");
  const auto one = t.db->read([&](Session& s) {
    return persistence::compare_lenses(s, *persistence::find_report("spend"), {{"paid_from", false, {"2018-06-01"}}}, {&lens, 1});
  });
  REQUIRE(one);
  CHECK_THAT(text(line_of(one->table.columns, one->table.rows.front()), "share_note"), ContainsSubstring("chosen by paid_from"));
  const auto awards = t.db->read([&](Session& s) {
    return persistence::compare_lenses(s, *persistence::find_report("awards"), {}, {&lens, 1});
  });
  REQUIRE(awards);
  CHECK_THAT(text(line_of(awards->table.columns, awards->table.rows.front()), "share_note"), ContainsSubstring("budget of a year"));
}

} // namespace openward::test
