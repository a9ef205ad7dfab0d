#pragma once
// Money is a whole number of pence (minor units) in one currency. No floating point comes near it.

#include "domain/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace openward {

/// ISO 4217 letters, upper case. Two minor digits are assumed for every currency the register meets (GBP EUR USD NOK CHF).
struct Currency {
  char code[4] = {'G', 'B', 'P', '\0'};
  static Result<Currency> create(std::string_view code);
  std::string_view text() const { return {code, 3}; }
  friend bool operator==(const Currency& a, const Currency& b) { return a.text() == b.text(); }
};

struct Money {
  std::int64_t pence = 0;
  Currency currency{};

  /// "1234.56": always two decimals, a leading minus when negative, no separators.
  std::string decimal() const;
  friend bool operator==(const Money&, const Money&) = default;
};

/// Reads a plain or scientific decimal number ("1234.5", "-0.01", "1.5e3"); more than two decimals are rounded half away from
/// zero. Refuses anything else, and anything beyond 64 bits of pence ("1e9999").
Result<std::int64_t> parse_pence(std::string_view decimal);

/// Sum that refuses to wrap.
Result<std::int64_t> add_pence(std::int64_t a, std::int64_t b);

enum class Vat { excluded, included, unknown };

/// What a published value means. Kinds are never summed together.
enum class ValueKind { estimate, lifetime, annual, maximum, paid, unknown };

/// A value as a source states it. A placeholder (0, 0.01, 1, 1.00) is kept as published and never enters a total.
struct StatedValue {
  Money amount;
  Vat vat = Vat::unknown;
  ValueKind kind = ValueKind::unknown;

  /// At most one pound, and not negative: notices put 0, 0.01 and 1 where no value is meant (Find a Tender practice).
  bool placeholder() const { return amount.pence >= 0 && amount.pence <= 100; }
  friend bool operator==(const StatedValue&, const StatedValue&) = default;
};

std::string_view to_string(Vat);
std::string_view to_string(ValueKind);
std::optional<Vat> vat_from(std::string_view);
std::optional<ValueKind> value_kind_from(std::string_view);

} // namespace openward
