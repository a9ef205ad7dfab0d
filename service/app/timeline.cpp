#include "service/app/timeline.h"

#include "exchange/ocds/release_reader.h"
#include "persistence/timeline.h"
#include "service/app/findings.h"
#include "service/app/law_surroundings.h"

#include <utility>

namespace openward::app {

namespace {

/// The day of an award is the one that the rules go by: a notice of an award may state it as the day of signature alone, and the same field
/// of an intention means nothing.
void date_awards(persistence::Session& session, law::TimelineMaterial& facts, Date on) {
  if (facts.regime != Regime::psr) return;
  Checker checker(on);
  for (law::TimelineAward& award : facts.awards) {
    auto held = persistence::held_case(session, award.id);
    if (!held) continue;
    const CheckedAward checked = checker.check(*std::move(held));
    if (checked.record.awarded_on) award.awarded_on = checked.record.awarded_on;
  }
}

} // namespace

std::optional<TimelineAnswer> timeline(persistence::Session& session, std::string_view ocid, Date on) {
  auto held = persistence::held_timeline(session, ocid);
  if (!held) return std::nullopt;
  TimelineAnswer answer;
  answer.ocid = held->facts.ocid;
  answer.route = held->facts.route;
  answer.regime = held->facts.regime;
  answer.on = on;
  for (const persistence::StoredRelease& release : held->releases) {
    // It was read before it was kept; `openward check` tells when that is no longer so.
    auto notice = exchange::read_notice(release.raw);
    if (!notice) continue;
    answer.notices.emplace(notice->release_id, notice->ocid);
    held->facts.notices.push_back(*std::move(notice));
  }
  date_awards(session, held->facts, on);
  answer.timeline = law::timeline_of(held->facts, bank_holidays(), on);
  return answer;
}

} // namespace openward::app
