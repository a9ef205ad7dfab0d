#include "persistence/read/real_terms.h"

#include "domain/date.h"
#include "domain/money.h"
#include "persistence/read/definition.h"

#include <algorithm>
#include <map>
#include <set>

namespace openward::persistence::read {
namespace {

/// Money of one group, or of several, in the prices asked for.
struct RealSum {
  std::int64_t pence = 0;
  std::set<std::string> without_index;
  bool forecast = false;
  bool too_large = false;

  void add(std::int64_t more) {
    const auto sum = add_pence(pence, more);
    too_large = too_large || !sum;
    if (sum) pence = *sum;
  }
  void add(const RealSum& other) {
    add(other.pence);
    without_index.insert(other.without_index.begin(), other.without_index.end());
    forecast = forecast || other.forecast;
    too_large = too_large || other.too_large;
  }
};

std::size_t place_of(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.name == name; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// The same report, split by year as well.
Result<Report> by_year(Session& s, const ReportInfo& info, const ReportRequest& request) {
  ReportRequest finer = request;
  finer.real.reset();
  finer.lens = nullptr;
  if (finer.group_by.empty()) finer.group_by = info.default_group_by;
  auto& groups = finer.group_by;
  if (std::find(groups.begin(), groups.end(), "financial_year") == groups.end()) groups.emplace_back("financial_year");
  if (std::find(groups.begin(), groups.end(), "sector") != groups.end()) finer.lens = request.lens;
  return run_report(s, info, finer);
}

void add_year(RealSum& sum, const RealTerms& real, const std::string& year, std::int64_t pence) {
  const auto own = FinancialYear::parse(year);
  const auto index = own ? real.deflator->in(own->start_year()) : std::nullopt;
  if (!index) {
    sum.without_index.insert(year.empty() ? "a year not known" : year);
    return;
  }
  sum.forecast = sum.forecast || index->forecast;
  const auto in_prices = real.deflator->real(pence, own->start_year(), real.price_year);
  sum.too_large = sum.too_large || !in_prices;
  if (in_prices) sum.add(*in_prices);
}

std::string note_of(const RealSum& sum) {
  if (sum.too_large) return "the sum leaves 64 bits; ask for fewer rows";
  std::string years;
  for (const std::string& year : sum.without_index) years += (years.empty() ? "" : ", ") + year;
  return years.empty() ? "" : "the deflator has no index for " + years;
}

void append(Row& row, const RealSum& sum, const RealTerms& real) {
  const std::string note = note_of(sum);
  const auto price = real.deflator->in(real.price_year);
  row.push_back(note.empty() ? Cell(sum.pence) : Cell());
  row.emplace_back(FinancialYear(real.price_year).text());
  row.emplace_back(real.deflator->vintage());
  row.emplace_back(sum.forecast || (price && price->forecast));
  row.push_back(note.empty() ? Cell() : Cell(note));
}

} // namespace

Result<> add_real_terms(Session& s, const ReportInfo& info, const ReportRequest& request, std::size_t group_columns, Report& report) {
  const auto found =
      std::find_if(report_definitions().begin(), report_definitions().end(), [&](const auto* r) { return r->name == info.name; });
  const auto finer = by_year(s, info, request);
  if (!finer) return finer.error();
  const std::size_t year = place_of(finer->table, "financial_year");
  const std::size_t paid = place_of(finer->table, (*found)->paid_measure);
  std::map<Row, RealSum> sums;
  for (const Row& row : finer->table.rows) {
    const Row group(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(group_columns));
    const auto* words = std::get_if<std::string>(&row[year]);
    add_year(sums[group], *request.real, words ? *words : "", std::get<std::int64_t>(row[paid]));
  }
  for (Column& column : real_columns(**found)) report.table.columns.push_back(std::move(column));
  RealSum all;
  for (Row& row : report.table.rows) {
    const RealSum& sum = sums[Row(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(group_columns))];
    append(row, sum, *request.real);
    all.add(sum);
  }
  append(report.totals, all, *request.real);
  return Done{};
}

std::vector<Column> real_columns(const ReportDef& report) {
  if (report.paid_measure.empty()) return {};
  const std::string paid(report.paid_measure);
  return {
      {paid + "_real", CellType::pence,
       "The same in prices of price_year: each financial year's sum times the index of the price year over its own, rounded once, halves "
       "to even; of the totals, the sum of the lines. Empty when a year has no index."},
      {"price_year", CellType::text, "The financial year whose prices these are."},
      {"deflator", CellType::text, "The index of prices and its vintage."},
      {"forecast_index", CellType::boolean, "Whether the index of one of these years, or of the price year, is a forecast."},
      {"real_note", CellType::text, "Why there is no figure in real terms."}};
}

} // namespace openward::persistence::read
