#pragma once
// The first page: how much goes to whom, how much was awarded without tendering, and where to look next. Real and invented never stand in
// one figure.

#include "service/api/router.h"

namespace openward::pages {

http::Response home(const api::Call&);

} // namespace openward::pages
