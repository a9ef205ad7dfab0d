#include "domain/date.h"

#include "domain/text.h"

namespace openward {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int first_year = 1900;
constexpr int last_year = 2199;

std::string padded(long long number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

/// Reads fixed fields off the front of a text.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}
  std::optional<int> number(std::size_t width) {
    if (rest_.size() < width || !detail::all_digits(rest_.substr(0, width))) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, width)) value = value * 10 + (c - '0');
    rest_.remove_prefix(width);
    return value;
  }
  bool any_of(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// grammar: 2DIGIT ":" 2DIGIT ":" 2DIGIT ["." 1*DIGIT]; 60 is a leap second, and counts as the second after 59.
std::optional<std::chrono::seconds> time_of_day(Fields& fields) {
  const auto hour = fields.number(2);
  if (!hour || *hour > 23 || !fields.any_of(":")) return std::nullopt;
  const auto minute = fields.number(2);
  if (!minute || *minute > 59 || !fields.any_of(":")) return std::nullopt;
  const auto second = fields.number(2);
  if (!second || *second > 60) return std::nullopt;
  if (fields.any_of(".")) {
    if (!fields.any_of("0123456789")) return std::nullopt;
    while (fields.any_of("0123456789")) {
    }
  }
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

/// grammar: "Z" / ("+" / "-") 2DIGIT ":" 2DIGIT, the whole of what is left.
std::optional<std::chrono::seconds> offset_from_utc(Fields& fields) {
  if (fields.any_of("Zz")) return fields.at_end() ? std::optional(std::chrono::seconds(0)) : std::nullopt;
  const bool west = fields.front() == '-';
  if (!fields.any_of("+-")) return std::nullopt;
  const auto hours = fields.number(2);
  if (!hours || *hours > 23 || !fields.any_of(":")) return std::nullopt;
  const auto minutes = fields.number(2);
  if (!minutes || *minutes > 59 || !fields.at_end()) return std::nullopt;
  const std::chrono::seconds east = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return west ? -east : east;
}

Error bad_date(std::string_view text) {
  return invalid_at("", "bad_date",
                    "the date " + detail::quoted(text) + " is not a calendar date from 1900 to 2199; write it like \"2026-08-10\"");
}

Error bad_time(std::string_view text) {
  return invalid_at("", "bad_time",
                    "the time " + detail::quoted(text) + " is not a date and time; write it like \"2026-08-10T07:57:11+01:00\"");
}

/// 01:00 UTC on the last Sunday of a month.
std::chrono::sys_seconds clock_change(std::chrono::year year, std::chrono::month month) {
  const sys_days sunday = year / month / std::chrono::Sunday[std::chrono::last];
  return sunday + std::chrono::hours(1);
}

} // namespace

Result<Date> Date::create(int year, unsigned month, unsigned day) {
  const year_month_day calendar{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (year < first_year || year > last_year || !calendar.ok()) {
    return bad_date(std::to_string(year) + "-" + padded(month, 2) + "-" + padded(day, 2));
  }
  return Date(sys_days(calendar));
}

Result<Date> Date::parse(std::string_view iso) {
  Fields fields(iso);
  const auto year = fields.number(4);
  if (!year || !fields.any_of("-")) return bad_date(iso);
  const auto month = fields.number(2);
  if (!month || !fields.any_of("-")) return bad_date(iso);
  const auto day = fields.number(2);
  if (!day || !fields.at_end()) return bad_date(iso);
  return create(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string Date::iso() const { return padded(year(), 4) + "-" + padded(month(), 2) + "-" + padded(day(), 2); }
int Date::year() const { return static_cast<int>(year_month_day(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(year_month_day(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(year_month_day(days_).day()); }

Result<Instant> Instant::parse(std::string_view text) {
  const auto date = Date::parse(text.substr(0, 10));
  if (!date) return bad_time(text);
  Fields fields(text.substr(10));
  if (fields.at_end()) return from_london(*date, std::chrono::seconds(0));
  if (!fields.any_of("Tt ")) return bad_time(text);
  const auto time = time_of_day(fields);
  if (!time) return bad_time(text);
  if (fields.at_end()) return from_london(*date, *time);
  const auto offset = offset_from_utc(fields);
  if (!offset) return bad_time(text);
  return Instant(date->days() + *time - *offset);
}

std::string Instant::iso() const {
  const auto day = std::chrono::floor<std::chrono::days>(seconds_);
  const std::chrono::hh_mm_ss time(seconds_ - day);
  return Date::from_days(day).iso() + "T" + padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) + ":" +
         padded(time.seconds().count(), 2) + "Z";
}

bool is_british_summer_time(Instant instant) {
  const auto year = year_month_day(std::chrono::floor<std::chrono::days>(instant.seconds())).year();
  return instant.seconds() >= clock_change(year, std::chrono::March) && instant.seconds() < clock_change(year, std::chrono::October);
}

Date london_date(Instant instant) {
  const auto local = instant.seconds() + std::chrono::hours(is_british_summer_time(instant) ? 1 : 0);
  return Date::from_days(std::chrono::floor<std::chrono::days>(local));
}

Instant from_london(Date date, std::chrono::seconds time_of_day) {
  // The summer reading is tried first: it is right all summer and in the repeated hour of October. Where it does not fall in summer
  // the winter reading holds, which moves the missing hour of March one hour on.
  const std::chrono::sys_seconds wall = date.days() + time_of_day;
  const Instant summer(wall - std::chrono::hours(1));
  return is_british_summer_time(summer) ? summer : Instant(wall);
}

FinancialYear FinancialYear::of(Date date) { return FinancialYear(date.month() >= 4 ? date.year() : date.year() - 1); }

Result<FinancialYear> FinancialYear::parse(std::string_view text) {
  Fields fields(text);
  const auto start = fields.number(4);
  const bool dash = start && fields.any_of("-");
  const auto end = dash ? fields.number(2) : std::nullopt;
  if (!end || !fields.at_end() || *start < first_year || *start > last_year || *end != (*start + 1) % 100) {
    return invalid_at("", "bad_financial_year",
                      "the financial year " + detail::quoted(text) + " is not one; write the two years it spans, like \"2024-25\"");
  }
  return FinancialYear(*start);
}

Date FinancialYear::first() const { return Date::from_days(sys_days(std::chrono::year(start_) / std::chrono::April / 1)); }
Date FinancialYear::last() const { return Date::from_days(sys_days(std::chrono::year(start_ + 1) / std::chrono::March / 31)); }
std::string FinancialYear::text() const { return padded(start_, 4) + "-" + padded((start_ + 1) % 100, 2); }

} // namespace openward
