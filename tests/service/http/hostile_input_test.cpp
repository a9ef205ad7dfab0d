// Inputs that end the process, fill its memory or smuggle a request when the transport is used as it comes.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

namespace openward::test {

namespace {

constexpr std::size_t megabyte = 1024 * 1024;

http::Response size_of(const http::Request& request) { return text_response(std::to_string(request.body.size())); }

http::ServerOptions limited(std::size_t body_limit) {
  http::ServerOptions options;
  options.body_limit = body_limit;
  return options;
}

} // namespace

TEST_CASE("bytes that are not JSON are only bytes", "[http]") {
  RunningServer running(size_of);
  const auto body = GENERATE(as<std::string>(), "{", "[[[[[[", "\xef\xbb\xbf{}", "{\"a\":\xff}", std::string(2000, '['));
  const auto answer = ask(running.port(), request_text("POST", "/", "Content-Type: application/json\r\n", body));
  CHECK(answer.status == 200);
  CHECK(answer.body == std::to_string(body.size()));
}

TEST_CASE("an upload that is broken off harms nobody and is counted", "[http]") {
  RunningServer running(size_of);
  const auto reset = GENERATE(true, false);
  {
    RawConnection connection(running.port());
    connection.send("POST /broken HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nonly this");
    reset ? connection.reset() : connection.finish_sending();
    const auto finished = running.finished(1);
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].status == 400);
  }
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a chunked upload that is broken off harms nobody", "[http]") {
  RunningServer running(size_of);
  RawConnection connection(running.port());
  connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
  connection.reset();
  REQUIRE(running.finished(1).size() == 1);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a client that has gone before its answer harms nobody and is counted", "[http]") {
  auto gate = std::make_shared<Gate>();
  RunningServer running([gate](const http::Request& request) {
    if (request.path == "/slow") gate->pass();
    return text_response(std::string(megabyte, 'x'));
  });
  {
    RawConnection connection(running.port());
    connection.send(request_text("GET", "/slow"));
    REQUIRE(gate->wait_for_arrivals(1));
    connection.reset();
  }
  gate->open();
  CHECK(running.finished(1).size() == 1);
  CHECK(running.server().gauges().failed_replies == 1);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("half a request line and then silence or the end harms nobody", "[http]") {
  RunningServer running(size_of);
  const auto bytes = GENERATE(as<std::string>(), "", "GET", "GET / HTTP/1.1\r\nHos", std::string("\x16\x03\x01\x02\x00\x01\x00", 7),
                              "\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  RawConnection held(running.port()); // stays open through the next request
  held.send(bytes);
  {
    RawConnection ended(running.port());
    ended.send(bytes);
    ended.finish_sending();
  }
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a body of 500 MB is refused by its announcement, before it is sent", "[http]") {
  RunningServer running(size_of, limited(megabyte));
  const auto before = resident_bytes();
  RawConnection connection(running.port());
  connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 524288000\r\n\r\n");
  const auto answer = connection.receive(); // not a byte of the body was sent
  CHECK(answer.status == 413);
  CHECK(answer.header("connection") == "close");
  CHECK(answer.complete);
  CHECK_THAT(answer.body, ContainsSubstring("1048576 bytes"));
  const auto finished = running.finished(1);
  CHECK(finished.at(0).duration < std::chrono::milliseconds{1000});
  connection.send(std::string(4 * megabyte, 'x'));
  CHECK(running.server().gauges().rejected_large == 1);
  CHECK(resident_bytes() < before + 32 * megabyte);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a body that hides its size in chunks is refused when it passes the limit", "[http]") {
  RunningServer running(size_of, limited(megabyte));
  const auto before = resident_bytes();
  RawConnection connection(running.port());
  connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  std::size_t sent = 0;
  while (sent < 64 && connection.send(chunk)) ++sent; // 4 MB, or until the server has had enough
  const auto answer = connection.receive();
  CHECK(answer.status == 413);
  CHECK(answer.header("connection") == "close");
  CHECK(running.server().gauges().rejected_large == 1);
  CHECK(resident_bytes() < before + 32 * megabyte);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("a body of exactly the limit is taken, one byte more is not", "[http]") {
  RunningServer running(size_of, limited(50'000));
  CHECK(ask(running.port(), request_text("POST", "/", "", std::string(50'000, 'x'))).body == "50000");
  CHECK(ask(running.port(), request_text("POST", "/", "", std::string(50'001, 'x'))).status == 413);
}

TEST_CASE("headers that can hide a second request close the connection", "[http]") {
  RunningServer running(size_of);
  const auto headers = GENERATE(as<std::string>(), "Content-Length: abc\r\n", "Content-Length: -1\r\n",
                                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n", "X-Note: a\tb\r\n",
                                "X-Note: caf\xc3\xa9\r\n", "X-Note: \xff\r\n");
  CAPTURE(headers);
  RawConnection connection(running.port());
  connection.send("POST /one HTTP/1.1\r\nHost: a\r\n" + headers + "\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = connection.receive();
  CHECK(answer.status == 400);
  CHECK(answer.header("connection") == "close");
  const auto finished = running.finished(1);
  REQUIRE(finished.size() == 1);
  CHECK(finished[0].path == "/one");
  CHECK(get(running.port(), "/after").status == 200);
  CHECK(running.finished(2).size() == 2); // /one and /after, never /smuggled
}

TEST_CASE("a header byte that makes the transport lose the headers behind it never reaches a handler", "[http]") {
  RunningServer running(size_of);
  const auto note = GENERATE(as<std::string>(), "X-Note: a\tb\r\n", "X-Note: \xc3\xa9\r\n");
  RawConnection connection(running.port());
  connection.send("POST / HTTP/1.1\r\nHost: a\r\n" + note + "X-Filler: " + std::string(3000, 'f') +
                  "\r\nIf-Match: \"7\"\r\nContent-Length: 4\r\n\r\nbody");
  CHECK(connection.receive().status == 400);
  for (const auto& exchange : running.finished(1)) CHECK(exchange.status == 400);
}

TEST_CASE("a port that is taken is an error that names it and the remedy", "[http]") {
  RunningServer first(size_of);
  http::ServerOptions options;
  options.port = first.port();
  http::Server second(options, size_of, {}, {});
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().kind == ErrorKind::unavailable);
  CHECK_THAT(started.error().message, ContainsSubstring("127.0.0.1:" + std::to_string(first.port())));
  CHECK_THAT(started.error().message, ContainsSubstring("--listen"));
  CHECK(second.stop()); // never started: nothing to stop
  CHECK(get(first.port(), "/").status == 200);
}

TEST_CASE("an address in words or of another kind is refused before anything is opened", "[http]") {
  http::ServerOptions options;
  options.address = GENERATE(as<std::string>(), "+", "[::1]", "nowhere.example");
  http::Server server(options, size_of, {}, {});
  const auto started = server.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().kind == ErrorKind::invalid);
}

} // namespace openward::test
