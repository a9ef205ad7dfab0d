// Bodies that are made while they are sent.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

#include <atomic>
#include <future>
#include <stdexcept>

namespace openward::test {

namespace {

constexpr std::size_t megabyte = 1024 * 1024;
constexpr std::size_t page_size = 64 * 1024;
constexpr std::size_t long_body = 64 * megabyte;

// Tells when it is destroyed, as a lease on a database session would.
struct Lease {
  std::shared_ptr<Gate> returned;
  explicit Lease(std::shared_ptr<Gate> gate) : returned(std::move(gate)) { returned->open(); }
  ~Lease() { returned->pass(); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
};

struct Pages {
  std::shared_ptr<std::atomic<std::size_t>> made = std::make_shared<std::atomic<std::size_t>>(0);
  std::shared_ptr<Gate> returned = std::make_shared<Gate>();

  http::Response response(std::size_t total, bool fail_at_end = false) const {
    auto response = text_response("");
    response.stream = [made = made, lease = std::make_shared<Lease>(returned), total, fail_at_end](std::string& out) {
      const std::size_t so_far = *made;
      if (so_far >= total && fail_at_end) throw std::runtime_error("the database has gone");
      if (so_far >= total) return false;
      out.append(page_size, static_cast<char>('a' + so_far / page_size % 26));
      *made += page_size;
      return true;
    };
    return response;
  }
};

bool is_whole(std::string_view body) {
  if (body.size() != long_body) return false;
  for (std::size_t at = 0; at < body.size(); ++at)
    if (body[at] != static_cast<char>('a' + at / page_size % 26)) return false;
  return true;
}

} // namespace

TEST_CASE("a streamed body arrives in order and whole, and the connection goes on", "[http]") {
  const Pages pages;
  RunningServer running(
      [&](const http::Request& request) { return request.path == "/s" ? pages.response(long_body) : text_response("x"); });
  RawConnection connection(running.port());
  connection.send(request_text("GET", "/s"));
  const auto answer = connection.receive();
  CHECK(answer.status == 200);
  CHECK(answer.complete);
  CHECK(answer.count("content-length") == 0);
  CHECK(is_whole(answer.body));
  CHECK(running.finished(1).at(0).bytes == long_body);
  CHECK(pages.returned->wait_for_arrivals(1)); // although the connection lives on
  connection.send(request_text("GET", "/next"));
  CHECK(connection.receive().body == "x");
}

TEST_CASE("a stream whose length is known is announced with it, and one that ends early is cut", "[http]") {
  const Pages pages;
  const bool early = GENERATE(false, true);
  RunningServer running([&](const http::Request& request) {
    if (request.path != "/s") return text_response("x");
    auto response = pages.response(early ? long_body / 2 : long_body, early);
    response.stream_length = long_body;
    return response;
  });
  RawConnection connection(running.port());
  connection.send(request_text("GET", "/s"));
  const auto answer = connection.receive();
  CHECK(answer.header("content-length") == std::to_string(long_body));
  CHECK(answer.count("transfer-encoding") == 0);
  CHECK(answer.complete == !early);
  if (early) return;
  CHECK(is_whole(answer.body));
  connection.send(request_text("GET", "/next"));
  CHECK(connection.receive().body == "x");
}

TEST_CASE("an empty stream is an empty body", "[http]") {
  const Pages pages;
  RunningServer running([&](const http::Request&) { return pages.response(0); });
  const auto answer = get(running.port(), "/");
  CHECK(answer.complete);
  CHECK(answer.body.empty());
}

TEST_CASE("a client that stops reading stops the source, and others are served meanwhile", "[http]") {
  const Pages pages;
  RunningServer running(
      [&](const http::Request& request) { return request.path == "/s" ? pages.response(long_body) : text_response("x"); });
  const auto before = resident_bytes();
  RawConnection stalled(running.port(), 4096);
  stalled.send(request_text("GET", "/s"));
  auto answer = stalled.receive_head();
  REQUIRE(answer.status == 200);
  // Stalled: a hundred requests of another client in a row, and not a page was made.
  RawConnection other(running.port());
  std::size_t seen = *pages.made;
  int unchanged = 0;
  int failed = 0;
  while (unchanged < 100 && seen < long_body) {
    other.send(request_text("GET", "/other"));
    failed += other.receive().status == 200 ? 0 : 1;
    const std::size_t now = *pages.made;
    unchanged = now == seen ? unchanged + 1 : 0;
    seen = now;
  }
  CHECK(failed == 0);
  CHECK(seen < long_body / 2); // what the kernel's buffers took
  CHECK(resident_bytes() < before + 24 * megabyte);
  stalled.receive_body(answer);
  CHECK(answer.complete);
  CHECK(is_whole(answer.body));
}

TEST_CASE("a client that goes away in the middle frees the source", "[http]") {
  const Pages pages;
  RunningServer running(
      [&](const http::Request& request) { return request.path == "/s" ? pages.response(long_body) : text_response("x"); });
  RawConnection connection(running.port(), 4096);
  connection.send(request_text("GET", "/s"));
  REQUIRE(connection.receive_head().status == 200);
  connection.read_some();
  connection.reset();
  CHECK(pages.returned->wait_for_arrivals(1));
  const auto finished = running.finished(1);
  CHECK(finished.at(0).bytes < long_body);
  CHECK(running.server().gauges().failed_replies == 1);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("the source is free before the exchange is reported, however it ended", "[http]") {
  const auto method = GENERATE(as<std::string>(), "GET", "HEAD");
  auto held = std::make_shared<int>(0);
  const std::weak_ptr<int> lease = held;
  std::promise<bool> reported;
  http::ServerOptions options;
  options.port = 0;
  http::Server server(
      options,
      [&](const http::Request&) {
        auto response = text_response("");
        response.stream = [held = std::exchange(held, nullptr)](std::string& out) -> bool {
          out.append(page_size, 'x');
          if (++*held == 3) throw std::runtime_error("the database has gone");
          return true;
        };
        return response;
      },
      {}, [&](const http::Exchange&) { reported.set_value(lease.expired()); });
  REQUIRE(server.start());
  ask(server.port(), request_text(method, "/"), true);
  auto freed = reported.get_future();
  REQUIRE(freed.wait_for(generous) == std::future_status::ready);
  CHECK(freed.get());
}

TEST_CASE("a source that fails in the middle cuts the answer, so that the client sees it", "[http]") {
  const Pages pages;
  RunningServer running(
      [&](const http::Request& request) { return request.path == "/s" ? pages.response(3 * page_size, true) : text_response("x"); });
  const auto answer = get(running.port(), "/s");
  CHECK(answer.status == 200);
  CHECK_FALSE(answer.complete);
  CHECK(answer.body.size() <= 3 * page_size);
  CHECK(pages.returned->wait_for_arrivals(1));
  CHECK(running.finished(1).size() == 1);
  CHECK(running.server().gauges().failed_replies == 1);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a stalled client does not hold up the end past the deadline", "[http]") {
  const Pages pages;
  http::ServerOptions options;
  options.drain_deadline = std::chrono::milliseconds{50};
  RunningServer running([&](const http::Request&) { return pages.response(long_body); }, options);
  RawConnection stalled(running.port(), 4096);
  stalled.send(request_text("GET", "/"));
  auto answer = stalled.receive_head();
  REQUIRE(answer.status == 200);
  CHECK_FALSE(running.server().stop());
  CHECK(pages.returned->wait_for_arrivals(1));
  stalled.receive_body(answer);
  CHECK_FALSE(answer.complete);
}

} // namespace openward::test
