// PSR-19 to PSR-25, PSR-31 to PSR-34, PSR-51 and PSR-65: the notices that a process needs, when, and what they hold.

#include "domain/law/rules/rule_functions.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

constexpr int msp_days = 14;            // reg 10(5): calendar days
constexpr int follow_up_days = 180;     // an expectation of the register, not of the Regulations
constexpr std::size_t key_criteria = 5; // reg 5

std::optional<Verdict> unless_awarded_under_psr(Inquiry& c) {
  return c.unless_process({Route::direct_award_a, Route::direct_award_b, Route::direct_award_c, Route::most_suitable_provider,
                           Route::competitive_process, Route::framework_conclusion, Route::framework_call_off_direct,
                           Route::framework_call_off_competed});
}

} // namespace

Verdict msp_starts_with_a_notice(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::most_suitable_provider})) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const CaseNotice* start = first_of(*notices, NoticeKind::intention_to_follow_msp);
  const CaseNotice* intention = first_of(*notices, NoticeKind::intention_to_award);
  if (start == nullptr && intention == nullptr) {
    if (const auto stop = c.unless_awarded()) return *stop; // it may still come
  }
  c.note("start_notice", start == nullptr ? "none" : "yes");
  if (start == nullptr) return c.none_held();
  if (intention == nullptr) return Verdict::pass;
  const auto started = day_of(*start);
  const auto intended = day_of(*intention);
  if (!started || !intended) {
    c.miss("notices.published_on");
    return Verdict::not_computable;
  }
  c.note("started_on", *started);
  c.note("intended_on", *intended);
  return *started < *intended ? Verdict::pass : c.none_held(Verdict::question); // an earlier announcement may not be held
}

Verdict msp_waits_fourteen_days(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::most_suitable_provider})) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const CaseNotice* start = first_of(*notices, NoticeKind::intention_to_follow_msp);
  const CaseNotice* intention = first_of(*notices, NoticeKind::intention_to_award);
  const Date* completed = c.known(&CaseRecord::step_2_completed_on);
  const auto submitted = start == nullptr ? std::nullopt : day_of(*start);
  if (!submitted) c.miss("notices.submitted_on");
  // The intention to award follows step 2, so it stands in for it when the record does not give the day.
  const auto step_2 = completed != nullptr ? std::optional(*completed) : intention != nullptr ? day_of(*intention) : std::nullopt;
  if (!step_2) c.miss("step_2_completed_on");
  if (!c.complete()) return Verdict::not_computable;
  const Date earliest = submitted->plus_days(msp_days);
  c.note("submitted_on", *submitted);
  c.note("earliest_completion", earliest);
  c.note(completed != nullptr ? "step_2_completed_on" : "intention_to_award_on", *step_2);
  if (*step_2 >= earliest) return Verdict::pass;
  const bool by_proxy = completed == nullptr || !start->submitted_on;
  return by_proxy ? Verdict::question : Verdict::fail;
}

Verdict competition_starts_with_an_invitation(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::competitive_process, Route::framework_conclusion})) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  if (first_of(*notices, NoticeKind::invitation) != nullptr) return Verdict::pass;
  const auto not_yet = c.unless_awarded(); // before an intention it may still come
  return not_yet && first_of(*notices, NoticeKind::intention_to_award) == nullptr ? *not_yet : c.none_held();
}

Verdict invitation_is_complete(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::competitive_process, Route::framework_conclusion})) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  return notices == nullptr ? Verdict::not_computable : contents_complete(c, *notices, {NoticeKind::invitation});
}

Verdict intention_comes_before_award(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const CaseNotice* intention = first_of(*notices, NoticeKind::intention_to_award);
  if (intention == nullptr && first_of(*notices, NoticeKind::award) != nullptr) return c.none_held();
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  if (intention == nullptr) return awarded != nullptr ? c.none_held() : Verdict::not_computable;
  const auto intended = day_of(*intention);
  if (!intended) c.miss("notices.published_on");
  if (!c.complete()) return Verdict::not_computable;
  c.note("intended_on", *intended);
  c.note("awarded_on", *awarded);
  return *intended < *awarded ? Verdict::pass : c.none_held(Verdict::question); // an earlier intention may not be held
}

Verdict intention_is_complete(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  return notices == nullptr ? Verdict::not_computable : contents_complete(c, *notices, {NoticeKind::intention_to_award});
}

Verdict reasons_address_the_key_criteria(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  const auto* addressed = c.need(&CaseRecord::criteria_addressed);
  if (addressed == nullptr) return Verdict::not_computable;
  for (const KeyCriterion criterion : *addressed) c.note("addresses", to_string(criterion));
  if (addressed->empty()) return Verdict::fail;
  return addressed->size() < key_criteria ? Verdict::question : Verdict::pass;
}

