#include "domain/law/procedure/table.h"
#include "domain/law/timeline/facts.h"

#include <algorithm>
#include <map>

namespace openward::law::timeline_parts {
namespace {

TimelineEntry fact(Date on, std::string what, std::string words, std::string source) {
  return {on, TimelineStanding::happened, std::move(what), std::move(words), "", std::move(source)};
}

Entries notices(const TimelineMaterial& material) {
  Entries out;
  for (const NoticeReading& notice : material.notices) {
    const std::string elsewhere = notice.ocid == material.ocid ? "" : " under " + notice.ocid;
    const std::string kind = notice.kind == NoticeKind::other ? "A notice of another kind" : "A notice of " + in_words(notice.kind);
    out.push_back(fact(london_date(notice.published), std::string(openward::to_string(notice.kind)) + "_published",
                       kind + " was published" + elsewhere + ".", notice.release_id));
  }
  return out;
}

/// Awards that share a day, by the id of the first.
struct Shared {
  std::string first;
  std::size_t count = 0;
};
using ByDay = std::map<Date, Shared>;

ByDay shared_days(const std::vector<TimelineAward>& awards, std::optional<Date> TimelineAward::*day) {
  ByDay out;
  for (const TimelineAward& award : awards) {
    if (!(award.*day)) continue;
    Shared& shared = out[*(award.*day)];
    if (shared.count++ == 0) shared.first = award.id;
  }
  return out;
}

std::string of_awards(const Shared& shared) {
  return shared.count == 1 ? "the contract" : counted(shared.count, "contract") + " of this procurement";
}

Entries awards(const TimelineMaterial& material, Date today) {
  Entries out;
  for (const auto& [day, shared] : shared_days(material.awards, &TimelineAward::awarded_on)) {
    out.push_back(fact(day, "award_decided", shared.count == 1 ? "The award was made." : counted(shared.count, "award") + " were made.",
                       shared.first));
  }
  for (const auto& [day, shared] : shared_days(material.awards, &TimelineAward::starts)) {
    out.push_back({day, passed_or_due(day, today), "contract_starts",
                   "The term of " + of_awards(shared) + (day <= today ? " began." : " begins."), "", shared.first});
  }
  for (const auto& [day, shared] : shared_days(material.awards, &TimelineAward::ends)) {
    out.push_back({day, passed_or_due(day, today), "contract_ends",
                   "The term of " + of_awards(shared) + (day < today ? " ended" : " ends") + " with this day.", "", shared.first});
  }
  return out;
}

Entries modifications(const TimelineMaterial& material) {
  Entries out;
  for (const Modification& m : material.modifications) {
    std::string words = "The contract was modified (modification " + std::to_string(m.number) + ")";
    if (m.new_end) words += "; it now ends on " + m.new_end->iso();
    out.push_back(fact(m.modified_on, "contract_modified", words + ".", "modification " + std::to_string(m.number)));
  }
  return out;
}

Entries steps(const TimelineMaterial& material, Date today) {
  Entries out;
  for (std::size_t run = 0; run < material.procedures.size(); ++run) {
    const procedure::Procedure& recorded = material.procedures[run];
    for (std::size_t i = 0; i < recorded.history().size(); ++i) {
      const procedure::StepTaken& taken = recorded.history()[i];
      if (taken.on > today) continue;
      const std::string step(procedure::to_string(taken.step));
      std::string words = "Recorded: " + step + (taken.undone ? "; a later repeat has undone it." : ".");
      std::replace(words.begin(), words.end(), '_', ' ');
      TimelineEntry entry = fact(taken.on, step, std::move(words), step_name(material, run, i));
      if (const auto row = procedure::row_of(recorded.process(), taken.before, taken.step)) entry.citation = row->regulation;
      out.push_back(std::move(entry));
    }
  }
  return out;
}

} // namespace

Entries what_happened(const TimelineMaterial& material, Date today) {
  Entries out;
  for (Entries more : {notices(material), awards(material, today), modifications(material), steps(material, today)}) {
    out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return out;
}

} // namespace openward::law::timeline_parts
