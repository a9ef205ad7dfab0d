// What a client is given, whatever the handler does.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <stdexcept>

namespace openward::test {

TEST_CASE("every answer has a date, a request id, its length and its media type", "[http]") {
  RunningServer running([](const http::Request& request) -> http::Response {
    if (request.path == "/throw") throw std::runtime_error("inner words");
    return text_response("hello");
  });
  const auto [target, status, type] = GENERATE(table<std::string, int, std::string>({
      {"/", 200, "text/plain; charset=utf-8"},
      {"/throw", 500, "application/problem+json"},
      {"/..", 400, "application/problem+json"},
  }));
  CAPTURE(target);
  const auto answer = get(running.port(), target);
  CHECK(answer.status == status);
  CHECK(answer.complete);
  CHECK(answer.header("content-type") == type);
  CHECK(answer.header("content-length") == std::to_string(answer.body.size()));
  CHECK(answer.count("content-length") == 1);
  CHECK(answer.header("date").size() == 29);
  CHECK(answer.header("date").substr(25) == " GMT");
  CHECK_FALSE(answer.header("x-request-id").empty());
}

TEST_CASE("what a handler throws is for the log, not for the client", "[http]") {
  RunningServer running([](const http::Request&) -> http::Response { throw std::runtime_error("select failed: secret_table"); });
  const auto answer = get(running.port(), "/");
  CHECK(answer.status == 500);
  CHECK_THAT(answer.body, !ContainsSubstring("secret_table"));
  CHECK(running.exceptions() == std::vector<std::string>{"select failed: secret_table"});
}

TEST_CASE("a handler that throws something strange still answers 500", "[http]") {
  RunningServer running([](const http::Request&) -> http::Response { throw 42; });
  CHECK(get(running.port(), "/").status == 500);
  CHECK(running.exceptions().size() == 1);
}

TEST_CASE("a value with a line break cannot become a header, by whichever door", "[http]") {
  RunningServer running([](const http::Request& request) {
    auto response = text_response("x");
    const auto& value = request.query.at(0).second;
    if (request.path == "/set")
      response.set_header("Location", value);
    else if (request.path == "/vector")
      response.headers.emplace_back("Location", value);
    else
      response.media_type = "text/plain" + value;
    return response;
  });
  const auto path = GENERATE(as<std::string>(), "/set", "/vector", "/type");
  const auto answer = get(running.port(), path + "?a=%0d%0aX-Evil:%201");
  CHECK(answer.status == 500);
  CHECK(answer.count("x-evil") == 0);
  CHECK_THAT(answer.head, !ContainsSubstring("Evil"));
}

TEST_CASE("a length written by hand, which would end the process, is a 500", "[http]") {
  RunningServer running([](const http::Request&) {
    http::Response response;
    response.headers.emplace_back("Content-Length", "1234");
    return response;
  });
  CHECK(get(running.port(), "/").status == 500);
  CHECK(get(running.port(), "/").status == 500);
}

TEST_CASE("a status that HTTP does not have is a 500", "[http]") {
  const auto status = GENERATE(0, 100, 199, 600, -1);
  RunningServer running([=](const http::Request&) { return text_response("x", status); });
  CHECK(get(running.port(), "/").status == 500);
}

TEST_CASE("204 and 304 carry no body, and the connection goes on", "[http]") {
  RunningServer running([](const http::Request& request) {
    auto response = text_response("not to be sent", request.path == "/304" ? 304 : 204);
    response.set_header("ETag", "\"7\"");
    return response;
  });
  RawConnection connection(running.port());
  for (const auto* path : {"/304", "/204", "/304"}) {
    connection.send(request_text("GET", path));
    const auto answer = connection.receive();
    CHECK(std::to_string(answer.status) == std::string(path).substr(1));
    CHECK(answer.body.empty());
    CHECK(answer.count("transfer-encoding") == 0);
    CHECK(answer.header("etag") == "\"7\"");
  }
}

TEST_CASE("HEAD has the headers of GET and not a byte of its body", "[http]") {
  RunningServer running([](const http::Request& request) {
    auto response = text_response(request.method == "GET" ? "the body of a GET" : "another");
    if (request.path == "/empty") response.body.clear();
    if (request.path == "/stream")
      response.stream = [sent = false](std::string& out) mutable {
        out += "rows";
        return !std::exchange(sent, true);
      };
    response.set_header("ETag", "\"7\"");
    return response;
  });
  const auto path = GENERATE(as<std::string>(), "/", "/empty", "/stream");
  const auto of_get = get(running.port(), path);
  RawConnection connection(running.port());
  connection.send(request_text("HEAD", path));
  const auto of_head = connection.receive(true);
  CHECK(of_head.status == 200);
  for (const auto* name : {"content-length", "transfer-encoding", "content-type", "etag"})
    CHECK(of_head.header(name) == of_get.header(name));
  CHECK(of_head.header("connection") == (path == "/empty" ? "" : "close"));
  connection.finish_sending();
  CHECK(connection.ended());
  CHECK(get(running.port(), "/").status == 200);
  const auto finished = running.finished(3);
  const auto head = std::find_if(finished.begin(), finished.end(), [](const Finished& done) { return done.method == "HEAD"; });
  REQUIRE(head != finished.end());
  CHECK(head->status == 200);
  CHECK(head->bytes == 0);
  CHECK(running.server().gauges().failed_replies == 0);
}

TEST_CASE("a finished exchange is told once, after the answer, with its figures", "[http]") {
  RunningServer running([](const http::Request&) { return text_response("12345"); });
  get(running.port(), "/a");
  const auto first = running.finished(1);
  REQUIRE(first.size() == 1);
  CHECK(first[0].path == "/a");
  CHECK(first[0].status == 200);
  CHECK(first[0].bytes == 5);
  CHECK(first[0].duration.count() >= 0);
  ask(running.port(), request_text("POST", "/b", "", "body"));
  const auto both = running.finished(2);
  REQUIRE(both.size() == 2);
  CHECK(both[1].method == "POST");
}

TEST_CASE("a large answer arrives whole", "[http]") {
  const std::string body(5'000'000, 'r');
  RunningServer running([&](const http::Request&) { return text_response(body); });
  const auto answer = get(running.port(), "/");
  CHECK(answer.complete);
  CHECK(answer.body == body);
}

TEST_CASE("an HTTP/1.0 client closes after each answer and is not sent chunks", "[http]") {
  RunningServer running([](const http::Request& request) {
    auto response = text_response("x");
    if (request.path == "/stream") response.stream = [](std::string&) { return false; };
    return response;
  });
  RawConnection connection(running.port());
  connection.send("GET / HTTP/1.0\r\n\r\n");
  CHECK(connection.receive().body == "x");
  CHECK(connection.ended());
  CHECK(ask(running.port(), "GET /stream HTTP/1.0\r\n\r\n").status == 505);
}

TEST_CASE("a problem that cannot be rendered is still answered", "[http]") {
  http::ServerOptions options;
  options.port = 0;
  http::Server server(
      options, [](const http::Request&) -> http::Response { throw std::runtime_error("first"); },
      [](const http::Request&, int, std::string_view) -> http::Response { throw std::runtime_error("second"); },
      [](const http::Exchange&) { throw std::runtime_error("third"); });
  REQUIRE(server.start());
  CHECK(get(server.port(), "/").status == 500);
  CHECK(get(server.port(), "/").status == 500);
}

} // namespace openward::test
