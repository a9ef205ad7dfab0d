#pragma once
// Asks other servers. Redirects are handed to the caller, who knows whom it trusts; nothing is kept between requests, so that a connection
// that the other side has given up is never met.

#include "service/http/fetched.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace openward::http {

struct ClientOptions {
  std::string agent = "openward";
  std::string accept = "application/json";
  std::chrono::milliseconds step_limit{60000};   // without a byte
  std::chrono::milliseconds whole_limit{300000}; // for the answer, however steadily it drips
  std::size_t body_limit = std::size_t{64} * 1024 * 1024;
};

/// Thread-safe. Waits for the answer on the caller's thread, which must not be one of those that move bytes.
class Client {
 public:
  explicit Client(ClientOptions options);
  /// See Fetch.
  Result<Fetched> get(const std::string& address) const;

 private:
  ClientOptions options_;
};

} // namespace openward::http
