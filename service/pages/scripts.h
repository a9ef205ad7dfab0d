#pragma once
// The scripts that come on top of complete pages, as they were bundled into the program: GET /assets/scripts/{id}. Immutable; any thread
// may read them.

#include "service/api/router.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

struct Script {
  std::string_view name; // "charts"
  std::string_view file; // "charts-1f3a56bc90.js", which names its bytes
  std::string_view text;
};
/// None in a program that was built without them.
std::span<const Script> scripts();

/// "/assets/scripts/charts-1f3a56bc90.js"; "" when there is no such script.
std::string script_address(std::string_view name);

std::vector<api::Route> script_routes();

} // namespace openward::pages
