#pragma once
// The files that every page asks for: each under an address that holds the digest of its bytes, which may be kept for ever, and under its
// bare name, which is asked again each time. Immutable; any thread may use it.

#include "service/api/router.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// "/assets/site.3f2a….css" of "site.css".
std::string asset_address(std::string_view name);

/// GET /assets/{id}.
std::vector<api::Route> asset_routes();

} // namespace openward::pages
