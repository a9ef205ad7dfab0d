#include "exchange/reference/deflator_table.h"

#include "domain/date.h"
#include "domain/text.h"
#include "exchange/reference/tsv_table.h"

namespace openward::exchange {
namespace {

const std::initializer_list<std::string_view> columns{"year", "index", "kind", "vintage"};

std::optional<bool> forecast_from(std::string_view word) {
  if (word == "forecast") return true;
  if (word == "outturn") return false;
  return std::nullopt;
}

Result<Deflator> deflator_of(const Result<TsvTable>& table) {
  if (!table) return table.error();
  std::vector<PriceIndex> years;
  std::vector<Fault> faults;
  std::string vintage;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const auto year = FinancialYear::parse(row.required("year"));
    if (!year) row.fault("year", "bad_year", detail::quoted(row.text("year")) + " is no financial year; write it as 2018-19");
    row.required("index");
    const auto index = row.whole_number("index");
    row.required("kind");
    const bool forecast = row.word("kind", forecast_from, false);
    const std::string& own = row.required("vintage");
    if (vintage.empty()) vintage = own;
    if (own != vintage) row.fault("vintage", "several", "one file holds one vintage; keep those of " + detail::quoted(vintage));
    if (year && index) years.push_back({year->start_year(), *index, forecast});
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return Deflator::create(std::move(vintage), std::move(years));
}

} // namespace

Result<Deflator> read_deflator(const std::filesystem::path& folder) { return deflator_of(TsvTable::read(folder / deflator_file, columns)); }

Result<Deflator> deflator_in(std::string_view text) { return deflator_of(TsvTable::parse(text, std::string(deflator_file), columns)); }

} // namespace openward::exchange
