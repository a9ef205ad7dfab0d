#pragma once
// Where the server may listen, found out before the transport is asked: it takes "+" for [::1] alone, fails on "[::1]" with words that
// help nobody, cannot tell which port it was given, and destroys a listener of the same process that already has the port.

#include "domain/result.h"

#include <string>
#include <string_view>

namespace openward::http {

/// A dotted IPv4 address; "localhost" gives 127.0.0.1. Anything else is refused with the reason.
Result<std::string> listen_address(std::string_view text);

/// The port when it is free at this moment; for 0 one that the system chooses. It can be taken by others before it is used: whoever uses
/// it must still expect a refusal.
Result<unsigned short> free_port(const std::string& address, unsigned short port);

/// What a refusal by the system means for the person who chose the address.
Error listen_error(const std::string& address, unsigned short port, int system_error);

} // namespace openward::http
