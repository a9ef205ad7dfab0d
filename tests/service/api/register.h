#pragma once
// The whole API over an empty database, called without a server. One thread.

#include "service/api/app.h"
#include "service/api/router.h"
#include "tests/support/databases.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::test {

/// A request as the server would hand it on; `target` is a path with or without a query.
http::Request request(std::string_view method, std::string_view target, http::Parameters headers = {}, std::string body = {});
/// "" when the answer has no such header.
std::string header(const http::Response&, std::string_view name);
/// The body, or what its stream gives, to the end.
std::string body_of(const http::Response&);

class Register {
 public:
  explicit Register(api::Router router = api::register_router(), persistence::Backend backend = persistence::Backend::sqlite);

  http::Response ask(const http::Request& r) { return router_.answer(app_, r); }
  http::Response get(std::string_view target, http::Parameters headers = {}) { return ask(request("GET", target, std::move(headers))); }
  /// With a token of the role admin, as application/json.
  http::Response post(std::string_view target, std::string body, http::Parameters headers = {});
  /// The secret of the token of this role, which is made the first time.
  std::string token(const std::string& role) { return token(role, role); }
  /// The same under another name than that of the role.
  std::string token(const std::string& name, const std::string& role);
  /// Requests a minute, of one address and of one token; until then nothing is counted.
  void limit(std::uint32_t of_address, std::uint32_t of_token, bool loopback_too = false) {
    app_.limits = std::make_shared<api::Limits>(http::Budget{of_address}, http::Budget{of_token}, loopback_too);
  }
  /// Pages of this origin may write from now on.
  void let_write(std::string origin) { app_.write_origins.push_back(std::move(origin)); }
  persistence::Database& database() { return *database_.db; }
  /// From now on it is this moment.
  void set_clock(Instant now) {
    app_.clock = [now] { return now; };
  }
  /// What the operator was told.
  const std::vector<std::string>& told() const { return told_; }

 private:
  TestDatabase database_;
  http::Metrics metrics_{"test"};
  std::vector<std::string> told_;
  api::App app_;
  api::Router router_;
  std::string admin_;
  std::set<std::string> made_;
};

} // namespace openward::test
