#pragma once
// GET /providers/{id}: who a provider is, to whom it belongs, what it was paid and awarded.

#include "service/api/router.h"

#include <vector>

namespace openward::pages::explore {

std::vector<api::Route> provider_page_routes();

} // namespace openward::pages::explore
