#pragma once
// The small rules of text on the wire: what a header name, a header value, a date and a request id may look like. Pure functions,
// independent of locale and time zone.

#include <chrono>
#include <string>
#include <string_view>

namespace openward::http {

bool valid_utf8(std::string_view text);
/// The text itself when it is UTF-8, else every byte beyond ASCII replaced by '?': JSON may carry nothing else.
std::string scrubbed(std::string_view text);

/// A byte below 0x20 or 0x7f.
bool has_control(std::string_view text);
/// RFC 9110 section 5.6.2: what methods and header names are made of.
bool is_token(std::string_view text);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
std::string imf_fixdate(std::chrono::sys_seconds);

/// [A-Za-z0-9._-]{1,64}: an id that may be echoed, logged and searched for without care.
bool acceptable_request_id(std::string_view);
/// 26 characters, unique within the process and, for practical purposes, across processes. Not a secret.
std::string fresh_request_id();

} // namespace openward::http
