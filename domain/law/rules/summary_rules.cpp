// PSR-54 to PSR-58: the annual summary and the monitoring report of an authority (regs 25, 26). They concern a case that is an authority's
// year: one that gives the last day of that year.

#include "domain/law/rules/rule_functions.h"

#include <cstdlib>

namespace openward::law::detail {
namespace {

constexpr std::string_view summary_figures = "abcdefghi"; // reg 25(2)
constexpr int months_to_publish = 6;                      // statutory guidance: by 30 September

const Date* year_of(Inquiry& c) { return c.known(&CaseRecord::summary_year_ends); }

/// The first period ran from 1 January 2024 to 31 March 2025 (statutory guidance), then financial years.
Date summary_year_end(Date day) {
  const Date first_period = FinancialYear(2024).last();
  return day <= first_period ? first_period : FinancialYear::of(day).last();
}

} // namespace

Verdict summary_is_published(Inquiry& c) {
  const Date* year_ends = year_of(c);
  if (year_ends == nullptr) return Verdict::no_concern;
  const Date expected = plus_months(*year_ends, months_to_publish);
  c.note("expected_by", expected);
  const auto* published = c.need(&CaseRecord::summary_published);
  if (published == nullptr) return Verdict::not_computable;
  if (!*published) {
    const Date* today = c.checked_on();
    if (today == nullptr) return Verdict::not_computable;
    return *today > expected ? Verdict::fail : Verdict::pass;
  }
  const auto* free_online = c.need(&CaseRecord::summary_free_online);
  if (free_online != nullptr && !*free_online) return Verdict::fail;
  const Date* on = c.need(&CaseRecord::summary_published_on);
  if (!c.complete()) return Verdict::not_computable;
  c.note("published_on", *on);
  return *on <= expected ? Verdict::pass : Verdict::question;
}

Verdict summary_is_complete(Inquiry& c) {
  if (year_of(c) == nullptr) return Verdict::no_concern;
  const std::string* figures = c.need(&CaseRecord::summary_figures);
  if (figures == nullptr) return Verdict::not_computable;
  const std::string lacking = letters_lacking(summary_figures, *figures);
  for (const char letter : lacking) c.note("lacks", std::string("reg 25(2)(") + letter + ")");
  return lacking.empty() ? Verdict::pass : Verdict::fail;
}

Verdict summary_agrees_with_the_register(Inquiry& c) {
  if (year_of(c) == nullptr) return Verdict::no_concern;
  const auto* counts = c.need(&CaseRecord::summary_counts);
  if (counts == nullptr) return Verdict::not_computable;
  Verdict verdict = counts->empty() ? Verdict::not_computable : Verdict::pass;
  if (counts->empty()) c.miss("summary_counts");
  for (const SummaryCount& count : *counts) {
    if (!count.stated) c.miss("summary_counts.stated");
    if (!count.counted) c.miss("summary_counts.counted");
    if (!count.stated || !count.counted) {
      verdict = worse(verdict, Verdict::not_computable);
      continue;
    }
    const auto difference = static_cast<std::int64_t>(*count.stated) - *count.counted;
    if (std::abs(difference) <= c.surroundings().count_tolerance) continue;
    c.note("figure", std::string(1, count.figure));
    c.note_count("stated", *count.stated);
    c.note_count("counted", *count.counted);
    verdict = Verdict::question;
  }
  return verdict;
}

Verdict monitoring_report_is_published(Inquiry& c) {
  if (year_of(c) == nullptr) return Verdict::no_concern;
  const auto* published = c.need(&CaseRecord::monitoring_report_published);
  if (published == nullptr) return Verdict::not_computable;
  if (!*published) return Verdict::fail;
  const auto* found = c.need(&CaseRecord::non_compliance_found);
  if (found == nullptr) return Verdict::not_computable;
  if (!*found) return Verdict::pass;
  const auto* remedy = c.need(&CaseRecord::remedy_stated);
  if (remedy == nullptr) return Verdict::not_computable;
  return *remedy ? Verdict::pass : Verdict::fail;
}

Verdict representations_counted_by_standstill_end(Inquiry& c) {
  if (year_of(c) == nullptr) return Verdict::no_concern;
  const auto* counted = c.need(&CaseRecord::representations_counted);
  if (counted == nullptr) return Verdict::not_computable;
  Verdict verdict = Verdict::pass;
  for (const CountedRepresentation& representation : *counted) {
    if (!representation.standstill_ended_on) {
      c.miss("representations_counted.standstill_ended_on");
      verdict = worse(verdict, Verdict::not_computable);
      continue;
    }
    const Date due = summary_year_end(*representation.standstill_ended_on);
    if (due == representation.counted_in_year_ending) continue;
    c.note("standstill_ended_on", *representation.standstill_ended_on);
    c.note("belongs_to_year_ending", due);
    c.note("counted_in_year_ending", representation.counted_in_year_ending);
    verdict = Verdict::question;
  }
  return verdict;
}

} // namespace openward::law::detail
