#include "service/http/metrics.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <tuple>

namespace openward::http {
namespace {

constexpr std::size_t route_limit = 500;
constexpr std::array<std::string_view, 7> known_methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

// Upper bounds, as the format writes them and in microseconds.
struct Bound {
  std::string_view seconds;
  std::int64_t microseconds;
};
constexpr std::array<Bound, 12> bounds{{{"0.0005", 500},
                                        {"0.001", 1'000},
                                        {"0.0025", 2'500},
                                        {"0.005", 5'000},
                                        {"0.01", 10'000},
                                        {"0.025", 25'000},
                                        {"0.05", 50'000},
                                        {"0.1", 100'000},
                                        {"0.25", 250'000},
                                        {"1", 1'000'000},
                                        {"2.5", 2'500'000},
                                        {"10", 10'000'000}}};

struct Histogram {
  std::array<std::uint64_t, bounds.size()> within{}; // each counts its own interval; the sums are made when written
  std::uint64_t count = 0;
  std::int64_t microseconds = 0;
};

std::string_view status_class(int status) {
  static constexpr std::array<std::string_view, 4> classes{"2xx", "3xx", "4xx", "5xx"};
  if (status < 200 || status > 599) return "other";
  return classes[static_cast<std::size_t>(status / 100 - 2)];
}

std::string quoted(std::string_view label) {
  std::string out = "\"";
  for (const char c : label) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

// Whole microseconds as decimal seconds: the sums of a busy year stay exact.
std::string seconds_text(std::int64_t microseconds) {
  auto fraction = std::to_string(microseconds % 1'000'000);
  fraction.insert(0, 6 - fraction.size(), '0');
  return std::to_string(microseconds / 1'000'000) + "." + fraction;
}

class Text {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    out_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
  }
  void sample(std::string_view name, std::string_view labels, std::string_view value) {
    out_.append(name);
    if (!labels.empty()) out_.append("{").append(labels).append("}");
    out_.append(" ").append(value).append("\n");
  }
  void sample(std::string_view name, std::string_view labels, std::uint64_t value) { sample(name, labels, std::to_string(value)); }
  void single(std::string_view name, std::string_view type, std::string_view help, std::uint64_t value) {
    family(name, type, help);
    sample(name, "", value);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void write_histogram(Text& text, const std::string& route, const Histogram& histogram) {
  constexpr std::string_view name = "openward_http_request_duration_seconds";
  const auto label = "route=" + quoted(route);
  std::uint64_t up_to = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    up_to += histogram.within[i];
    text.sample(std::string(name) + "_bucket", label + ",le=" + quoted(bounds[i].seconds), up_to);
  }
  text.sample(std::string(name) + "_bucket", label + ",le=\"+Inf\"", histogram.count);
  text.sample(std::string(name) + "_sum", label, seconds_text(histogram.microseconds));
  text.sample(std::string(name) + "_count", label, histogram.count);
}

} // namespace

struct Metrics::State {
  std::string version;
  mutable std::mutex mutex{};
  std::map<std::tuple<std::string, std::string, std::string_view>, std::uint64_t> requests{}; // method, route, status class
  std::map<std::pair<std::string, std::string>, std::uint64_t> bytes{};                       // method, route
  std::map<std::string, Histogram> durations{};                                               // route
};

Metrics::Metrics(std::string version) : state_(std::make_unique<State>()) { state_->version = std::move(version); }
Metrics::~Metrics() = default;

void Metrics::record(std::string_view method, std::string_view route, int status, std::uint64_t bytes, std::chrono::microseconds duration) {
  const bool known = std::find(known_methods.begin(), known_methods.end(), method) != known_methods.end();
  const std::string verb(known ? method : "other");
  std::string path(route);
  const std::lock_guard lock(state_->mutex);
  if (state_->durations.size() >= route_limit && !state_->durations.contains(path)) path = "other";
  ++state_->requests[{verb, path, status_class(status)}];
  state_->bytes[{verb, path}] += bytes;
  auto& histogram = state_->durations[path];
  ++histogram.count;
  histogram.microseconds += duration.count();
  const auto bound = std::find_if(bounds.begin(), bounds.end(), [&](const Bound& b) { return duration.count() <= b.microseconds; });
  if (bound != bounds.end()) ++histogram.within[static_cast<std::size_t>(bound - bounds.begin())];
}

std::string Metrics::text(const Gauges& gauges) const {
  Text text;
  const std::lock_guard lock(state_->mutex);
  text.family("openward_http_requests_total", "counter", "Requests answered, by method, route template and status class.");
  for (const auto& [key, count] : state_->requests) {
    const auto& [method, route, status] = key;
    text.sample("openward_http_requests_total", "method=" + quoted(method) + ",route=" + quoted(route) + ",status=" + quoted(status),
                count);
  }
  text.family("openward_http_response_bytes_total", "counter", "Bytes of response bodies sent.");
  for (const auto& [key, count] : state_->bytes)
    text.sample("openward_http_response_bytes_total", "method=" + quoted(key.first) + ",route=" + quoted(key.second), count);
  text.family("openward_http_request_duration_seconds", "histogram", "From the request's headers to the end of its answer.");
  for (const auto& [route, histogram] : state_->durations) write_histogram(text, route, histogram);
  text.single("openward_http_in_flight", "gauge", "Requests being read, answered or written.", gauges.in_flight);
  text.single("openward_http_waiting", "gauge", "Of those in flight, requests that wait for a change.", gauges.waiting);
  text.single("openward_http_queued", "gauge", "Requests waiting for a worker.", gauges.queued);
  text.family("openward_http_rejected_total", "counter", "Requests refused before a handler saw them.");
  text.sample("openward_http_rejected_total", "reason=\"busy\"", gauges.rejected_busy);
  text.sample("openward_http_rejected_total", "reason=\"large\"", gauges.rejected_large);
  text.single("openward_http_failed_replies_total", "counter", "Answers that could not be written to their end.", gauges.failed_replies);
  text.family("openward_build_info", "gauge", "The running version.");
  text.sample("openward_build_info", "version=" + quoted(state_->version), 1);
  return text.take();
}

} // namespace openward::http
