// PSR-39 to PSR-43: changes to a contract during its term (reg 13). They concern every health-care contract, whenever and however it was
// awarded (reg 29(2)), so no rule here turns away a process of earlier law.

#include "domain/law/change/limits.h"
#include "domain/law/rules/rule_functions.h"

#include "domain/money.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

struct Step {
  const CaseModification* modification = nullptr;
  std::optional<std::int64_t>
      cumulative{}; // change since the contract was entered into, this one included; none once a change is not known
};

bool under_regulation_13(const CaseModification& m) { return m.ground != ModificationGround::urgent; }

/// The modifications in the order of their days. Every change counts towards the sum, on whatever ground it was made (reg 13(2)(b)).
std::vector<Step> steps_of(const std::vector<CaseModification>& modifications) {
  std::vector<Step> steps;
  for (const CaseModification& m : modifications) steps.push_back({&m, {}});
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.modification->modified_on < b.modification->modified_on; });
  std::optional<std::int64_t> sum = 0;
  for (Step& step : steps) {
    const auto change = step.modification->value_change;
    const auto next = sum && change ? add_pence(*sum, *change) : Result<std::int64_t>(invalid("not known"));
    sum = next ? std::optional(*next) : std::nullopt;
    step.cumulative = sum;
  }
  return steps;
}

/// The steps, or why there is nothing to look at.
std::optional<Verdict> unless_modified(Inquiry& c, std::vector<Step>& steps) {
  const auto* modifications = c.need(&CaseRecord::modifications);
  if (modifications == nullptr) return Verdict::not_computable;
  if (modifications->empty()) return Verdict::no_concern;
  steps = steps_of(*modifications);
  return std::nullopt;
}

Verdict not_different(Inquiry& c, const CaseModification& m) {
  if (!m.materially_different) {
    c.miss("modifications.materially_different");
    return Verdict::not_computable;
  }
  return *m.materially_different ? Verdict::fail : Verdict::pass;
}

/// Ground (d): attributable to the authority, of the same character, and below one of the two limits.
Verdict within_limits(Inquiry& c, const Step& step) {
  const Verdict character = not_different(c, *step.modification);
  if (character == Verdict::fail) return character;
  if (!step.cumulative) {
    c.miss("modifications.value_change");
    return Verdict::not_computable;
  }
  c.note_pence("cumulative_change", *step.cumulative);
  if (*step.cumulative < considerable_pence) return character;
  const auto* original = c.need_amount(&CaseRecord::lifetime_value);
  if (original == nullptr) return Verdict::not_computable;
  c.note_pence("original_value", *original);
  return *step.cumulative >= quarter_up(*original) ? Verdict::fail : character;
}

Verdict permitted(Inquiry& c, const Step& step, Route process) {
  const CaseModification& m = *step.modification;
  if (process == Route::direct_award_a || process == Route::direct_award_b) return not_different(c, m); // reg 13(3)
  switch (m.ground) {
  case ModificationGround::provided_for_in_contract:
    return Verdict::pass;
  case ModificationGround::change_of_provider_identity:
    if (m.selection_criteria_met) return *m.selection_criteria_met ? Verdict::pass : Verdict::fail;
    c.miss("modifications.selection_criteria_met");
    return Verdict::not_computable;
  case ModificationGround::external_factors:
    return not_different(c, m);
  case ModificationGround::authority_decision:
    return within_limits(c, step);
  case ModificationGround::other:
    return Verdict::question; // a ground of its own: none of regulation 13 as it is stated
  case ModificationGround::urgent:
  case ModificationGround::unknown:
    break;
  }
  c.miss("modifications.ground");
  return Verdict::not_computable;
}

Verdict notice_of(Inquiry& c, const CaseModification& m) {
  const Date last_day = m.modified_on.plus_days(notice_days);
  if (m.dated_by_notice) {
    c.miss("modifications.modified_on");
    return Verdict::not_computable;
  }
  if (m.notice_exists.value_or(true)) return in_time(c, m.notice_submitted_on, m.notice_published_on, last_day, "modifications.notice_");
  c.note("last_day", last_day);
  c.note("notice", "none");
  const Date* today = c.checked_on();
  if (today == nullptr) return Verdict::not_computable;
  return *today > last_day.plus_days(publication_tolerance_days) ? Verdict::fail : Verdict::pass;
}

} // namespace

