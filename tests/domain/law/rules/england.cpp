// Working days of England for the tests of the rules, counted here day by day and apart from the register's own calendar.

#include "exchange/reference/reference_reader.h"
#include "tests/domain/law/rules/case_text.h"

#include <set>
#include <stdexcept>
#include <string>

namespace openward::test {
namespace {

const std::set<std::string>& holidays() {
  static const std::set<std::string> days{
      "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26", // 2024
      "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", // 2025
      "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", // 2026
      "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28", // 2027
      "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26", // 2028
  };
  return days;
}

Result<Date> after(Date day, int working_days) {
  while (working_days > 0) {
    day = day.plus_days(1);
    if (day.year() < 2024 || day.year() > 2028) return invalid("no bank holidays are loaded for " + std::to_string(day.year()));
    const bool weekend = day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday;
    if (!weekend && holidays().count(day.iso()) == 0) --working_days;
  }
  return day;
}

std::map<std::string, std::string, std::less<>> schedule_1() {
  const auto reference = exchange::read_reference(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  if (!reference) throw std::runtime_error(reference.error().message);
  std::map<std::string, std::string, std::less<>> codes;
  for (const auto& code : reference->health_service_codes) codes.emplace(code.code, code.condition);
  return codes;
}

} // namespace

law::Surroundings england() {
  static const law::Surroundings surroundings{
      {[](Date published) { return after(published.plus_days(1), 8); }, [](Date day, int n) { return after(day, n); }},
      schedule_1(),
      {},
      0};
  return surroundings;
}

} // namespace openward::test
