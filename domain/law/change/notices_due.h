#pragma once
// The notices and letters that each route asks for, in order, with the Schedule that says what they contain and the days that bound them
// (SI 2023/1348). Pure functions over plain values.

#include "domain/law/calendar/bank_holidays.h"
#include "domain/law/calendar/standstill.h"
#include "domain/law/change/answer.h"
#include "domain/law/change/notice_contents.h"
#include "domain/law/change/planned_award.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

enum class Timing {
  two_weeks_before_step_2, // at the start of the most suitable provider process
  at_the_start,            // of the competition
  with_the_decision,
  before_the_standstill,
  after_the_award,
  after_the_modification,
};

struct NoticeRule {
  Choice choice;
  std::string_view document; // a word of NoticeKind, or of the two papers that are not published
  bool published;            // on the central digital platform
  int schedule;
  std::string_view citation;
  Timing timing;
};

/// By choice, each in the order in which they fall due.
std::span<const NoticeRule> notice_rules();

struct NoticeDue {
  const NoticeRule* rule = nullptr;
  std::string when; // the rule in words
  std::optional<Date> no_earlier_than{};
  std::optional<Date> no_later_than{};
  std::string date_note; // what a date rests on, or what it would need
  std::vector<ContentState> contents{};
};

/// Without `holidays` the days of a standstill are left out, and the note says so.
std::vector<NoticeDue> notices_due(Choice, const PlannedAward&, const BankHolidays* holidays);

/// The standstill that follows from `intention_published_on`; none without it. Errors: a year for which no bank holidays are loaded.
std::optional<Result<Standstill>> planned_standstill(const PlannedAward&, const BankHolidays* holidays);

/// The last day on which an intention can be published for a contract on this day: its standstill ends the day before at the latest.
Result<Date> latest_intention(Date contract, const BankHolidays& holidays);

/// What is wrong between the planned days of one route: a contract in its own standstill, an intention too soon after the first notice.
std::vector<Warning> date_warnings(Choice, const PlannedAward&, const BankHolidays* holidays);

} // namespace openward::law
