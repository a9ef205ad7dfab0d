#include "domain/text.h"

#include <algorithm>

namespace openward::detail {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::size_t longest_quote = 40;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

} // namespace

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_upper);
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}

std::string_view trimmed(std::string_view text) {
  for (bool again = true; again && !text.empty();) {
    again = false;
    if (is_space(text.front()))
      text.remove_prefix(1), again = true;
    else if (text.starts_with(no_break_space))
      text.remove_prefix(no_break_space.size()), again = true;
    else if (is_space(text.back()))
      text.remove_suffix(1), again = true;
    else if (text.ends_with(no_break_space))
      text.remove_suffix(no_break_space.size()), again = true;
  }
  return text;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

bool has_control_character(std::string_view text) { return std::any_of(text.begin(), text.end(), is_control); }

std::string quoted(std::string_view text) {
  std::size_t end = std::min(text.size(), longest_quote);
  while (end < text.size() && end > 0 && continues_character(text[end])) --end;
  std::string result = "\"";
  for (const char c : text.substr(0, end)) result += is_control(c) ? ' ' : c;
  result += end < text.size() ? "…\"" : "\"";
  return result;
}

} // namespace openward::detail
