#pragma once
// The figures of an annual summary by group. Inside domain/law/summary only; immutable material, so any thread may call.

#include "domain/law/summary/annual_summary.h"

#include <string>
#include <vector>

namespace openward::law::summary {

/// The material with what several figures ask of it.
struct Year {
  const AnnualMaterial& material;
  const ReportingYear& reporting;
  ReportPeriod period;
  ReportPeriod before;
  std::vector<const AnnualAward*> made;   // in the year, under the Regime
  std::vector<const AnnualAward*> open;   // in the year, of which the process or the law is not known
  std::size_t unrecorded = 0;             // of `made` and `open`: their procurement is not run in the register
  std::size_t unrecorded_standstills = 0; // of these: under a process that has a standstill, or that may
  bool nothing_held = false;              // no award, notice or run of the authority in the year

  Year(const AnnualMaterial&, const ReportingYear&);
  bool holds(Date day) const { return period.first <= day && day <= period.last; }
};

SummaryFigure direct_awards(const Year&);                                                              // a
SummaryFigure contracts_by(const Year&, Route, std::string key, std::string title, std::string cites); // b, c
SummaryFigure frameworks_concluded(const Year&);                                                       // d
SummaryFigure framework_contracts(const Year&);                                                        // e
SummaryFigure urgent_contracts(const Year&);                                                           // the awards of f
SummaryFigure urgent_reliance(const Year&);                                                            // f
SummaryFigure new_providers(const Year&);                                                              // g
SummaryFigure lost_providers(const Year&);                                                             // h
SummaryFigure representations(const Year&, const std::vector<AnnualRepresentation>& of_all_years);     // i
SummaryFigure providers_contracted(const Year&);
SummaryFigure panel_reviews(const Year&);

/// No count, and why; what is known of the records stays.
void cannot_tell(SummaryFigure&, std::string reason);
std::string nothing_words(const Year&);

/// "1 award", "2 awards".
std::string number_of(std::size_t count, std::string_view one, std::string_view several);
std::string span_words(ReportPeriod);
RecordReference reference_to(const AnnualAward&);

} // namespace openward::law::summary
