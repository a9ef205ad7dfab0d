#include "exchange/spend/currency.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::exchange {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs = {
    {{"\xE2\x82\xAC", "EUR"}, {"$", "$"}, {"\xC2\xA5", "JPY"}, {"\xE2\x82\xB9", "INR"}}};

constexpr std::array<std::string_view, 16> codes = {"EUR", "USD", "CHF", "NOK", "SEK", "DKK", "AUD", "CAD",
                                                    "JPY", "INR", "NZD", "ZAR", "PLN", "SGD", "HKD", "AED"};

} // namespace

std::string other_currency(std::string_view cell) {
  const std::string word = detail::upper(detail::trimmed(cell));
  static constexpr std::array<std::string_view, 9> sterling = {"",    "GBP",        "\xC2\xA3",       "STERLING",      "POUNDS STERLING",
                                                               "UKP", "GB\xC2\xA3", "GBP (\xC2\xA3)", "POUND STERLING"};
  if (std::find(sterling.begin(), sterling.end(), word) != sterling.end()) return {};
  return word;
}

std::string currency_of_amount(std::string_view cell) {
  for (const auto& [sign, name] : signs)
    if (cell.find(sign) != std::string_view::npos) return std::string(name);
  const std::string text = detail::upper(detail::trimmed(cell));
  for (const std::string_view code : codes)
    if (text.find(code) != std::string::npos) return std::string(code);
  return {};
}

} // namespace openward::exchange
