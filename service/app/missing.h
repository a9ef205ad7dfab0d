#pragma once
// What the register does not hold, so that nobody takes its silence for a fact: months without a spend file, awards without a notice,
// payments and awards that do not meet. Paid and awarded are never added together.

#include "domain/date.h"
#include "service/app/table_report.h"

#include <span>
#include <string_view>

namespace openward::app {

enum class Gap {
  month_between_files,
  month_since_last_file,
  award_without_notice,
  payments_without_award,
  payments_to_unlinked_words,
  award_without_payment,
  award_of_no_spend_file,
  award_without_parties,
};
std::string_view to_string(Gap);
std::optional<Gap> gap_from(std::string_view);
std::span<const std::string_view> gap_words();
/// What a gap of this kind is, in one sentence.
std::string_view meaning(Gap);

struct MissingQuestion {
  std::optional<Gap> gap{};   // its list; without one, the count of every kind
  std::string commissioner{}; // public id or scheme:id; "" for all
  std::optional<bool> synthetic{};
  std::optional<std::size_t> most{}; // lines of the list; how many there are in all stands beside it
};

/// Months are asked for up to the one before that of `today`.
Result<TableReport> missing(persistence::Session&, const MissingQuestion&, Date today);

} // namespace openward::app
