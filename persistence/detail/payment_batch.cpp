#include "persistence/detail/payment_batch.h"

#include "persistence/detail/sql.h"

namespace openward::persistence::detail {

/// A cell that says what the line before says, as most entities and areas do, is not kept again.
PackedText PaymentBatch::keep(std::string_view text, PackedText before) {
  if (!lines_.empty() && this->text(before) == text) return before;
  if (text.find('\0') != std::string_view::npos) bound(text);
  const PackedText at{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
  text_ += text;
  return at;
}

void PaymentBatch::add(const PaymentLine& line, std::uint32_t supplier) {
  const PackedLine before = lines_.empty() ? PackedLine{} : lines_.back();
  PackedLine packed;
  packed.row = line.row;
  packed.pence = line.pence;
  packed.paid_on = line.paid_on;
  packed.supplier = supplier;
  packed.entity = keep(line.entity, before.entity);
  packed.transaction = keep(line.transaction, before.transaction);
  packed.expense_type = keep(line.expense_type, before.expense_type);
  packed.expense_area = keep(line.expense_area, before.expense_area);
  lines_.push_back(packed);
}

} // namespace openward::persistence::detail
