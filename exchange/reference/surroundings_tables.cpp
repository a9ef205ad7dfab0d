#include "exchange/reference/surroundings_tables.h"

#include "exchange/reference/tsv_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace openward::exchange {
namespace {

/// Where the thing with a key stands, so that the rows of a second table find theirs.
using Keys = std::map<std::string, std::size_t>;

std::optional<std::size_t> found(const Keys& keys, const TsvTable::Reader& row, std::string_view column, std::string_view file) {
  const auto at = keys.find(row.required(column));
  if (at != keys.end()) return at->second;
  row.fault(column, "unknown_key",
            "no row of " + std::string(file) + " has the key " + row.text(column) + "; add it there or correct the key");
  return std::nullopt;
}

void keep_key(Keys& keys, const TsvTable::Reader& row, std::size_t at) {
  if (!keys.emplace(row.required("key"), at).second)
    row.fault("key", "repeated", "the key " + row.text("key") + " stands on an earlier line too; remove one of the rows");
}

/// Every value passes through its domain's own `create`; the first refusal ends the reading, under the file's name.
template <typename Thing>
Result<std::vector<Thing>> created(const TsvTable& table, std::vector<Thing> drafts) {
  std::vector<Thing> things;
  for (Thing& draft : drafts) {
    auto thing = Thing::create(std::move(draft));
    if (!thing) {
      Error error = thing.error();
      error.message = table.name() + ": " + error.message;
      return error;
    }
    things.push_back(*std::move(thing));
  }
  return things;
}

} // namespace

Result<std::vector<DiagnosticCentre>> read_centres(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "diagnostic-centres.tsv", {"name", "place", "region", "kind", "operator_class", "operator",
                                                                        "estate_owner_class", "funder", "status", "status_on", "source"});
  if (!table) return table.error();
  std::vector<DiagnosticCentre> centres;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const auto status = row.word("status", centre_status_from, CentreStatus::announced);
    row.required("status");
    CentreStatusChange change{status, row.date("status_on"), row.required("source")};
    const auto known = std::find_if(centres.begin(), centres.end(),
                                    [&](const DiagnosticCentre& c) { return c.name == row.text("name") && c.place == row.text("place"); });
    if (known != centres.end()) {
      known->history.push_back(std::move(change));
      continue;
    }
    DiagnosticCentre centre;
    centre.name = row.required("name");
    centre.place = row.required("place");
    centre.region = row.text("region");
    centre.kind = row.word("kind", centre_kind_from, CentreKind::unknown);
    centre.operator_class = row.word("operator_class", provider_class_from, ProviderClass::unclassified);
    centre.operator_name = row.text("operator");
    centre.estate_owner_class = row.word("estate_owner_class", provider_class_from, ProviderClass::unclassified);
    centre.funder = row.text("funder");
    centre.source = row.text("source");
    centre.history.push_back(std::move(change));
    centres.push_back(std::move(centre));
  }
  if (auto error = faults_of(*table, std::exchange(faults, {}))) return *std::move(error);
  return created(*table, std::move(centres));
}

Result<std::vector<Programme>> read_programmes(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "programmes.tsv", {"key", "name", "unit", "target", "target_date", "source", "note"});
  if (!table) return table.error();
  std::vector<Programme> programmes;
  std::vector<Fault> faults;
  Keys keys;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    keep_key(keys, row, programmes.size());
    Programme programme;
    programme.name = row.required("name");
    programme.unit = row.required("unit");
    programme.target = row.whole_number("target");
    programme.target_date = row.date("target_date");
    programme.source = row.required("source");
    programme.note = row.text("note");
    programmes.push_back(std::move(programme));
  }
  if (auto error = faults_of(*table, std::exchange(faults, {}))) return *std::move(error);

  const auto progress = TsvTable::read(folder / "programme-progress.tsv", {"programme", "on", "quantity", "source"});
  if (!progress) return progress.error();
  for (const auto& cells : progress->rows()) {
    const TsvTable::Reader row(*progress, cells, faults);
    row.required("quantity");
    const auto at = found(keys, row, "programme", table->name());
    ProgrammeProgress measured{row.required_date("on"), row.whole_number("quantity").value_or(0), row.required("source")};
    if (at) programmes[*at].progress.push_back(std::move(measured));
  }
  if (auto error = faults_of(*progress, std::move(faults))) return *std::move(error);
  return created(*table, std::move(programmes));
}

Result<std::vector<Indicator>> read_indicators(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "indicators.tsv", {"key", "name", "unit", "limit", "limit_basis", "source"});
  if (!table) return table.error();
  std::vector<Indicator> indicators;
  std::vector<Fault> faults;
  Keys keys;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    keep_key(keys, row, indicators.size());
    Indicator indicator;
    indicator.name = row.required("name");
    indicator.unit = row.required("unit");
    indicator.limit_thousandths = row.thousandths("limit");
    indicator.limit_basis = indicator.limit_thousandths ? row.required("limit_basis") : row.text("limit_basis");
    indicator.source = row.required("source");
    indicators.push_back(std::move(indicator));
  }
  if (auto error = faults_of(*table, std::exchange(faults, {}))) return *std::move(error);

  const auto values = TsvTable::read(folder / "indicator-values.tsv", {"indicator", "body", "period", "from", "to", "value", "source"});
  if (!values) return values.error();
  for (const auto& cells : values->rows()) {
    const TsvTable::Reader row(*values, cells, faults);
    row.required("value");
    const auto at = found(keys, row, "indicator", table->name());
    IndicatorValue value{
        row.required("body"),  row.required("period"), row.date("from"), row.date("to"), row.thousandths("value").value_or(0),
        row.required("source")};
    if (at) indicators[*at].values.push_back(std::move(value));
  }
  if (auto error = faults_of(*values, std::move(faults))) return *std::move(error);
  return created(*table, std::move(indicators));
}

} // namespace openward::exchange
