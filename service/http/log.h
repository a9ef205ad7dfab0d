#pragma once
// The log: one JSON object per line, so that no path or message can forge an entry. Thread-safe; every line is written before the call
// returns, warnings and errors are flushed.
//
//   {"ts":"2026-08-10T06:57:11.123456Z","level":"info","logger":"http","method":"GET","path":"/v1/awards","query":["cpv"],"status":200,
//    "bytes":512,"duration_us":830,"request_id":"…","remote":"127.0.0.1"}
//   {"ts":…,"level":"info","logger":"openward","event":"started","port":8080}
//
// Of a query only the names are logged, because a value may be a secret; headers and bodies never are.
//
// At the end of the process: Server::stop() first (it still logs), then the Log is destroyed, then spdlog::shutdown() if anything else
// made loggers. A process that writes its log into a pipe must ignore SIGPIPE.

#include "service/http/server.h"

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace openward::http {

enum class LogLevel { debug, info, warning, error };
enum class LogOutput { standard_output, standard_error };

using LogField = std::pair<std::string, std::variant<std::string, std::int64_t, bool>>;

class Log {
 public:
  explicit Log(LogOutput, LogLevel least = LogLevel::info);
  explicit Log(std::ostream&, LogLevel least = LogLevel::info); // which must outlive it
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// Level error for a status of 500 and more, else info.
  void log_request(const Exchange&);
  /// `name` is stable and snake_case: "started", "draining", "stopped", "handler_failed".
  void log_event(LogLevel, std::string_view name, const std::vector<LogField>& fields = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace openward::http
