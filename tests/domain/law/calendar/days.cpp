#include "tests/domain/law/calendar/days.h"

#include "exchange/reference/reference_reader.h"
#include "tests/support/catch.h"

namespace openward::test {

const law::BankHolidays& england() {
  static const auto holidays = [] {
    const auto reference = exchange::read_reference(std::string(OPENWARD_SOURCE_DIR) + "/reference");
    REQUIRE(reference);
    std::vector<law::Holiday> days;
    for (const auto& holiday : reference->bank_holidays) days.push_back({holiday.date, holiday.name});
    return law::BankHolidays::create(std::move(days), "bank-holidays-england.tsv");
  }();
  REQUIRE(holidays);
  return *holidays;
}

exchange::TsvTable cases(std::string_view name, std::initializer_list<std::string_view> columns) {
  const std::string file = std::string(OPENWARD_SOURCE_DIR) + "/tests/cases/law/" + std::string(name);
  auto table = exchange::TsvTable::read(file, columns);
  INFO((table ? file : table.error().message));
  REQUIRE(table);
  REQUIRE_FALSE(table->rows().empty());
  return *std::move(table);
}

} // namespace openward::test
