// The notices of the case, and what each of them lacks of its Schedule.

#include "domain/law/cases/case_builder.h"
#include "domain/law/cases/notice_schedule.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

bool is_of_the_regime(NoticeKind kind) { return kind <= NoticeKind::abandonment; }

/// Readers keep the order of the table, so that the item's own place is looked at first.
const ContentReading* content_of(const NoticeReading& notice, const ContentItem& item) {
  const auto place = static_cast<std::size_t>(item.id);
  if (place < notice.contents.size() && notice.contents[place].item == item.name) return &notice.contents[place];
  const auto found =
      std::find_if(notice.contents.begin(), notice.contents.end(), [&](const ContentReading& c) { return c.item == item.name; });
  return found == notice.contents.end() ? nullptr : &*found;
}

/// What is said of one item by the notice, by what it corrects, and by what corrects it: held outweighs a blank, a blank outweighs silence.
struct Said {
  Presence presence = Presence::not_found;
  std::string_view words{};
};

int weight(Presence presence) { return presence == Presence::held ? 2 : presence == Presence::placeholder ? 1 : 0; }

bool speaks_with(const NoticeReading& notice, const NoticeReading& other) {
  if (&notice == &other || notice.ocid != other.ocid) return &notice == &other;
  const bool corrected = is_corrigendum(notice) && other.published <= notice.published;
  const bool corrects = is_corrigendum(other) && other.kind == notice.kind && other.published >= notice.published;
  return corrected || corrects;
}

Said said_of(const ContentItem& item, const NoticeReading& notice, const std::vector<CaseSource>& all) {
  Said said;
  for (const CaseSource& source : all) {
    if (!speaks_with(notice, *source.notice)) continue;
    const ContentReading* content = content_of(*source.notice, item);
    if (content != nullptr && weight(content->presence) > weight(said.presence)) said = {content->presence, content->ground.words};
  }
  return said;
}

bool without_address(const NoticeReading& notice) {
  return std::any_of(notice.awards.begin(), notice.awards.end(), [](const AwardReading& award) {
    return std::any_of(award.suppliers.begin(), award.suppliers.end(),
                       [](const PartyReading& p) { return p.address.empty() && p.postcode.empty(); });
  });
}

/// Items for which the form has fields of its own: an empty field is more than words that were not found. A corrigendum leaves empty what
/// it does not correct.
bool field_is_empty(Content item, const NoticeReading& notice) {
  if (is_corrigendum(notice)) return false;
  switch (item) {
  case Content::title_and_reference:
    return notice.title.empty();
  case Content::description_and_cpv:
    return notice.cpv.empty();
  case Content::providers_and_addresses:
    return without_address(notice);
  default:
    return false;
  }
}

bool lasts_over_twelve_months(const HeldAward& award) {
  PlannedAward plan;
  plan.starts = award.starts;
  plan.ends = award.ends;
  return over_twelve_months(plan);
}

bool asks_for_conflicts(NoticeKind kind) {
  return is_of_the_regime(kind) && kind != NoticeKind::intention_to_follow_msp && kind != NoticeKind::invitation &&
         kind != NoticeKind::abandonment;
}

} // namespace

void CaseBuilder::put_notices() {
  std::vector<CaseNotice> notices;
  for (const CaseSource& source : sources_.counted()) {
    if (!is_of_the_regime(source.notice->kind)) continue;
    CaseNotice notice; // the day of submission is in no notice
    notice.kind = source.notice->kind;
    notice.published_on = source.published;
    notices.push_back(std::move(notice));
  }
  set(&CaseRecord::notices, std::move(notices));
  put_contents();
  put_conflicts();
  put_recorded_notices();
  set(&CaseRecord::notices_complete, sources_.run() != nullptr);
}

