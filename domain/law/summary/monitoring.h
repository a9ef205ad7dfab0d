#pragma once
// The monitoring report of an authority (reg 26 of SI 2023/1348), as far as the register can write it: what the rules found in the awards
// of the year, notices that came late, representations. How non-compliance will be addressed is for the authority to say. Pure functions
// over plain values; threads may share what none changes.

#include "domain/law/rules/finding.h"
#include "domain/law/rules/rule_book.h"
#include "domain/law/summary/annual_summary.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// How many rules came out how for one award that was checked.
struct CheckedAward {
  std::string award_id;
  Date checked_on;
  std::int64_t passed = 0;
  std::int64_t questions = 0;
  std::int64_t fails = 0;
  std::int64_t not_computable = 0;
};

/// What one rule found in one award.
struct AwardFinding {
  std::string award_id;
  std::string rule;
  Outcome outcome = Outcome::not_computable;
};

/// When the contract of an award that was read from notices was entered into, and when its award notice (for an urgent award the urgent
/// one) went out, as its case tells. The day of the decision is not meant: where there is a standstill it lies before it.
struct AwardNoticeDates {
  std::string award_id;
  std::optional<Date> awarded_on{};
  NoticeDates notice{};
};

struct MonitoringMaterial {
  AnnualMaterial annual;
  std::vector<CheckedAward> checked; // of any year
  std::vector<AwardFinding> findings;
  std::vector<AwardNoticeDates> notice_dates; // of awards whose notice is held
  /// The findings hold passes and what was not computable too; else questions and fails alone, which is what the register keeps.
  bool every_outcome = false;
};

struct RuleTally {
  std::string rule;
  std::string title;
  std::string citation;
  // None where only questions and fails are kept.
  std::optional<std::int64_t> looked_at{};
  std::optional<std::int64_t> passed{};
  std::int64_t questions = 0;
  std::int64_t fails = 0;
  std::optional<std::int64_t> not_computable{};
  std::vector<std::string> question_awards{};
  std::vector<std::string> fail_awards{};
};

struct LateNotice {
  RecordReference record;
  std::string citation;
  Date last_day;
  Date came_on;
  int days_late = 0;
  bool by_submission = false; // false: only the publication is known, which a platform may delay
};

/// Notices that were due within 30 days of an award or a modification of the year.
struct NoticeTimes {
  std::int64_t looked_at = 0;
  std::int64_t in_time = 0;
  std::int64_t within_tolerance = 0; // so little late by publication that they may have been submitted in time
  std::int64_t not_computable = 0;   // a date is missing
  std::vector<RecordReference> without_date{};
  std::vector<LateNotice> late{};
};

struct MonitoringReport {
  ReportingYear year;
  std::int64_t awards = 0;         // of the year, under the Regime
  std::int64_t awards_checked = 0; // of these
  std::optional<Date> last_checked{};
  std::vector<std::string> not_checked{};
  std::int64_t passed = 0; // over all rules and awards that were checked
  std::int64_t questions = 0;
  std::int64_t fails = 0;
  std::int64_t not_computable = 0;
  std::vector<RuleTally> rules; // in the order of the catalogue
  NoticeTimes notices;
  SummaryFigure representations; // figure i of the summary
  std::vector<std::string> notes;
};

/// Every rule of `rules` has its line. Findings of rules that it does not have are counted in the sums alone.
MonitoringReport monitoring_report(const MonitoringMaterial&, const ReportingYear&, std::span<const Rule> rules, Date today);

/// What stands where the report must say how non-compliance will be addressed (reg 26): the register holds no such statement.
inline constexpr std::string_view for_the_authority =
    "For the authority to complete: the register holds no statement of how non-compliance "
    "will be addressed (reg 26).";

} // namespace openward::law
