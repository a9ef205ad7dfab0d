#pragma once
// Payment lines in bulk: a prepared statement on SQLite, COPY on PostgreSQL, both through the native handle and inside the transaction that
// is open. One thread at a time, as its session.

#include "persistence/detail/payment_batch.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace openward::persistence::detail {

/// The keys of these words, in their order; new ones are made without a body and without a class, for the matching to decide.
std::vector<std::int64_t> supplier_keys(Session&, std::span<const std::string> words);

struct FileOfLines {
  std::int64_t spend_file = 0;
  std::optional<std::int64_t> payer;
};

/// Writes the batches of one file, in their order.
class PaymentTable {
 public:
  virtual ~PaymentTable() = default;
  /// `suppliers` are the keys of all words met in the file so far, by their places.
  virtual void write(const PaymentBatch&, std::span<const std::int64_t> suppliers) = 0;
};
std::unique_ptr<PaymentTable> payment_table(Session&, const FileOfLines&);

} // namespace openward::persistence::detail
