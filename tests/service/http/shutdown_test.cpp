// The end of a server: nobody's answer is lost, and nobody waits for ever.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

#include <future>

namespace openward::test {

using Clock = std::chrono::steady_clock;

namespace {

bool soon(const std::function<bool()>& condition) {
  const auto end = Clock::now() + generous;
  while (Clock::now() < end) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

} // namespace

TEST_CASE("stopping answers every request that is in flight, and refuses new ones meanwhile", "[http]") {
  auto gate = std::make_shared<Gate>();
  http::ServerOptions options;
  options.workers = 2;
  options.queue = 16;
  options.drain_deadline = generous;
  RunningServer running(
      [gate](const http::Request&) {
        gate->pass();
        return text_response("finished");
      },
      options);
  std::vector<RawConnection> in_flight;
  for (int i = 0; i < 8; ++i) {
    in_flight.emplace_back(running.port());
    in_flight.back().send(request_text("GET", "/"));
  }
  REQUIRE(gate->wait_for_arrivals(2));
  REQUIRE(soon([&] { return running.server().gauges().in_flight == 8; }));
  auto stopped = std::async(std::launch::async, [&] { return running.server().stop(); });
  REQUIRE(soon([&] { return running.server().draining(); }));
  const auto late = get(running.port(), "/late");
  CHECK(late.status == 503);
  CHECK(late.header("connection") == "close");
  CHECK(late.header("retry-after") == "1");
  const auto late_upload = ask(running.port(), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  CHECK(late_upload.status == 503);
  gate->open();
  for (auto& connection : in_flight) {
    const auto answer = connection.receive();
    CHECK(answer.status == 200);
    CHECK(answer.body == "finished");
    CHECK(answer.header("connection") == "close");
    CHECK(connection.ended());
  }
  CHECK(stopped.get());
  CHECK_FALSE(RawConnection(running.port()).connected());
}

TEST_CASE("a client that is still being written to gets its whole answer before the end", "[http]") {
  http::ServerOptions options;
  options.drain_deadline = generous;
  constexpr std::size_t length = 16 * 1024 * 1024;
  RunningServer running([](const http::Request&) { return text_response(std::string(length, 'x')); }, options);
  RawConnection connection(running.port(), 4096);
  connection.send(request_text("GET", "/"));
  auto answer = connection.receive_head();
  auto stopped = std::async(std::launch::async, [&] { return running.server().stop(); });
  REQUIRE(soon([&] { return running.server().draining(); }));
  connection.receive_body(answer);
  CHECK(answer.body.size() == length);
  CHECK(stopped.get());
}

TEST_CASE("stopping twice, at once from two threads, or before starting is harmless", "[http]") {
  const auto handler = [](const http::Request&) { return text_response("x"); };
  RunningServer running(handler);
  CHECK(get(running.port(), "/").status == 200);
  auto one = std::async(std::launch::async, [&] { return running.server().stop(); });
  auto two = std::async(std::launch::async, [&] { return running.server().stop(); });
  CHECK(one.get());
  CHECK(two.get());
  CHECK(running.server().stop());
  http::Server never(http::ServerOptions{}, handler, {}, {});
  CHECK(never.stop());
}

TEST_CASE("a server cannot be started twice", "[http]") {
  RunningServer running([](const http::Request&) { return text_response("x"); });
  const auto again = running.server().start();
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);
}

TEST_CASE("idle connections that clients keep open do not hold up the end", "[http]") {
  http::ServerOptions options;
  options.drain_deadline = std::chrono::seconds{10};
  RunningServer running([](const http::Request&) { return text_response("x"); }, options);
  std::vector<RawConnection> idle;
  for (int i = 0; i < 20; ++i) {
    idle.emplace_back(running.port());
    if (i % 2 != 0) continue; // half of them never say a word
    idle.back().send(request_text("GET", "/"));
    REQUIRE(idle.back().receive().status == 200);
  }
  const auto began = Clock::now();
  running.destroy();
  CHECK(Clock::now() - began < options.drain_deadline);
  for (auto& connection : idle) CHECK(connection.ended());
}

TEST_CASE("a handler that never ends does not hold up the end past the deadline, and stop says so", "[http]") {
  auto gate = std::make_shared<Gate>();
  http::ServerOptions options;
  options.workers = 1;
  options.queue = 4;
  options.drain_deadline = std::chrono::milliseconds{50};
  RunningServer running(
      [gate](const http::Request&) {
        gate->pass();
        return text_response("too late");
      },
      options);
  RawConnection stuck(running.port());
  stuck.send(request_text("GET", "/stuck"));
  REQUIRE(gate->wait_for_arrivals(1));
  RawConnection queued(running.port());
  queued.send(request_text("GET", "/queued"));
  REQUIRE(soon([&] { return running.server().gauges().queued == 1; }));
  const auto began = Clock::now();
  CHECK_FALSE(running.server().stop());
  CHECK(Clock::now() - began < generous);
  CHECK_FALSE(running.server().stop()); // the same answer
  CHECK(queued.receive().status != 200);
  running.destroy();
  gate->open();
  CHECK(running.finished(2).size() == 2); // the late handler finds all that it needs
}

TEST_CASE("a new server can start where one has stopped", "[http]") {
  const auto handler = [](const http::Request&) { return text_response("x"); };
  http::ServerOptions options;
  {
    RunningServer first(handler);
    options.port = first.port();
    CHECK(get(first.port(), "/").status == 200);
  }
  http::Server second(options, handler, {}, {});
  const auto started = second.start();
  REQUIRE(started);
  CHECK(get(second.port(), "/").status == 200);
}

} // namespace openward::test
