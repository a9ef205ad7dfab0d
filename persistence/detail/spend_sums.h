#pragma once
// Sums of a spend file's lines on their way into the roll-ups: what each supplier was paid in each month for each expense area. One thread,
// that of its session.

#include "persistence/detail/session.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace openward::persistence::detail {

struct LineSum {
  std::int64_t supplier = 0; // key
  std::int32_t month = 0;    // 202404
  std::int64_t payments = 0;
  std::int64_t pence = 0;
  std::int64_t credits = 0; // the negative amounts alone
  std::uint32_t area = 0;   // place of its expense area
};

/// Into the temporary table spend_sum (supplier_key, month, area, payments, pence, credits), in place of what was staged before.
void stage_sums(Session&, std::span<const LineSum>);
/// Into the temporary table spend_area (place, words), likewise: the expense areas of the file by their places.
void stage_areas(Session&, const std::vector<std::string>& areas);

} // namespace openward::persistence::detail
