#include "domain/law/calendar/standstill.h"
#include "domain/law/timeline/facts.h"

#include <algorithm>

namespace openward::law::timeline_parts {
namespace {

/// How long after its standstill an intention may stay without an award or an abandonment before it is asked about. A setting of ours,
/// not law.
constexpr int unconfirmed_days = 180;

TimelineEntry computed(Date on, TimelineStanding standing, std::string what, std::string words, std::string citation) {
  return {on, standing, std::move(what), std::move(words), std::move(citation), ""};
}

TimelineEntry not_known(std::string what, std::string words, std::string citation) {
  return {std::nullopt, TimelineStanding::unknown, std::move(what), std::move(words), std::move(citation), ""};
}

/// Where the submission is not known the publication stands for it: it is the later of the two, so the day is safe.
Entries step_2(const Run& run) {
  const NoticeSeen* notice = latest(run, NoticeKind::intention_to_follow_msp);
  if (notice == nullptr) return {};
  const Date counted_from = notice->dates.submitted ? *notice->dates.submitted : *notice->dates.published;
  const Date earliest = most_suitable_provider_step_2(counted_from);
  std::string words = "Step 2 of the most suitable provider process may be completed from this day, 14 days after the notice was ";
  words += notice->dates.submitted ? "submitted on " + counted_from.iso() + "."
                                   : "published on " + counted_from.iso() +
                                         ". The regulation counts from the day of submission, which is not known and was no later.";
  const NoticeSeen* intention = latest(run, NoticeKind::intention_to_award);
  if (intention != nullptr && intention->dates.published && *intention->dates.published < earliest) {
    words += " The intention to award was published before it, on " + intention->dates.published->iso() + ".";
  }
  return {computed(earliest, TimelineStanding::possible, "msp_step_2_earliest", std::move(words), "reg 10(5)")};
}

std::string verdict_words(const DeadlineReading& reading, Date stated, const Standstill& still) {
  const std::string says = "The notice of intention states " + stated.iso() + " as the last day for representations";
  switch (reading.verdict) {
  case StatedDeadline::as_computed:
    return says + ", which is the day that follows from the regulation.";
  case StatedDeadline::longer:
    return says + ", which is later than the " + still.ends.iso() + " of the regulation.";
  case StatedDeadline::shorter:
    return says + ", " + counted(reading.working_days_short, "working day") + " less than the regulation gives (" + still.ends.iso() +
           "). A stated day cannot shorten the right.";
  case StatedDeadline::implausible_year:
    return says + ", in a year that cannot be meant; the regulation gives " + still.ends.iso() + ".";
  }
  return {};
}

Entries stated_deadline(const NoticeSeen& intention, const Standstill& still, const BankHolidays& holidays, Date today) {
  if (!intention.stated_deadline) {
    if (intention.deadline_reason.empty()) return {};
    const std::string why = intention.deadline_reason == "placeholder" ? "leaves its deadline for representations as a placeholder"
                                                                       : "names more than one deadline for representations";
    TimelineEntry entry =
        not_known("deadline_stated", "The notice of intention " + why + "; the regulation gives " + still.ends.iso() + ".", "reg 12(3)");
    entry.source = intention.source;
    return {entry};
  }
  const auto reading = read_stated_deadline(still, *intention.stated_deadline, holidays);
  if (!reading) return {not_known("deadline_stated", reading.error().message, "reg 12(3)")};
  TimelineEntry entry;
  // A year that is a slip of the pen would put the entry where nobody looks for it.
  entry.on = reading->verdict == StatedDeadline::implausible_year ? still.published : *intention.stated_deadline;
  entry.standing = passed_or_due(*entry.on, today);
  entry.what = "deadline_stated";
  entry.words = verdict_words(*reading, *intention.stated_deadline, still);
  entry.citation = "reg 12(3)";
  entry.source = intention.source;
  return {entry};
}

struct End {
  std::optional<Date> on{}; // none while it cannot be told
  std::string words;
  std::string citation;
};

/// Reg 12(9), or 12(10) where representations were received.
End end_of(const Run& run, const Standstill& still, const BankHolidays& holidays) {
  if (run.standstill_ended) return {run.standstill_ended, "The standstill ended with this day, as recorded.", "reg 12(1)"};
  if (run.representations.empty()) {
    return {still.ends,
            run.recorded ? "The standstill ends at midnight at the end of this day; no representations are recorded."
                         : "The standstill ends at midnight at the end of this day if no representations were received, and later if some "
                           "were; notices do not say.",
            "reg 12(9)"};
  }
  if (!run.further_decision) {
    return {{},
            "The standstill goes on: representations were received, and it ends 5 working days after the further decision on them was "
            "communicated at the earliest. No such communication is recorded, and the Regulations set no last day.",
            "reg 12(10)"};
  }
  const auto after = after_further_decision(*run.further_decision, holidays);
  if (!after) return {{}, after.error().message, "reg 12(10)"};
  return {std::max(after->fifth_working_day, still.ends),
          "The standstill ends with this day at the earliest: the last further decision was communicated on " +
              run.further_decision->iso() + ", and no fewer than 5 working days follow it.",
          "reg 12(10)"};
}

Entries end_entries(const Run& run, Date intention, const End& end, Date today) {
  if (!end.on) return {not_known("standstill_ends", end.words, end.citation)};
  Entries out{computed(*end.on, passed_or_due(*end.on, today), "standstill_ends", end.words, end.citation)};
  const Date earliest = end.on->plus_days(1);
  std::string words = "The contract may be entered into from this day, the day after the standstill.";
  for (const AwardsMade& made : run.awards) {
    // An award from before the intention belongs to another lot or to an earlier round.
    if (!made.on || *made.on < intention || !(*made.on < earliest)) continue;
    words += " An award is dated " + made.on->iso() + ", before it.";
    break;
  }
  out.push_back(computed(earliest, TimelineStanding::possible, "earliest_contract", std::move(words), "reg 12(1)"));
  return out;
}

bool came_to_an_end(const Run& run, Date intention) {
  if (run.abandonment) return true;
  const auto followed = [&](const AwardsMade& made) {
    return (made.on && *made.on >= intention) ||
           (made.notice && made.notice->dates.published && *made.notice->dates.published >= intention);
  };
  if (std::any_of(run.awards.begin(), run.awards.end(), followed)) return true;
  return std::any_of(run.notices.begin(), run.notices.end(), [&](const NoticeSeen& n) {
    return n.kind == NoticeKind::award && (!n.dates.published || *n.dates.published >= intention);
  });
}

Entries unconfirmed(const Run& run, Date intention, Date end, Date today) {
  const Date asked_from = end.plus_days(unconfirmed_days);
  if (today < asked_from || came_to_an_end(run, intention)) return {};
  return {computed(asked_from, TimelineStanding::possible, "intention_unconfirmed",
                   "It may be asked what became of the intention published on " + intention.iso() + ": " +
                       counted(unconfirmed_days, "day") +
                       " after the standstill the register holds neither an award nor an abandonment. It may stand under another OCID.",
                   "regs 9(10), 10(14), 11(16), 15(4)")};
}

std::string start_words(const Run& run, Date intention) {
  const auto intentions =
      std::count_if(run.notices.begin(), run.notices.end(), [](const NoticeSeen& n) { return n.kind == NoticeKind::intention_to_award; });
  std::string words = "The standstill begins, the day after the notice of intention was published on " + intention.iso() + ".";
  if (intentions > 1) words += " It is counted from the latest of " + std::to_string(intentions) + " such notices.";
  return words;
}

} // namespace

Entries standstill_days(const Run& run, const BankHolidays& holidays, Date today) {
  Entries out = step_2(run);
  const auto add = [&](Entries more) { out.insert(out.end(), more.begin(), more.end()); };
  const NoticeSeen* intention = latest(run, NoticeKind::intention_to_award);
  if (intention == nullptr || !intention->dates.published) return out;
  const Date published = *intention->dates.published;
  out.push_back(computed(published.plus_days(1), passed_or_due(published.plus_days(1), today), "standstill_starts",
                         start_words(run, published), "reg 12(2)"));
  const auto still = standstill(published, holidays);
  if (!still) {
    out.push_back(not_known("standstill_ends", still.error().message, "reg 12(3), (9)"));
    return out;
  }
  out.push_back(computed(
      still->ends, passed_or_due(still->ends, today), "representations_close",
      "Representations may be made until midnight at the end of this day, the 8th working day after the standstill begins.", "reg 12(3)"));
  add(stated_deadline(*intention, *still, holidays, today));
  const End end = end_of(run, *still, holidays);
  add(end_entries(run, published, end, today));
  if (end.on) add(unconfirmed(run, published, *end.on, today));
  return out;
}

} // namespace openward::law::timeline_parts
