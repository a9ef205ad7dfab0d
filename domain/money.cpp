#include "domain/money.h"

#include "domain/text.h"
#include "domain/words.h"

#include <array>
#include <limits>

namespace openward {
namespace {

constexpr std::array<std::string_view, 3> vat_spellings{"excluded", "included", "unknown"};
constexpr std::array<std::string_view, 6> value_kind_spellings{"estimate", "lifetime", "annual", "maximum", "paid", "unknown"};
static_assert(detail::spells_all(vat_spellings, Vat::unknown));
static_assert(detail::spells_all(value_kind_spellings, ValueKind::unknown));

constexpr std::uint64_t most_positive = std::uint64_t{1} << 63U; // one past the largest; the magnitude of the smallest

/// A decimal number taken apart: the value is 0.DIGITS times ten to the power `point`.
struct Decimal {
  bool negative = false;
  std::string digits; // no leading zeros; "" is zero
  long point = 0;
};

/// Reads as many digits as there are, from `at`.
std::string_view digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && detail::is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

/// grammar: ["-"] 1*DIGIT ["." 1*DIGIT] [("e" / "E") ["+" / "-"] 1*DIGIT]
std::optional<Decimal> take_apart(std::string_view text) {
  Decimal number;
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') {
    number.negative = true;
    ++at;
  }
  const auto whole = digits_from(text, at);
  if (whole.empty()) return std::nullopt;
  at += whole.size();
  std::string_view fraction;
  if (at < text.size() && text[at] == '.') {
    fraction = digits_from(text, at + 1);
    if (fraction.empty()) return std::nullopt;
    at += 1 + fraction.size();
  }
  long exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool below = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const auto power = digits_from(text, at);
    if (power.empty()) return std::nullopt;
    at += power.size();
    // A power of ten past this bound makes zero or a refusal whatever it is; the bound keeps the arithmetic inside a long.
    constexpr long bound = 1'000'000'000;
    for (const char c : power) exponent = std::min(bound, exponent * 10 + (c - '0'));
    if (below) exponent = -exponent;
  }
  if (at != text.size()) return std::nullopt;

  number.digits.append(whole).append(fraction);
  const auto significant = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.point = static_cast<long>(whole.size()) - static_cast<long>(significant) + exponent;
  number.digits.erase(0, significant);
  return number;
}

Error out_of_range(std::string_view text) {
  return invalid_at("", "amount_out_of_range",
                    "the amount " + detail::quoted(text) +
                        " is beyond what can be kept in whole pence; give an amount below 92,000,000,000,000,000");
}

} // namespace

Result<Currency> Currency::create(std::string_view code) {
  if (code.size() != 3 || !detail::is_upper(code[0]) || !detail::is_upper(code[1]) || !detail::is_upper(code[2])) {
    return invalid_at("", "bad_currency",
                      "the currency " + detail::quoted(code) + " is not three capital letters; write an ISO 4217 code such as \"GBP\"");
  }
  return Currency{{code[0], code[1], code[2], '\0'}};
}

std::string Money::decimal() const {
  const auto bits = static_cast<std::uint64_t>(pence);
  const std::uint64_t magnitude = pence < 0 ? std::uint64_t{0} - bits : bits;
  std::string digits = std::to_string(magnitude);
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, ".");
  return pence < 0 ? "-" + digits : digits;
}

Result<std::int64_t> parse_pence(std::string_view decimal) {
  const auto number = take_apart(decimal);
  if (!number) {
    return invalid_at("", "bad_amount",
                      "the amount " + detail::quoted(decimal) +
                          " is not a decimal number; write it like \"1234.56\", without separators or a currency sign");
  }
  const long wanted = number->point + 2; // so many digits stand left of the end of the pence
  if (number->digits.empty() || wanted < 0) return std::int64_t{0};
  if (wanted > 19) return out_of_range(decimal);

  std::uint64_t magnitude = 0;
  const auto count = static_cast<std::size_t>(wanted);
  for (std::size_t i = 0; i < count; ++i) {
    const char c = i < number->digits.size() ? number->digits[i] : '0';
    magnitude = magnitude * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (count < number->digits.size() && number->digits[count] >= '5') ++magnitude;

  if (magnitude > most_positive || (magnitude == most_positive && !number->negative)) return out_of_range(decimal);
  return static_cast<std::int64_t>(number->negative ? std::uint64_t{0} - magnitude : magnitude);
}

Result<std::int64_t> add_pence(std::int64_t a, std::int64_t b) {
  using Limits = std::numeric_limits<std::int64_t>;
  if ((b > 0 && a > Limits::max() - b) || (b < 0 && a < Limits::min() - b)) {
    return invalid_at("", "amount_out_of_range",
                      "the sum of " + Money{a, {}}.decimal() + " and " + Money{b, {}}.decimal() +
                          " is beyond what can be kept in whole pence; split the total");
  }
  return a + b;
}

std::string_view to_string(Vat v) { return detail::word_of(vat_spellings, v); }
std::string_view to_string(ValueKind v) { return detail::word_of(value_kind_spellings, v); }
std::optional<Vat> vat_from(std::string_view word) { return detail::from_word<Vat>(vat_spellings, word); }
std::optional<ValueKind> value_kind_from(std::string_view word) { return detail::from_word<ValueKind>(value_kind_spellings, word); }

} // namespace openward
