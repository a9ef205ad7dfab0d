#include "service/app/assess.h"

#include "domain/text.h"
#include "embedded/reference_files.h"
#include "exchange/ocds/classify.h"

#include <algorithm>
#include <stdexcept>

namespace openward::app {
namespace {

constexpr const char* holidays_file = "reference/bank-holidays-england.tsv";

/// The rows of the built-in table: date, name and kind, parted by tabs, after comments and a line of headings.
std::vector<law::Holiday> read_holidays(std::string_view text) {
  std::vector<law::Holiday> out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty() || !detail::is_digit(line.front())) continue;
    const std::string_view iso = line.substr(0, line.find('\t'));
    const std::string_view rest = line.substr(std::min(line.size(), iso.size() + 1));
    auto date = Date::parse(iso);
    if (!date) throw std::logic_error(std::string(holidays_file) + ": " + date.error().message);
    out.push_back({*date, std::string(rest.substr(0, rest.find('\t')))});
  }
  return out;
}

const law::BankHolidays& holidays() {
  static const law::BankHolidays one = [] {
    auto made = law::BankHolidays::create(read_holidays(embedded::reference_bank_holidays_england_tsv), holidays_file);
    if (!made) throw std::logic_error(made.error().message);
    return *std::move(made);
  }();
  return one;
}

} // namespace

Result<law::Assessment> assess(law::PlannedAward plan) {
  const auto listed = [](const std::string& code) { return exchange::in_schedule_1(code); };
  if (!plan.cpv.empty()) plan.scope.cpv_in_schedule_1 = std::any_of(plan.cpv.begin(), plan.cpv.end(), listed);
  auto assessment = law::assess(plan, &holidays());
  if (assessment && !plan.cpv.empty() && !listed(plan.cpv.front())) {
    assessment->warnings.push_back(
        {"main_code_not_listed", "The main CPV code " + plan.cpv.front() +
                                     " is not in Schedule 1, and a notice gives the most relevant code. Put a listed one first."});
  }
  return assessment;
}

} // namespace openward::app
