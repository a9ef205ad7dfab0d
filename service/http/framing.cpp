#include "service/http/framing.h"

#include "service/http/syntax.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace openward::http {
namespace {

bool printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::optional<std::uint64_t> plain_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_chunked(std::string_view coding) {
  constexpr std::string_view word = "chunked";
  return std::equal(coding.begin(), coding.end(), word.begin(), word.end(), [](char c, char w) { return (c | 0x20) == w; });
}

} // namespace

Result<Framing> read_framing(const Parameters& headers) {
  Framing framing;
  for (const auto& [name, value] : headers) {
    if (!is_token(name))
      return invalid("A request header has a name that is not made of letters, digits and hyphens; correct or remove it.");
    if (!printable_ascii(value))
      return invalid("The request header " + name + " contains a control character or a byte that is not ASCII; encode or remove it.");
    if (name == "transfer-encoding") {
      if (!is_chunked(value))
        return invalid("The only transfer coding understood is \"chunked\"; send the body as it is, with its length.");
      framing.chunked = true;
    } else if (name == "content-length") {
      framing.declared = plain_number(value);
      if (!framing.declared) return invalid("Content-Length must be a whole number of bytes.");
    }
  }
  if (framing.chunked && framing.declared)
    return invalid("The request has both Transfer-Encoding and Content-Length, which can hide a second request; send one of them.");
  return framing;
}

} // namespace openward::http
