#include "service/app/law_surroundings.h"

#include "domain/law/calendar/standstill.h"
#include "domain/law/calendar/working_days.h"
#include "embedded/law_files.h"
#include "exchange/reference/law_tables.h"
#include "exchange/reference/rules_table.h"

#include <stdexcept>

namespace openward::app {
namespace {

/// The copies are part of the program, so a fault in one is a fault of its build, and no user can mend it.
template <typename T>
T sound(Result<T> read) {
  if (!read) throw std::logic_error("a reference file built into this program cannot be used: " + read.error().message);
  return *std::move(read);
}

using Codes = std::map<std::string, std::string, std::less<>>;

const Codes& schedule_1() {
  static const Codes codes = [] {
    Codes out;
    for (const auto& code : sound(exchange::health_service_codes_in(embedded::reference_cpv_psr_schedule_1_tsv)))
      out.emplace(code.code, code.condition);
    return out;
  }();
  return codes;
}

} // namespace

const law::BankHolidays& bank_holidays() {
  static const law::BankHolidays days =
      sound(exchange::calendar_of(sound(exchange::bank_holidays_in(embedded::reference_bank_holidays_england_tsv)),
                                  "reference/" + std::string(exchange::bank_holidays_file)));
  return days;
}

const law::RuleBook& rule_book() {
  static const law::RuleBook book = sound(law::RuleBook::create(sound(exchange::rules_in(embedded::reference_psr_rules_tsv))));
  return book;
}

law::Surroundings surroundings_on(Date day) {
  law::Surroundings around;
  around.working_days.standstill_end = [](Date published) -> Result<Date> {
    const auto period = law::standstill(published, bank_holidays());
    if (!period) return period.error();
    return period->ends;
  };
  around.working_days.add_working_days = [](Date from, int count) { return law::add_working_days(from, count, bank_holidays()); };
  around.schedule_1 = schedule_1();
  around.checked_on = day;
  return around;
}

} // namespace openward::app
