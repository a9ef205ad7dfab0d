// PSR-44 to PSR-47: awards and modifications made urgently (reg 14).

#include "domain/law/rules/rule_functions.h"

#include <algorithm>
#include <array>

namespace openward::law::detail {
namespace {

constexpr int urgent_months = 12; // Sch 13 para 7
constexpr int repeat_months = 24; // a signal of the register, not of the Regulations

/// Words of reasons that the authority could have foreseen or brought about (reg 14(2)(b)).
constexpr std::array<std::string_view, 7> own_making{
    "expiry", "expire", "procurement delay", "delay in procurement", "delayed procurement", "live competitive process", "bridge"};

const CaseModification* first_urgent(const std::vector<CaseModification>& modifications) {
  const auto at = std::find_if(modifications.begin(), modifications.end(),
                               [](const CaseModification& m) { return m.ground == ModificationGround::urgent; });
  return at == modifications.end() ? nullptr : &*at;
}

/// `known`: the record says that there is no notice; else none is held.
Verdict not_yet_late(Inquiry& c, Date last_day, bool known) {
  c.note("last_day", last_day);
  c.note("notice", "none");
  const Date* today = c.checked_on();
  if (today == nullptr) return Verdict::not_computable;
  if (*today <= last_day.plus_days(publication_tolerance_days)) return Verdict::pass;
  return known ? Verdict::fail : c.none_held();
}

Verdict urgent_award_notice(Inquiry& c, const std::vector<CaseNotice>& notices) {
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  const CaseNotice* notice = first_of(notices, NoticeKind::urgent_award);
  const Verdict contents = contents_complete(c, notices, {NoticeKind::urgent_award});
  if (awarded == nullptr) return worse(contents, Verdict::not_computable);
  c.note("awarded_on", *awarded);
  const Date last_day = awarded->plus_days(notice_days);
  if (notice == nullptr) return not_yet_late(c, last_day, false);
  return worse(contents, in_time(c, notice->submitted_on, notice->published_on, last_day));
}

Verdict urgent_modification_notice(Inquiry& c, const CaseModification& m, const std::vector<CaseNotice>& notices) {
  c.note("modified_on", m.modified_on);
  const Date last_day = m.modified_on.plus_days(notice_days);
  if (m.notice_exists && !*m.notice_exists) return not_yet_late(c, last_day, true);
  const Verdict contents = contents_complete(c, notices, {NoticeKind::urgent_modification});
  if (m.dated_by_notice) {
    c.miss("modifications.modified_on");
    return worse(contents, Verdict::not_computable);
  }
  return worse(contents, in_time(c, m.notice_submitted_on, m.notice_published_on, last_day, "modifications.notice_"));
}

} // namespace

Verdict urgent_notice_in_time_and_complete(Inquiry& c) {
  const auto* modifications = c.known(&CaseRecord::modifications);
  const CaseModification* urgent = modifications == nullptr ? nullptr : first_urgent(*modifications);
  const auto stop = urgent == nullptr ? c.unless_process({Route::urgent_award}) : std::nullopt;
  if (stop) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  if (const auto before = c.unless_awarded(); before && urgent == nullptr) return *before;
  return urgent == nullptr ? urgent_award_notice(c, *notices) : urgent_modification_notice(c, *urgent, *notices);
}

Verdict urgent_term_within_twelve_months(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::urgent_award})) return *stop;
  const Date* starts = c.need(&CaseRecord::starts);
  const Date* ends = c.known(&CaseRecord::ends);
  const Date* options = c.need(&CaseRecord::ends_with_options);
  if (starts == nullptr) return Verdict::not_computable;
  const Date anniversary = plus_months(*starts, urgent_months);
  c.note("twelve_months_end", anniversary.plus_days(-1));
  const Date* last = options != nullptr ? options : ends;
  if (last != nullptr) c.note(options != nullptr ? "ends_with_options" : "ends", *last);
  if (last == nullptr || (options == nullptr && *last < anniversary)) return Verdict::not_computable;
  if (*last < anniversary) return Verdict::pass;
  const auto* reasons = c.need(&CaseRecord::long_term_reasons_stated);
  if (reasons == nullptr) return Verdict::question;
  if (*reasons) return Verdict::pass;
  // Written from 1 April to 1 April, twelve months are one day over, most often by a slip.
  return *last == anniversary ? Verdict::question : Verdict::fail;
}

Verdict urgency_is_not_of_own_making(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::urgent_award})) return *stop;
  const std::string* reasons = c.need(&CaseRecord::urgency_reasons);
  const auto* earlier = c.need(&CaseRecord::earlier_awards);
  bool asks = false;
  for (const std::string_view word : own_making) {
    if (reasons == nullptr || !mentions(*reasons, word)) continue;
    c.note("says", word);
    asks = true;
  }
  if (earlier != nullptr &&
      std::any_of(earlier->begin(), earlier->end(), [](const EarlierAward& a) { return a.route == Route::urgent_award; })) {
    c.note("earlier_urgent_award", "yes");
    asks = true;
  }
  if (asks) return Verdict::question;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

Verdict urgency_is_not_repeated(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::urgent_award})) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  const auto* earlier = c.need(&CaseRecord::earlier_awards);
  if (!c.complete()) return Verdict::not_computable;
  const Date since = plus_months(*awarded, -repeat_months);
  int urgent = 1; // this one
  for (const EarlierAward& award : *earlier) {
    if (award.route != Route::urgent_award) continue;
    if (!award.awarded_on) {
      c.miss("earlier_awards.awarded_on");
      continue;
    }
    if (*award.awarded_on > since && *award.awarded_on <= *awarded) ++urgent;
  }
  c.note("since", since);
  c.note_count("urgent_awards", urgent);
  if (urgent > 1) return Verdict::question;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

} // namespace openward::law::detail
