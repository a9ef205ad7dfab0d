#include "exchange/spend/total_rows.h"

#include "domain/text.h"
#include "exchange/spend/headings.h"

#include <algorithm>
#include <array>
#include <limits>

namespace openward::exchange {
namespace {

using detail::trimmed;

constexpr std::size_t most_kept = 1000;
constexpr std::int64_t payments_that_sum = 3; // fewer make a sum that a payment may equal by chance
constexpr std::int64_t near_parts = 1000;     // a total typed before the last correction is still one: within a thousandth

/// Nothing but the word: what a supplier is never called.
bool is_total_word(std::string_view cell) {
  static constexpr std::array<std::string_view, 10> words = {"total",       "totals",    "grandtotal", "subtotal", "sum",
                                                             "totalamount", "totalpaid", "totalspend", "overall",  "grandtotals"};
  return std::find(words.begin(), words.end(), normalised_heading(cell)) != words.end();
}

bool begins_as_total(std::string_view cell) {
  const std::string word = normalised_heading(cell);
  return word.starts_with("total") || word.starts_with("grandtotal") || word.starts_with("subtotal") || word == "sum";
}

bool near(std::int64_t pence, std::int64_t sum) {
  if (sum == std::numeric_limits<std::int64_t>::min() || sum == 0) return false;
  const auto difference = add_pence(pence, -sum);
  if (!difference || *difference == std::numeric_limits<std::int64_t>::min()) return false;
  const std::int64_t size = sum < 0 ? -sum : sum;
  return (*difference < 0 ? -*difference : *difference) <= size / near_parts;
}

} // namespace

bool TotalRows::is_total(const CsvRow& row, std::int64_t pence, bool dated, std::int64_t sum_before, std::int64_t payments) const {
  const std::string_view supplier = trimmed(row.cell(columns_.supplier));
  const bool referenced = !trimmed(row.cell(columns_.transaction)).empty() && !begins_as_total(row.cell(columns_.transaction));
  const bool sums_up = payments >= payments_that_sum && near(pence, sum_before);
  const bool nobody = supplier.empty() || is_total_word(supplier);
  if (dated) return nobody && !referenced && sums_up;
  if (is_total_word(supplier)) return true;
  if (!supplier.empty()) return begins_as_total(supplier) && !referenced && trimmed(row.cell(columns_.date)).empty() && sums_up;
  if (!referenced && trimmed(row.cell(columns_.date)).empty()) return true;
  return std::any_of(row.cells.begin(), row.cells.end(), begins_as_total);
}

void TotalRows::keep(const CsvRow& row, std::int64_t pence) {
  const bool part = std::any_of(row.cells.begin(), row.cells.end(),
                                [](std::string_view cell) { return normalised_heading(cell).starts_with("subtotal"); });
  if (kept_.size() == most_kept) kept_.erase(kept_.begin());
  kept_.push_back({{pence, row.number}, part});
}

std::optional<TotalRows::Stated> TotalRows::stated(std::int64_t sum) const {
  if (kept_.empty()) return std::nullopt;
  const auto equal = std::find_if(kept_.rbegin(), kept_.rend(), [&](const Kept& k) { return k.stated.pence == sum; });
  if (equal != kept_.rend()) return equal->stated;
  const auto whole = std::find_if(kept_.rbegin(), kept_.rend(), [](const Kept& k) { return !k.part; });
  return whole != kept_.rend() ? whole->stated : kept_.back().stated;
}

} // namespace openward::exchange
