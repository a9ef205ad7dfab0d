#include "exchange/reference/region_table.h"

#include "domain/identifier.h"
#include "exchange/reference/tsv_table.h"

namespace openward::exchange {

Result<std::map<std::string, Region, std::less<>>> read_regions(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "body-regions.tsv", {"code", "region"});
  if (!table) return table.error();
  std::map<std::string, Region, std::less<>> out;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const auto code = Identifier::create("ods", row.required("code"));
    if (!code) {
      row.fault(code.error());
      continue;
    }
    const Region region = row.word("region", region_from, Region::unknown);
    if (region == Region::unknown)
      row.fault("region", "not_known", "a line says in which region the body lies; name it, or remove the line of " + code->id());
    if (!out.emplace(code->id(), region).second)
      row.fault("code", "repeated", "the code " + code->id() + " stands on an earlier line too; remove one of the rows");
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return out;
}

} // namespace openward::exchange
