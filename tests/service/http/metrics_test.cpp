#include "service/http/metrics.h"

#include "tests/support/catch.h"

#include <thread>

namespace openward::http {

namespace {
constexpr Gauges quiet{0, 0, 0, 0, 0};
}

TEST_CASE("requests are counted by method, route template and status class", "[http]") {
  Metrics metrics("1.2.3");
  metrics.record("GET", "/v1/awards/{id}", 200, 100, std::chrono::microseconds{400});
  metrics.record("GET", "/v1/awards/{id}", 204, 50, std::chrono::microseconds{400});
  metrics.record("GET", "/v1/awards/{id}", 404, 10, std::chrono::microseconds{400});
  const auto text = metrics.text(quiet);
  CHECK_THAT(text, ContainsSubstring("openward_http_requests_total{method=\"GET\",route=\"/v1/awards/{id}\",status=\"2xx\"} 2\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_requests_total{method=\"GET\",route=\"/v1/awards/{id}\",status=\"4xx\"} 1\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_response_bytes_total{method=\"GET\",route=\"/v1/awards/{id}\"} 160\n"));
  CHECK_THAT(text, ContainsSubstring("openward_build_info{version=\"1.2.3\"} 1\n"));
}

TEST_CASE("a histogram's buckets add up and its sum is exact", "[http]") {
  Metrics metrics("1");
  for (const int microseconds : {500, 501, 1'000'000, 60'000'000})
    metrics.record("GET", "/r", 200, 0, std::chrono::microseconds{microseconds});
  const auto text = metrics.text(quiet);
  const std::string name = "openward_http_request_duration_seconds";
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"0.0005\"} 1\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"0.001\"} 2\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"0.25\"} 2\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"1\"} 3\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"10\"} 3\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_bucket{route=\"/r\",le=\"+Inf\"} 4\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_sum{route=\"/r\"} 61.001001\n"));
  CHECK_THAT(text, ContainsSubstring(name + "_count{route=\"/r\"} 4\n"));
}

TEST_CASE("a label cannot break out of its quotes", "[http]") {
  Metrics metrics("1\"\\\n2");
  CHECK_THAT(metrics.text(quiet), ContainsSubstring("openward_build_info{version=\"1\\\"\\\\\\n2\"} 1\n"));
}

TEST_CASE("invented methods and endless routes do not grow the text for ever", "[http]") {
  Metrics metrics("1");
  for (int i = 0; i < 2000; ++i) metrics.record("M" + std::to_string(i), "/r" + std::to_string(i), 200, 0, std::chrono::microseconds{1});
  const auto text = metrics.text(quiet);
  CHECK_THAT(text, ContainsSubstring("route=\"/r499\""));
  CHECK_THAT(text, !ContainsSubstring("route=\"/r501\""));
  CHECK_THAT(text, ContainsSubstring("openward_http_requests_total{method=\"other\",route=\"other\",status=\"2xx\"} 1500\n"));
  CHECK_THAT(text, !ContainsSubstring("\"M7\""));
}

TEST_CASE("the server's gauges are part of the text", "[http]") {
  const auto text = Metrics("1").text({3, 2, 7, 1, 4, 6});
  CHECK_THAT(text, ContainsSubstring("openward_http_in_flight 3\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_queued 2\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_waiting 6\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_rejected_total{reason=\"busy\"} 7\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_rejected_total{reason=\"large\"} 1\n"));
  CHECK_THAT(text, ContainsSubstring("openward_http_failed_replies_total 4\n"));
}

TEST_CASE("no request is lost when many threads record", "[http]") {
  Metrics metrics("1");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 1000; ++i) metrics.record("GET", "/r", 200, 1, std::chrono::microseconds{1});
    });
  for (auto& thread : threads) thread.join();
  CHECK_THAT(metrics.text(quiet), ContainsSubstring("status=\"2xx\"} 4000\n"));
}

} // namespace openward::http
