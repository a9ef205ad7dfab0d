#pragma once
// Pages behind which many rows stand, or to which most visitors come: each is made once for each number of the register and then given out
// as it is. Not for pages that say anything of who is signed in.

#include "service/api/router.h"

#include <functional>

namespace openward::pages {

using MakesPage = std::function<http::Response(const api::Call&)>;

/// The same page for all who ask for the same address on one day and see the same, until the register changes. See api/kept_pages.h.
MakesPage kept(MakesPage);

} // namespace openward::pages
