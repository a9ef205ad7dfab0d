#pragma once
// What every use of the law in this program shares: the bank holidays, Schedule 1 and the rule catalogue, read once from the copies that
// are built into the program. Immutable; any thread may use them.

#include "domain/law/calendar/bank_holidays.h"
#include "domain/law/rules/rule_book.h"
#include "domain/law/rules/surroundings.h"

namespace openward::app {

const law::BankHolidays& bank_holidays();
const law::RuleBook& rule_book();

/// The surroundings of a check that is made on this day. Its functions refer to bank_holidays(), which live as long as the program.
law::Surroundings surroundings_on(Date day);

} // namespace openward::app
