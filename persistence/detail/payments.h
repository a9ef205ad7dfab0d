#pragma once
// Payment lines in bulk: a prepared statement on SQLite, COPY on PostgreSQL, both through the native handle and inside the transaction that
// is open. The strings they name are found or made in a few statements per batch.

#include "domain/spend.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace openward::persistence::detail {

using SupplierKeys = std::unordered_map<std::string, std::int64_t>;

/// The keys of these words; new ones get a class from a body of that name, or else from the words themselves.
SupplierKeys supplier_keys(Session&, const std::unordered_set<std::string>& words);

struct PaymentBatch {
  std::int64_t spend_file = 0;
  std::optional<std::int64_t> payer;
  std::span<const PaymentLine> lines;
  const SupplierKeys& suppliers; // holds every supplier of the lines
};
void write_payments(Session&, const PaymentBatch&);

} // namespace openward::persistence::detail
