#pragma once
// What another server answered. Here apart from the client, so that whoever reads answers needs no HTTP library.

#include "domain/result.h"

#include <functional>
#include <string>

namespace openward::http {

struct Fetched {
  int status = 0;
  std::string media_type{};  // without its parameters, in lower case; "" when none was said
  std::string retry_after{}; // as sent; "" without one
  std::string location{};    // of a redirect, as sent
  std::string body{};
};

/// GET of an absolute address. An Error means that no whole answer came: `unavailable` (name not found, refused, timed out, cut off: the
/// words say which) or `invalid` (no address of this kind, an answer that is too large).
using Fetch = std::function<Result<Fetched>(const std::string& address)>;

} // namespace openward::http
