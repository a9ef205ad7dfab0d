#include "persistence/read/cursor.h"

#include "persistence/read/filter.h"

#include <sodium.h>

#include <array>
#include <charconv>

namespace openward::persistence::read {
namespace {

constexpr std::string_view version = "1";
constexpr std::size_t longest = 8192;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

} // namespace

std::string encode(const Cursor& c) {
  std::string words(version);
  words += "\n" + c.resource + "\n" + c.sort + "\n" + c.digest + (c.value ? "\nv\n" : "\nn\n") + std::to_string(c.key) + "\n" +
           c.value.value_or("");
  std::string out(sodium_base64_encoded_len(words.size(), variant), '\0');
  // libsodium takes bytes; characters are bytes.
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(words.data()), words.size(), variant);
  out.pop_back(); // its terminating NUL
  return out;
}

std::optional<Cursor> decode(std::string_view text) {
  if (text.size() > longest) return std::nullopt;
  std::string words(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(words.data()), words.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        variant) != 0) {
    return std::nullopt;
  }
  words.resize(length);
  std::array<std::string, 6> parts;
  std::string_view rest = words;
  for (auto& part : parts) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    part = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  Cursor out{parts[1], parts[2], parts[3], std::nullopt, 0};
  const char* end = parts[5].data() + parts[5].size();
  const auto [at, problem] = std::from_chars(parts[5].data(), end, out.key);
  if (problem != std::errc() || at != end) return std::nullopt;
  if (parts[4] == "v") out.value = std::string(rest);
  // Written again it must be the same: one row has one cursor, and nothing in it goes unread.
  return encode(out) == text ? std::optional(out) : std::nullopt;
}

} // namespace openward::persistence::read
