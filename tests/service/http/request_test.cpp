// What a handler is given, over a real connection.

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"
#include "tests/support/raw_http.h"

namespace openward::test {

namespace {

// Says what it was given, one thing a line.
http::Response describe(const http::Request& request) {
  std::string out = request.method + "\n" + request.path + "\n";
  for (const auto& segment : request.segments) out += "[" + segment + "]";
  out += "\n";
  for (const auto& [name, value] : request.query) out += name + "=" + value + ";";
  return text_response(out + "\n" + std::to_string(request.body.size()) + "\n");
}

} // namespace

TEST_CASE("the path reaches the handler raw and in decoded segments, the query as pairs", "[http]") {
  RunningServer running(describe);
  const auto [target, description] = GENERATE(table<std::string, std::string>({
      {"/", "GET\n/\n\n\n0\n"},
      {"/v1/awards?cpv=85100000&cpv=85110000", "GET\n/v1/awards\n[v1][awards]\ncpv=85100000;cpv=85110000;\n0\n"},
      {"/a%2Fb/c%23d%3Fe", "GET\n/a%2Fb/c%23d%3Fe\n[a/b][c#d?e]\n\n0\n"},
      {"/x?q=two+words%2B%26", "GET\n/x\n[x]\nq=two words+&;\n0\n"},
      {"/x?flag&a=%25", "GET\n/x\n[x]\nflag=;a=%;\n0\n"},
      {"/x/", "GET\n/x/\n[x][]\n\n0\n"},
      {"http://register.example/v1?a=1", "GET\n/v1\n[v1]\na=1;\n0\n"},
  }));
  CAPTURE(target);
  const auto answer = get(running.port(), target);
  CHECK(answer.status == 200);
  CHECK(answer.body == description);
}

TEST_CASE("a target that could mean something else is a 400 with a problem document", "[http]") {
  RunningServer running(describe);
  const auto target =
      GENERATE(as<std::string>(), "/a/../b", "/%2e%2e/b", "/a//b", "/a%00b", "/a%ff", "/a%0d%0aX", "/x?q=%00", "/x?q=%ff", "/x#part");
  CAPTURE(target);
  const auto answer = get(running.port(), target);
  CHECK(answer.status == 400);
  CHECK(answer.header("content-type") == "application/problem+json");
}

TEST_CASE("what the transport itself cannot parse is a bare 400, and the next request is served", "[http]") {
  RunningServer running(describe);
  const auto bytes = GENERATE(as<std::string>(), "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET\r\n\r\n", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
                              "GET / HTTP/1.1\r\nno colon\r\n\r\n");
  CAPTURE(bytes);
  CHECK(ask(running.port(), bytes).status == 400);
  CHECK(get(running.port(), "/").status == 200);
}

TEST_CASE("any verb reaches the handler, and the transport's own answers to OPTIONS are not given", "[http]") {
  RunningServer running(describe);
  const auto [sent, seen] = GENERATE(table<std::string, std::string>({
      {"POST", "POST"},
      {"PUT", "PUT"},
      {"PATCH", "PATCH"},
      {"DELETE", "DELETE"},
      {"OPTIONS", "OPTIONS"},
      {"PURGE", "PURGE"},
      {"get", "GET"},
      {"patch", "patch"},
  }));
  CAPTURE(sent);
  const auto answer = ask(running.port(), request_text(sent, "/x"));
  CHECK(answer.status == 200);
  CHECK(answer.body.substr(0, answer.body.find('\n')) == seen);
}

TEST_CASE("TRACE is refused and repeats no credential", "[http]") {
  RunningServer running(describe);
  const auto verb = GENERATE(as<std::string>(), "TRACE", "trace");
  const auto answer = ask(running.port(), request_text(verb, "/", "Authorization: Bearer topsecret\r\n"));
  CHECK(answer.status == 405);
  CHECK(answer.count("allow") == 1);
  CHECK_THAT(answer.head + answer.body, !ContainsSubstring("topsecret"));
}

TEST_CASE("a body arrives byte for byte, by length or in chunks", "[http]") {
  RunningServer running([](const http::Request& request) {
    auto response = text_response(request.body);
    response.media_type = "application/octet-stream";
    return response;
  });
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 7 % 256);
  SECTION("by length") { CHECK(ask(running.port(), request_text("POST", "/", "", bytes)).body == bytes); }
  SECTION("in chunks") {
    std::string text = request_text("POST", "/", "Transfer-Encoding: chunked\r\n");
    for (std::size_t at = 0; at < bytes.size(); at += 0x5000) {
      const auto piece = bytes.substr(at, 0x5000);
      std::string size;
      for (std::size_t n = piece.size(); n != 0; n /= 16) size.insert(size.begin(), "0123456789abcdef"[n % 16]);
      text += size + "\r\n" + piece + "\r\n";
    }
    const auto answer = ask(running.port(), text + "0\r\n\r\n");
    CHECK(answer.body == bytes);
    CHECK(answer.header("connection") == "close"); // bytes behind a malformed size must not become a request
  }
}

TEST_CASE("request headers are found under their lower-case names and duplicates are joined", "[http]") {
  RunningServer running([](const http::Request& request) {
    return text_response(std::string(request.header("if-match")) + "|" + std::string(request.header("x-two")));
  });
  CHECK(get(running.port(), "/", "IF-MATCH: \"7\"\r\nX-Two: a\r\nx-two: b\r\n").body == "\"7\"|a, b");
}

TEST_CASE("a request id is echoed when it is harmless and replaced when it is not", "[http]") {
  RunningServer running([](const http::Request& request) { return text_response(request.request_id); });
  const auto echoed = get(running.port(), "/", "X-Request-Id: trace-42\r\n");
  CHECK(echoed.header("x-request-id") == "trace-42");
  CHECK(echoed.body == "trace-42");
  const auto replaced = get(running.port(), "/", "X-Request-Id: a b\r\n");
  CHECK(replaced.header("x-request-id") == replaced.body);
  CHECK(replaced.body.size() == 26);
}

TEST_CASE("an HTTP/1.1 request without Host is refused", "[http]") {
  RunningServer running(describe);
  CHECK(ask(running.port(), "GET / HTTP/1.1\r\n\r\n").status == 400);
  CHECK(ask(running.port(), "GET / HTTP/1.0\r\n\r\n").status == 200);
}

TEST_CASE("a thousand requests follow each other on one connection", "[http]") {
  RunningServer running(describe);
  RawConnection connection(running.port());
  int good = 0;
  for (int i = 0; i < 1000; ++i) {
    connection.send(request_text("GET", "/n/" + std::to_string(i)));
    const auto answer = connection.receive();
    good += answer.status == 200 && answer.body.find("[n][" + std::to_string(i) + "]") != std::string::npos ? 1 : 0;
  }
  CHECK(good == 1000);
}

TEST_CASE("of two requests sent without waiting the first is answered rightly and the second is lost, which clients must know", "[http]") {
  RunningServer running(describe);
  RawConnection connection(running.port());
  connection.send(request_text("GET", "/first") + request_text("GET", "/second"));
  connection.finish_sending();
  const auto answer = connection.receive();
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body, ContainsSubstring("[first]"));
  CHECK(connection.ended());
}

} // namespace openward::test
