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

/// What lines of a supplier count under.
struct Naming {
  std::string provider_class;
  std::string kind;
  bool linked = false;
  bool dated = false; // by classes of a time: only a line itself tells its class
  friend bool operator==(const Naming&, const Naming&) = default;
};

struct DaySum {
  std::int32_t day = 0; // 20240401
  std::uint32_t naming = 0;
  std::int64_t size = 0; // payment_size.h
  std::int64_t payments = 0;
  std::int64_t pence = 0;
  std::int64_t credits = 0;
};

struct SumsOfDays {
  std::vector<DaySum> sums;
  std::vector<Naming> namings;
  bool dated = false; // there are lines of dated names, which are in no sum
};

/// Into the temporary table spend_sum (supplier_key, month, area, payments, pence, credits), in place of what was staged before.
void stage_sums(Session&, std::span<const LineSum>);
/// Into the temporary table spend_area (place, words), likewise: the expense areas of the file by their places.
void stage_areas(Session&, const std::vector<std::string>& areas);
/// Into the temporary tables spend_day_sum (day, naming, month, size, payments, pence, credits) and spend_naming (place, provider_class,
/// kind, linked), likewise.
void stage_days(Session&, const SumsOfDays&);

} // namespace openward::persistence::detail
