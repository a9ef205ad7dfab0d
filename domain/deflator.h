#pragma once
// Money of one financial year in prices of another, by a published index of prices. Exact whole-number arithmetic: money times the index of
// the price year over the index of its own, halves to even, rounded once. Immutable once made: threads share it.

#include "domain/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace openward {

struct PriceIndex {
  int start_year = 0;
  std::int64_t index = 0; // ten-thousandths of a point
  bool forecast = false;
};

class Deflator {
 public:
  /// Refuses no years, an index that is not above zero, a year that stands twice, an outturn behind a forecast, and no vintage.
  static Result<Deflator> create(std::string vintage, std::vector<PriceIndex>);

  /// Which release of the index: it stands beside every figure in real terms.
  const std::string& vintage() const { return vintage_; }
  std::span<const PriceIndex> years() const { return years_; } // by year
  std::optional<PriceIndex> in(int start_year) const;
  /// The latest year whose index is no forecast; of forecasts alone, the first.
  int latest_outturn() const;
  /// None where one of the years has no index, or the result leaves 64 bits.
  std::optional<std::int64_t> real(std::int64_t pence, int start_year, int price_year) const;

 private:
  Deflator(std::string vintage, std::vector<PriceIndex> years) : vintage_(std::move(vintage)), years_(std::move(years)) {}
  std::string vintage_;
  std::vector<PriceIndex> years_;
};

/// The prices that figures are asked for in. Refers to the caller's deflator.
struct RealTerms {
  const Deflator* deflator = nullptr;
  int price_year = 0; // starting year; it has an index
};

} // namespace openward
