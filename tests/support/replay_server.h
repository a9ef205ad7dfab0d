#pragma once
// A small server that plays back what a test has written, faults included: it sends the bytes it is given and closes the connection, or
// says nothing at all. It knows no HTTP beyond the first line of a request. Bound to loopback, on a port of the system's choice.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

struct Played {
  std::string bytes;        // everything, the status line included
  bool fall_silent = false; // keep the connection open after them until the server ends
};

/// "HTTP/1.1 200 OK" with the length of the body. `headers` are lines that end with CRLF.
Played answer(int status, std::string_view media_type, std::string_view body, std::string_view headers = {});

class ReplayServer {
 public:
  /// `script` gives the answer to the n-th request (from 1) for a target such as "/path?query". It is called on the server's thread.
  using Script = std::function<Played(const std::string& target, int nth)>;
  explicit ReplayServer(Script script);
  ~ReplayServer();
  ReplayServer(const ReplayServer&) = delete;
  ReplayServer& operator=(const ReplayServer&) = delete;

  /// "http://127.0.0.1:PORT"
  std::string address() const;
  /// Targets that were asked for, in order.
  std::vector<std::string> asked() const;
  /// Returns once so many requests have come; false when patience ends before.
  bool wait_for(std::size_t requests) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace openward::test
