#pragma once
// The annual summary (reg 25) and the monitoring report (reg 26) of one authority, with what only the program knows: the counts that the
// authority published itself, and the rules. Reads alone, inside the transaction that is given.

#include "domain/law/summary/annual_summary.h"
#include "domain/law/summary/monitoring.h"
#include "persistence/database.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

/// From "2024-25" to the reporting year; "" is the last one that has ended. Refused: another form, and a year before the first; both name
/// the form and the first year. A year that has not begun is refused too.
Result<law::ReportingYear> reporting_year(std::string_view words, Date today);

/// The reporting years that have begun, the latest first.
std::vector<law::ReportingYear> reporting_years(Date today);

struct Authority {
  std::string id; // public
  std::string name;
  bool synthetic = false;
};

struct AuthoritySummary {
  Authority authority;
  law::AnnualSummary summary;
  std::vector<law::ReconciledCount> published; // none where the register knows of no count of the authority's own
  std::int64_t seq = 0;
};
/// `commissioner` is a public id or scheme:id. Not found: it is no commissioner.
Result<AuthoritySummary> annual_summary(persistence::Session&, std::string_view commissioner, const law::ReportingYear&, Date today);

struct AuthorityMonitoring {
  Authority authority;
  law::MonitoringReport report;
  std::int64_t seq = 0;
};
/// Every rule is asked again of every award of the year, as the record stands, so that passes and what cannot be computed are counted by
/// rule; the register keeps questions and fails alone.
Result<AuthorityMonitoring> monitoring_report(persistence::Session&, std::string_view commissioner, const law::ReportingYear&, Date today);

} // namespace openward::app
