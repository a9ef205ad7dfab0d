// Requests whose answer is put off: they hold no worker, and each gets one answer.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

#include <functional>
#include <thread>

namespace openward::test {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

bool soon(const std::function<bool()>& condition) {
  const auto end = Clock::now() + generous;
  while (Clock::now() < end) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

/// "/wait" waits for more than 5, as long as it is told; everything else is answered.
http::Handler waiting_for(std::chrono::milliseconds at_most) {
  return [at_most](const http::Request& request) {
    if (request.path != "/wait") return text_response("at once");
    if (!request.may_wait) return text_response(request.again ? "after a wait" : "never asked to wait");
    http::Response later;
    later.wait = http::Wait{5, at_most};
    return later;
  };
}

http::ServerOptions options(std::size_t places) {
  http::ServerOptions out;
  out.workers = 1;
  out.queue = 64;
  out.waiting = places;
  out.drain_deadline = generous;
  return out;
}

std::vector<RawConnection> waiters(unsigned short port, std::size_t count) {
  std::vector<RawConnection> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.emplace_back(port);
    out.back().send(request_text("GET", "/wait"));
  }
  return out;
}

} // namespace

TEST_CASE("many who wait leave the one worker free, and are all answered when the number is reached", "[http]") {
  RunningServer running(waiting_for(1h), options(100));
  auto waiting = waiters(running.port(), 40);
  REQUIRE(soon([&] { return running.server().gauges().waiting == 40; }));
  CHECK(running.server().gauges().in_flight == 40);
  CHECK(get(running.port(), "/").body == "at once");
  running.server().reach(5);
  CHECK(running.server().gauges().waiting == 40);
  running.server().reach(6);
  for (auto& connection : waiting) {
    const auto answer = connection.receive();
    CHECK(answer.status == 200);
    CHECK(answer.body == "after a wait");
    CHECK(answer.header("retry-after").empty());
  }
  CHECK(running.server().gauges().waiting == 0);
  // The connection is as good as before.
  waiting.front().send(request_text("GET", "/"));
  CHECK(waiting.front().receive().body == "at once");
}

TEST_CASE("a wait that is over is answered", "[http]") {
  RunningServer running(waiting_for(30ms), options(10));
  const auto answer = get(running.port(), "/wait");
  CHECK(answer.status == 200);
  CHECK(answer.body == "after a wait");
  const auto head = ask(running.port(), request_text("HEAD", "/wait"), true);
  CHECK(head.status == 200);
  CHECK(head.header("content-length") == std::to_string(answer.body.size()));
}

TEST_CASE("who finds no place is answered at once and told when to come back", "[http]") {
  RunningServer running(waiting_for(1h), options(3));
  auto waiting = waiters(running.port(), 3);
  REQUIRE(soon([&] { return running.server().gauges().waiting == 3; }));
  const auto fourth = get(running.port(), "/wait");
  CHECK(fourth.status == 200);
  CHECK(fourth.body == "after a wait");
  CHECK(fourth.header("retry-after") == "5");
  running.server().reach(6);
  for (auto& connection : waiting) CHECK(connection.receive().status == 200);
}

TEST_CASE("a server that ends answers those who wait first", "[http]") {
  RunningServer running(waiting_for(1h), options(20));
  auto waiting = waiters(running.port(), 20);
  REQUIRE(soon([&] { return running.server().gauges().waiting == 20; }));
  const auto began = Clock::now();
  CHECK(running.server().stop());
  CHECK(Clock::now() - began < generous);
  for (auto& connection : waiting) {
    const auto answer = connection.receive();
    CHECK(answer.body == "after a wait");
    CHECK(answer.header("connection") == "close");
  }
}

TEST_CASE("who hangs up while waiting costs his place no longer than his wait, and harms nobody", "[http]") {
  RunningServer running(waiting_for(100ms), options(5));
  {
    auto waiting = waiters(running.port(), 5);
    REQUIRE(soon([&] { return running.finished(0).size() + running.server().gauges().waiting == 5; }));
    for (auto& connection : waiting) connection.reset();
  }
  CHECK(running.finished(5).size() == 5);
  CHECK(soon([&] { return running.server().gauges().in_flight == 0; }));
  CHECK(running.server().gauges().waiting == 0);
  CHECK(get(running.port(), "/wait").body == "after a wait");
}

} // namespace openward::test
