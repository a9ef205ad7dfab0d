#include "domain/name_words.h"

#include "domain/text.h"

namespace openward::detail {
namespace {

/// The base letters of U+00C0 to U+00FF, one each; a space where there is none (U+00D7, U+00F7).
constexpr std::string_view latin_base = "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY";
static_assert(latin_base.size() == 64);

/// Welsh vowels with a circumflex outside Latin-1: U+0174 to U+0177.
constexpr std::string_view welsh_base = "WWYY";

bool is_apostrophe(std::string_view rest) { return rest.starts_with("\xE2\x80\x98") || rest.starts_with("\xE2\x80\x99"); }

} // namespace

std::string name_words(std::string_view name) {
  std::string result;
  bool divided = true;
  const auto put = [&](char c) {
    if (divided) result += ' ';
    divided = false;
    result += c;
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = to_upper(name[i]);
    const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
    if (is_upper(c) || is_digit(c))
      put(c);
    else if (c == '.' || c == '\'' || c == '`')
      continue;
    else if (c == '&')
      result += " AND", divided = true;
    else if (c == '\xC3' && next >= 0x80 && next <= 0xBF && latin_base[next - 0x80] != ' ')
      put(latin_base[next - 0x80]), ++i;
    else if (c == '\xC5' && next >= 0xB4 && next <= 0xB7)
      put(welsh_base[next - 0xB4]), ++i;
    else if (is_apostrophe(name.substr(i)))
      i += 2;
    else
      divided = true;
  }
  return result;
}

} // namespace openward::detail