void CaseBuilder::put_contents() {
  const bool framework = record_.concludes_framework.value_or(false);
  std::size_t at = 0;
  for (const CaseSource& source : sources_.counted()) {
    const NoticeReading& notice = *source.notice;
    if (!is_of_the_regime(notice.kind)) continue;
    CaseNotice& entry = record_.notices->at(at++);
    const auto schedule = schedule_of(notice.kind, award_.route);
    if (!schedule || notice.contents.empty()) continue;
    const ScheduleConditions conditions{framework, notice.kind == NoticeKind::urgent_award && lasts_over_twelve_months(award_)};
    const auto& all = source.own ? sources_.own() : sources_.counted();
    const bool part = is_part_of_a_notice(notice, all);
    std::vector<std::string> lacking_items;
    for (const ContentItem& item : content_items()) {
      if (!asks_for(*schedule, item, conditions)) continue;
      // Schedule 2 asks for it within the statement that names the process: a direct award A or B says by its name that there was none.
      if (*schedule == 2 && item.id == Content::framework_used && award_.route != Route::framework_call_off_direct) continue;
      const Said said = said_of(item, notice, all);
      if (said.presence == Presence::held || (part && said.presence == Presence::not_found)) continue;
      const bool lacking = said.presence == Presence::placeholder || field_is_empty(item.id, notice);
      (lacking ? lacking_items : entry.unfound_items).emplace_back(item.name);
      if (lacking) add_words(std::string(to_string(notice.kind)) + ".lacking_items", shown_words(said.words));
    }
    if (!part || !lacking_items.empty()) entry.lacking_items = std::move(lacking_items);
  }
}

/// Both statements, in every notice that needs them: stated where each of them holds one, not stated where one leaves its place blank.
void CaseBuilder::put_conflicts() {
  struct Statement {
    Content item;
    CaseMember<bool> member;
  };
  for (const Statement& statement : {Statement{Content::conflicts, &CaseRecord::conflicts_stated},
                                     Statement{Content::conflicts_managed, &CaseRecord::conflict_handling_stated}}) {
    const ContentItem& item = content_items()[static_cast<std::size_t>(statement.item)];
    bool read = false;
    bool held = true;
    for (const CaseSource& source : sources_.counted()) {
      if (!asks_for_conflicts(source.notice->kind)) continue;
      const auto& all = source.own ? sources_.own() : sources_.counted();
      const Said said = said_of(item, *source.notice, all);
      held = held && said.presence == Presence::held;
      const bool silent = said.presence == Presence::not_found;
      if (source.notice->contents.empty() || (silent && is_part_of_a_notice(*source.notice, all))) continue;
      read = true;
      if (said.presence != Presence::placeholder) continue;
      set(statement.member, false);
      add_words(name_of(statement.member), shown_words(said.words));
    }
    if (!read) continue;
    set(&CaseRecord::conflicts_looked_for, record_.conflicts_looked_for.value_or(false) || !held);
    if (held) set(statement.member, true);
  }
}

/// The notices that the steps of a recorded run tell of, with their days of submission. Those that a repetition left behind were published
/// all the same.
void CaseBuilder::put_recorded_notices() {
  for (const procedure::Procedure& run : held_.procedures) {
    for (const procedure::StepTaken& taken : run.history()) {
      const auto kind = procedure::notice_of(taken.step);
      if (!kind) continue;
      auto& notices = *record_.notices;
      const bool publishes = procedure::to_string(taken.step).starts_with("publish_");
      const auto same = std::find_if(notices.rbegin(), notices.rend(), [&](const CaseNotice& n) {
        return n.kind == *kind && (n.published_on == taken.on || (publishes && !n.published_on && n.submitted_on));
      });
      CaseNotice* notice = same == notices.rend() ? &notices.emplace_back() : &*same;
      notice->kind = *kind;
      (publishes ? notice->published_on : notice->submitted_on) = taken.on;
    }
  }
}

/// On what law the notice that made the award rests. The procedure that the European form prints on every notice of the Regime is no
/// citation.
void CaseBuilder::put_basis() {
  const NoticeReading* notice = speaking({});
  if (notice == nullptr) return;
  set(&CaseRecord::claims_psr, notice->regime == Regime::psr || award_.regime == Regime::psr);
  if (!notice->form.empty()) set(&CaseRecord::notice_form, notice->form);
  const bool of_other_law = notice->route != Route::unknown && regime_of(notice->route) != Regime::psr;
  if (of_other_law)
    set(&CaseRecord::cites_other_procedure, true, *notice, "route");
  else if (notice->regime == Regime::psr)
    set(&CaseRecord::cites_other_procedure, false);
  if (!notice->description.empty()) set(&CaseRecord::notice_text, notice->description);
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.services_began_before.has_value(); }))
    set(&CaseRecord::services_began_before, *n->psr.services_began_before, *n, "services_began_before");
}

} // namespace openward::law::detail