Verdict award_notice_in_time(Inquiry& c) {
  // Every process of the Regime allows thirty days, an urgent award too (reg 14(5)): which one it was need not be known.
  const Route* process = c.known(&CaseRecord::process);
  const auto* regulated = c.known(&CaseRecord::claims_psr);
  const bool one_of_them = process != nullptr && *process == Route::unknown && regulated != nullptr && *regulated;
  if (!one_of_them) {
    if (const auto stop = unless_awarded_under_psr(c)) return *stop;
  }
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const CaseNotice* notice = first_of(*notices, NoticeKind::award);
  if (notice == nullptr) return Verdict::no_concern; // PSR-32 asks whether there should be one
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  if (awarded == nullptr) return Verdict::not_computable;
  c.note("awarded_on", *awarded);
  if (const auto day = day_of(*notice); day && *day < *awarded) {
    c.note("before_the_award", *day);
    return Verdict::question; // a notice of an award that was not yet made: one of the two dates is wrong
  }
  return in_time(c, notice->submitted_on, notice->published_on, awarded->plus_days(notice_days));
}

Verdict award_notice_exists(Inquiry& c) {
  const auto* contract = c.need(&CaseRecord::contract_known);
  const auto* notices = c.need(&CaseRecord::notices);
  if (contract != nullptr && !*contract) return Verdict::no_concern;
  if (!c.complete()) return Verdict::not_computable;
  const Route* process = c.known(&CaseRecord::process);
  if (process != nullptr && *process != Route::unknown && regime_of(*process) != Regime::psr) return Verdict::no_concern;
  if (process != nullptr && *process == Route::urgent_award) return Verdict::no_concern; // PSR-44
  if (first_of(*notices, NoticeKind::award) != nullptr) return Verdict::pass;
  if (process == nullptr || *process == Route::unknown) {
    c.miss("process");
    return Verdict::question;
  }
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  if (awarded == nullptr) return Verdict::question;
  const Date* today = c.checked_on();
  if (today == nullptr) return Verdict::not_computable;
  const Date last_day = awarded->plus_days(notice_days);
  c.note("awarded_on", *awarded);
  c.note("last_day", last_day);
  return *today > last_day.plus_days(publication_tolerance_days) ? c.none_held() : Verdict::pass;
}

Verdict award_notice_is_complete(Inquiry& c) {
  if (const auto stop = unless_awarded_under_psr(c)) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  return notices == nullptr ? Verdict::not_computable : contents_complete(c, *notices, {NoticeKind::award});
}

Verdict intention_is_followed_up(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  if (first_of(*notices, NoticeKind::intention_to_award) == nullptr) return Verdict::no_concern;
  if (first_of(*notices, NoticeKind::award) != nullptr || first_of(*notices, NoticeKind::abandonment) != nullptr) return Verdict::pass;
  const Date* today = c.checked_on();
  const auto published = c.intention_published();
  const auto ends = published ? c.standstill_end(*published) : std::nullopt;
  if (!c.complete()) return Verdict::not_computable;
  const Date expected = ends->plus_days(follow_up_days);
  c.note("expected_by", expected);
  return *today <= expected ? Verdict::pass : Verdict::question;
}

Verdict conflicts_are_stated(Inquiry& c) {
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const bool due = std::any_of(notices->begin(), notices->end(), [](const CaseNotice& notice) {
    return notice.kind == NoticeKind::award || notice.kind == NoticeKind::intention_to_award || notice.kind == NoticeKind::modification ||
           notice.kind == NoticeKind::urgent_award || notice.kind == NoticeKind::urgent_modification;
  });
  if (!due) return Verdict::no_concern; // Sch 5 and Sch 8 do not ask for it
  const auto* stated = c.need(&CaseRecord::conflicts_stated);
  const auto* handled = c.need(&CaseRecord::conflict_handling_stated);
  if (stated != nullptr && !*stated) c.note("lacks", "declared or potential conflicts, even if none");
  if (handled != nullptr && !*handled) c.note("lacks", "how conflicts were managed");
  if ((stated != nullptr && !*stated) || (handled != nullptr && !*handled)) return Verdict::fail;
  if (c.complete()) return Verdict::pass;
  const auto* looked_for = c.known(&CaseRecord::conflicts_looked_for);
  return looked_for != nullptr && *looked_for ? Verdict::question : Verdict::not_computable;
}

Verdict basis_is_the_psr(Inquiry& c) {
  const auto* claims = c.need(&CaseRecord::claims_psr);
  if (claims == nullptr) return Verdict::not_computable;
  if (!*claims) return Verdict::no_concern;
  const std::string* form = c.need(&CaseRecord::notice_form);
  const auto* other = c.need(&CaseRecord::cites_other_procedure);
  const bool pa_form = form != nullptr && form->starts_with("UK"); // PSR notices stay on the F forms
  if (form != nullptr) c.note("form", *form);
  if (pa_form || (other != nullptr && *other)) return Verdict::question;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

} // namespace openward::law::detail
