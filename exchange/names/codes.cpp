#include "exchange/names/codes.h"

#include "domain/text.h"

#include <algorithm>

namespace openward::exchange {
namespace {

using detail::is_digit;
using detail::is_upper;

bool letters_and_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_upper(c); });
}

std::size_t digits_in(std::string_view text) { return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit)); }

void keep(WithoutCodes& out, std::string_view scheme, std::string_view id, std::string_view where) {
  if (auto identifier = Identifier::create(scheme, id)) out.codes.push_back({*std::move(identifier), std::string(where)});
}

/// Letters and digits of a practice (D83050, Y02987), a trust (RJ7, RWX), or a board (QMF): a digit must stand in it, or the letter of a
/// trust or a board in front of three.
bool shaped_as_ods(std::string_view code) {
  if (!letters_and_digits(code)) return false;
  if (code.size() == 6) return is_upper(code[0]) && detail::all_digits(code.substr(1));
  if (code.size() == 3) return code[0] == 'R' || code[0] == 'Q' || code[0] == 'T' || (digits_in(code) == 2 && is_upper(code[2]));
  return code.size() == 5 && digits_in(code) >= 2 && digits_in(code) <= 3 && is_upper(code[0]);
}

/// Zeros in front of a code are the padding of a ledger, "01" behind it the number of a site.
std::string_view unwrapped(std::string_view code) {
  if (code.size() > 2 && code.ends_with("01")) code.remove_suffix(2);
  const auto first = code.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : code.substr(first);
}

void read_vendor_code(WithoutCodes& out, std::string_view code) {
  if (code.size() == 12 && code.starts_with("UK") && detail::all_digits(code.substr(2)))
    keep(out, "coh", code.substr(2, 8), code);
  else if (code.size() > 6 && code.starts_with("NHS"))
    keep(out, "ods", unwrapped(code.substr(3)), code);
  else if (shaped_as_ods(code))
    keep(out, "ods", code, code);
  else if (code.size() == 8 && detail::all_digits(code))
    keep(out, "coh", code, code);
}

/// "CODE : NAME" and "CODE:NAME", where the code has a digit and no space.
std::string_view without_leading_code(std::string_view text, WithoutCodes& out) {
  const auto colon = text.find(':');
  if (colon != std::string_view::npos && colon + 1 < text.size()) {
    const std::string_view code = detail::trimmed(text.substr(0, colon));
    if (code.size() >= 3 && code.size() <= 20 && letters_and_digits(code) && digits_in(code) > 0) {
      read_vendor_code(out, code);
      return detail::trimmed(text.substr(colon + 1));
    }
  }
  // Four digits and more that are glued to a name or stand before it; fewer may be part of it ("18 Week Support", "3M").
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  const bool a_name_follows = end < text.size() && std::any_of(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), is_upper);
  if (end < 4 || !a_name_follows) return text;
  read_vendor_code(out, text.substr(0, end));
  const auto rest = text.find_first_not_of(" -_:/", end);
  return rest == std::string_view::npos ? text : text.substr(rest);
}

/// ":03529700", "- RJ7", "/12345678" at the end.
std::string_view without_trailing_code(std::string_view text, WithoutCodes& out) {
  const auto mark = text.find_last_of(":-/ ");
  if (mark == std::string_view::npos || mark == 0) return text;
  const std::string_view code = text.substr(mark + 1);
  const std::string_view before = detail::trimmed(text.substr(0, text.find_last_not_of(":-/ ", mark) + 1));
  if (before.empty() || !letters_and_digits(code)) return text;
  const bool number = detail::all_digits(code) && code.size() >= 5;
  const bool ods = digits_in(code) > 0 && shaped_as_ods(code) && text[mark] != ' ';
  const bool after_dash = mark >= 2 && text[mark] == ' ' && text[mark - 1] == '-' && digits_in(code) > 0 && shaped_as_ods(code);
  if (!number && !ods && !after_dash) return text;
  read_vendor_code(out, code);
  return before;
}

/// Brackets that hold a code and nothing else, anywhere.
std::string without_bracketed_codes(std::string_view text, WithoutCodes& out) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('(', at);
    const auto close = open == std::string_view::npos ? open : text.find(')', open);
    if (close == std::string_view::npos) {
      kept += text.substr(at);
      break;
    }
    const std::string_view inside = detail::trimmed(text.substr(open + 1, close - open - 1));
    const bool number = detail::all_digits(inside);
    const bool code = number || (digits_in(inside) > 0 && shaped_as_ods(inside));
    kept += text.substr(at, open - at);
    if (code) {
      read_vendor_code(out, inside);
      kept += ' ';
    } else {
      kept += text.substr(open, close - open + 1);
    }
    at = close + 1;
  }
  return kept;
}

} // namespace

WithoutCodes without_codes(std::string_view capitals) {
  WithoutCodes out;
  const std::string_view leading = without_leading_code(detail::trimmed(capitals), out);
  const std::string bracketed = without_bracketed_codes(leading, out);
  const std::string_view rest = without_trailing_code(detail::trimmed(bracketed), out);
  out.name = std::string(detail::trimmed(rest));
  return out;
}

} // namespace openward::exchange
