// PSR-06 to PSR-09 and PSR-35 to PSR-38: frameworks, the providers added to them, and the contracts called off from them.

#include "domain/law/rules/rule_functions.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

/// The verdict when the case does not conclude a framework, or it is not known whether it does.
std::optional<Verdict> unless_framework_concluded(Inquiry& c) {
  const auto* concludes = c.need(&CaseRecord::concludes_framework);
  if (concludes == nullptr) return Verdict::not_computable;
  if (!*concludes) return Verdict::no_concern;
  return std::nullopt;
}

std::vector<std::string> lacking_from(const std::vector<std::string>& list, const std::vector<std::string>& wanted) {
  std::vector<std::string> lacking;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(lacking), [&](const std::string& item) { return !holds(list, item); });
  return lacking;
}

} // namespace

Verdict framework_concluded_by_competition(Inquiry& c) {
  if (const auto stop = unless_framework_concluded(c)) return *stop;
  const Route* process = c.need(&CaseRecord::process);
  if (process == nullptr) return Verdict::not_computable;
  if (*process == Route::unknown) {
    c.miss("process");
    return Verdict::not_computable;
  }
  c.note("process", to_string(*process));
  return *process == Route::competitive_process || *process == Route::framework_conclusion ? Verdict::pass : Verdict::fail;
}

Verdict framework_term_within_four_years(Inquiry& c) {
  if (const auto stop = unless_framework_concluded(c)) return *stop;
  const Date* starts = c.need(&CaseRecord::framework_starts);
  const Date* ends = c.need(&CaseRecord::framework_ends);
  if (!c.complete()) return Verdict::not_computable;
  const Date anniversary = plus_months(*starts, 48);
  c.note("four_years_end", anniversary.plus_days(-1));
  c.note("framework_ends", *ends);
  if (*ends < *starts) return Verdict::question;
  if (*ends < anniversary) return Verdict::pass;
  const auto* justified = c.need(&CaseRecord::framework_term_justified);
  if (justified != nullptr && *justified) return Verdict::pass;
  // A term written from 1 April to 1 April is one day over, most often by a slip.
  if (*ends == anniversary) return Verdict::question;
  return justified == nullptr ? Verdict::question : Verdict::fail;
}

Verdict framework_names_its_authorities(Inquiry& c) {
  if (const auto stop = unless_framework_concluded(c)) return *stop;
  const auto* authorities = c.need(&CaseRecord::framework_authorities);
  if (authorities == nullptr) return Verdict::not_computable;
  c.note("authorities", listed(*authorities));
  return authorities->empty() ? Verdict::fail : Verdict::pass;
}

Verdict framework_providers_added_by_competition(Inquiry& c) {
  const auto* adds = c.need(&CaseRecord::adds_framework_providers);
  if (adds == nullptr) return Verdict::not_computable;
  if (!*adds) return Verdict::no_concern;
  const auto* notices = c.need(&CaseRecord::notices);
  if (notices == nullptr) return Verdict::not_computable;
  const bool invited = first_of(*notices, NoticeKind::invitation) != nullptr;
  const bool intended = first_of(*notices, NoticeKind::intention_to_award) != nullptr;
  c.note("invitation", invited ? "yes" : "no");
  c.note("intention_to_award", intended ? "yes" : "no");
  return invited && intended ? Verdict::pass : c.none_held();
}

Verdict direct_call_off_has_its_notice(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::framework_call_off_direct})) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const auto* notices = c.need(&CaseRecord::notices);
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  if (!c.complete()) return Verdict::not_computable;
  const Date last_day = awarded->plus_days(notice_days);
  if (const CaseNotice* notice = first_of(*notices, NoticeKind::award))
    return in_time(c, notice->submitted_on, notice->published_on, last_day);
  const Date* today = c.checked_on();
  if (today == nullptr) return Verdict::not_computable;
  c.note("last_day", last_day);
  return *today > last_day.plus_days(publication_tolerance_days) ? c.none_held() : Verdict::pass;
}

Verdict call_off_is_within_the_parties(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::framework_call_off_direct, Route::framework_call_off_competed})) return *stop;
  const std::string* buyer = c.need(&CaseRecord::buyer);
  const auto* authorities = c.need(&CaseRecord::framework_authorities);
  const auto* providers = c.need(&CaseRecord::providers);
  const auto* parties = c.need(&CaseRecord::framework_providers);
  if (!c.complete()) return Verdict::not_computable;
  auto strangers = lacking_from(*parties, *providers);
  if (!holds(*authorities, *buyer)) strangers.push_back(*buyer);
  for (const std::string& stranger : strangers) c.note("not_named_in_the_framework", stranger);
  return strangers.empty() ? Verdict::pass : Verdict::fail;
}

Verdict call_off_is_within_the_term(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::framework_call_off_direct, Route::framework_call_off_competed})) return *stop;
  if (const auto stop = c.unless_awarded()) return *stop;
  const Date* awarded = c.need(&CaseRecord::awarded_on);
  const Date* starts = c.need(&CaseRecord::framework_starts);
  const Date* ends = c.need(&CaseRecord::framework_ends);
  if (!c.complete()) return Verdict::not_computable;
  c.note("awarded_on", *awarded);
  c.note("framework_starts", *starts);
  c.note("framework_ends", *ends);
  return *starts <= *awarded && *awarded <= *ends ? Verdict::pass : Verdict::fail;
}

Verdict call_off_invites_every_party(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::framework_call_off_competed})) return *stop;
  const auto* invited = c.need(&CaseRecord::invited_providers);
  const auto* parties = c.need(&CaseRecord::framework_providers);
  if (!c.complete()) return Verdict::not_computable;
  const auto left_out = lacking_from(*invited, *parties);
  const auto strangers = lacking_from(*parties, *invited);
  for (const std::string& provider : left_out) c.note("not_invited", provider);
  for (const std::string& provider : strangers) c.note("not_a_party", provider);
  return left_out.empty() && strangers.empty() ? Verdict::pass : Verdict::fail;
}

} // namespace openward::law::detail
