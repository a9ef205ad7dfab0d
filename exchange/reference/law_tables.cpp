#include "exchange/reference/law_tables.h"

#include "domain/text.h"
#include "exchange/reference/tsv_table.h"

#include <set>
#include <utility>

namespace openward::exchange {
namespace {

const std::initializer_list<std::string_view> holiday_columns{"date", "name", "kind"};
const std::initializer_list<std::string_view> code_columns{"code", "check", "name", "condition"};

std::optional<HolidayKind> holiday_kind_from(std::string_view word) {
  if (word == "statutory") return HolidayKind::statutory;
  if (word == "substitute") return HolidayKind::substitute;
  if (word == "proclaimed") return HolidayKind::proclaimed;
  return std::nullopt;
}

Result<std::vector<HealthServiceCode>> codes_of(const Result<TsvTable>& table) {
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

Result<std::vector<BankHoliday>> holidays_of(const Result<TsvTable>& table) {
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

Result<std::vector<BankHoliday>> read_bank_holidays(const std::filesystem::path& folder) {
  return holidays_of(TsvTable::read(folder / bank_holidays_file, holiday_columns));
}

Result<std::vector<BankHoliday>> bank_holidays_in(std::string_view text) {
  return holidays_of(TsvTable::parse(text, std::string(bank_holidays_file), holiday_columns));
}

Result<std::vector<HealthServiceCode>> read_health_service_codes(const std::filesystem::path& folder) {
  return codes_of(TsvTable::read(folder / schedule_1_file, code_columns));
}

Result<std::vector<HealthServiceCode>> health_service_codes_in(std::string_view text) {
  return codes_of(TsvTable::parse(text, std::string(schedule_1_file), code_columns));
}

Result<law::BankHolidays> calendar_of(const std::vector<BankHoliday>& days, std::string source) {
  std::vector<law::Holiday> named;
  named.reserve(days.size());
  for (const BankHoliday& day : days) named.push_back({day.date, day.name});
  return law::BankHolidays::create(std::move(named), std::move(source));
}

} // namespace openward::exchange
