#include "domain/law/summary/annual_material.h"

namespace openward::law {
namespace {

/// What the term's first day says of the period, where the last day is not stated.
TermCovers without_end(const AnnualAward& award, ReportPeriod period) {
  if (award.starts) {
    if (*award.starts > period.last) return TermCovers::no;
    return *award.starts >= period.first ? TermCovers::yes : TermCovers::unknown;
  }
  const auto counted = counts_on(award);
  return counted && *counted > period.last ? TermCovers::no : TermCovers::unknown;
}

} // namespace

std::string_view to_string(RecordKind kind) {
  switch (kind) {
  case RecordKind::award:
    return "award";
  case RecordKind::contract:
    return "contract";
  case RecordKind::provider:
    return "provider";
  case RecordKind::procurement:
    return "procurement";
  case RecordKind::notice:
    return "notice";
  }
  return "";
}

std::optional<Date> counts_on(const AnnualAward& award) {
  if (award.awarded_on) return award.awarded_on;
  return award.signed_on ? award.signed_on : award.published_on;
}

ReportPeriod year_before(const ReportingYear& year) {
  if (const auto before = reporting_year(FinancialYear(year.year.start_year() - 1))) return {before->first, before->last};
  const Date last = year.first.plus_days(-1);
  const auto first = Date::create(year.first.year() - 1, year.first.month(), year.first.day());
  return {first ? *first : last, last};
}

TermCovers term_covers(const AnnualAward& award, ReportPeriod period) {
  if (!award.ends) return without_end(award, period);
  if (*award.ends < period.first) return TermCovers::no;
  if (award.starts) return *award.starts <= period.last ? TermCovers::yes : TermCovers::no;
  if (*award.ends <= period.last) return TermCovers::yes;
  const auto counted = counts_on(award);
  return counted && *counted > period.last ? TermCovers::no : TermCovers::unknown;
}

} // namespace openward::law
