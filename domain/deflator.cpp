#include "domain/deflator.h"

#include "domain/date.h"
#include "domain/whole_division.h"

#include <algorithm>

namespace openward {

Result<Deflator> Deflator::create(std::string vintage, std::vector<PriceIndex> years) {
  if (years.empty()) return invalid_at("year", "empty_value", "an index of prices has at least one year");
  if (vintage.empty()) return invalid_at("vintage", "empty_value", "an index of prices says which release it is");
  std::sort(years.begin(), years.end(), [](const PriceIndex& a, const PriceIndex& b) { return a.start_year < b.start_year; });
  const PriceIndex* before = nullptr;
  for (const PriceIndex& year : years) {
    const std::string words = FinancialYear(year.start_year).text();
    if (year.index <= 0) return invalid_at("index", "bad_value", "the index of " + words + " is not above zero");
    if (before && before->start_year == year.start_year) return invalid_at("year", "repeated", words + " stands twice; leave one");
    if (before && before->forecast && !year.forecast)
      return invalid_at("kind", "bad_value", words + " is an outturn behind a forecast; one of the two is marked wrongly");
    before = &year;
  }
  return Deflator(std::move(vintage), std::move(years));
}

std::optional<PriceIndex> Deflator::in(int start_year) const {
  const auto found =
      std::lower_bound(years_.begin(), years_.end(), start_year, [](const PriceIndex& year, int asked) { return year.start_year < asked; });
  if (found == years_.end() || found->start_year != start_year) return std::nullopt;
  return *found;
}

int Deflator::latest_outturn() const {
  const auto forecast = std::find_if(years_.begin(), years_.end(), [](const PriceIndex& year) { return year.forecast; });
  return forecast == years_.begin() ? forecast->start_year : std::prev(forecast)->start_year;
}

std::optional<std::int64_t> Deflator::real(std::int64_t pence, int start_year, int price_year) const {
  const auto own = in(start_year);
  const auto price = in(price_year);
  if (!own || !price) return std::nullopt;
  return times_over(pence, price->index, own->index);
}

} // namespace openward
