#include "persistence/detail/spend_load.h"

#include "domain/money.h"
#include "persistence/detail/payment_size.h"
#include "persistence/detail/spend_days.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <utility>

namespace openward::persistence::detail {
namespace {

/// Adds a line to a sum that has to stay within 64 bits.
void add_line(std::int64_t& sum, std::int64_t pence) {
  const auto added = add_pence(sum, pence);
  if (!added) throw Ended(invalid("the sum of the file's payments goes beyond 64 bits of pence: check its amounts"));
  sum = *added;
}

} // namespace

std::uint32_t SpendLoad::place_of(const std::string& words) {
  if (const auto met = places_.find(words); met != places_.end()) return met->second;
  batch_.add_words(bound(words));
  const auto place = static_cast<std::uint32_t>(paid_.size());
  places_.emplace(words, place);
  paid_.emplace_back();
  return place;
}

void SpendLoad::add(const PaymentLine& line) {
  batch_.add(line, place_of(line.supplier));
  if (batch_.full()) write();
}

std::uint32_t SpendLoad::area_of(std::string_view words) {
  const auto [at, fresh] = areas_.try_emplace(std::string(words), static_cast<std::uint32_t>(loaded_.areas.size()));
  if (fresh) loaded_.areas.emplace_back(words);
  return at->second;
}

LineSum& SpendLoad::sum_of(std::uint32_t supplier, std::int32_t month, std::uint32_t area) {
  const SumKey key{std::uint64_t{supplier} << 32U | static_cast<std::uint32_t>(month), area};
  const auto [at, fresh] = sums_.try_emplace(key, loaded_.sums.size());
  if (fresh) loaded_.sums.push_back({suppliers_[supplier], month, 0, 0, 0, area});
  return loaded_.sums[at->second];
}

/// What the lines of these suppliers count under, while nobody is matched before the file is counted.
void SpendLoad::name_suppliers(std::span<const std::int64_t> keys) {
  std::vector<Naming>& known = loaded_.days.namings;
  for (Naming& naming : namings_of(session_, keys)) {
    const auto found = std::find(known.begin(), known.end(), naming);
    namings_.push_back(static_cast<std::uint32_t>(found - known.begin()));
    if (found == known.end()) known.push_back(std::move(naming));
  }
}

void SpendLoad::add_to_day(const PackedLine& line) {
  const std::uint32_t naming = namings_[line.supplier];
  SumsOfDays& days = loaded_.days;
  if (days.namings[naming].dated) {
    days.dated = true;
    return;
  }
  const DayKey key{payment_size(line.pence), month_number(line.paid_on) * 100 + static_cast<std::int32_t>(line.paid_on.day()), naming};
  const auto [at, fresh] = days_.try_emplace(key, days.sums.size());
  if (fresh) days.sums.push_back({key.day, key.naming, key.size, 0, 0, 0});
  DaySum& sum = days.sums[at->second];
  ++sum.payments;
  add_line(sum.pence, line.pence);
  if (line.pence < 0) add_line(sum.credits, line.pence);
}

void SpendLoad::write() {
  const PaymentBatch batch = std::exchange(batch_, {});
  if (batch.empty()) return;
  const std::vector<std::int64_t> keys = supplier_keys(session_, batch.new_words());
  suppliers_.insert(suppliers_.end(), keys.begin(), keys.end());
  name_suppliers(keys);
  table_->write(batch, suppliers_);
  loaded_.lines += static_cast<std::int64_t>(batch.lines().size());
  const PackedLine* before = nullptr;
  std::uint32_t area = 0;
  for (const PackedLine& line : batch.lines()) {
    // Lines of one area mostly stand together, and share its text.
    if (!before || before->expense_area != line.expense_area) area = area_of(batch.text(line.expense_area));
    before = &line;
    add_line(loaded_.pence, line.pence);
    Paid& paid = paid_[line.supplier];
    ++paid.lines;
    add_line(paid.pence, line.pence);
    LineSum& sum = sum_of(line.supplier, month_number(line.paid_on), area);
    ++sum.payments;
    add_line(sum.pence, line.pence);
    if (line.pence < 0) add_line(sum.credits, line.pence);
    add_to_day(line);
    if (!loaded_.first_paid || line.paid_on < *loaded_.first_paid) loaded_.first_paid = line.paid_on;
    if (!loaded_.last_paid || *loaded_.last_paid < line.paid_on) loaded_.last_paid = line.paid_on;
  }
}

SpendLoad::Loaded SpendLoad::finish() {
  write();
  indexes_.make_again();
  for (std::size_t place = 0; place < paid_.size(); ++place) loaded_.by_supplier.emplace(suppliers_[place], paid_[place]);
  return std::move(loaded_);
}

} // namespace openward::persistence::detail
