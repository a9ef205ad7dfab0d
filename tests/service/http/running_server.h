#pragma once
// A server on a free port with what the tests ask of it: it remembers finished requests and swallowed exceptions, and lets a test wait for
// them. A Gate holds handlers until the test opens it.

#include "service/http/problem.h"
#include "service/http/server.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace openward::test {

constexpr std::chrono::seconds generous{20};

/// Handlers pass() through it; they wait until it is opened, but never for ever.
class Gate {
 public:
  void pass();
  void open();
  /// True when `count` have arrived (and wait, or have passed).
  bool wait_for_arrivals(int count);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int arrived_ = 0;
};

struct Finished {
  std::string method;
  std::string path;
  int status;
  std::uint64_t bytes;
  std::chrono::microseconds duration;
};

class RunningServer {
 public:
  explicit RunningServer(http::Handler handler, http::ServerOptions options = {});

  http::Server& server() { return *server_; }
  unsigned short port() const { return server_->port(); }
  void destroy() { server_.reset(); }
  /// All that finished so far, after waiting for at least `count`.
  std::vector<Finished> finished(std::size_t count);
  std::vector<std::string> exceptions();

 private:
  // Shared with the callbacks: a handler that outlives its server still reports.
  struct Record {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Finished> finished;
    std::vector<std::string> exceptions;
  };
  std::shared_ptr<Record> record_ = std::make_shared<Record>();
  std::unique_ptr<http::Server> server_;
};

http::Response text_response(std::string body, int status = 200);

} // namespace openward::test
