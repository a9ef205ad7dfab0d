#pragma once
// Counts for the operator, in the Prometheus text format (version 0.0.4). Thread-safe: requests are recorded and the text is written from
// any thread.
//
//   openward_http_requests_total{method,route,status}      status is its class: 2xx 3xx 4xx 5xx
//   openward_http_response_bytes_total{method,route}
//   openward_http_request_duration_seconds{route}          histogram
//   openward_http_in_flight  openward_http_waiting  openward_http_queued  openward_http_rejected_total{reason}
//   openward_http_failed_replies_total openward_build_info{version}                           always 1

#include "service/http/server.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace openward::http {

class Metrics {
 public:
  explicit Metrics(std::string version);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// `route` is the template of the router ("/v1/awards/{id}"), never the path itself: every distinct value is kept for ever. Unknown
  /// methods are counted together as "other", and past 500 distinct routes so are the routes.
  void record(std::string_view method, std::string_view route, int status, std::uint64_t bytes, std::chrono::microseconds duration);
  std::string text(const Gauges&) const;

  static constexpr std::string_view media_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace openward::http
