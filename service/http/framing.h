#pragma once
// Whether the headers of a request can be trusted to say where its body ends. The transport reads "Content-Length: abc" as 0, lets
// Transfer-Encoding win over a length, and stops at the first byte outside printable ASCII, dropping the headers behind it (If-Match,
// Authorization, Content-Length). What can be seen of that here is refused, and the connection closed, so that no byte of one request is
// read as part of another. What cannot be seen (two lengths, a TAB at the edge of a value) is the reverse proxy's to refuse.

#include "domain/result.h"
#include "service/http/message.h"

#include <cstdint>
#include <optional>

namespace openward::http {

struct Framing {
  bool chunked = false;
  std::optional<std::uint64_t> declared{}; // Content-Length
  bool has_body() const { return chunked || declared.value_or(0) > 0; }
};

Result<Framing> read_framing(const Parameters& headers);

} // namespace openward::http
