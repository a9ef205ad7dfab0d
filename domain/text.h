#pragma once
// Small readings of text that several files of the domain share: ASCII classes that no locale can change, trimming, counting
// characters, and quoting input in a message. Pure functions.

#include <cstddef>
#include <string>
#include <string_view>

namespace openward::detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool all_digits(std::string_view text); // false for ""
std::string upper(std::string_view text);
std::string lower(std::string_view text);

/// Without white space (and the no-break space) at either end.
std::string_view trimmed(std::string_view text);

/// Characters of UTF-8 text, not bytes.
std::size_t characters(std::string_view text);

/// A control character of ASCII, or DEL.
bool has_control_character(std::string_view text);

/// The text in double quotes, cut after 40 bytes at a character boundary, without control characters: fit for an error message.
std::string quoted(std::string_view text);

} // namespace openward::detail
