#pragma once
// What bytes that are not JSON look like, in words for the person who sent them. Stateless.

#include <optional>
#include <string>
#include <string_view>

namespace openward::exchange {

/// Nothing when the first significant byte can begin a JSON object or array; else what the bytes look like, and the remedy.
std::optional<std::string> looks_unlike_json(std::string_view bytes);

/// The offset of the first byte that is not part of well-formed UTF-8, or nothing.
std::optional<std::size_t> first_bad_utf8(std::string_view bytes);

} // namespace openward::exchange
