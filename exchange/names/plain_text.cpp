#include "exchange/names/plain_text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace openward::exchange {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// UTF-8 or nothing.
std::optional<icu::UnicodeString> from_utf8(std::string_view bytes) {
  std::vector<UChar> buffer(bytes.size() + 1);
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(buffer.data(), static_cast<std::int32_t>(buffer.size()), &length, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                &status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return icu::UnicodeString(buffer.data(), length);
}

/// What Windows-1252 makes of the bytes 0x80 to 0x9F; 0 where it has nothing. The other bytes are their own code points.
constexpr std::array<UChar, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                             0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                             0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<char> windows_byte(UChar c) {
  if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) return static_cast<char>(c);
  const auto at = std::find(windows_1252.begin(), windows_1252.end(), c);
  if (at != windows_1252.end()) return static_cast<char>(0x80 + (at - windows_1252.begin()));
  // Bytes that Windows-1252 does not assign are let through as control characters by most programs.
  if (c >= 0x80 && c <= 0x9F) return static_cast<char>(c);
  return std::nullopt;
}

std::optional<icu::UnicodeString> without_mojibake(const icu::UnicodeString& text) {
  std::string bytes;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const auto byte = windows_byte(text.charAt(i));
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  if (is_ascii(bytes)) return std::nullopt;
  return from_utf8(bytes);
}

icu::UnicodeString from_windows(std::string_view bytes) {
  icu::UnicodeString text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool special = byte >= 0x80 && byte <= 0x9F;
    const UChar found = special ? windows_1252[byte - 0x80U] : static_cast<UChar>(byte);
    text.append(found == 0 ? static_cast<UChar>(' ') : found);
  }
  return text;
}

icu::UnicodeString nfkc(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status) != 0) return text;
  icu::UnicodeString out = form->normalize(text, status);
  return U_FAILURE(status) != 0 ? text : out;
}

/// A transliterator may be used by one thread only, and takes long to make.
icu::UnicodeString latin_ascii(icu::UnicodeString text) {
  thread_local const std::unique_ptr<icu::Transliterator> rules = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("NFD; [:Nonspacing Mark:] Remove; Latin-ASCII", UTRANS_FORWARD, status));
  }();
  if (rules) rules->transliterate(text);
  return text;
}

/// One space where there were spaces, controls or line ends; none at either end.
std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string ascii_capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) >= 0x80) c = ' ';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return with_single_spaces(out);
}

} // namespace

PlainText plain_text(std::string_view published) {
  PlainText out;
  if (is_ascii(published)) {
    out.text = with_single_spaces(published);
    out.ascii = ascii_capitals(out.text);
    return out;
  }
  auto text = from_utf8(published);
  if (!text) {
    text = from_windows(published);
  } else if (const auto repaired = without_mojibake(*text)) {
    text = *repaired;
    out.repaired = true;
  }
  const icu::UnicodeString normal = nfkc(*text);
  std::string utf8;
  normal.toUTF8String(utf8);
  out.text = with_single_spaces(utf8);
  // Case folding makes two letters of some (the sharp s): after it every letter has its base.
  std::string base;
  latin_ascii(normal).toUTF8String(base);
  out.ascii = ascii_capitals(base);
  return out;
}

} // namespace openward::exchange
