#pragma once
// What the tests of the calendar share: dates by their text, the bank holidays of reference/, and the tables of tests/cases/law.

#include "domain/law/calendar/bank_holidays.h"
#include "exchange/reference/tsv_table.h"

#include <initializer_list>
#include <string_view>

namespace openward::test {

inline Date day(std::string_view iso) { return *Date::parse(iso); }

/// England 2023 to 2028, as shipped.
const law::BankHolidays& england();

/// A table of tests/cases/law, with at least one row.
exchange::TsvTable cases(std::string_view name, std::initializer_list<std::string_view> columns);

} // namespace openward::test
