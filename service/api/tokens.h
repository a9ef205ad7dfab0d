#pragma once
// Tokens over the API, for admins. The secret is in the answer that makes the token and nowhere else: not in the register, not in the
// answer kept under an Idempotency-Key, not in the feed, not in the account of writes.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> token_routes();

} // namespace openward::api
