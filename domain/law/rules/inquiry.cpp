#include "domain/law/rules/inquiry.h"

#include "domain/money.h"
#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace openward::law {
namespace {

constexpr std::array<std::string_view, 4> outcome_spellings{"pass", "question", "fail", "not_computable"};
static_assert(openward::detail::spells_all(outcome_spellings, Outcome::not_computable));

} // namespace

std::string_view to_string(Outcome v) { return openward::detail::word_of(outcome_spellings, v); }
std::optional<Outcome> outcome_from(std::string_view word) { return openward::detail::from_word<Outcome>(outcome_spellings, word); }

namespace detail {
namespace {

/// The order of gravity, by Verdict.
constexpr std::array<int, 5> gravity{1, 3, 4, 2, 0};

template <typename Better>
const CaseNotice* pick(const std::vector<CaseNotice>& notices, NoticeKind kind, Better better) {
  const CaseNotice* best = nullptr;
  for (const CaseNotice& notice : notices) {
    if (notice.kind == kind && (best == nullptr || better(day_of(notice), day_of(*best)))) best = &notice;
  }
  return best;
}

} // namespace

Verdict worse(Verdict a, Verdict b) { return gravity.at(static_cast<std::size_t>(a)) >= gravity.at(static_cast<std::size_t>(b)) ? a : b; }

void Inquiry::miss(std::string_view input) {
  if (std::find(missing_.begin(), missing_.end(), input) == missing_.end()) missing_.emplace_back(input);
}

const std::int64_t* Inquiry::need_amount(CaseMember<std::int64_t> member) {
  const std::int64_t* amount = need(member);
  if (amount == nullptr || !StatedValue{{*amount, {}}, Vat::unknown, ValueKind::lifetime}.placeholder()) return amount;
  miss(name_of(member));
  return nullptr;
}

void Inquiry::note_pence(std::string_view name, std::int64_t pence) {
  computed_.push_back({std::string(name), Money{pence, {}}.decimal()});
}

void Inquiry::rest_on(std::string_view field) {
  for (const FieldWords& entry : record_.words) {
    if (entry.field == field && !holds(words_, entry.words)) words_.push_back(entry.words);
  }
}

std::optional<Verdict> Inquiry::unless_process(std::initializer_list<Route> routes) {
  const Route* process = need(&CaseRecord::process);
  if (process == nullptr) return Verdict::not_computable;
  if (*process == Route::unknown) {
    miss("process");
    return Verdict::not_computable;
  }
  if (std::find(routes.begin(), routes.end(), *process) == routes.end()) return Verdict::no_concern;
  return std::nullopt;
}

/// Every process that has an intention notice has the same standstill, so an intention is enough where no process is named.
std::optional<Verdict> Inquiry::unless_standstill_applies() {
  const bool named = record_.process && *record_.process != Route::unknown;
  if (!named && record_.notices && first_of(*record_.notices, NoticeKind::intention_to_award) != nullptr) return std::nullopt;
  return unless_process({Route::direct_award_c, Route::most_suitable_provider, Route::competitive_process, Route::framework_conclusion,
                         Route::framework_call_off_competed}); // reg 12(1)
}

std::optional<Verdict> Inquiry::unless_awarded() {
  const bool none = record_.contract_known == false && !record_.awarded_on;
  return none ? std::optional(Verdict::no_concern) : std::nullopt;
}

std::optional<Date> Inquiry::intention_published() {
  const auto* notices = need(&CaseRecord::notices);
  if (notices == nullptr) return std::nullopt;
  std::optional<Date> latest;
  for (const CaseNotice& notice : *notices) {
    if (notice.kind == NoticeKind::intention_to_award && notice.published_on && (!latest || *notice.published_on > *latest))
      latest = notice.published_on;
  }
  if (!latest) miss("notices.published_on");
  return latest;
}

Verdict Inquiry::none_held(Verdict where_incomplete) {
  const bool* every_notice = need(&CaseRecord::notices_complete);
  if (every_notice != nullptr && *every_notice) return Verdict::fail;
  miss(name_of(&CaseRecord::notices_complete));
  return where_incomplete;
}

std::optional<Date> Inquiry::working_day(const Result<Date>& day) {
  if (day) return *day;
  miss("bank_holidays");
  note("bank_holidays", day.error().message);
  return std::nullopt;
}

std::optional<Date> Inquiry::standstill_end(Date published) {
  const auto end = working_day(surroundings_.working_days.standstill_end(published));
  note("intention_published_on", published);
  if (end) note("standstill_ends", *end);
  return end;
}

std::optional<Date> Inquiry::working_days_after(Date day, int n) {
  return working_day(surroundings_.working_days.add_working_days(day, n));
}

const Date* Inquiry::checked_on() {
  if (surroundings_.checked_on) return &*surroundings_.checked_on;
  miss("checked_on");
  return nullptr;
}

Finding Inquiry::finding(Outcome outcome) && {
  Finding finding;
  finding.subject = record_.subject;
  finding.outcome = outcome;
  if (outcome == Outcome::question || outcome == Outcome::not_computable) finding.missing = std::move(missing_);
  finding.computed = std::move(computed_);
  finding.words = std::move(words_);
  return finding;
}

std::optional<Date> day_of(const CaseNotice& notice) { return notice.submitted_on ? notice.submitted_on : notice.published_on; }

const CaseNotice* first_of(const std::vector<CaseNotice>& notices, NoticeKind kind) {
  return pick(notices, kind, [](std::optional<Date> a, std::optional<Date> b) { return a && (!b || *a < *b); });
}
const CaseNotice* last_of(const std::vector<CaseNotice>& notices, NoticeKind kind) {
  return pick(notices, kind, [](std::optional<Date> a, std::optional<Date> b) { return a && (!b || *a > *b); });
}

Verdict in_time(Inquiry& c, std::optional<Date> submitted, std::optional<Date> published, Date last_day, std::string_view part) {
  c.note("last_day", last_day);
  if (submitted) {
    c.note("submitted_on", *submitted);
    return *submitted <= last_day ? Verdict::pass : Verdict::fail;
  }
  if (!published) {
    c.miss(std::string(part) + "submitted_on");
    c.miss(std::string(part) + "published_on");
    return Verdict::not_computable;
  }
  c.note("published_on", *published);
  if (*published <= last_day) return Verdict::pass;
  if (*published > last_day.plus_days(publication_tolerance_days)) return Verdict::fail;
  c.miss(std::string(part) + "submitted_on");
  return Verdict::question;
}

Verdict contents_complete(Inquiry& c, const std::vector<CaseNotice>& notices, std::initializer_list<NoticeKind> kinds) {
  Verdict verdict = Verdict::no_concern;
  for (const CaseNotice& notice : notices) {
    if (std::find(kinds.begin(), kinds.end(), notice.kind) == kinds.end()) continue;
    if (!notice.lacking_items) {
      c.miss("notices.lacking_items");
      verdict = worse(verdict, Verdict::not_computable);
      continue;
    }
    for (const std::string& item : *notice.lacking_items) c.note("lacks", item);
    for (const std::string& item : notice.unfound_items) c.note("not_found", item);
    if (!notice.lacking_items->empty()) c.cite(std::string(to_string(notice.kind)) + ".lacking_items");
    if (!notice.unfound_items.empty()) c.miss("notices.unfound_items");
    verdict = worse(verdict, !notice.lacking_items->empty()  ? Verdict::fail
                             : !notice.unfound_items.empty() ? Verdict::question
                                                             : Verdict::pass);
  }
  return verdict;
}

Date plus_months(Date day, int months) {
  const std::chrono::year_month_day from(day.days());
  const auto month = std::chrono::year_month(from.year(), from.month()) + std::chrono::months(months);
  const std::chrono::year_month_day same = month / from.day();
  return Date::from_days(same.ok() ? std::chrono::sys_days(same) : std::chrono::sys_days(month / std::chrono::last));
}

bool holds(const std::vector<std::string>& list, std::string_view item) { return std::find(list.begin(), list.end(), item) != list.end(); }

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string letters_lacking(std::string_view required, std::string_view held) {
  std::string lacking;
  for (const char letter : required) {
    if (held.find(letter) == held.npos) lacking += letter;
  }
  return lacking;
}

bool mentions(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return openward::detail::to_lower(a) == openward::detail::to_lower(b); };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

} // namespace detail
} // namespace openward::law
