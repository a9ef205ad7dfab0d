#include "domain/law/calendar/deadlines.h"

#include "domain/words.h"

#include <algorithm>

namespace openward::law {
namespace {

constexpr auto timeliness_words = std::to_array<std::string_view>({"too_early", "in_time", "within_tolerance", "late"});
static_assert(detail::spells_all(timeliness_words, Timeliness::late));
constexpr int first_reporting_year = 2024;

Date fixed(std::chrono::year_month_day day) { return Date::from_days(std::chrono::sys_days(day)); }

NoticeWindow thirty_days_of(Date event) { return {event, event.plus_days(notice_days)}; }

int days_after(Date last_day, Date day) { return std::max(0, static_cast<int>((day.days() - last_day.days()).count())); }

} // namespace

std::string_view to_string(Timeliness verdict) { return detail::word_of(timeliness_words, verdict); }

Date regulations_in_force() { return fixed(std::chrono::year(2024) / std::chrono::January / 1); }
Date exclusion_rules_in_force() { return fixed(std::chrono::year(2025) / std::chrono::February / 24); }

NoticeWindow award_notice(Date awarded) { return thirty_days_of(awarded); }
NoticeWindow modification_notice(Date modified) { return thirty_days_of(modified); }
NoticeWindow urgent_notice(Date made) { return thirty_days_of(made); }

bool decided_in_standstill(Date decided, std::optional<Date> standstill_ends) { return standstill_ends && decided <= *standstill_ends; }

NoticeWindow abandonment_notice(Date decided, std::optional<Date> standstill_ends) {
  if (!decided_in_standstill(decided, standstill_ends)) return thirty_days_of(decided);
  return {standstill_ends->plus_days(1), standstill_ends->plus_days(notice_days)};
}

Date most_suitable_provider_step_2(Date submitted) { return submitted.plus_days(most_suitable_provider_days); }

NoticeWindow minister_notice(Date excluded) { return {excluded, excluded.plus_days(notice_days - 1)}; }

Result<NoticeTiming> notice_timing(NoticeWindow window, NoticeDates dates, int tolerance_days) {
  if (!dates.submitted && !dates.published)
    return invalid_at("", "no_notice_date", "the notice has neither a day of submission nor of publication; give one of them");
  if (dates.submitted && dates.published && *dates.published < *dates.submitted) {
    return invalid_at("", "published_before_submitted",
                      "the notice is said to be published on " + dates.published->iso() + ", before it was submitted on " +
                          dates.submitted->iso() + "; correct one of the two");
  }
  const bool by_submission = dates.submitted.has_value();
  const Date day = by_submission ? *dates.submitted : *dates.published;
  if (day < window.opens) return NoticeTiming{Timeliness::too_early, 0, by_submission};
  const int days_late = days_after(window.closes, day);
  if (days_late == 0) return NoticeTiming{Timeliness::in_time, 0, by_submission};
  const bool tolerable = !by_submission && days_late <= tolerance_days;
  return NoticeTiming{tolerable ? Timeliness::within_tolerance : Timeliness::late, days_late, by_submission};
}

std::optional<ReportingYear> reporting_year(FinancialYear year) {
  if (year.start_year() < first_reporting_year) return std::nullopt;
  const Date first = year.start_year() == first_reporting_year ? regulations_in_force() : year.first();
  return ReportingYear{year, first, year.last(), fixed(std::chrono::year(year.start_year() + 1) / std::chrono::September / 30)};
}

std::optional<ReportingYear> reporting_year_of(Date date) {
  if (date < regulations_in_force()) return std::nullopt;
  return reporting_year(std::max(FinancialYear::of(date), FinancialYear(first_reporting_year)));
}

} // namespace openward::law
