#pragma once
// The HTTP server: accepts, reads a capped body, hands the request to a bounded queue of workers, and sends what they answer. Everything
// that its transport does wrong is put right here, so that a Handler may block, throw or be slow without harm to anyone else.
//
// Every answer carries Date and X-Request-Id. HEAD runs the handler as GET and sends its headers alone; the connection then closes. TRACE
// is refused (405). Any other verb reaches the handler; the transport turns the verbs it knows into upper case.
//
// What cannot be put right here and is left to the reverse proxy of the operating guide: time limits and idle connections, the size of
// the headers, `Expect: 100-continue` (never answered: curl waits a second), pipelining (the second request is dropped), two different
// Content-Length headers, chunk extensions, a single chunk of gigabytes (buffered whole before it is counted), a client that stops
// reading (it holds its connection and its BodySource until the peer's TCP gives up). Requests that the transport cannot parse get its
// own bare 400.

#include "domain/result.h"
#include "service/http/message.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::http {

struct ServerOptions {
  std::string address = "127.0.0.1"; // IPv4
  unsigned short port = 8080;        // 0: the system chooses
  std::size_t workers = 4;
  std::size_t queue = 64;    // requests waiting for a worker; past that 503 with Retry-After
  std::size_t waiting = 256; // requests that may put their answer off (Response::wait); past that they are answered at once
  /// The number that those requests wait for, asked every `look_every` while one waits; beside it Server::reach tells it. See WaitingRoom.
  std::function<std::optional<std::int64_t>()> look{};
  std::chrono::milliseconds look_every{1000};
  std::size_t body_limit = 2 * 1024 * 1024;
  std::chrono::milliseconds drain_deadline{10000};
  /// Addresses in numbers whose X-Forwarded-For is believed: Request::remote is then the client's address and not the proxy's.
  std::vector<std::string> trusted_proxies{};
  /// Requests that are answered by the thread that read them, ahead of the queue and however long it is: for what never waits, such as the
  /// question whether the process lives.
  std::function<bool(const Request&)> at_once{};
  /// For the log alone: what a handler, or a broken answer of one, threw. The client is told nothing of it.
  std::function<void(const Request&, std::string_view what)> on_exception{};
};

/// One finished request, for the access log and the metrics.
struct Exchange {
  const Request* request;
  int status;
  std::uint64_t bytes;
  std::chrono::microseconds duration;
};

struct Gauges { // for /metrics
  std::uint64_t in_flight, queued, rejected_busy, rejected_large, failed_replies;
  std::uint64_t waiting = 0; // of those in flight: their answer is put off
};

/// Thread-safe after start(). Must be the first user of the HTTP library in the process, and the only server of its port.
class Server {
 public:
  /// `on_done` is called on the threads that move bytes, after the answer is written or the client has gone: it must be quick.
  /// `on_problem` renders an error that arises before or instead of a handler (400 404 405 413 500 503): one look for all.
  Server(ServerOptions, Handler handler, std::function<Response(const Request&, int status, std::string_view detail)> on_problem,
         std::function<void(const Exchange&)> on_done);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Errors: port in use (names it), address not ours, no permission. Once only.
  Result<> start();
  unsigned short port() const; // 0 before start()
  Gauges gauges() const;
  bool draining() const;
  /// The number that requests wait for stands here now: those that wait for less are answered.
  void reach(std::int64_t number);
  /// Says "draining" to new requests (503), answers those in flight, first of all those that wait, closes by the deadline. True when all
  /// were answered and no handler runs any more. After false a handler may still be running with what it was given: end the process with
  /// std::quick_exit. May be called again, which gives the same answer; the destructor calls it. Never from a handler.
  bool stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace openward::http
