// More work than there are workers.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

#include <atomic>
#include <thread>

namespace openward::test {

namespace {

http::ServerOptions small(std::size_t workers, std::size_t queue) {
  http::ServerOptions options;
  options.workers = workers;
  options.queue = queue;
  return options;
}

} // namespace

TEST_CASE("past the queue's end every request gets 503 at once, and those before it their answers", "[http]") {
  constexpr std::size_t capacity = 4;
  constexpr std::size_t requests = 8 * capacity;
  auto gate = std::make_shared<Gate>();
  RunningServer running(
      [gate](const http::Request&) {
        gate->pass();
        return text_response("done");
      },
      small(2, 2));
  std::vector<RawAnswer> answers(requests);
  std::atomic<std::size_t> refused{0};
  std::vector<std::thread> clients;
  for (auto& answer : answers)
    clients.emplace_back([&] {
      answer = get(running.port(), "/");
      // The gate opens only after the last refusal: were one of them held back behind a slow handler, this would not end well.
      if (answer.status == 503 && ++refused == requests - capacity) gate->open();
    });
  for (auto& client : clients) client.join();
  std::size_t served = 0;
  for (const auto& answer : answers) {
    if (answer.status == 200) ++served;
    if (answer.status != 503) continue;
    CHECK(answer.header("retry-after") == "1");
    CHECK(answer.header("content-type") == "application/problem+json");
  }
  CHECK(served == capacity);
  CHECK(refused == requests - capacity);
  CHECK(running.server().gauges().rejected_busy == requests - capacity);
}

TEST_CASE("what is answered at once is answered while every worker and the whole queue are taken", "[http]") {
  auto gate = std::make_shared<Gate>();
  http::ServerOptions options = small(1, 1);
  options.at_once = [](const http::Request& request) { return request.path == "/healthz"; };
  RunningServer running(
      [gate](const http::Request& request) {
        if (request.path == "/slow") gate->pass();
        return text_response(request.path);
      },
      options);
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      // The gate opens only after the health answer: were that held back behind a slow handler, this would not end well.
      const RawAnswer slow = get(running.port(), "/slow");
      static_cast<void>(slow);
    });
  }
  REQUIRE(gate->wait_for_arrivals(1));
  const RawAnswer health = get(running.port(), "/healthz");
  gate->open();
  for (auto& client : clients) client.join();
  CHECK(health.status == 200);
  CHECK(health.body == "/healthz");
}

TEST_CASE("uploads are read while every worker is busy", "[http]") {
  auto gate = std::make_shared<Gate>();
  RunningServer running(
      [gate](const http::Request& request) {
        if (request.path == "/slow") gate->pass();
        return text_response(std::to_string(request.body.size()));
      },
      small(4, 16));
  std::vector<RawConnection> slow;
  for (int i = 0; i < 4; ++i) {
    slow.emplace_back(running.port());
    slow.back().send(request_text("POST", "/slow", "", std::string(200'000, 'x')));
  }
  REQUIRE(gate->wait_for_arrivals(4));
  std::vector<RawConnection> uploads;
  for (int i = 0; i < 8; ++i) {
    uploads.emplace_back(running.port());
    uploads.back().send(request_text("POST", "/quick", "", std::string(200'000, 'x')));
  }
  // A refusal needs no worker: the threads that move bytes are free although all workers wait.
  CHECK(get(running.port(), "/..").status == 400);
  gate->open();
  for (auto& connection : slow) CHECK(connection.receive().body == "200000");
  for (auto& connection : uploads) CHECK(connection.receive().body == "200000");
}

TEST_CASE("the gauges show what waits, and return to nothing", "[http]") {
  auto gate = std::make_shared<Gate>();
  RunningServer running(
      [gate](const http::Request&) {
        gate->pass();
        return text_response("done");
      },
      small(1, 8));
  std::vector<RawConnection> connections;
  for (int i = 0; i < 3; ++i) {
    connections.emplace_back(running.port());
    connections.back().send(request_text("GET", "/"));
  }
  REQUIRE(gate->wait_for_arrivals(1));
  gate->open();
  for (auto& connection : connections) CHECK(connection.receive().status == 200);
  CHECK(running.finished(3).size() == 3);
  CHECK(running.server().stop());
  CHECK(running.server().gauges().in_flight == 0);
  CHECK(running.server().gauges().queued == 0);
}

} // namespace openward::test
