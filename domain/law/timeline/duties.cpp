#include "domain/law/change/notices_due.h"
#include "domain/law/timeline/facts.h"

#include <algorithm>
#include <map>

namespace openward::law::timeline_parts {
namespace {

int days_between(Date from, Date to) { return static_cast<int>((to.days() - from.days()).count()); }

std::string done_words(const Duty& duty, const NoticeTiming& timing) {
  const NoticeDates& dates = duty.done->dates;
  const Date day = timing.by_submission ? *dates.submitted : *dates.published;
  std::string words = "The " + std::string(duty.name) + (timing.by_submission ? " was submitted on " : " was published on ") + day.iso();
  switch (timing.verdict) {
  case Timeliness::too_early:
    return words + ", before " + duty.event + " that it tells of.";
  case Timeliness::in_time:
    words += day == duty.window.opens ? ", the day of " : ", day " + std::to_string(days_between(duty.window.opens, day)) + " after ";
    return words + duty.event + "; the last day was " + duty.window.closes.iso() + ".";
  case Timeliness::within_tolerance:
    return words + ", " + counted(timing.days_late, "day") + " after the last day " + duty.window.closes.iso() +
           "; it may have been submitted in time, which is what counts.";
  case Timeliness::late:
    words +=
        ", " + counted(timing.days_late, "day") + " after the last day, " + std::to_string(notice_days) + " days after " + duty.event + ".";
    return timing.by_submission ? words : words + " The day of its submission, which counts, is not known.";
  }
  return words;
}

TimelineEntry done_entry(const Duty& duty, TimelineEntry entry) {
  const auto timing = notice_timing(duty.window, duty.done->dates);
  entry.source = duty.done->source;
  if (!timing) {
    entry.standing = TimelineStanding::unknown;
    entry.words = timing.error().message;
    return entry;
  }
  entry.words = done_words(duty, *timing);
  if (timing->verdict == Timeliness::late) {
    entry.standing = TimelineStanding::late;
    return entry;
  }
  entry.what = std::string(duty.what) + "_given";
  entry.on = timing->by_submission ? duty.done->dates.submitted : duty.done->dates.published;
  entry.standing = TimelineStanding::happened;
  return entry;
}

/// A notice submitted on the last day appears a little later; where submissions are recorded nothing has to be waited for.
bool still_open(const Duty& duty, Date today) {
  return today <= duty.window.closes.plus_days(duty.recorded ? 0 : default_publication_tolerance);
}

/// The Schedules' table knows the citation of each route's award notice.
std::string award_citation(Route route) {
  for (const NoticeRule& rule : notice_rules()) {
    if (rule.timing == Timing::after_the_award && law::route_of(rule.choice) == route) return std::string(rule.citation);
  }
  return "regs 7 to 11, 14, 18";
}

bool under_the_regulations(Route route) { return route == Route::unknown || regime_of(route) == Regime::psr; }

std::string event_words(const AwardsMade& made) {
  return (made.count == 1 ? "the award on " : counted(made.count, "award") + " on ") + made.on->iso();
}

} // namespace

TimelineEntry entry_of(const Duty& duty, Date today) {
  TimelineEntry entry{duty.window.closes, TimelineStanding::due, std::string(duty.what) + "_due", "", duty.citation, ""};
  if (duty.done != nullptr) return done_entry(duty, std::move(entry));
  const std::string name = "The " + std::string(duty.name);
  if (still_open(duty, today)) {
    entry.words = name + " is to be submitted by this day, " + std::to_string(notice_days) + " days after " + duty.event + ".";
    if (today > duty.window.closes) entry.words += " The day has passed; what was submitted on it may still appear.";
    return entry;
  }
  entry.standing = TimelineStanding::late;
  entry.words = name + " was to be submitted by this day, " + std::to_string(notice_days) + " days after " + duty.event + "; " +
                counted(days_between(duty.window.closes, today), "day") + " later " +
                (duty.recorded ? "no submission is recorded." : "the register holds no such notice.");
  return entry;
}

Entries award_duties(const Run& run, Date today) {
  Entries out;
  for (const AwardsMade& made : run.awards) {
    if (!under_the_regulations(made.route)) continue;
    const bool urgent = made.route == Route::urgent_award;
    Duty duty;
    duty.what = urgent ? "urgent_award_notice" : "award_notice";
    duty.name = urgent ? "notice of the urgent award" : "notice of the award";
    duty.citation = made.citation.empty() ? award_citation(made.route) : made.citation;
    if (!made.on) {
      out.push_back({std::nullopt, TimelineStanding::unknown, std::string(duty.what) + "_due",
                     "The day of the award is not stated, so the last day for the " + std::string(duty.name) + " cannot be computed.",
                     duty.citation, made.source});
      continue;
    }
    duty.window = urgent ? urgent_notice(*made.on) : award_notice(*made.on);
    duty.event = event_words(made);
    duty.done = made.notice ? &*made.notice : nullptr;
    duty.recorded = run.recorded;
    out.push_back(entry_of(duty, today));
  }
  return out;
}

Entries abandonment_duty(const Run& run, Date today) {
  if (!run.abandonment) return {};
  const Abandonment& abandoned = *run.abandonment;
  Duty duty;
  duty.what = "abandonment_notice";
  duty.name = "notice of abandonment";
  duty.citation = "reg 15(4), (5)";
  duty.recorded = run.recorded;
  duty.done = latest(run, NoticeKind::abandonment);
  TimelineEntry unknown{std::nullopt, TimelineStanding::unknown, "abandonment_notice_due", "", duty.citation, abandoned.source};
  if (!abandoned.decided) {
    unknown.words = "The day of the decision to abandon is not stated, so the last day for its notice cannot be computed.";
    return {unknown};
  }
  if (abandoned.in_standstill && !run.standstill_ended) {
    unknown.words = "The decision to abandon was made in the standstill, so its notice is to be submitted after the standstill ends and "
                    "within 30 days of its end, which is not recorded.";
    return {unknown};
  }
  duty.window = abandonment_notice(*abandoned.decided, abandoned.in_standstill ? run.standstill_ended : std::nullopt);
  duty.event = abandoned.in_standstill ? "the end of the standstill on " + run.standstill_ended->iso()
                                       : "the decision to abandon on " + abandoned.decided->iso();
  return {entry_of(duty, today)};
}

Entries summaries(const std::vector<Run>& runs, Date today) {
  std::map<ReportingYear, std::size_t> years;
  for (const Run& run : runs) {
    for (const AwardsMade& made : run.awards) {
      if (!made.on || !under_the_regulations(made.route)) continue;
      if (const auto year = reporting_year_of(*made.on)) years[*year] += made.count;
    }
  }
  Entries out;
  for (const auto& [year, count] : years) {
    TimelineEntry entry{year.expected_by, TimelineStanding::due, "annual_summary_expected", "", "reg 25(2)", ""};
    entry.words = "The annual summary for " + year.year.text() + " (" + year.first.iso() + " to " + year.last.iso() + ") counts " +
                  counted(count, "award") + " of this procurement; the guidance expects it by this day.";
    if (today > year.expected_by) {
      entry.standing = TimelineStanding::unknown;
      entry.words += " Whether it was published is not known to the register.";
    }
    out.push_back(std::move(entry));
  }
  for (const Run& run : runs) {
    if (run.representations.empty() || !run.standstill_ended) continue;
    const auto year = reporting_year_of(*run.standstill_ended);
    if (!year) continue;
    out.push_back({year->expected_by,
                   passed_or_due(year->expected_by, today) == TimelineStanding::due ? TimelineStanding::due : TimelineStanding::unknown,
                   "annual_summary_representations",
                   "The annual summary for " + year->year.text() + " counts " + counted(run.representations.size(), "representation") +
                       ", because the standstill ended in that year; the guidance expects it by this day.",
                   "reg 25(2)(i)", ""});
  }
  return out;
}

} // namespace openward::law::timeline_parts
