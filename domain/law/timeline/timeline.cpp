#include "domain/law/timeline/timeline.h"

#include "domain/law/timeline/facts.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

using timeline_parts::Entries;

void append(Entries& to, Entries more) { to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

/// The record as it stood on that day: what came later is not looked at. (Steps of a procedure are left out where they are read.)
TimelineMaterial as_it_stood(TimelineMaterial material, Date today) {
  std::erase_if(material.notices, [&](const NoticeReading& n) { return london_date(n.published) > today; });
  std::erase_if(material.awards, [&](const TimelineAward& a) {
    const auto known_since = a.published_on ? a.published_on : a.awarded_on;
    return known_since && *known_since > today;
  });
  std::erase_if(material.modifications, [&](const Modification& m) { return m.modified_on > today; });
  return material;
}

bool regulations_apply(const TimelineMaterial& material) { return material.regime == Regime::psr || !material.procedures.empty(); }

TimelineEntry no_days(Regime regime) {
  TimelineEntry entry;
  entry.what = "regulations_do_not_apply";
  entry.citation = "reg 3";
  if (regime != Regime::unknown) {
    entry.words = "No day is computed: the procurement is under other law (" + std::string(openward::to_string(regime)) +
                  "), to which the Provider Selection Regime Regulations do not apply.";
    return entry;
  }
  entry.what = "regulations_not_known_to_apply";
  entry.standing = TimelineStanding::unknown;
  entry.words = "No day is computed: the notices do not say under which law the procurement is.";
  return entry;
}

Entries computed(const TimelineMaterial& material, const BankHolidays& holidays, Date today) {
  const std::vector<timeline_parts::Run> runs = timeline_parts::runs_of(material, today);
  Entries out;
  for (const timeline_parts::Run& run : runs) {
    append(out, timeline_parts::standstill_days(run, holidays, today));
    append(out, timeline_parts::award_duties(run, today));
    append(out, timeline_parts::abandonment_duty(run, today));
  }
  append(out, timeline_parts::modification_duties(material, runs, today));
  append(out, timeline_parts::summaries(runs, today));
  return out;
}

bool earlier(const TimelineEntry& a, const TimelineEntry& b) {
  if (a.on && b.on) return *a.on < *b.on;
  return a.on.has_value() && !b.on.has_value();
}

} // namespace

std::string_view to_string(TimelineStanding standing) {
  constexpr std::array<std::string_view, 5> words{"happened", "due", "late", "possible", "unknown"};
  return words.at(static_cast<std::size_t>(standing));
}

Timeline timeline_of(const TimelineMaterial& whole, const BankHolidays& holidays, Date today) {
  const TimelineMaterial material = as_it_stood(whole, today);
  Timeline timeline{timeline_parts::what_happened(material, today)};
  append(timeline.entries, regulations_apply(material) ? computed(material, holidays, today) : Entries{no_days(material.regime)});
  std::stable_sort(timeline.entries.begin(), timeline.entries.end(), earlier);
  return timeline;
}

} // namespace openward::law
