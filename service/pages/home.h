#pragma once
// The first page: the split of awards and of spend, and the centres, programmes and indicators they are read beside.

#include "service/api/router.h"

namespace openward::pages {

http::Response home(const api::Call&);
http::Response stylesheet(const api::Call&);

} // namespace openward::pages
