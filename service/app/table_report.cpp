#include "service/app/table_report.h"

#include "domain/money.h"

#include <algorithm>

namespace openward::app {

using persistence::Cell;
using persistence::CellType;
using persistence::Row;

persistence::ReportRequest spend_request(const SpendQuestion& question, std::vector<std::string> group_by) {
  return {question.filters, std::move(group_by), question.lens, question.today, false, question.real};
}

std::optional<RowsAt> payments_of(const std::vector<persistence::FilterTerm>& terms, std::string_view dimension, const Row& row) {
  if (row.empty()) return std::nullopt;
  const auto* flag = std::get_if<bool>(&row.front());
  std::string value = flag ? std::string(*flag ? "true" : "false") : text_in(row.front());
  std::string name(dimension);
  if (dimension == "commissioner") name = "payer";
  // As a filter, a group is all that an owner owned on the day; a line of a report is what its last owner did.
  if (dimension == "provider_group") name = "provider_ultimate_owner";
  if (value.empty() && name == "payer") value = "none";
  const auto& filters = persistence::find_resource("payments")->filters;
  const auto known = std::find_if(filters.begin(), filters.end(), [&](const auto& filter) { return filter.name == name; });
  if (value.empty() && (known == filters.end() || !known->none)) return std::nullopt;
  RowsAt out{"payments", {}};
  for (const auto& term : terms) {
    // The group is one of the values that were asked for.
    if (term.name == name && !term.exclude) continue;
    for (const std::string& one : term.values) out.parameters.emplace_back((term.exclude ? "not_" : "") + term.name, one);
  }
  out.parameters.emplace_back(name, value);
  return out;
}

std::size_t place_of(const persistence::Table& table, std::string_view column) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& c) { return c.name == column; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::int64_t number_in(const Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number ? *number : 0;
}

std::string text_in(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : std::string();
}

void append_share(Row& row, std::optional<std::int64_t> part, std::optional<std::int64_t> whole) {
  const auto basis_points = part && whole ? share_basis_points(*part, *whole) : std::nullopt;
  const auto percent = part && whole ? share_percent(*part, *whole, 1) : std::nullopt;
  row.push_back(basis_points && percent ? Cell(*basis_points) : Cell());
  row.push_back(basis_points && percent ? Cell(*percent) : Cell());
}

void add_share_columns(std::vector<persistence::Column>& columns, const std::string& name, const std::string& description) {
  columns.push_back({name + "_basis_points", CellType::integer, description + " In hundredths of a per cent, halves to even."});
  columns.push_back({name, CellType::text, description + " In per cent with one decimal, rounded from the sums."});
}

} // namespace openward::app
