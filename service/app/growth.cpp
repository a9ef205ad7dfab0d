#include "service/app/growth.h"

#include "domain/date.h"
#include "domain/money.h"

#include <algorithm>
#include <array>
#include <span>

namespace openward::app {

using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Report;
using persistence::Row;

namespace {

constexpr std::array<std::string_view, 3> dimensions_of_time{"financial_year", "quarter", "month"};

/// One group in the two years; null where it has no payments in one.
using Years = std::array<const Row*, 2>;

/// After less before; of cells that hold nothing, nothing.
Result<Cell> difference(const Cell& before, const Cell& after) {
  if (before.index() == 0 || after.index() == 0) return Cell();
  const auto change = add_pence(number_in(after), -number_in(before));
  if (!change) return change.error();
  return Cell(*change);
}

std::string_view presence_of(const Years& years) {
  if (!years[0]) return years[1] ? "appeared" : "neither";
  return years[1] ? "both" : "vanished";
}

/// Reads the report of spend by group and year, and writes the lines of growth.
class Writer {
 public:
  Writer(const GrowthQuestion& question, const persistence::Table& table, std::size_t dimensions)
      : question_(question), table_(table), dimensions_(dimensions) {}

  std::vector<Column> columns() const;
  /// The cells behind those of the dimension. `changes` are those of everything: of money of the day, and in real terms.
  Result<Row> cells(const Years&, const std::array<Cell, 2>& changes) const;
  Result<std::array<Cell, 2>> changes(const Years&) const;

 private:
  Cell cell(const Row* row, std::string_view column, const Cell& without) const { return row ? (*row)[place_of(table_, column)] : without; }
  Cell money(const Row* row, std::string_view column) const { return cell(row, column, Cell(std::int64_t{0})); }
  Result<> add_change(Row&, const Years&, std::string_view column, const Cell& whole) const;
  Result<> add_lens(Row&, const Years&) const;

