#include "service/http/message.h"

#include "service/http/syntax.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace openward::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// A length that disagrees with the body ends the process inside the transport, and the others describe the connection, not the answer.
constexpr std::array<std::string_view, 5> ours{"content-length", "transfer-encoding", "content-type", "date", "x-request-id"};

} // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

void Response::set_header(std::string name, std::string value) {
  if (!is_token(name)) throw std::invalid_argument("a response header needs a name made of letters, digits and hyphens");
  for (const auto reserved : ours)
    if (same_name(name, reserved))
      throw std::invalid_argument("the header " + name + " is written by the server, from body and media_type; leave it out");
  if (has_control(value)) throw std::invalid_argument("the header " + name + " would contain a control character; encode or remove it");
  for (auto& [known, old] : headers) {
    if (!same_name(known, name)) continue;
    old = std::move(value);
    return;
  }
  headers.emplace_back(std::move(name), std::move(value));
}

} // namespace openward::http
