#pragma once
// Who may include whom, as a function of a file's path and one of its lines. Pure; any thread may call it.

#include <optional>
#include <string>
#include <string_view>

namespace openward::test {

/// Why the line breaks the layering, and what to do instead; none when it does not, or is no `#include`. `path` is relative to the
/// repository, with forward slashes.
std::optional<std::string> broken_rule(std::string_view path, std::string_view line);

} // namespace openward::test
