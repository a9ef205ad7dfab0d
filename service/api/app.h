#pragma once
// What every action of the API may use.

#include "persistence/database.h"
#include "service/api/kept_pages.h"
#include "service/api/keys_in_work.h"
#include "service/app/clock.h"
#include "service/http/metrics.h"
#include "service/http/rate_limit.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace openward::api {

/// How many requests one address, and one token, may make.
struct Limits {
  Limits(http::Budget of_address, http::Budget of_token, bool loopback) : addresses(of_address), tokens(of_token), loopback_too(loopback) {}
  http::RateLimiter addresses;
  http::RateLimiter tokens;
  bool loopback_too = false; // refuse requests of this machine itself as well
};

struct App {
  persistence::Database& database;
  app::Clock clock;
  http::Metrics& metrics;
  std::function<http::Gauges()> gauges;
  std::function<bool()> draining;                                   // readiness is refused while the server drains
  std::function<void(const http::Request&, const Error&)> on_fault; // for the log: what the caller is not told
  std::string version;
  std::filesystem::path known_bodies{};     // the folder of the curated tables of bodies, for imports; "" has none
  std::shared_ptr<Limits> limits{};         // none: nothing is counted
  std::vector<std::string> write_origins{}; // whose pages may write, beside reading: "https://example.org"
  std::shared_ptr<KeysInWork> keys_in_work = std::make_shared<KeysInWork>();
  std::shared_ptr<KeptPages> kept_pages = std::make_shared<KeptPages>();
};

} // namespace openward::api
