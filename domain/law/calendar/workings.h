#pragma once
// The computations of this folder in words: each step, the regulation it follows, and each day that was counted or passed over. For people
// who check a date by hand. Plain values and pure functions.

#include "domain/law/calendar/bank_holidays.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// "Tuesday 24 March 2026"
std::string in_words(Date date);

/// A day as it was given: a date, or a moment of which the day in London counts.
struct GivenDay {
  Date date;
  std::optional<Instant> moment{};
};
/// "2026-03-24" or a moment that Instant::parse reads.
Result<GivenDay> read_given_day(std::string_view text);

/// A day passed while counting working days.
struct CountedDay {
  Date date;
  int number = 0;          // 1, 2, … of the count; 0 when the day is not counted
  std::string not_counted; // why: "Saturday", "Good Friday"; "" when it is
};

struct Step {
  std::string citation; // "reg 12(2)"
  std::string words;
  std::vector<CountedDay> days{};
};

struct NamedDate {
  std::string_view name; // snake_case
  Date date;
};

struct Workings {
  std::string title;
  std::vector<NamedDate> given;
  std::vector<NamedDate> answer;
  std::vector<Step> steps;
};

/// Reg 12(1) to (3), (9). Answers starts, ends, earliest_contract.
Result<Workings> standstill_workings(const GivenDay& published, const BankHolidays& holidays);
/// Reg 12(10). Answers fifth_working_day, earliest_contract.
Result<Workings> further_decision_workings(const GivenDay& communicated, const BankHolidays& holidays);
/// Regs 7 to 11 and 18. Answers last_day, as do the next two and the last.
Workings award_notice_workings(const GivenDay& awarded);
/// Reg 13(4), (5).
Workings modification_notice_workings(const GivenDay& modified);
/// Reg 14(4), (5).
Workings urgent_notice_workings(const GivenDay& made);
/// Reg 15(2) to (5). Answers first_day and last_day.
Workings abandonment_notice_workings(const GivenDay& decided, const std::optional<GivenDay>& standstill_ends);
/// Reg 10(5). Answers step_2_earliest.
Workings most_suitable_provider_workings(const GivenDay& submitted);
/// Reg 20C(2).
Workings minister_notice_workings(const GivenDay& excluded);

} // namespace openward::law
