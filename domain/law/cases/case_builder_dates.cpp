// The days of the case: when it began, when the contract was entered into, the standstill.

#include "domain/law/cases/case_builder.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

using procedure::Step;
using procedure::StepTaken;

Date regime_began() { return Date::from_days(std::chrono::year(2024) / 1 / 1); }

/// The notice whose submission commences a procedure (reg 29(4)). Direct award A and B commence when a provider is contacted.
std::optional<NoticeKind> commencing_notice(Route route) {
  switch (route) {
  case Route::direct_award_c:
    return NoticeKind::intention_to_award;
  case Route::most_suitable_provider:
    return NoticeKind::intention_to_follow_msp;
  case Route::competitive_process:
  case Route::framework_conclusion:
    return NoticeKind::invitation;
  default:
    return std::nullopt;
  }
}

bool states_signature(const NoticeReading& notice, Date day) {
  return std::any_of(notice.contracts.begin(), notice.contracts.end(), [&](const ContractReading& c) { return c.signed_on == day; });
}

} // namespace

/// By publication where the submission is not known: a few days later at the most.
void CaseBuilder::put_beginning() {
  if (sources_.run() != nullptr) {
    set(&CaseRecord::procedure_started_on, sources_.run()->began());
  } else if (const auto kind = commencing_notice(award_.route)) {
    for (const CaseNotice& notice : *record_.notices) {
      if (notice.kind != *kind || !notice.published_on) continue;
      if (!record_.procedure_started_on || *notice.published_on < *record_.procedure_started_on)
        record_.procedure_started_on = notice.published_on;
    }
  }
  const auto& began = record_.procedure_started_on;
  if (began)
    set(&CaseRecord::legacy_procedure, *began < regime_began());
  else if (record_.awarded_on && *record_.awarded_on < regime_began())
    set(&CaseRecord::legacy_procedure, true); // whatever began it came before
}

/// The words of a notice that made the award, where they mean this award.
std::optional<Date> CaseBuilder::stated_award_date() {
  if (!only_award()) return std::nullopt;
  for (auto source = sources_.making().rbegin(); source != sources_.making().rend(); ++source) {
    const NoticeReading& notice = *source->notice;
    if (!notice.stated.awarded_on) continue;
    add_words("awarded_on", words_of(notice, "stated_award_date"));
    return notice.stated.awarded_on;
  }
  return std::nullopt;
}

/// The form forces a day of signature upon the notice of an intention too, where it means nothing, and a confirmation often repeats it.
std::optional<Date> CaseBuilder::signed_by_the_award_notice() const {
  if (!award_.signed_on) return std::nullopt;
  const Date day = *award_.signed_on;
  const auto states = [&](const CaseSource& s) { return states_signature(*s.notice, day); };
  if (std::none_of(sources_.making().begin(), sources_.making().end(), states)) return std::nullopt;
  const auto intends = [&](const CaseSource& s) { return s.notice->kind == NoticeKind::intention_to_award && states(s); };
  const bool forced = std::any_of(sources_.own().begin(), sources_.own().end(), intends) ||
                      std::any_of(sources_.counted().begin(), sources_.counted().end(), intends);
  return forced ? std::nullopt : std::optional(day);
}

/// An award is the contract entered into. Where the field and the words differ, the later one stands: an agreement follows its decision. A
/// day on or before the intention's publication is left out of an imported case: it is most often the decision's.
void CaseBuilder::put_award_dates() {
  if (award_.of_procurement()) {
    // A notice that tells of an award which is not held leaves it open.
    if (sources_.making().empty()) set(&CaseRecord::contract_known, false);
    return;
  }
  if (award_.recorded) {
    set_if(&CaseRecord::awarded_on, award_.awarded_on);
  } else {
    std::optional<Date> day = std::max(stated_award_date(), signed_by_the_award_notice());
    // Under a process that is not known the day of the decision may lie before a standstill.
    const bool may_stand_still = has_standstill() || award_.route == Route::unknown;
    if (!day && !may_stand_still) day = award_.awarded_on;
    const CaseSource* intention = may_stand_still ? sources_.latest({NoticeKind::intention_to_award}) : nullptr;
    if (intention != nullptr && day && *day <= intention->published) day.reset();
    if (day) set(&CaseRecord::awarded_on, *day);
    if (!record_.awarded_on) std::erase_if(record_.words, [](const FieldWords& w) { return w.field == "awarded_on"; });
  }
  set(&CaseRecord::contract_known, award_.state == AwardState::published);
}

