// PSR-26 to PSR-30: the standstill period (reg 12).

#include "domain/law/rules/rule_functions.h"

#include <algorithm>
#include <array>

namespace openward::law::detail {
namespace {

constexpr int further_decision_days = 5; // working days, reg 12(10)(v)

/// What templates leave behind where a date was to be filled in.
constexpr std::array<std::string_view, 7> placeholders{"[", "add date", "insert date", "tbc", "to be confirmed", "dd/mm", "xx/"};

} // namespace

Verdict stated_deadline_is_not_too_early(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  const auto published = c.intention_published();
  const Date* stated = c.need(&CaseRecord::stated_deadline);
  const auto ends = published ? c.standstill_end(*published) : std::nullopt;
  if (!c.complete()) return Verdict::not_computable;
  c.note("stated_deadline", *stated);
  return *stated >= *ends ? Verdict::pass : Verdict::question;
}

Verdict stated_deadline_is_a_real_date(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  if (const std::string* words = c.known(&CaseRecord::deadline_words)) {
    const bool unfilled = std::any_of(placeholders.begin(), placeholders.end(), [&](std::string_view p) { return mentions(*words, p); });
    c.note("deadline_words", *words);
    if (unfilled) return Verdict::question;
  }
  const Date* stated = c.need(&CaseRecord::stated_deadline);
  const auto published = c.intention_published();
  if (!c.complete()) return Verdict::not_computable;
  c.note("intention_published_on", *published);
  c.note("stated_deadline", *stated);
  return stated->year() == published->year() || stated->year() == published->year() + 1 ? Verdict::pass : Verdict::question;
}

/// Representations can only lengthen a standstill, so its end without any is the least that every award must wait for.
Verdict award_after_standstill(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const auto published = c.intention_published();
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  const auto ends = published ? c.standstill_end(*published) : std::nullopt;
  if (!c.complete()) return Verdict::not_computable;
  c.note("awarded_on", *awarded);
  if (*awarded > *ends) return Verdict::pass;
  // An award on or before the day of the intention that is held may follow an earlier one that is not.
  return *awarded > *published ? Verdict::fail : c.none_held(Verdict::question);
}

Verdict award_after_further_decision(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const int* received = c.known(&CaseRecord::representations_received);
  if (received != nullptr && *received == 0) return Verdict::no_concern;
  const auto* decisions = c.need(&CaseRecord::further_decisions);
  if (received == nullptr && (decisions == nullptr || decisions->empty())) c.miss("representations_received");
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  if (!c.complete()) return Verdict::not_computable;
  c.note("awarded_on", *awarded);
  if (decisions->empty()) {
    c.note("further_decisions", "none"); // reg 12(4)(d) asks for one before the standstill can end
    return Verdict::fail;
  }
  const Date last = *std::max_element(decisions->begin(), decisions->end());
  c.note("last_communicated_on", last);
  const auto until = c.working_days_after(last, further_decision_days);
  if (!until) return Verdict::not_computable;
  c.note("fifth_working_day", *until);
  if (*awarded == *until) return Verdict::question; // "no fewer than 5 working days since": the fifth day itself is arguable
  return *awarded > *until ? Verdict::pass : Verdict::fail;
}

Verdict planned_start_after_standstill(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  const auto published = c.intention_published();
  const Date* starts = c.need(&CaseRecord::starts);
  const auto ends = published ? c.standstill_end(*published) : std::nullopt;
  if (!c.complete()) return Verdict::not_computable;
  c.note("starts", *starts);
  return *starts > *ends ? Verdict::pass : Verdict::question;
}

} // namespace openward::law::detail