  const GrowthQuestion& question_;
  const persistence::Table& table_;
  std::size_t dimensions_;
};

std::vector<Column> Writer::columns() const {
  std::vector<Column> out(table_.columns.begin(), table_.columns.begin() + static_cast<std::ptrdiff_t>(dimensions_));
  out.push_back({"presence", CellType::text, "both, appeared (no payments before), vanished (none after) or neither."});
  out.push_back({"payments_before", CellType::integer, "Lines of spend files in the year `from`."});
  out.push_back({"payments_after", CellType::integer, "Lines of spend files in the year `to`."});
  const auto add = [&](const std::string& suffix, const std::string& prices) {
    out.push_back({"before" + suffix, CellType::pence, "What was paid in the year `from`" + prices + "."});
    out.push_back({"after" + suffix, CellType::pence, "What was paid in the year `to`" + prices + "."});
    out.push_back({"change" + suffix, CellType::pence, "After less before."});
    add_share_columns(out, "share_of_change" + suffix, "Change of the line over the change of everything; empty when nothing changed.");
  };
  add("", "");
  if (question_.spend.real) {
    add("_real", ", in prices of price_year");
    out.push_back({"price_year", CellType::text, "The financial year whose prices these are."});
    out.push_back({"deflator", CellType::text, "The index of prices and its vintage."});
    out.push_back({"forecast_index", CellType::boolean, "Whether one of the indices is a forecast."});
  }
  if (question_.spend.lens) {
    out.push_back({"lens", CellType::text, "The lens and its version."});
    out.push_back({"numerator_before", CellType::pence, "Of it what the lens counts, in the year `from`."});
    out.push_back({"numerator_after", CellType::pence, "Of it what the lens counts, in the year `to`."});
    out.push_back({"numerator_change", CellType::pence, "After less before."});
    out.push_back({"denominator_before", CellType::pence, "What the share of the year `from` is of."});
    out.push_back({"denominator_after", CellType::pence, "What the share of the year `to` is of."});
    add_share_columns(out, "share_before", "The share that the lens states, in the year `from`.");
    add_share_columns(out, "share_after", "The share that the lens states, in the year `to`.");
  }
  return out;
}

Result<std::array<Cell, 2>> Writer::changes(const Years& years) const {
  std::array<Cell, 2> out;
  auto paid = difference(money(years[0], "paid"), money(years[1], "paid"));
  if (!paid) return paid.error();
  out[0] = *paid;
  if (question_.spend.real) {
    auto real = difference(money(years[0], "paid_real"), money(years[1], "paid_real"));
    if (!real) return real.error();
    out[1] = *real;
  }
  return out;
}

Result<> Writer::add_change(Row& out, const Years& years, std::string_view column, const Cell& whole) const {
  const Cell before = money(years[0], column);
  const Cell after = money(years[1], column);
  const auto change = difference(before, after);
  if (!change) return change.error();
  out.insert(out.end(), {before, after, *change});
  const bool known = change->index() != 0 && whole.index() != 0;
  // Of a fall, what fell is the positive part.
  const std::int64_t sign = number_in(whole) < 0 ? -1 : 1;
  append_share(out, known ? std::optional(sign * number_in(*change)) : std::nullopt, sign * number_in(whole));
  return Done{};
}

Result<> Writer::add_lens(Row& out, const Years& years) const {
  out.emplace_back(question_.spend.lens->name());
  const Cell before = money(years[0], "numerator");
  const Cell after = money(years[1], "numerator");
  const auto change = difference(before, after);
  if (!change) return change.error();
  out.insert(out.end(), {before, after, *change});
  for (const Row* year : years) out.push_back(cell(year, "denominator", Cell()));
  for (const Row* year : years) {
    out.push_back(cell(year, "share_basis_points", Cell()));
    out.push_back(cell(year, "share", Cell()));
  }
  return Done{};
}

Result<Row> Writer::cells(const Years& years, const std::array<Cell, 2>& changes) const {
  Row out{Cell(std::string(presence_of(years)))};
  for (const Row* year : years) out.push_back(money(year, "payments"));
  if (auto added = add_change(out, years, "paid", changes[0]); !added) return added.error();
  if (const auto& real = question_.spend.real) {
    if (auto added = add_change(out, years, "paid_real", changes[1]); !added) return added.error();
    out.emplace_back(FinancialYear(real->price_year).text());
    out.emplace_back(real->deflator->vintage());
    const auto forecast = [&](int year) { return real->deflator->in(year).value_or(PriceIndex{}).forecast; };
    out.emplace_back(forecast(question_.from) || forecast(question_.to) || forecast(real->price_year));
  }
  if (question_.spend.lens) {
    if (auto added = add_lens(out, years); !added) return added.error();
  }
  return out;
}

Years years_of(std::span<const Row> rows, std::size_t year_column, const std::string& from, const std::string& to) {
  Years out{};
  for (const Row& row : rows) {
    if (text_in(row[year_column]) == from) out[0] = &row;
    if (text_in(row[year_column]) == to) out[1] = &row;
  }
  return out;
}

Result<> check(const GrowthQuestion& question) {
  if (question.from > question.to) return invalid_at("from", "after_to", "from is a later year than to; exchange the two");
  if (question.from == question.to)
    return invalid_at("to", "no_effect", "from and to are the same year, of which nothing changes; name two years");
  const auto valid = growth_dimensions();
  if (std::find(valid.begin(), valid.end(), question.group_by) != valid.end()) return Done{};
  std::string words;
  for (const std::string& one : valid) words += (words.empty() ? "" : ", ") + one;
  return invalid_at("group_by", "unknown_dimension", "growth is split by one of " + words + ", and not by `" + question.group_by + "`");
}

} // namespace

std::vector<std::string> growth_dimensions() {
  std::vector<std::string> out;
  for (const auto& dimension : persistence::find_report("spend")->dimensions) {
    if (std::find(dimensions_of_time.begin(), dimensions_of_time.end(), dimension.name) == dimensions_of_time.end())
      out.push_back(dimension.name);
  }
  return out;
}

Result<TableReport> growth(persistence::Session& s, const GrowthQuestion& question) {
  if (auto sound = check(question); !sound) return sound.error();
  const std::string from = FinancialYear(question.from).text();
  const std::string to = FinancialYear(question.to).text();
  SpendQuestion spend = question.spend;
  spend.filters.push_back({"financial_year", false, {from, to}});
  const auto& info = *persistence::find_report("spend");
  const auto lines = persistence::run_report(s, info, spend_request(spend, {question.group_by, "financial_year"}));
  if (!lines) return lines.error();
  // Asked of the database again: totals added up from the lines could not show that one is missing.
  const auto all = persistence::run_report(s, info, spend_request(spend, {"financial_year"}));
  if (!all) return all.error();

  TableReport out;
  out.asked = {{"from", from}, {"to", to}, {"group_by", question.group_by}};
  out.lens = question.spend.lens;
  out.filters = spend.filters;
  out.seq = lines->seq;
  const std::size_t year_column = place_of(lines->table, "financial_year");
  out.dimensions = year_column;
  const Writer of_lines(question, lines->table, year_column);
  const Writer of_all(question, all->table, 0);
  const Years whole = years_of(all->table.rows, 0, from, to);
  const auto changes = of_all.changes(whole);
  if (!changes) return changes.error();
  out.table.columns = of_lines.columns();
  const auto& rows = lines->table.rows;
  for (std::size_t first = 0; first < rows.size();) {
    const Row group(rows[first].begin(), rows[first].begin() + static_cast<std::ptrdiff_t>(year_column));
    std::size_t end = first + 1;
    while (end < rows.size() && std::equal(group.begin(), group.end(), rows[end].begin())) ++end;
    const auto cells = of_lines.cells(years_of(std::span(rows).subspan(first, end - first), year_column, from, to), *changes);
    if (!cells) return cells.error();
    Row row = group;
    row.insert(row.end(), cells->begin(), cells->end());
    out.table.rows.push_back(std::move(row));
    out.rows_at.push_back(payments_of(spend.filters, question.group_by, group));
    first = end;
  }
  if (question.spend.real)
    out.notes.emplace_back("In real terms a total is its own year's sum brought to the prices of price_year and rounded once; the lines "
                           "are rounded one by one and may add up to some pence more or less.");
  auto totals = of_all.cells(whole, *changes);
  if (!totals) return totals.error();
  out.totals = *std::move(totals);
  return out;
}

} // namespace openward::app
