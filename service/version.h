#pragma once

#include <string_view>

namespace openward {

constexpr std::string_view kVersion = OPENWARD_VERSION; // of CMakeLists.txt

} // namespace openward