Verdict modification_is_permitted(Inquiry& c) {
  std::vector<Step> steps;
  if (const auto stop = unless_modified(c, steps)) return *stop;
  const Route* process = c.need(&CaseRecord::process);
  if (process == nullptr) return Verdict::not_computable;
  Verdict verdict = Verdict::no_concern;
  for (const Step& step : steps) {
    if (!under_regulation_13(*step.modification)) continue;
    c.note("modified_on", step.modification->modified_on);
    c.note("ground", to_string(step.modification->ground));
    const Verdict one = permitted(c, step, *process);
    verdict = worse(verdict, one);
  }
  return verdict;
}

Verdict modification_notice_in_time(Inquiry& c) {
  std::vector<Step> steps;
  if (const auto stop = unless_modified(c, steps)) return *stop;
  Verdict verdict = Verdict::no_concern;
  for (const Step& step : steps) {
    const CaseModification& m = *step.modification;
    if (!under_regulation_13(m)) continue;
    if (m.attributable && !*m.attributable) {
      verdict = worse(verdict, Verdict::pass); // no notice is due
      continue;
    }
    if (!step.cumulative) {
      c.miss("modifications.value_change");
      verdict = worse(verdict, Verdict::not_computable);
      continue;
    }
    c.note("modified_on", m.modified_on);
    c.note_pence("cumulative_change", *step.cumulative);
    if (*step.cumulative<considerable_pence&& * step.cumulative> - considerable_pence) {
      verdict = worse(verdict, Verdict::pass);
      continue;
    }
    Verdict one = notice_of(c, m);
    if (!m.attributable && one != Verdict::pass) {
      c.miss("modifications.attributable");
      if (one == Verdict::fail) one = Verdict::question;
    }
    verdict = worse(verdict, one);
  }
  return verdict;
}

Verdict modification_notice_is_complete(Inquiry& c) {
  const auto* notices = c.need(&CaseRecord::notices);
  return notices == nullptr ? Verdict::not_computable : contents_complete(c, *notices, {NoticeKind::modification});
}

Verdict small_modifications_do_not_add_up(Inquiry& c) {
  std::vector<Step> steps;
  if (const auto stop = unless_modified(c, steps)) return *stop;
  if (steps.size() < 2) return Verdict::no_concern;
  const auto* original = c.need_amount(&CaseRecord::lifetime_value);
  Verdict verdict = Verdict::pass;
  for (const Step& step : steps) {
    if (!step.cumulative) {
      c.miss("modifications.value_change");
      return worse(verdict, Verdict::not_computable);
    }
    const bool crosses =
        *step.cumulative >= considerable_pence || (original != nullptr && *original > 0 && *step.cumulative >= quarter_up(*original));
    if (!crosses || verdict == Verdict::question) continue;
    c.note("crossed_on", step.modification->modified_on);
    c.note_pence("cumulative_change", *step.cumulative);
    verdict = Verdict::question;
  }
  return verdict == Verdict::question || c.complete() ? verdict : Verdict::not_computable;
}

Verdict modification_is_within_the_term(Inquiry& c) {
  std::vector<Step> steps;
  if (const auto stop = unless_modified(c, steps)) return *stop;
  const Date* ends = c.need(&CaseRecord::ends);
  if (ends == nullptr) return Verdict::not_computable;
  const Date* starts = c.known(&CaseRecord::starts);
  Date term_ends = *ends;
  Verdict verdict = Verdict::pass;
  for (const Step& step : steps) {
    const CaseModification& m = *step.modification;
    const bool within = m.modified_on <= term_ends && (starts == nullptr || *starts <= m.modified_on);
    if (!within) {
      c.note("modified_on", m.modified_on);
      c.note("term_ends", term_ends);
      // A notice after the term may tell of a change within it.
      if (m.dated_by_notice) c.miss("modifications.modified_on");
      verdict = worse(verdict, m.dated_by_notice ? Verdict::not_computable : Verdict::fail);
    }
    term_ends = m.new_end.value_or(term_ends);
  }
  return verdict;
}

} // namespace openward::law::detail