void CaseBuilder::put_standstill() {
  const CaseSource* latest = sources_.latest({NoticeKind::intention_to_award});
  // Every process that has an intention notice has a standstill, so one of no named process has it too.
  if ((!has_standstill() && award_.route != Route::unknown) || latest == nullptr) return;
  const NoticeReading& intention = *latest->notice;
  if (intention.stated.representations_until)
    set(&CaseRecord::stated_deadline, *intention.stated.representations_until, intention, "stated_representations");
  if (!intention.psr.deadline_words.empty()) {
    set(&CaseRecord::deadline_words, shown_words(intention.psr.deadline_words), intention, "deadline_words");
  } else if (intention.stated.representations_reason == "placeholder") {
    set(&CaseRecord::deadline_words, words_of(intention, "stated_representations"), intention, "stated_representations");
  }

  std::vector<KeyCriterion> addressed;
  for (const CaseSource& source : sources_.counted()) {
    if (source.notice->kind != NoticeKind::intention_to_award) continue;
    for (const std::string& word : source.notice->psr.criteria_addressed) {
      const auto criterion = key_criterion_from(word);
      if (criterion && std::find(addressed.begin(), addressed.end(), *criterion) == addressed.end()) addressed.push_back(*criterion);
    }
    if (!source.notice->psr.criteria_addressed.empty()) add_words("criteria_addressed", words_of(*source.notice, "criteria_addressed"));
  }
  std::sort(addressed.begin(), addressed.end());
  const bool blank = std::any_of(intention.contents.begin(), intention.contents.end(), [](const ContentReading& c) {
    return c.item == "reasons_by_criteria" && c.presence == Presence::placeholder;
  });
  // Reasons in which no criterion was recognised are for a person to read; a place that nobody filled addresses none.
  if (!addressed.empty() || blank) set(&CaseRecord::criteria_addressed, std::move(addressed));
}

void CaseBuilder::put_recorded_steps() {
  for (const procedure::Procedure& run : held_.procedures) {
    const StepTaken* abandoned = run.latest(Step::decide_to_abandon);
    if (abandoned == nullptr) continue;
    set(&CaseRecord::abandoned_on, abandoned->on);
    set(&CaseRecord::abandoned_in_standstill, procedure::in_standstill(abandoned->before));
    if (const StepTaken* ended = run.latest(Step::end_standstill)) set(&CaseRecord::standstill_ended_on, ended->on);
  }
  if (sources_.run() == nullptr) return;
  const procedure::Procedure& run = *sources_.run();
  const auto day = [&](Step step) { return run.latest(step) == nullptr ? std::nullopt : std::optional(run.latest(step)->on); };
  set_if(&CaseRecord::decided_on, day(Step::decide));
  set_if(&CaseRecord::step_2_completed_on, day(Step::identify_providers));
  for (const Step makes_award : {Step::enter_contract, Step::conclude_framework}) {
    if (!record_.awarded_on) set_if(&CaseRecord::awarded_on, day(makes_award));
  }
  if (!has_standstill()) return;
  set(&CaseRecord::representations_received, static_cast<int>(run.representations()));
  std::vector<Date> decisions;
  for (const StepTaken& taken : run.history()) {
    if (!taken.undone && taken.step == Step::communicate_further_decision) decisions.push_back(taken.on);
  }
  set(&CaseRecord::further_decisions, std::move(decisions));
  if (!record_.abandoned_on) set_if(&CaseRecord::standstill_ended_on, day(Step::end_standstill));
}

} // namespace openward::law::detail
