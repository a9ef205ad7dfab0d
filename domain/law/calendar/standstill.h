#pragma once
// The standstill of regulation 12 of SI 2023/1348: after an intention to award under direct award process C, the most suitable provider
// process or the competitive process. (Wales counts from the day of publication itself; nothing here is for Wales.) Pure functions over
// calendar dates in Europe/London; a year for which no bank holidays are loaded is an error.

#include "domain/law/calendar/working_days.h"

namespace openward::law {

constexpr int standstill_working_days = 8;       // reg 12(3), (9)
constexpr int further_decision_working_days = 5; // reg 12(10)(a)(v), (b)(v)

/// A standstill without representations.
struct Standstill {
  Date published;         // the notice of intention
  Date starts;            // the day after, whatever day that is (reg 12(2))
  Date ends;              // at midnight at its end; representations are due before that midnight (reg 12(3), (9))
  Date earliest_contract; // the day after the end (reg 12(1))
  friend auto operator<=>(const Standstill&, const Standstill&) = default;
};

/// Reg 12(2), (3), (9): from the day after publication to the end of the 8th working day after the day on which it begins.
Result<Standstill> standstill(Date published, const BankHolidays& holidays);
/// The same for a moment of publication: the day is the day in London.
Result<Standstill> standstill(Instant published, const BankHolidays& holidays);

/// What a further decision adds where representations were received.
struct FurtherDecision {
  Date communicated;      // the last one, to every provider that must be told (reg 12(6), (8))
  Date fifth_working_day; // the first day on which the standstill can end (reg 12(10)(a)(v), (b)(v))
  Date earliest_contract; // the day after: the reading that nobody can dispute
  friend auto operator<=>(const FurtherDecision&, const FurtherDecision&) = default;
};

/// Reg 12(10): no fewer than 5 working days since the last further decision was communicated. It does not shorten the time for
/// representations of reg 12(3).
Result<FurtherDecision> after_further_decision(Date communicated, const BankHolidays& holidays);

enum class ContractTiming {
  lawful,    // after the end
  boundary,  // on the fifth working day itself: open to dispute (reg 12(10)(a)(v))
  premature, // before the end
};
/// Reg 12(1), (9): where no representations were received.
ContractTiming contract_timing(const Standstill&, Date contract);
/// Reg 12(1), (10): where they were.
ContractTiming contract_timing(const FurtherDecision&, Date contract);

/// What a notice states as its deadline for representations, held against the regulation. A stated day cannot shorten the right
/// of reg 12(3).
enum class StatedDeadline {
  as_computed,
  longer,
  shorter,
  implausible_year, // neither the year of publication nor the next: a slip of the pen, not a deadline
};
struct DeadlineReading {
  StatedDeadline verdict = StatedDeadline::as_computed;
  int working_days_short = 0; // of a `shorter` one
};
Result<DeadlineReading> read_stated_deadline(const Standstill&, Date stated, const BankHolidays& holidays);

std::string_view to_string(ContractTiming);
std::string_view to_string(StatedDeadline);

} // namespace openward::law
