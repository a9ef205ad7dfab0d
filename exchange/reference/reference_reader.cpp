#include "exchange/reference/reference_reader.h"

#include "exchange/reference/body_tables.h"
#include "exchange/reference/surroundings_tables.h"

namespace openward::exchange {

Result<ReferenceData> read_reference(const std::filesystem::path& folder) {
  auto commissioners = read_commissioners(folder);
  if (!commissioners) return commissioners.error();
  auto trusts = read_trusts(folder);
  if (!trusts) return trusts.error();
  auto successions = read_successions(folder, *commissioners, *trusts);
  if (!successions) return successions.error();
  auto centres = read_centres(folder);
  if (!centres) return centres.error();
  auto programmes = read_programmes(folder);
  if (!programmes) return programmes.error();
  auto indicators = read_indicators(folder);
  if (!indicators) return indicators.error();
  auto codes = read_health_service_codes(folder);
  if (!codes) return codes.error();
  auto holidays = read_bank_holidays(folder);
  if (!holidays) return holidays.error();
  return ReferenceData{*std::move(commissioners), *std::move(trusts),     *std::move(successions), *std::move(centres),
                       *std::move(programmes),    *std::move(indicators), *std::move(codes),       *std::move(holidays)};
}

} // namespace openward::exchange
