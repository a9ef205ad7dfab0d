#pragma once
// Dates that the law counts are calendar dates in Europe/London; instants are UTC seconds.

#include "domain/result.h"

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace openward {

/// A calendar date between 1900-01-01 and 2199-12-31.
class Date {
 public:
  Date() = default; // 1970-01-01
  static Result<Date> create(int year, unsigned month, unsigned day);
  /// "2026-08-10" and nothing else.
  static Result<Date> parse(std::string_view iso);
  static Date from_days(std::chrono::sys_days days) { return Date(days); }

  std::string iso() const;
  int year() const;
  unsigned month() const;
  unsigned day() const;
  std::chrono::weekday weekday() const { return std::chrono::weekday(days_); }
  std::chrono::sys_days days() const { return days_; }
  Date plus_days(int n) const { return Date(days_ + std::chrono::days(n)); }

  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::chrono::sys_days d) : days_(d) {}
  std::chrono::sys_days days_{};
};

/// A moment, to the second, in UTC.
class Instant {
 public:
  Instant() = default;
  explicit Instant(std::chrono::sys_seconds s) : seconds_(s) {}
  /// RFC 3339: "2026-08-10T07:57:11+01:00", "...Z"; fractions of a second are dropped. A time without offset is read as
  /// Europe/London local time (Find a Tender and Contracts Finder write it so); a bare date as its London midnight.
  static Result<Instant> parse(std::string_view text);
  /// "2026-08-10T06:57:11Z"
  std::string iso() const;
  std::chrono::sys_seconds seconds() const { return seconds_; }
  friend auto operator<=>(const Instant&, const Instant&) = default;

 private:
  std::chrono::sys_seconds seconds_{};
};

/// British Summer Time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
/// (Summer Time Order 2002, SI 2002/262); the rule is applied to all years.
bool is_british_summer_time(Instant);
Date london_date(Instant);
/// Local wall time to instant. In the repeated hour of October the first (summer) reading is taken; the missing hour of March
/// is moved one hour on.
Instant from_london(Date date, std::chrono::seconds time_of_day);

/// 1 April to 31 March, Europe/London, written "2024-25" ("1999-00").
class FinancialYear {
 public:
  FinancialYear() = default;
  explicit FinancialYear(int start_year) : start_(start_year) {}
  static FinancialYear of(Date);
  static Result<FinancialYear> parse(std::string_view);
  int start_year() const { return start_; }
  Date first() const;
  Date last() const;
  std::string text() const;
  friend auto operator<=>(const FinancialYear&, const FinancialYear&) = default;

 private:
  int start_ = 1970;
};

} // namespace openward
