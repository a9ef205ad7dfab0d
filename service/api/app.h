#pragma once
// What every action of the API may use.

#include "persistence/database.h"
#include "service/app/clock.h"
#include "service/http/metrics.h"

#include <filesystem>
#include <functional>
#include <string>

namespace openward::api {

struct App {
  persistence::Database& database;
  app::Clock clock;
  http::Metrics& metrics;
  std::function<http::Gauges()> gauges;
  std::function<bool()> draining;                                   // readiness is refused while the server drains
  std::function<void(const http::Request&, const Error&)> on_fault; // for the log: what the caller is not told
  std::string version;
  std::filesystem::path known_bodies{}; // the folder of the curated tables of bodies, for imports; "" has none
};

} // namespace openward::api
