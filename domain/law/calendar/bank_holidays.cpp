#include "domain/law/calendar/bank_holidays.h"

#include <algorithm>

namespace openward::law {
namespace {

constexpr std::ptrdiff_t fewest_days_of_a_year = 8;

Date day_of(int year, std::chrono::month month, unsigned day) {
  return Date::from_days(std::chrono::sys_days(std::chrono::year(year) / month / std::chrono::day(day)));
}

bool is_first_monday_in_may(Date date) { return date.month() == 5 && date.day() <= 7 && date.weekday() == std::chrono::Monday; }

auto first_not_before(const std::vector<Holiday>& days, Date date) {
  return std::lower_bound(days.begin(), days.end(), date, [](const Holiday& holiday, Date sought) { return holiday.date < sought; });
}

bool lists(const std::vector<Holiday>& days, Date date) {
  const auto found = first_not_before(days, date);
  return found != days.end() && found->date == date;
}

std::string spans(const std::vector<int>& years) {
  if (years.empty()) return "none";
  std::string text;
  for (std::size_t i = 0; i < years.size();) {
    std::size_t last = i;
    while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
    text += (text.empty() ? "" : ", ") + std::to_string(years[i]);
    if (last != i) text += " to " + std::to_string(years[last]);
    i = last + 1;
  }
  return text;
}

void look_for_gaps(const std::vector<Holiday>& days, int year, const std::string& source, std::vector<Fault>& faults) {
  const auto refuse = [&](const std::string& what, const std::string& remedy) {
    faults.push_back({source, "incomplete_year", "the bank holidays of " + std::to_string(year) + " " + what + "; " + remedy});
  };
  const Date christmas = day_of(year, std::chrono::December, 25);
  if (!lists(days, christmas)) refuse("lack Christmas Day", "add " + christmas.iso() + " to " + source);
  const Date friday = good_friday(year);
  if (!lists(days, friday)) refuse("lack Good Friday", "add " + friday.iso() + " to " + source);
  const auto listed =
      first_not_before(days, day_of(year + 1, std::chrono::January, 1)) - first_not_before(days, day_of(year, std::chrono::January, 1));
  if (listed < fewest_days_of_a_year)
    refuse("are " + std::to_string(listed) + " days, and England has at least eight",
           "list the whole year in " + source + ", or none of it");
}

} // namespace

Result<BankHolidays> BankHolidays::create(std::vector<Holiday> days, std::string source) {
  BankHolidays holidays;
  holidays.source_ = std::move(source);
  holidays.days_ = std::move(days);
  std::sort(holidays.days_.begin(), holidays.days_.end(), [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
  std::vector<Fault> faults;
  for (std::size_t i = 1; i < holidays.days_.size(); ++i) {
    const Date date = holidays.days_[i].date;
    if (date != holidays.days_[i - 1].date) continue;
    faults.push_back(
        {holidays.source_, "repeated", "the bank holiday " + date.iso() + " is listed twice; remove one from " + holidays.source_});
  }
  for (const Holiday& holiday : holidays.days_) {
    const int year = holiday.date.year();
    if (!holidays.loaded_years_.empty() && holidays.loaded_years_.back() == year) continue;
    holidays.loaded_years_.push_back(year);
    look_for_gaps(holidays.days_, year, holidays.source_, faults);
  }
  if (!faults.empty()) {
    std::string message = faults.front().message;
    return invalid(std::move(message), std::move(faults));
  }
  return holidays;
}

bool BankHolidays::covers(int year) const { return std::binary_search(loaded_years_.begin(), loaded_years_.end(), year); }

Result<std::string_view> BankHolidays::name_on(Date date) const {
  const int year = date.year();
  if (!covers(year)) {
    return invalid_at("", "holidays_not_loaded",
                      "no bank holidays of " + std::to_string(year) + " are loaded, so its working days are not known; add the days of " +
                          std::to_string(year) + " to " + source_ + " (loaded: " + spans(loaded_years_) + ")");
  }
  const auto found = first_not_before(days_, date);
  if (found != days_.end() && found->date == date) return std::string_view(found->name);
  // Regulation 12(12) names this day by itself, so it stands in a year in which the bank holiday was moved (as in 1995 and 2020).
  if (is_first_monday_in_may(date)) return std::string_view("first Monday in May");
  return std::string_view();
}

Date good_friday(int year) {
  // The anonymous Gregorian computus (Nature, 20 April 1876); the letters are those of its usual tables.
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - b / 4 - g + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  const Date easter_day = day_of(year, std::chrono::month(static_cast<unsigned>(n / 31)), static_cast<unsigned>(n % 31 + 1));
  return easter_day.plus_days(-2);
}

} // namespace openward::law
