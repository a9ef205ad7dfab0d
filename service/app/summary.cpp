#include "service/app/summary.h"

#include "domain/body.h"
#include "embedded/summary_files.h"
#include "exchange/reference/summaries_table.h"
#include "persistence/law.h"
#include "persistence/summary.h"
#include "service/app/findings.h"
#include "service/app/law_surroundings.h"

#include <algorithm>
#include <stdexcept>

namespace openward::app {
namespace {

const std::vector<exchange::PublishedSummaryCount>& published_counts() {
  static const std::vector<exchange::PublishedSummaryCount> all = [] {
    auto read = exchange::published_summaries_in(embedded::reference_annual_summaries_tsv);
    if (!read) throw std::logic_error(read.error().message);
    return *std::move(read);
  }();
  return all;
}

bool any_of_them(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::any_of(words.begin(), words.end(),
                     [&](const auto& word) { return std::find(wanted.begin(), wanted.end(), word) != wanted.end(); });
}

std::vector<law::PublishedCount> published_by(const law::AnnualMaterial& authority, const law::ReportingYear& year) {
  std::vector<law::PublishedCount> out;
  if (authority.synthetic) return out;
  for (const exchange::PublishedSummaryCount& one : published_counts()) {
    const bool theirs =
        any_of_them(one.identifiers, authority.authority_codes) || any_of_them(one.names, {normalised_name(authority.authority_name)});
    if (theirs && one.year == year.year) out.push_back(one.count);
  }
  return out;
}

Result<law::AnnualMaterial> material_of(persistence::Session& session, std::string_view commissioner, const law::ReportingYear& year) {
  auto material = persistence::annual_material(session, commissioner, year);
  if (material) return *std::move(material);
  return Error{ErrorKind::not_found,
               "There is no commissioner " + std::string(commissioner) + " in the register. /v1/commissioners lists them.",
               {},
               {}};
}

Authority authority_of(const law::AnnualMaterial& material) { return {material.authority_id, material.authority_name, material.synthetic}; }

std::string form_words(const law::ReportingYear& first) {
  return "year is written as " + first.year.text() + ", which is the first: it runs from " + first.first.iso() + " to " + first.last.iso() +
         ", and financial years follow.";
}

/// Of the award's own notice, the earliest that is held; none where none is.
std::optional<law::AwardNoticeDates> notice_dates_of(const std::string& award_id, const law::CaseRecord& record) {
  if (!record.notices) return std::nullopt;
  const bool urgent = record.process && *record.process == Route::urgent_award;
  const NoticeKind kind = urgent ? NoticeKind::urgent_award : NoticeKind::award;
  const auto notice =
      std::find_if(record.notices->begin(), record.notices->end(), [&](const law::CaseNotice& n) { return n.kind == kind; });
  if (notice == record.notices->end() || (!notice->submitted_on && !notice->published_on)) return std::nullopt;
  return law::AwardNoticeDates{award_id, record.awarded_on, {notice->submitted_on, notice->published_on}};
}

void ask_rules(persistence::Session& session, law::MonitoringMaterial& material, const law::ReportingYear& year, Date today) {
  Checker checker(today);
  for (const law::AnnualAward& award : material.annual.awards) {
    const auto day = law::counts_on(award);
    if (award.regime != Regime::psr || !day || *day < year.first || *day > year.last) continue;
    auto held = persistence::held_case(session, award.id);
    if (!held) continue;
    const CheckedAward checked = checker.check(*std::move(held));
    const auto counts = persistence::counts_of(checked.findings);
    material.checked.push_back({award.id, checked.checked_on, counts.pass, counts.question, counts.fail, counts.not_computable});
    if (auto dates = notice_dates_of(award.id, checked.record)) material.notice_dates.push_back(*std::move(dates));
    for (const law::Finding& finding : checked.findings) material.findings.push_back({award.id, finding.rule, finding.outcome});
  }
  material.every_outcome = true;
}

} // namespace

std::vector<law::ReportingYear> reporting_years(Date today) {
  std::vector<law::ReportingYear> out;
  auto year = law::reporting_year_of(today);
  while (year) {
    out.push_back(*year);
    year = law::reporting_year(FinancialYear(year->year.start_year() - 1));
  }
  return out;
}

Result<law::ReportingYear> reporting_year(std::string_view words, Date today) {
  const auto begun = reporting_years(today);
  if (begun.empty())
    return invalid_at("year", "bad_value", "no reporting year has begun by " + today.iso() + ": set the clock of this machine.");
  if (words.empty()) {
    const auto ended = std::find_if(begun.begin(), begun.end(), [&](const law::ReportingYear& y) { return y.last < today; });
    return ended == begun.end() ? begun.back() : *ended;
  }
  const auto year = FinancialYear::parse(words);
  const auto found =
      !year ? begun.end() : std::find_if(begun.begin(), begun.end(), [&](const law::ReportingYear& y) { return y.year == *year; });
  if (found != begun.end()) return *found;
  const bool to_come = year && *year > begun.front().year;
  return invalid_at("year", "bad_value",
                    to_come ? "the year " + year->text() + " has not begun; the latest is " + begun.front().year.text() + "."
                            : form_words(begun.back()));
}

Result<AuthoritySummary> annual_summary(persistence::Session& session, std::string_view commissioner, const law::ReportingYear& year,
                                        Date today) {
  auto material = material_of(session, commissioner, year);
  if (!material) return material.error();
  AuthoritySummary out{authority_of(*material), law::annual_summary(*material, year, today), {}, persistence::last_seq(session)};
  out.published = law::reconcile(out.summary, published_by(*material, year));
  return out;
}

Result<AuthorityMonitoring> monitoring_report(persistence::Session& session, std::string_view commissioner, const law::ReportingYear& year,
                                              Date today) {
  auto annual = material_of(session, commissioner, year);
  if (!annual) return annual.error();
  law::MonitoringMaterial material;
  material.annual = *std::move(annual);
  ask_rules(session, material, year, today);
  return AuthorityMonitoring{authority_of(material.annual), law::monitoring_report(material, year, rule_book().rules(), today),
                             persistence::last_seq(session)};
}

} // namespace openward::app
