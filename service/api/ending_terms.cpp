#include "service/api/ending_terms.h"

#include "domain/text.h"
#include "service/api/parameters.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace openward::api {
namespace {

constexpr int months_at_most = 240;
constexpr int months_by_default = 12;

Date first_of(int month_number) {
  const auto date = Date::create(month_number / 12, static_cast<unsigned>(month_number % 12) + 1, 1);
  return date ? *date : Date();
}

Result<int> months_of(const std::string& words) {
  if (words.empty()) return months_by_default;
  int months = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), months);
  if (fault == std::errc{} && end == words.data() + words.size() && months >= 1 && months <= months_at_most) return months;
  return invalid_at("within", "bad_value",
                    detail::quoted(words) + " is no number of months; within is a whole number from 1 to " +
                        std::to_string(months_at_most) + ".");
}

Result<Date> day_of(const std::string& words, Date today) {
  if (words.empty()) return today;
  const auto day = Date::parse(words);
  if (day && day->year() < 2170) return *day;
  return invalid_at("from", "bad_value", detail::quoted(words) + " is no day before 2170; from is written like 2026-08-10.");
}

} // namespace

Date last_day_within(Date from, int months) {
  const int month = from.year() * 12 + static_cast<int>(from.month()) - 1 + months;
  const Date last_of_month = first_of(month + 1).plus_days(-1);
  if (from.day() > last_of_month.day()) return last_of_month;
  return first_of(month).plus_days(static_cast<int>(from.day()) - 2);
}

Result<http::Parameters> with_ending_terms(const persistence::ReportInfo& report, const http::Parameters& given, Date today) {
  if (report.name != ending_report) return given;
  const auto is_given = [&](std::string_view name) {
    return std::any_of(given.begin(), given.end(), [&](const auto& parameter) { return parameter.first == name; });
  };
  const bool by_days = is_given("ends_from") || is_given("ends_to");
  if (by_days && (is_given("within") || is_given("from"))) {
    return invalid_at(is_given("within") ? "within" : "from", "no_effect",
                      "the days are named by ends_from and ends_to already; leave these out, or within and from.");
  }
  if (by_days) return given;
  const auto within = value_of(given, "within");
  if (!within) return within.error();
  const auto from_words = value_of(given, "from");
  if (!from_words) return from_words.error();
  const auto months = months_of(*within);
  if (!months) return months.error();
  const auto from = day_of(*from_words, today);
  if (!from) return from.error();
  http::Parameters out = given;
  std::erase_if(out, [](const auto& parameter) { return parameter.first == "within" || parameter.first == "from"; });
  out.emplace_back("ends_from", from->iso());
  out.emplace_back("ends_to", last_day_within(*from, *months).iso());
  return out;
}

void narrow_to_months(http::Parameters& parameters, std::string_view name, std::string_view first, int months) {
  const auto begins = Date::parse(std::string(first) + "-01");
  if (!begins) return;
  const std::string from_name = std::string(name) + "_from";
  const std::string to_name = std::string(name) + "_to";
  std::string from = begins->iso();
  std::string to = last_day_within(*begins, months).iso();
  for (const auto& [given, value] : parameters) {
    // ISO dates are in the order of the calendar.
    if (given == from_name) from = std::max(from, value);
    if (given == to_name) to = std::min(to, value);
  }
  std::erase_if(parameters, [&](const auto& parameter) { return parameter.first == from_name || parameter.first == to_name; });
  parameters.emplace_back(from_name, from);
  parameters.emplace_back(to_name, to);
}

std::string first_month(std::string_view quarter) {
  const auto year = FinancialYear::parse(quarter.substr(0, 7));
  if (!year || quarter.size() != 10) return {};
  const int number = quarter.back() - '0';
  const int start = year->start_year() + (number == 4 ? 1 : 0);
  return std::to_string(start) + (number == 4 ? "-01" : number == 3 ? "-10" : number == 2 ? "-07" : "-04");
}

} // namespace openward::api
