#include "domain/law/calendar/standstill.h"

#include "domain/words.h"

namespace openward::law {
namespace {

constexpr auto timing_words = std::to_array<std::string_view>({"lawful", "boundary", "premature"});
static_assert(detail::spells_all(timing_words, ContractTiming::premature));
constexpr auto deadline_words = std::to_array<std::string_view>({"as_computed", "longer", "shorter", "implausible_year"});
static_assert(detail::spells_all(deadline_words, StatedDeadline::implausible_year));

} // namespace

std::string_view to_string(ContractTiming timing) { return detail::word_of(timing_words, timing); }
std::string_view to_string(StatedDeadline verdict) { return detail::word_of(deadline_words, verdict); }

Result<Standstill> standstill(Date published, const BankHolidays& holidays) {
  const Date starts = published.plus_days(1);
  const auto ends = add_working_days(starts, standstill_working_days, holidays);
  if (!ends) return ends.error();
  return Standstill{published, starts, *ends, ends->plus_days(1)};
}

Result<Standstill> standstill(Instant published, const BankHolidays& holidays) { return standstill(london_date(published), holidays); }

Result<FurtherDecision> after_further_decision(Date communicated, const BankHolidays& holidays) {
  const auto fifth = add_working_days(communicated, further_decision_working_days, holidays);
  if (!fifth) return fifth.error();
  return FurtherDecision{communicated, *fifth, fifth->plus_days(1)};
}

ContractTiming contract_timing(const Standstill& standstill, Date contract) {
  return contract > standstill.ends ? ContractTiming::lawful : ContractTiming::premature;
}

ContractTiming contract_timing(const FurtherDecision& decision, Date contract) {
  if (contract == decision.fifth_working_day) return ContractTiming::boundary;
  return contract > decision.fifth_working_day ? ContractTiming::lawful : ContractTiming::premature;
}

Result<DeadlineReading> read_stated_deadline(const Standstill& standstill, Date stated, const BankHolidays& holidays) {
  const int year = standstill.published.year();
  if (stated.year() != year && stated.year() != year + 1) return DeadlineReading{StatedDeadline::implausible_year, 0};
  if (stated == standstill.ends) return DeadlineReading{StatedDeadline::as_computed, 0};
  if (stated > standstill.ends) return DeadlineReading{StatedDeadline::longer, 0};
  const auto short_by = working_days_between(stated, standstill.ends, holidays);
  if (!short_by) return short_by.error();
  return DeadlineReading{StatedDeadline::shorter, *short_by};
}

} // namespace openward::law
