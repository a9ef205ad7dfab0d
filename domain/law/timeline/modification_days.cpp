#include "domain/law/change/answer.h"
#include "domain/law/change/limits.h"
#include "domain/law/timeline/facts.h"

#include <algorithm>
#include <set>

namespace openward::law::timeline_parts {
namespace {

using procedure::Process;

bool tells_of_modification(NoticeKind kind) {
  return kind == NoticeKind::modification || kind == NoticeKind::urgent_modification || kind == NoticeKind::contract_change;
}

/// One modification, from the contract or from a recorded step, with what is known of the duty to tell of it.
struct Change {
  Date on;
  bool urgent = false;
  Decision due; // reg 13(4)
  bool recorded = false;
  std::string source;
};

/// The notices of modification that no change has taken yet; a notice tells of one change.
class Announcements {
 public:
  explicit Announcements(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
      for (const NoticeSeen& notice : run.notices) {
        if (tells_of_modification(notice.kind)) notices_.push_back(&notice);
      }
    }
  }
  const NoticeSeen* take_for(Date modified) {
    for (const NoticeSeen* notice : notices_) {
      const auto day = notice->dates.submitted ? notice->dates.submitted : notice->dates.published;
      if (*day < modified || !taken_.insert(notice).second) continue;
      return notice;
    }
    return nullptr;
  }
  /// Published ones that no change was found for.
  std::vector<const NoticeSeen*> left() const {
    std::vector<const NoticeSeen*> out;
    for (const NoticeSeen* notice : notices_) {
      if (notice->dates.published && !notice->dates.submitted && taken_.count(notice) == 0) out.push_back(notice);
    }
    return out;
  }

 private:
  std::vector<const NoticeSeen*> notices_;
  std::set<const NoticeSeen*> taken_;
};

/// A contract whose change was read from a notice has the day of the notice, for the day of the change is no field of it.
bool read_from_notice(const TimelineMaterial& material, Date modified) {
  return std::any_of(material.notices.begin(), material.notices.end(), [&](const NoticeReading& notice) {
    return tells_of_modification(notice.kind) && london_date(notice.published) == modified;
  });
}

const ModificationMade* step_of(const std::vector<Run>& runs, Date modified) {
  for (const Run& run : runs) {
    for (const ModificationMade& made : run.modifications) {
      if (made.on == modified) return &made;
    }
  }
  return nullptr;
}

/// Attributable to the authority, and £500,000 or more with all changes before it.
Decision notice_due(const Modification& m, std::optional<std::int64_t> cumulative) {
  const Answer large = cumulative ? answer_of(size_of_change(*cumulative) >= considerable_pence) : Answer::unknown;
  return decide(
      std::array<Condition, 2>{{{"whether it is attributable to a decision of the authority", answer_of(m.attributable_to_authority)},
                                {"how much the contract's value has changed since it was made", large}}},
      [](const std::array<bool, 2>& in) { return in[0] && in[1]; });
}

std::vector<Change> changes_of_contracts(const TimelineMaterial& material, const std::vector<Run>& runs) {
  std::vector<Change> out;
  std::optional<std::int64_t> cumulative;
  for (const Modification& m : material.modifications) {
    if (m.number <= 1) cumulative = 0; // the first of the next contract
    cumulative = cumulative && m.value_change_pence ? sum_of(*cumulative, *m.value_change_pence) : std::nullopt;
    if (read_from_notice(material, m.modified_on)) continue;
    const ModificationMade* step = step_of(runs, m.modified_on);
    if (step != nullptr && (step->found_not_due || step->process == Process::bridge_modification)) continue;
    const bool urgent = m.ground == ModificationGround::urgent || (step != nullptr && step->process == Process::urgent_modification);
    out.push_back({m.modified_on, urgent, notice_due(m, cumulative), step != nullptr, "modification " + std::to_string(m.number)});
  }
  return out;
}

std::vector<Change> changes_of_steps(const std::vector<Run>& runs, const std::vector<Change>& told) {
  std::vector<Change> out;
  for (const Run& run : runs) {
    for (const ModificationMade& made : run.modifications) {
      const bool told_already = std::any_of(told.begin(), told.end(), [&](const Change& c) { return c.on == made.on; });
      if (told_already || made.found_not_due || made.process == Process::bridge_modification) continue;
      out.push_back({made.on,
                     made.process == Process::urgent_modification,
                     {Answer::unknown, {"whether it is attributable to a decision of the authority and comes to £500,000 or more"}},
                     true,
                     made.source});
    }
  }
  return out;
}

TimelineEntry cannot_be_told(const Change& change, const Duty& duty) {
  std::string missing;
  for (const std::string& name : change.due.missing) missing += (missing.empty() ? "" : ", and ") + name;
  return {duty.window.closes,
          TimelineStanding::unknown,
          "modification_notice_due",
          "If a notice of the modification on " + change.on.iso() +
              " is due, this is the last day to submit it. It cannot be told without " + missing + ".",
          duty.citation,
          change.source};
}

std::optional<TimelineEntry> duty_of(const Change& change, Announcements& announced, Date today) {
  Duty duty;
  duty.what = change.urgent ? "urgent_modification_notice" : "modification_notice";
  duty.name = change.urgent ? "notice of the urgent modification" : "notice of the modification";
  duty.window = change.urgent ? urgent_notice(change.on) : modification_notice(change.on);
  duty.event = "the modification on " + change.on.iso();
  duty.citation = change.urgent ? "reg 14(4), (5)" : "reg 13(4), (5)";
  duty.recorded = change.recorded;
  duty.done = announced.take_for(change.on);
  if (duty.done == nullptr && !change.urgent && change.due.answer == Answer::no) return std::nullopt;
  if (duty.done == nullptr && !change.urgent && change.due.answer == Answer::unknown) return cannot_be_told(change, duty);
  return entry_of(duty, today);
}

Entries days_not_stated(const Announcements& announced) {
  Entries out;
  for (const NoticeSeen* notice : announced.left()) {
    if (notice->kind == NoticeKind::contract_change) continue; // a form of other law
    const bool urgent = notice->kind == NoticeKind::urgent_modification;
    out.push_back({std::nullopt, TimelineStanding::unknown, urgent ? "urgent_modification_notice_due" : "modification_notice_due",
                   "The day of the modification that was published on " + notice->dates.published->iso() +
                       " is not stated in a field, so the last day for its notice cannot be computed.",
                   urgent ? "reg 14(4), (5)" : "reg 13(4), (5)", notice->source});
  }
  return out;
}

} // namespace

Entries modification_duties(const TimelineMaterial& material, const std::vector<Run>& runs, Date today) {
  std::vector<Change> changes = changes_of_contracts(material, runs);
  const std::vector<Change> steps = changes_of_steps(runs, changes);
  changes.insert(changes.end(), steps.begin(), steps.end());
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.on < b.on; });
  Announcements announced(runs);
  Entries out;
  for (const Change& change : changes) {
    if (auto entry = duty_of(change, announced, today)) out.push_back(*std::move(entry));
  }
  for (TimelineEntry& entry : days_not_stated(announced)) out.push_back(std::move(entry));
  return out;
}

} // namespace openward::law::timeline_parts
