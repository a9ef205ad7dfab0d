#pragma once
// One request from its headers to the end of its answer. Private to this folder.

#include "service/http/core.h"

#include <memory>

namespace web::http {
class http_request;
}

namespace openward::http {

/// Never blocks: it runs on a thread that moves bytes.
void take_call(std::shared_ptr<Core> core, web::http::http_request message);

} // namespace openward::http
