#pragma once
// Whose request it is: the address of the connection, or, behind a trusted proxy, the address that the proxy names in X-Forwarded-For.
// Pure functions.

#include "domain/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::http {

/// An address in numbers, IPv4 or IPv6, in its one spelling; an IPv4 address inside IPv6 (::ffff:192.0.2.1) as IPv4. Anything else is
/// refused.
Result<std::string> plain_address(std::string_view text);

/// The last address of X-Forwarded-For that no trusted proxy has, when the connection itself is from a trusted proxy; else the address of
/// the connection: whoever is not trusted may write what he likes. An entry that is no address ends the search at the proxy before it.
std::string client_address(std::string_view connection, std::string_view forwarded_for, const std::vector<std::string>& trusted);

/// What one budget is kept for: an IPv4 address, or the /64 of an IPv6 address, because a household has all of that.
std::string budget_key(std::string_view address);

bool is_loopback(std::string_view address);

} // namespace openward::http
