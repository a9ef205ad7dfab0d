// Compression, the cache of a second and long downloads, through the real nginx.

#include "tests/api/proxy.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <chrono>
#include <vector>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

/// The second is made an hour, so that a slow machine sees what a quick one does.
const std::vector<std::pair<std::string, std::string>> for_an_hour{{"proxy_cache_valid 200 1s", "proxy_cache_valid 200 1h"},
                                                                   {"inactive=1m", "inactive=2h"}};

/// An answer from the cache tells nobody's budget.
bool from_cache(const RawAnswer& answer) { return answer.header("ratelimit-limit").empty(); }

} // namespace

TEST_CASE("a compressed answer keeps a validator that is good for a 304", "[api]") {
  const Recorder reg(Backend::sqlite);
  const Proxy proxy(reg.serving->port());
  const std::string zipped = "Accept-Encoding: gzip\r\n";
  const RawAnswer plain = get(proxy.port(), "/openapi.json");
  const RawAnswer small = get(proxy.port(), "/openapi.json", zipped);
  CHECK(small.header("content-encoding") == "gzip");
  CHECK(small.body.size() * 5 < plain.body.size());
  CHECK(small.header("etag") == "W/" + plain.header("etag"));
  CHECK_THAT(small.header("vary"), ContainsSubstring("Accept-Encoding"));
  for (const std::string& tag : {small.header("etag"), plain.header("etag")}) {
    for (const std::string& how : {zipped, std::string()}) {
      const RawAnswer again = get(proxy.port(), "/openapi.json", how + "If-None-Match: " + tag + "\r\n");
      CHECK(again.status == 304);
      CHECK(again.body.empty());
    }
  }
  CHECK(get(proxy.port(), "/openapi.json", "If-None-Match: \"other\"\r\n").status == 200);
}

TEST_CASE("what a crowd asks at once is made once, and each still has an id of its own", "[api]") {
  const Recorder reg(Backend::sqlite);
  const Proxy proxy(reg.serving->port(), for_an_hour);
  const RawAnswer first = get(proxy.port(), "/v1/awards?limit=3", "X-Request-Id: one\r\n");
  const RawAnswer second = get(proxy.port(), "/v1/awards?limit=3", "X-Request-Id: two\r\n");
  CHECK_FALSE(from_cache(first));
  CHECK(from_cache(second));
  CHECK(second.body == first.body);
  CHECK(second.header("etag") == first.header("etag"));
  CHECK(second.header("x-request-id") == "two");
  CHECK_FALSE(from_cache(get(proxy.port(), "/v1/awards?limit=4")));
  CHECK(get(proxy.port(), "/v1/awards?limit=3", "If-None-Match: " + first.header("etag") + "\r\n").status == 304);
  const RawAnswer csv = get(proxy.port(), "/v1/awards?limit=3", "Accept: text/csv\r\n"); // another representation of the address
  CHECK(csv.status == 400);
  RawConnection connection(proxy.port());
  REQUIRE(connection.send(request_text("HEAD", "/v1/awards?limit=3", "")));
  CHECK(connection.receive(true).header("etag") == first.header("etag"));
}

TEST_CASE("what a token opened, an error and a stream are in no cache", "[api]") {
  const Recorder reg(Backend::sqlite);
  const RawAnswer drafted = reg.post("/v1/awards", R"({"title":"Hushed podiatry"})");
  REQUIRE(drafted.status == 201);
  const Proxy proxy(reg.serving->port(), for_an_hour);
  const std::string token = "Authorization: Bearer " + reg.secret + "\r\n";
  const std::string award = drafted.header("location");
  for (int i = 0; i < 2; ++i) {
    const RawAnswer seen = get(proxy.port(), award, token);
    CHECK(seen.status == 200);
    CHECK_FALSE(from_cache(seen));
    CHECK(get(proxy.port(), award).status == 404);
    CHECK_FALSE(from_cache(get(proxy.port(), award)));
    CHECK_FALSE(from_cache(get(proxy.port(), "/v1/awards.csv")));
    CHECK_FALSE(from_cache(get(proxy.port(), "/v1/changes?since=0")));
  }
  // An anonymous answer that is in the cache is not given to who brings a token, who may see more.
  get(proxy.port(), "/v1/payments");
  CHECK(from_cache(get(proxy.port(), "/v1/payments")));
  CHECK_FALSE(from_cache(get(proxy.port(), "/v1/payments", token)));
}

TEST_CASE("who waits for a change behind the proxy is told as it happens", "[api]") {
  const Recorder reg(Backend::sqlite);
  const Proxy proxy(reg.serving->port());
  const std::string seq = at(json(reg.get("/v1/changes?limit=1").body), "/seq");
  std::vector<RawConnection> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back(proxy.port());
    REQUIRE(readers.back().send(request_text("GET", "/v1/changes?wait=60&since=" + seq)));
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (reg.get("/metrics").body.find("openward_http_waiting 3\n") == std::string::npos) REQUIRE(std::chrono::steady_clock::now() < end);
  readers[1].reset(); // the proxy lets go of the program as its client does
  REQUIRE(reg.post("/v1/awards", R"({"title":"Awaited podiatry"})").status == 201);
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    const RawAnswer told = readers[i].receive();
    CHECK(told.status == 200);
    CHECK(json(told.body)["data"].Size() == 2);
  }
  CHECK(get(proxy.port(), "/v1/changes?since=" + seq).status == 200);
}

TEST_CASE("a long download comes whole through the proxy, and a client that does not read fills no disk", "[api]") {
  const Recorder reg(Backend::sqlite);
  const Proxy proxy(reg.serving->port());
  const std::string target = "/v1/providers.csv";
  RawConnection stalled(proxy.port(), 4096);
  REQUIRE(stalled.send(request_text("GET", target)));
  REQUIRE(stalled.receive_head().status == 200);
  const RawAnswer whole = get(proxy.port(), target);
  CHECK(whole.complete);
  CHECK(whole.body.size() > 100000);
  CHECK(whole.body == reg.get(target).body);
  CHECK(static_cast<long>(std::count(whole.body.begin(), whole.body.end(), '\n')) > std::stol(whole.header("x-total-count")));
  CHECK(proxy.kept_files() == 0);
  stalled.reset();
  CHECK(get(proxy.port(), "/healthz").status == 200);
}
