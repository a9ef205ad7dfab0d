// PSR-48 to PSR-50 and PSR-66: abandonment, a change of process, services that began before the award, and awards that repeat.

#include "domain/law/rules/rule_functions.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

constexpr int short_months = 12;
constexpr int repeats_asked_about = 3;

/// The day on which the standstill ended: as recorded, else as computed when nobody made representations.
std::optional<Date> standstill_ended(Inquiry& c) {
  if (const Date* ended = c.known(&CaseRecord::standstill_ended_on)) {
    c.note("standstill_ended_on", *ended);
    return *ended;
  }
  const int* received = c.known(&CaseRecord::representations_received);
  if (received == nullptr || *received != 0) {
    c.miss("standstill_ended_on");
    return std::nullopt;
  }
  const auto published = c.intention_published();
  return published ? c.standstill_end(*published) : std::nullopt;
}

bool is_short_c(const EarlierAward& award) {
  return award.route == Route::direct_award_c && award.starts && award.ends && *award.ends <= plus_months(*award.starts, short_months);
}

bool may_be_switched(Route process) { // reg 6(9): only where paragraph (5) or (6) leaves a choice
  return process == Route::direct_award_c || process == Route::most_suitable_provider || process == Route::competitive_process;
}

} // namespace

Verdict abandonment_notice_in_time(Inquiry& c) {
  const auto* notices = c.known(&CaseRecord::notices);
  const CaseNotice* notice = notices == nullptr ? nullptr : first_of(*notices, NoticeKind::abandonment);
  const Date* decided = c.known(&CaseRecord::abandoned_on);
  if (decided == nullptr) {
    if (notice == nullptr) return Verdict::no_concern;
    c.miss("abandoned_on");
    return Verdict::not_computable;
  }
  c.note("abandoned_on", *decided);
  const auto* in_standstill = c.need(&CaseRecord::abandoned_in_standstill);
  if (notices == nullptr) c.miss("notices");
  if (!c.complete()) return Verdict::not_computable;
  const auto ended = *in_standstill ? standstill_ended(c) : std::nullopt;
  if (*in_standstill && !ended) return Verdict::not_computable;
  const Date last_day = (ended ? *ended : *decided).plus_days(notice_days);
  if (notice == nullptr) {
    const Date* today = c.checked_on();
    if (today == nullptr) return Verdict::not_computable;
    c.note("last_day", last_day);
    return *today > last_day.plus_days(publication_tolerance_days) ? c.none_held() : Verdict::pass;
  }
  const auto day = notice->published_on ? notice->published_on : notice->submitted_on;
  if (ended && day && *day <= *ended) {
    c.note("notice_on", *day);
    return Verdict::fail; // reg 15(2), (3): acted upon before the standstill ended
  }
  return in_time(c, notice->submitted_on, notice->published_on, last_day);
}

Verdict process_switched_after_abandonment(Inquiry& c) {
  const Route* earlier = c.known(&CaseRecord::earlier_process);
  if (earlier == nullptr) return Verdict::no_concern;
  const Route* now = c.need(&CaseRecord::process);
  const auto* notices = c.need(&CaseRecord::notices);
  if (*earlier == Route::unknown) c.miss("earlier_process");
  if (now != nullptr && *now == Route::unknown) c.miss("process");
  if (!c.complete()) return Verdict::not_computable;
  c.note("earlier_process", to_string(*earlier));
  c.note("process", to_string(*now));
  if (*earlier == *now) return Verdict::pass;
  if (first_of(*notices, NoticeKind::abandonment) == nullptr) return c.none_held();
  return may_be_switched(*earlier) && may_be_switched(*now) ? Verdict::pass : Verdict::question;
}

Verdict award_before_services_start(Inquiry& c) {
  if (const auto stop = c.unless_standstill_applies()) return *stop;
  if (const std::string* text = c.known(&CaseRecord::notice_text); text != nullptr && mentions(*text, "implied contract")) {
    c.note("says", "implied contract");
    return Verdict::question;
  }
  if (const auto* before = c.known(&CaseRecord::services_began_before); before != nullptr && *before) {
    c.note("services_began_before", "yes");
    return Verdict::question;
  }
  if (const auto stop = c.unless_awarded()) return *stop;
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  const Date* starts = c.need(&CaseRecord::starts);
  if (!c.complete()) return Verdict::not_computable;
  c.note("awarded_on", *awarded);
  c.note("starts", *starts);
  return *awarded <= *starts ? Verdict::pass : Verdict::question;
}

Verdict short_c_awards_do_not_repeat(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::direct_award_c})) return *stop;
  const Date* starts = c.need(&CaseRecord::starts);
  const Date* ends = c.need(&CaseRecord::ends);
  if (starts != nullptr && ends != nullptr && *ends > plus_months(*starts, short_months)) return Verdict::pass;
  const auto* earlier = c.need(&CaseRecord::earlier_awards);
  if (!c.complete()) return Verdict::not_computable;
  auto latest_first = *earlier;
  std::stable_sort(latest_first.begin(), latest_first.end(),
                   [](const EarlierAward& a, const EarlierAward& b) { return a.starts > b.starts; });
  int in_a_row = 1;
  for (const EarlierAward& award : latest_first) {
    if (award.route == Route::direct_award_c && (!award.starts || !award.ends)) {
      c.miss("earlier_awards.starts");
      c.miss("earlier_awards.ends");
      return in_a_row >= repeats_asked_about ? Verdict::question : Verdict::not_computable;
    }
    if (!is_short_c(award)) break;
    ++in_a_row;
  }
  c.note_count("short_awards_in_a_row", in_a_row);
  return in_a_row >= repeats_asked_about ? Verdict::question : Verdict::pass;
}

} // namespace openward::law::detail
