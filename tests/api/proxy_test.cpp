// What the program leaves to its proxy, asked of the real nginx with the configuration that is shipped.

#include "tests/api/proxy.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <tuple>
#include <vector>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

/// "HTTP/1.1 200" and "HTTP/1.1 400" in all that came until the end.
std::vector<int> statuses(RawConnection& connection) {
  std::vector<int> out;
  for (RawAnswer answer = connection.receive(); answer.status != 0; answer = connection.receive()) out.push_back(answer.status);
  return out;
}

void check_problem(const RawAnswer& answer, int status, const std::string& slug) {
  INFO(answer.head << answer.body);
  CHECK(answer.status == status);
  CHECK(answer.header("content-type") == "application/problem+json");
  const auto problem = json(answer.body);
  CHECK(at(problem, "/type") == "/problems/" + slug);
  CHECK(at(problem, "/status") == std::to_string(status));
  CHECK_FALSE(at(problem, "/detail").empty());
  CHECK(at(problem, "/request_id") == answer.header("x-request-id"));
}

/// An empty register, serving; what the edge does needs no records.
struct Empty {
  std::string url = fresh_url(Backend::sqlite);
  Serving serving{url};
};

const std::string wish = R"({"more":1})"; // for /v1/assessments, which names the member that it does not know

} // namespace

TEST_CASE("behind nginx an answer keeps its status, its validator and its budget, and has what the edge adds", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  const RawAnswer answer = get(proxy.port(), "/v1/awards?limit=2", "X-Request-Id: mine\r\n");
  CHECK(answer.status == 200);
  CHECK(answer.body == get(reg.serving.port(), "/v1/awards?limit=2").body);
  CHECK(answer.header("x-request-id") == "mine");
  CHECK(answer.header("x-content-type-options") == "nosniff");
  CHECK(answer.header("ratelimit-limit") == "600");
  CHECK(answer.header("access-control-allow-origin") == "*");
  for (const char* name : {"etag", "x-request-id", "ratelimit-remaining", "x-content-type-options", "date"}) CHECK(answer.count(name) == 1);
  check_problem(get(proxy.port(), "/v1/awards?colour=blue"), 400, "invalid-request"); // the program's own words pass
  check_problem(get(proxy.port(), "/metrics"), 404, "not-found");
  CHECK(get(proxy.port(), "/v1/awards", "X-Request-Id: not{harmless}\r\n").header("x-request-id").size() == 32);
}

