#include "domain/law/calendar/workings.h"

#include "domain/law/calendar/deadlines.h"
#include "domain/law/calendar/standstill.h"

#include <array>

namespace openward::law {
namespace {

constexpr auto weekdays = std::to_array<std::string_view>({"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"});
constexpr auto months = std::to_array<std::string_view>(
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"});

/// Begins a working: what was given, the day of a moment, and a warning for a day on which the rule was not yet law.
Workings begin(std::string title, std::string_view name, const GivenDay& given, Date in_force) {
  Workings workings{title + " on " + in_words(given.date), {{name, given.date}}, {}, {}};
  if (given.moment) {
    workings.steps.push_back({"Interpretation Act 1978 s 9, Summer Time Act 1972 s 3",
                              given.moment->iso() + " is " + in_words(given.date) + " in London, in " +
                                  (is_british_summer_time(*given.moment) ? "summer time." : "Greenwich mean time.")});
  }
  if (given.date < in_force) {
    const bool exclusion = in_force == exclusion_rules_in_force();
    workings.steps.push_back({exclusion ? "SI 2025/163 regs 28, 34" : "regs 1, 29", "This rule is in force from " + in_words(in_force) +
                                                                                        ", which is after " + in_words(given.date) +
                                                                                        ": what follows is what it would ask."});
  }
  return workings;
}

/// Each day after `from`, up to the working day that ends the count.
Result<std::vector<CountedDay>> count_days(Date from, Date upto, const BankHolidays& holidays) {
  std::vector<CountedDay> days;
  int number = 0;
  for (Date date = from.plus_days(1); date <= upto; date = date.plus_days(1)) {
    const auto why = why_not_working(date, holidays);
    if (!why) return why.error();
    days.push_back({date, why->empty() ? ++number : 0, std::string(*why)});
  }
  return days;
}

Workings thirty_days(Workings workings, const NoticeWindow& window, std::string citation, const std::string& event) {
  workings.answer = {{"last_day", window.closes}};
  workings.steps.push_back(
      {std::move(citation), "The notice is submitted for publication within 30 days of " + event +
                                ". The day itself is left out of the count, and every day of the calendar counts: day 1 is " +
                                in_words(window.opens.plus_days(1)) + ", day 30 and the last " + in_words(window.closes) + "."});
  return workings;
}

} // namespace

std::string in_words(Date date) {
  return std::string(weekdays.at(date.weekday().c_encoding())) + " " + std::to_string(date.day()) + " " +
         std::string(months.at(date.month() - 1)) + " " + std::to_string(date.year());
}

Result<GivenDay> read_given_day(std::string_view text) {
  constexpr std::size_t date_length = 10;
  if (text.size() <= date_length) {
    const auto date = Date::parse(text);
    if (!date) return date.error();
    return GivenDay{*date, std::nullopt};
  }
  const auto moment = Instant::parse(text);
  if (!moment) return moment.error();
  return GivenDay{london_date(*moment), *moment};
}

Result<Workings> standstill_workings(const GivenDay& published, const BankHolidays& holidays) {
  const auto period = standstill(published.date, holidays);
  if (!period) return period.error();
  auto days = count_days(period->starts, period->ends, holidays);
  if (!days) return days.error();
  Workings workings = begin("Standstill after a notice of intention published", "published", published, regulations_in_force());
  workings.answer = {{"starts", period->starts}, {"ends", period->ends}, {"earliest_contract", period->earliest_contract}};
  workings.steps.push_back(
      {"reg 12(2)", "The standstill begins on the day after publication, whatever day that is: " + in_words(period->starts) + "."});
  workings.steps.push_back({"reg 12(3), (12)",
                            "Representations may be made before midnight at the end of the 8th working day after the day on "
                            "which it begins. Saturdays, Sundays and public holidays are not counted.",
                            *std::move(days)});
  workings.steps.push_back({"reg 12(9)", "Where no representations are received it ends at that midnight, at the end of " +
                                             in_words(period->ends) + ". Where some are, regulation 12(10) decides the end."});
  workings.steps.push_back(
      {"reg 12(1)", "The contract may then be entered into on " + in_words(period->earliest_contract) + " at the earliest."});
  return workings;
}

Result<Workings> further_decision_workings(const GivenDay& communicated, const BankHolidays& holidays) {
  const auto wait = after_further_decision(communicated.date, holidays);
  if (!wait) return wait.error();
  auto days = count_days(wait->communicated, wait->fifth_working_day, holidays);
  if (!days) return days.error();
  Workings workings =
      begin("Standstill after the last further decision was communicated", "communicated", communicated, regulations_in_force());
  workings.answer = {{"fifth_working_day", wait->fifth_working_day}, {"earliest_contract", wait->earliest_contract}};
  workings.steps.push_back({"reg 12(10)(a)(v), (b)(v), (12)",
                            "The standstill ends when there have been no fewer than 5 working days since the last further decision was "
                            "communicated. Saturdays, Sundays and public holidays are not counted.",
                            *std::move(days)});
  workings.steps.push_back({"reg 12(10)", "A contract before " + in_words(wait->fifth_working_day) +
                                              " is too early. On that day itself it is open to dispute; from " +
                                              in_words(wait->earliest_contract) + " the five days have passed on any reading."});
  workings.steps.push_back({"reg 12(3), (10)",
                            "This is the least: the time for representations after the notice of intention must have passed "
                            "too, the authority must be ready, and it must intend no more further decisions."});
  return workings;
}

Workings award_notice_workings(const GivenDay& awarded) {
  return thirty_days(begin("Notice of a contract awarded", "awarded", awarded, regulations_in_force()), award_notice(awarded.date),
                     "regs 7(2)(b), 8(2)(b), 9(11)(b), 10(15)(b), 11(17)(b), 18(6)(b)", "the contract being awarded");
}

Workings modification_notice_workings(const GivenDay& modified) {
  Workings workings = begin("Notice of a modification made", "modified", modified, regulations_in_force());
  workings.steps.push_back({"reg 13(4)",
                            "A notice is due where the modification is attributable to a decision of the authority and the cumulative "
                            "change in lifetime value since the contract was entered into is £500,000 or more."});
  return thirty_days(std::move(workings), modification_notice(modified.date), "reg 13(5)(a)", "the modification");
}

Workings urgent_notice_workings(const GivenDay& made) {
  Workings workings = begin("Notice of an urgent award or modification made", "awarded", made, regulations_in_force());
  workings.steps.push_back({"reg 14(4)",
                            "A notice is due for an urgent award or modification under regulation 14(2). A modification for continuity "
                            "under regulation 14(3) needs none."});
  return thirty_days(std::move(workings), urgent_notice(made.date), "reg 14(5)(a)", "the award or modification");
}

Workings abandonment_notice_workings(const GivenDay& decided, const std::optional<GivenDay>& standstill_ends) {
  Workings workings = begin("Notice of abandonment decided", "decided", decided, regulations_in_force());
  const std::optional<Date> ends = standstill_ends ? std::optional(standstill_ends->date) : std::nullopt;
  const NoticeWindow window = abandonment_notice(decided.date, ends);
  if (ends) workings.given.push_back({"standstill_ends", *ends});
  if (!decided_in_standstill(decided.date, ends)) {
    if (ends) {
      workings.steps.push_back({"reg 15(5)(b)", "The standstill ended on " + in_words(*ends) +
                                                    ", before the decision: the decision was not made in a standstill."});
    }
    workings = thirty_days(std::move(workings), window, "reg 15(5)(b)", "the decision to abandon");
    workings.answer = {{"first_day", window.opens}, {"last_day", window.closes}};
    return workings;
  }
  workings.answer = {{"first_day", window.opens}, {"last_day", window.closes}};
  workings.steps.push_back({"reg 15(2), (3)", "The decision is taken to be made in the standstill, which ends at the end of " +
                                                  in_words(*ends) + "; it is carried out only after that."});
  workings.steps.push_back(
      {"reg 15(5)(a)(i)", "The notice is submitted for publication after the standstill has ended: from " + in_words(window.opens) + "."});
  workings.steps.push_back(
      {"reg 15(5)(a)(ii)",
       "It is submitted within 30 days of the end of the standstill. That day is left out of the count, and every day of "
       "the calendar counts: the last day is " +
           in_words(window.closes) + "."});
  return workings;
}

Workings most_suitable_provider_workings(const GivenDay& submitted) {
  const Date earliest = most_suitable_provider_step_2(submitted.date);
  Workings workings =
      begin("Most suitable provider process, notice of intention to follow it submitted", "submitted", submitted, regulations_in_force());
  workings.answer = {{"step_2_earliest", earliest}};
  workings.steps.push_back(
      {"reg 10(5)", "Step 2, identifying potential providers, must not be completed before the day which is 14 days after the "
                    "day of submission. Every day of the calendar counts: " +
                        in_words(earliest) + " at the earliest."});
  return workings;
}

Workings minister_notice_workings(const GivenDay& excluded) {
  const NoticeWindow window = minister_notice(excluded.date);
  Workings workings = begin("Telling a Minister of an exclusion or replacement made", "excluded", excluded, exclusion_rules_in_force());
  workings.answer = {{"last_day", window.closes}};
  workings.steps.push_back(
      {"reg 20C(2)", "A Minister is told within 30 days beginning with the day of the exclusion or replacement. That day is day 1, "
                     "and every day of the calendar counts: day 30 and the last is " +
                         in_words(window.closes) + "."});
  return workings;
}

} // namespace openward::law
