#pragma once
// One procurement on a line of days: what happened, what is due and by when, what is late. Pure functions over plain values; dates are
// calendar dates in Europe/London.

#include "domain/award.h"
#include "domain/law/calendar/bank_holidays.h"
#include "domain/law/procedure/procedure.h"
#include "domain/notice.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// happened: a fact of the record. due: to be done by `on`, which has not passed. late: was to be done by `on`, and the register holds no
/// sign of it, or it was done afterwards. possible: may be done from `on`. unknown: cannot be computed, and the words say why.
enum class TimelineStanding { happened, due, late, possible, unknown };
std::string_view to_string(TimelineStanding);

struct TimelineEntry {
  std::optional<Date> on{};
  TimelineStanding standing = TimelineStanding::happened;
  std::string what;     // stable word: "intention_to_award_published", "standstill_ends", "award_notice_due"
  std::string words;    // a sentence
  std::string citation; // "reg 12(9)", "" for a plain fact
  std::string source;   // release id, "step 7", award id; "" for what is computed
};

struct TimelineAward {
  std::string id;
  Route route = Route::unknown;
  std::optional<Date> awarded_on{};
  std::optional<Date> published_on{}; // of the notice that made it; none where it was recorded without one
  std::optional<Date> starts{};
  std::optional<Date> ends{};
};

struct TimelineMaterial {
  std::string ocid;
  Route route = Route::unknown;
  Regime regime = Regime::unknown;
  std::vector<NoticeReading> notices; // of the procurement and of those linked to it, oldest first
  std::vector<TimelineAward> awards;
  std::vector<Modification> modifications;      // of each contract in turn, by number
  std::vector<procedure::Procedure> procedures; // recorded runs, oldest first
};

struct Timeline {
  std::vector<TimelineEntry> entries; // by day, what has no day last
};

/// The record as it stood at the end of `today`, which parts due from late; what came later is left out.
Timeline timeline_of(const TimelineMaterial&, const BankHolidays&, Date today);

} // namespace openward::law
