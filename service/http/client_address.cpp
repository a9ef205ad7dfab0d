#include "service/http/client_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>

namespace openward::http {
namespace {

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{} : s.substr(first, s.find_last_not_of(" \t") - first + 1);
}

std::string text_of(const in_addr& address) {
  std::array<char, INET_ADDRSTRLEN> out{};
  return ::inet_ntop(AF_INET, &address, out.data(), out.size());
}

std::string text_of(const in6_addr& address) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  return ::inet_ntop(AF_INET6, &address, out.data(), out.size());
}

} // namespace

Result<std::string> plain_address(std::string_view text) {
  const std::string given(trimmed(text));
  in_addr four{};
  if (::inet_pton(AF_INET, given.c_str(), &four) == 1) return text_of(four);
  in6_addr six{};
  if (::inet_pton(AF_INET6, given.c_str(), &six) == 1) {
    if (!IN6_IS_ADDR_V4MAPPED(&six)) return text_of(six);
    std::copy_n(&six.s6_addr[12], sizeof four, reinterpret_cast<unsigned char*>(&four));
    return text_of(four);
  }
  return invalid("\"" + given + "\" is not an IP address in numbers. Write it as 192.0.2.10 or 2001:db8::10.");
}

std::string client_address(std::string_view connection, std::string_view forwarded_for, const std::vector<std::string>& trusted) {
  const auto is_trusted = [&](const std::string& address) { return std::find(trusted.begin(), trusted.end(), address) != trusted.end(); };
  const auto nearest = plain_address(connection);
  if (!nearest) return std::string(connection);
  std::string client = *nearest;
  while (is_trusted(client) && !forwarded_for.empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto entry = plain_address(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    if (!entry) break;
    client = *entry;
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
  }
  return client;
}

std::string budget_key(std::string_view address) {
  in6_addr six{};
  if (::inet_pton(AF_INET6, std::string(address).c_str(), &six) != 1) return std::string(address);
  std::fill_n(&six.s6_addr[8], 8, std::uint8_t{0});
  return text_of(six) + "/64";
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

} // namespace openward::http