TEST_CASE("a request that two readers could end at two places is refused before the program sees it", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  for (const char* headers :
       {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 4\r\nContent-Length: 40\r\n", "Content-Length: abc\r\n",
        "Content-Length: -1\r\n", "Content-Length: 4 4\r\n", "Transfer-Encoding: chunked, chunked\r\n", "Transfer-Encoding: xchunked\r\n",
        "Content-Length : 4\r\n", "X-A: b\r\n Content-Length: 4\r\n"}) {
    INFO(headers);
    RawConnection connection(proxy.port());
    connection.send("POST /v1/assessments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + std::string(headers) +
                    "\r\n0\r\n\r\nGET /v1/tokens HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answers = statuses(connection);
    REQUIRE(answers.size() == 1); // the second, hidden request is answered by nobody
    CHECK(answers.front() == 400);
  }
}

TEST_CASE("a header byte that the transport trips over gives one answer, and the next request its own", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  const std::string odd = GENERATE("a\tb", "caf\xc3\xa9", "\x80");
  const std::string padding = "X-Padding: " + std::string(3000, 'p') + "\r\n";
  RawConnection connection(proxy.port());
  connection.send("POST /v1/awards/aw-000000000000/publish HTTP/1.1\r\nHost: a\r\nX-Odd: " + odd + "\r\n" + padding +
                  "Authorization: Bearer " + new_token(reg.url, "recorder") + "\r\nIf-Match: *\r\nContent-Length: 0\r\n\r\n" +
                  "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const RawAnswer first = connection.receive();
  INFO(first.head << first.body);
  // Whatever was lost behind the byte, nothing was done: the token or the entity tag is missing, or the header itself was refused.
  CHECK((first.status == 400 || first.status == 401 || first.status == 428));
  const RawAnswer second = connection.receive();
  CHECK(second.status == 200);
  CHECK(second.body == R"({"status":"up"})");
  CHECK(connection.receive().status == 0);
}

TEST_CASE("chunks, with extensions too, reach the program as a body with a length", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  const RawAnswer plain = ask(proxy.port(), request_text("POST", "/v1/assessments", "Content-Type: application/json\r\n", wish));
  const RawAnswer chunked = ask(proxy.port(), "POST /v1/assessments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                              "Transfer-Encoding: chunked\r\n\r\n4;a=b\r\n{\"mo\r\n6;c\r\nre\":1}\r\n0\r\n\r\n");
  CHECK(plain.status == 400);
  CHECK(faults(chunked) == faults(plain));
  CHECK_THAT(chunked.body, ContainsSubstring("/more"));
}

TEST_CASE("requests sent without waiting are all answered, in their order", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  RawConnection connection(proxy.port());
  std::string all;
  for (int i = 0; i < 5; ++i) all += request_text("GET", "/healthz", "X-Request-Id: r-" + std::to_string(i) + "\r\n");
  REQUIRE(connection.send(all));
  for (int i = 0; i < 5; ++i) CHECK(connection.receive().header("x-request-id") == "r-" + std::to_string(i));
}

TEST_CASE("a client that asks whether to send its body is told to, at once", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  RawConnection connection(proxy.port());
  REQUIRE(connection.send("POST /v1/assessments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                          "Content-Length: " +
                          std::to_string(wish.size()) + "\r\n\r\n"));
  CHECK(connection.receive_head().status == 100);
  REQUIRE(connection.send(wish));
  CHECK(connection.receive().status == 400);
}

TEST_CASE("who is too slow with headers or body is cut off", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port(),
                    {{"client_header_timeout 10s", "client_header_timeout 1s"}, {"client_body_timeout 15s", "client_body_timeout 1s"}});
  const char* half =
      GENERATE("GET /v1/awards HTTP/1.1\r\nHost: a\r\nX-Slow:", "POST /v1/assessments HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
  RawConnection connection(proxy.port());
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(connection.send(half));
  connection.read_some(); // blocks until nginx ends it
  CHECK(connection.ended());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(15));
}

TEST_CASE("what nginx refuses is a problem document as well", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port());
  const std::string host = " HTTP/1.1\r\nHost: a\r\n";
  const std::vector<std::tuple<std::string, int, const char*>> cases{
      {"GET /" + std::string(20000, 'a') + host + "\r\n", 414, "address-too-long"},
      {"GET /v1" + host + "X-Long: " + std::string(20000, 'a') + "\r\n\r\n", 431, "headers-too-large"},
      {"POST /v1/awards" + host + "Content-Length: 500000000\r\n\r\n", 413, "body-too-large"},
      {"POST /v1/imports" + host + "Content-Length: 500000000\r\n\r\n", 413, "body-too-large"},
      {"GET /v1 HTTP/1.1\r\n\r\n", 400, "invalid-request"}, // no Host
      {"GET /v1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "invalid-request"},
      {"get /v1" + host + "\r\n", 400, "invalid-request"}, // a verb in lower case
      {"TRACE /v1" + host + "\r\n", 405, "method-not-allowed"},
      {"BREW /v1" + host + "\r\n", 405, "method-not-allowed"}, // the program's words
      {"GET /v1/%zz" + host + "\r\n", 400, "invalid-request"},
      {"GET /v1?a=[1]|\"" + host + "\r\n", 400, "invalid-request"}, // what the transport would answer without a document
      {"\x16\x03\x01 nonsense\r\n\r\n", 400, "invalid-request"},
  };
  for (const auto& [text, status, slug] : cases) {
    INFO(text.substr(0, 200));
    check_problem(ask(proxy.port(), text), status, slug);
  }
}

TEST_CASE("a program that does not answer is a problem document that says when to come back", "[api]") {
  const Proxy proxy(unused_port());
  const RawAnswer answer = get(proxy.port(), "/v1/awards");
  check_problem(answer, 503, "unavailable");
  CHECK(answer.header("retry-after") == "5");
}

TEST_CASE("a crowd from one address is held back with a problem document that says when to come back", "[api]") {
  const Empty reg;
  const Proxy proxy(reg.serving.port(), {{"rate=50r/s", "rate=1r/m"}, {"burst=200", "burst=2"}});
  for (int i = 0; i < 3; ++i) CHECK(get(proxy.port(), "/healthz").status == 200);
  const RawAnswer beyond = get(proxy.port(), "/healthz");
  check_problem(beyond, 429, "too-many-requests");
  CHECK(beyond.header("retry-after") == "1");
}

TEST_CASE("the program counts by the address that nginx saw, whatever the client says of itself", "[api]") {
  const Empty reg;
  const Serving strict(reg.url, {"--trusted-proxy", "127.0.0.1", "--limit-loopback", "--read-limit", "3"});
  const Proxy proxy(strict.port());
  for (int i = 0; i < 3; ++i) {
    const RawAnswer answer = get(proxy.port(), "/v1/nothing", "X-Forwarded-For: 192.0.2." + std::to_string(i) + "\r\n");
    CHECK(answer.header("ratelimit-remaining") == std::to_string(2 - i));
  }
  const RawAnswer beyond = get(proxy.port(), "/v1/nothing", "X-Forwarded-For: 192.0.2.77\r\n");
  check_problem(beyond, 429, "too-many-requests");
  CHECK(beyond.header("retry-after") == beyond.header("ratelimit-reset"));
}
