#pragma once
// From our Response to the transport's. Private to this folder.

#include "service/http/body_feed.h"
#include "service/http/message.h"

#include <memory>

namespace web::http {
class http_response;
}

namespace openward::http {

enum class BodyPart { send, headers_only };

/// With headers_only the answer has the headers that it would have with its body (the length, or "chunked" for a stream). The transport
/// can do that only by giving up the connection, so `Connection: close` is said, and its reply task ends with an error.
///
/// Throws std::invalid_argument for a status outside 200 to 599 and for headers that Response::set_header would refuse: `headers` is
/// open to anybody. `feed` carries a streamed body and is null for others.
web::http::http_response transport_response(Response response, BodyPart part, const std::shared_ptr<BodyFeed>& feed);

} // namespace openward::http
