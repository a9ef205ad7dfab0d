#pragma once
// Supplier strings that a person read and labelled: tab-separated, no quoting, first line the names of the columns, found by name:
//   raw_supplier                      the string as published
//   total_amount, lines               what was paid to it, in pounds, and in how many lines
//   canonical_name                    who it is
//   identifier_scheme, identifier     where certain: an org-id list (GB-NHS, GB-COH, GB-CHC) and the number
//   provider_class                    the word of domain/vocabulary.h
//   same_as_group_id                  strings of one organisation share it
//   confidence                        `low` leaves the row out of the scores
// Plain values; any thread may hold them.

#include "domain/identifier.h"
#include "domain/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::evaluate {

struct SupplierLabel {
  std::size_t line = 0; // of the file, 1 is the header
  std::string raw;
  std::int64_t pence = 0;
  std::int64_t lines = 0;
  std::string name;
  std::optional<Identifier> identifier{};
  ProviderClass provider_class = ProviderClass::unclassified;
  std::string group;
  bool sure = true;
};

/// Refuses a file without the columns raw_supplier and provider_class, a class that is no word of the register, and an identifier or an
/// amount that cannot be read; each with its line.
Result<std::vector<SupplierLabel>> read_supplier_labels(std::string_view text);

} // namespace openward::evaluate
