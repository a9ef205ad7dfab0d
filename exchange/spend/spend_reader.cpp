#include "exchange/spend/spend_reader.h"

#include "domain/text.h"
#include "exchange/spend/headings.h"
#include "exchange/spend/layouts.h"
#include "exchange/spend/line_reader.h"
#include "exchange/spend/survey.h"

#include <algorithm>

namespace openward::exchange {
namespace {

Result<> known_fields(const SpendOptions& options) {
  const auto fields = spend_fields();
  for (const auto& [field, column] : options.columns) {
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) continue;
    std::string names;
    for (const std::string_view name : fields) names += (names.empty() ? "" : ", ") + std::string(name);
    return invalid_at("column", "unknown_field", "There is no field " + detail::quoted(field) + ". The fields: " + names + ".");
  }
  return Done{};
}

/// The amount stands in another column than its heading made one think.
void move_amount(SpendReading& reading, int column) {
  if (reading.columns.amount == column) return;
  ColumnReading& before = reading.understood[static_cast<std::size_t>(reading.columns.amount)];
  before.field.clear();
  before.why = "headed as an amount, but its cells are none";
  reading.columns.amount = column;
  ColumnReading& now = reading.understood[static_cast<std::size_t>(column)];
  now.field = "amount";
  now.why = "headed as an amount, and its cells are amounts";
}

} // namespace

Result<SpendReading> read_spend(std::string_view bytes, const SpendOptions& options, const SpendSink& sink) {
  if (auto known = known_fields(options); !known) return known.error();
  const auto layouts = layouts_of(bytes, options);
  if (!layouts) return layouts.error();
  const auto found = find_header(*layouts, options);
  if (!found) return found.error();
  const Layout& layout = (*layouts)[found->layout];
  const Header& header = found->header;

  Survey survey(header, options);
  auto surveyed = layout.each_row(
      [&](const CsvRow& row) -> Result<bool> {
        if (row.number > header.row) survey.look_at(row);
        return true;
      },
      {});
  if (!surveyed) return surveyed.error();
  const auto amount = survey.amount_column();
  if (!amount) return amount.error();

  SpendReading reading;
  reading.kind = layout.kind;
  reading.columns = header.columns;
  reading.understood = header.understood;
  reading.days = survey.orders().told();
  move_amount(reading, *amount);
  for (std::size_t i = 0; i < layouts->size() && layout.kind != "csv"; ++i)
    if (i != found->layout) reading.other_sheets.push_back((*layouts)[i].sheet);
  reading.file.encoding = layout.encoding;
  reading.file.delimiter = layout.delimiter;
  reading.file.sheet = layout.sheet;
  reading.file.header_row = header.row;
  reading.file.day_first = survey.orders().day_first();
  LineReader lines(layout, header, survey.orders(), reading, sink);
  const RowVisitor take = [&](const CsvRow& row) -> Result<bool> {
    if (row.number <= header.row) return true;
    return lines.take(row);
  };
  auto read = layout.each_row(take, sink.passed);
  if (!read) return read.error();
  lines.finish();
  return reading;
}

} // namespace openward::exchange
