#include "exchange/reference/reference_reader.h"

#include "domain/text.h"
#include "exchange/reference/body_tables.h"
#include "exchange/reference/surroundings_tables.h"
#include "exchange/reference/tsv_table.h"

#include <set>

namespace openward::exchange {
namespace {

std::optional<HolidayKind> holiday_kind_from(std::string_view word) {
  if (word == "statutory") return HolidayKind::statutory;
  if (word == "substitute") return HolidayKind::substitute;
  if (word == "proclaimed") return HolidayKind::proclaimed;
  return std::nullopt;
}

Result<std::vector<HealthServiceCode>> read_health_service_codes(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "cpv-psr-schedule-1.tsv", {"code", "check", "name", "condition"});
  if (!table) return table.error();
  std::vector<HealthServiceCode> codes;
  std::vector<Fault> faults;
  std::set<std::string> seen;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const std::string& code = row.required("code");
    if (code.size() != 8 || !detail::all_digits(code))
      row.fault("code", "bad_code", detail::quoted(code) + " is not a CPV code; write its eight digits, without the control digit");
    const std::string& check = row.required("check");
    if (check.size() != 1 || !detail::all_digits(check))
      row.fault("check", "bad_check", detail::quoted(check) + " is not a control digit; write one digit");
    if (!seen.insert(code).second)
      row.fault("code", "repeated", "the code " + code + " stands on an earlier line too; remove one of the rows");
    codes.push_back({code, row.required("name"), row.text("condition")});
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return codes;
}

Result<std::vector<BankHoliday>> read_bank_holidays(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "bank-holidays-england.tsv", {"date", "name", "kind"});
  if (!table) return table.error();
  std::vector<BankHoliday> holidays;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    row.required("kind");
    const BankHoliday holiday{row.required_date("date"), row.required("name"), row.word("kind", holiday_kind_from, HolidayKind::statutory)};
    if (!holidays.empty() && holiday.date <= holidays.back().date)
      row.fault("date", "out_of_order", "the day does not follow the one before it; put the rows in order of date");
    holidays.push_back(holiday);
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return holidays;
}

} // namespace

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
