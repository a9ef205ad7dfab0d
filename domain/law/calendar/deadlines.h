#pragma once
// The periods of SI 2023/1348 that run in calendar days, weekends and holidays included, and the reporting year. "Within 30 days of" leaves
// the day of the event out; "30 days beginning with" counts it. Pure functions over calendar dates in Europe/London.

#include "domain/date.h"

#include <optional>
#include <string_view>

namespace openward::law {

constexpr int notice_days = 30;
constexpr int most_suitable_provider_days = 14;
/// How many days after the last day a notice may appear before it is called late, where only the day of publication is known: the
/// regulations ask when it was submitted, and a platform needs time. A setting of ours, not law.
constexpr int default_publication_tolerance = 2;

/// The Regulations are in force (reg 1).
Date regulations_in_force();
/// Regulations 20A to 20D are in force (SI 2025/163 reg 28), for procedures commenced from then (reg 34).
Date exclusion_rules_in_force();

/// The days on which a notice is to be submitted for publication, both inclusive.
struct NoticeWindow {
  Date opens;
  Date closes;
  friend auto operator<=>(const NoticeWindow&, const NoticeWindow&) = default;
};

/// Within 30 days of the contract being awarded (regs 7(2)(b), 8(2)(b), 9(11)(b), 10(15)(b), 11(17)(b), 18(6)(b)).
NoticeWindow award_notice(Date awarded);
/// Within 30 days of the modification (reg 13(5)(a)).
NoticeWindow modification_notice(Date modified);
/// Within 30 days of the urgent award or modification (reg 14(5)(a)).
NoticeWindow urgent_notice(Date made);
/// Within 30 days of the decision to abandon (reg 15(5)(b)); where the decision is made in a standstill, after its end and within 30 days
/// of its end (reg 15(5)(a)). A standstill that ended before the decision was made changes nothing.
NoticeWindow abandonment_notice(Date decided, std::optional<Date> standstill_ends = std::nullopt);
bool decided_in_standstill(Date decided, std::optional<Date> standstill_ends);

/// The first day on which step 2 of the most suitable provider process may be completed: 14 days after the day on which the notice of
/// intention to follow the process was submitted (reg 10(5)).
Date most_suitable_provider_step_2(Date submitted);

/// A Minister is told within 30 days beginning with the day of the exclusion or replacement, so the last day is 29 days on (reg 20C(2)).
NoticeWindow minister_notice(Date excluded);

/// What is known of when a notice went out.
struct NoticeDates {
  std::optional<Date> submitted{};
  std::optional<Date> published{};
};
enum class Timeliness {
  too_early,        // before the window opens
  in_time,          // submitted, or at least published, inside the window
  within_tolerance, // published after it, by so little that it may have been submitted inside
  late,
};
struct NoticeTiming {
  Timeliness verdict = Timeliness::in_time;
  int days_late = 0;          // after the last day, by submission where that is known
  bool by_submission = false; // false: only the day of publication was known
};
/// The submission decides where it is known, else the publication with the tolerance. Neither, or a publication before the submission,
/// is an error.
Result<NoticeTiming> notice_timing(NoticeWindow window, NoticeDates dates, int tolerance_days = default_publication_tolerance);
std::string_view to_string(Timeliness);

/// The period of an annual summary (reg 25). The regulation says "year" and no more; the statutory guidance takes 1 January 2024 to
/// 31 March 2025 as the first, financial years after it, and expects the summary within six months of its end.
struct ReportingYear {
  FinancialYear year; // 2024-25 for the first
  Date first;
  Date last;
  Date expected_by; // 30 September (guidance)
  friend auto operator<=>(const ReportingYear&, const ReportingYear&) = default;
};
/// None before 2024, when the Regulations were not in force. Representations belong to the year in which their standstill ended
/// (reg 25(2)(i)).
std::optional<ReportingYear> reporting_year_of(Date date);
/// None for 2022-23 and before, and for 2023-24, whose three months belong to the first period, 2024-25.
std::optional<ReportingYear> reporting_year(FinancialYear year);

} // namespace openward::law
