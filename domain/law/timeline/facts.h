#pragma once
// What a timeline reckons with, run by run: the notices that were seen, the awards that were made, what became of a standstill. Inside this
// folder only; plain values and pure functions.

#include "domain/law/calendar/deadlines.h"
#include "domain/law/timeline/timeline.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law::timeline_parts {

/// A notice, published or recorded as submitted.
struct NoticeSeen {
  NoticeKind kind = NoticeKind::other;
  NoticeDates dates;
  std::string source;
  std::optional<Date> stated_deadline{}; // of an intention: the last day for representations that it names
  std::string deadline_reason{};         // why none was read ("placeholder", "several"), or what is odd about it
};

/// Awards that were made on one day and announced on one day: a framework has hundreds of them.
struct AwardsMade {
  Route route = Route::unknown;
  std::string citation{}; // of the duty to announce; "" where the route tells
  std::optional<Date> on{};
  std::optional<NoticeSeen> notice{};
  std::size_t count = 1;
  std::string source;
};

struct Abandonment {
  std::optional<Date> decided{}; // none where only the notice is known
  bool in_standstill = false;
  std::string source;
};

struct ModificationMade {
  Date on;
  procedure::Process process = procedure::Process::modification;
  bool found_not_due = false; // the authority found that no notice is due
  std::string source;
};

/// One way through a process: as its notices tell it, or as its steps were recorded.
struct Run {
  bool recorded = false;
  std::vector<NoticeSeen> notices{}; // oldest first; none that a repeat has undone
  std::vector<AwardsMade> awards{};
  std::optional<Abandonment> abandonment{};
  std::vector<ModificationMade> modifications{}; // recorded as steps
  std::vector<Date> representations{};
  std::optional<Date> further_decision{}; // when the latest was communicated
  std::optional<Date> standstill_ended{}; // as recorded
};

/// The recorded runs up to that day, and before them the one that notices and awards tell of, where there are any.
std::vector<Run> runs_of(const TimelineMaterial&, Date today);

/// The latest such notice; null where there is none.
const NoticeSeen* latest(const Run&, NoticeKind);

/// "intention to award"
std::string in_words(NoticeKind);
/// "step 7", or "run 2, step 7" where there are several.
std::string step_name(const TimelineMaterial&, std::size_t procedure, std::size_t step);

/// Where the days of the record stand for the one who looks at them today.
TimelineStanding passed_or_due(Date on, Date today);

/// "1 day", "12 awards"
std::string counted(std::size_t count, std::string_view thing);
std::string counted(int count, std::string_view thing);

using Entries = std::vector<TimelineEntry>;

/// Facts alone, for any law: notices, awards, terms, modifications, recorded steps.
Entries what_happened(const TimelineMaterial&, Date today);
/// Regs 10(5) and 12: the first day for step 2, the days of the standstill, the deadline that the notice states.
Entries standstill_days(const Run&, const BankHolidays&, Date today);
/// Regs 7 to 11, 14, 15 and 18: the notices of awards and of abandonment. Guidance on reg 25: the summary that counts the awards.
Entries award_duties(const Run&, Date today);
Entries abandonment_duty(const Run&, Date today);
Entries summaries(const std::vector<Run>&, Date today);
/// Regs 13(4) and 14(4).
Entries modification_duties(const TimelineMaterial&, const std::vector<Run>&, Date today);

/// A notice that is to be submitted on a day of a window.
struct Duty {
  std::string_view what; // "award_notice"
  std::string_view name; // "notice of the award"
  NoticeWindow window;   // opens on the day of the event
  std::string event;     // "the award on 2025-07-23"
  std::string citation;
  const NoticeSeen* done = nullptr;
  bool recorded = false;
};
/// WHAT_given where it was done in time, or may have been; else WHAT_due.
TimelineEntry entry_of(const Duty&, Date today);

} // namespace openward::law::timeline_parts
