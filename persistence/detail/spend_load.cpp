#include "persistence/detail/spend_load.h"

#include "domain/money.h"
#include "persistence/detail/sql.h"

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

SpendLoad::SpendLoad(Session& session, const FileOfLines& file)
    : session_(session), indexes_(session, file.spend_file), table_(payment_table(session, file)) {
  loaded_.known_before = cell<std::int64_t>(session, "select coalesce(max(key), 0) from supplier_string").value();
}

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

void SpendLoad::write() {
  const PaymentBatch batch = std::exchange(batch_, {});
  if (batch.empty()) return;
  const std::vector<std::int64_t> keys = supplier_keys(session_, batch.new_words());
  suppliers_.insert(suppliers_.end(), keys.begin(), keys.end());
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
