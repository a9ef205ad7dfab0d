#include "exchange/workbook/number_text.h"

#include "domain/date.h"
#include "domain/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace openward::exchange {
namespace {

constexpr int days_between_systems = 1462;
constexpr int last_day = 2958465; // 9999-12-31

} // namespace

std::string number_text(double value) {
  if (!std::isfinite(value)) return "#NUM!";
  std::array<char, 64> out{};
  // Plain digits as far as a person would write them; what is beyond is no amount of a spend file.
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-7 && size < 1e18);
  const auto end =
      std::to_chars(out.data(), out.data() + out.size(), value, plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {out.data(), end.ptr};
}

std::string number_text(std::string_view stored) {
  const std::string_view text = detail::trimmed(stored);
  if (text.find_first_of(".eE") == std::string_view::npos) return std::string(text);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::string(text);
  return number_text(value);
}

std::string day_text(std::string_view stored, bool from_1904) {
  const std::string plain = number_text(stored);
  int serial = 0;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), serial);
  const bool whole = read.ptr == plain.data() + plain.size() || *read.ptr == '.';
  if (read.ec != std::errc() || !whole || serial < 0 || serial > last_day) return plain;
  if (from_1904) serial += days_between_systems;
  if (serial < 1 || serial > last_day) return plain;
  static constexpr std::chrono::sys_days epoch = std::chrono::year{1899} / 12 / 30; // after the 29 February 1900 that never was
  return Date::from_days(epoch + std::chrono::days(serial)).iso();
}

bool shows_days(std::string_view code) {
  char closing = 0; // of quoted or bracketed text
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = detail::to_lower(code[i]);
    if (closing != 0) {
      if (c == closing) closing = 0;
    } else if (c == '"') {
      closing = '"';
    } else if (c == '[') {
      closing = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i; // the next character stands for itself, or for a space as wide
    } else if (c == 'd' || c == 'y') {
      return true;
    } else if (c == ';') {
      return false; // the first section is that of positive numbers
    }
  }
  return false;
}

bool shows_days(int format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 ||
         (format >= 50 && format <= 54) || (format >= 57 && format <= 58);
}

} // namespace openward::exchange
