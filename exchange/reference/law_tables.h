#pragma once
// What the law's computations look up: the bank holidays and the service codes of Schedule 1, from a folder or from the text of their file,
// so that the copy built into the program and the file that a person mends are read alike. Pure functions of what they read.

#include "domain/date.h"
#include "domain/law/calendar/bank_holidays.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

constexpr std::string_view bank_holidays_file = "bank-holidays-england.tsv";
constexpr std::string_view schedule_1_file = "cpv-psr-schedule-1.tsv";

/// A CPV code of Schedule 1 to SI 2023/1348. Exact codes: a code below or above a listed one is not listed.
struct HealthServiceCode {
  std::string code; // eight digits
  std::string name;
  std::string condition; // "" when the code is in scope without more
};

enum class HolidayKind { statutory, substitute, proclaimed };
struct BankHoliday {
  Date date;
  std::string name;
  HolidayKind kind = HolidayKind::statutory;
};

/// In order; every fault of the file is reported at once.
Result<std::vector<BankHoliday>> read_bank_holidays(const std::filesystem::path& folder);
Result<std::vector<BankHoliday>> bank_holidays_in(std::string_view text);

Result<std::vector<HealthServiceCode>> read_health_service_codes(const std::filesystem::path& folder);
Result<std::vector<HealthServiceCode>> health_service_codes_in(std::string_view text);

/// As the calendar counts them. `source` is the file that a reader would mend.
Result<law::BankHolidays> calendar_of(const std::vector<BankHoliday>& days, std::string source);

} // namespace openward::exchange
