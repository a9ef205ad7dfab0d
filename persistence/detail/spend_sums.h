#pragma once
// Sums of a spend file's lines on their way into the roll-ups: what each supplier was paid in each month. One thread, that of its session.

#include "persistence/detail/session.h"

#include <cstdint>
#include <span>

namespace openward::persistence::detail {

struct LineSum {
  std::int64_t supplier = 0; // key
  std::int32_t month = 0;    // 202404
  std::int64_t payments = 0;
  std::int64_t pence = 0;
  std::int64_t credits = 0; // the negative amounts alone
};

/// Into the temporary table spend_sum (supplier_key, month, payments, pence, credits), in place of what was staged before.
void stage_sums(Session&, std::span<const LineSum>);

} // namespace openward::persistence::detail
