// Following the feed from outside: who waits is told as it happens, whoever changes the register, and nobody waits for ever.

#include "tests/api/recorder.h"
#include "tests/support/catch.h"

#include <chrono>
#include <functional>
#include <thread>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds generous{20};

bool soon(const std::function<bool()>& condition) {
  const auto end = Clock::now() + generous;
  while (Clock::now() < end) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

std::string draft(const std::string& title) { return R"({"commissioner":"ods:QHM","title":")" + title + R"("})"; }

std::string seq_of(unsigned short port) { return at(json(get(port, "/v1/changes?limit=1").body), "/seq"); }

bool waiting(unsigned short port, int count) {
  const std::string line = "openward_http_waiting " + std::to_string(count) + "\n";
  return soon([&] { return get(port, "/metrics").body.find(line) != std::string::npos; });
}

/// A register without anything in it.
std::string migrated(Backend backend) {
  const std::string url = fresh_url(backend);
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  return url;
}

} // namespace

TEST_CASE("who waits for the next change is told as soon as it is committed", "[api]") {
  const Recorder reg(GENERATE(from_range(backends())));
  const std::string seq = seq_of(reg.serving->port());
  RawConnection reader(reg.serving->port());
  const auto began = Clock::now();
  reader.send(request_text("GET", "/v1/changes?limit=1000&wait=60&since=" + seq, "Authorization: Bearer " + reg.secret + "\r\n"));
  REQUIRE(waiting(reg.serving->port(), 1));
  const RawAnswer drafted = reg.post("/v1/awards", draft("Awaited"));
  REQUIRE(drafted.status == 201);
  const RawAnswer told = reader.receive();
  CHECK(Clock::now() - began < generous);
  REQUIRE(told.status == 200);
  const auto page = json(told.body);
  REQUIRE(page["data"].Size() == 2);
  CHECK(at(page, "/data/0/type") == "procurement.opened");
  CHECK(at(page, "/data/1/type") == "award.drafted");
  CHECK(at(page, "/data/1/before") == "null");
  CHECK(at(page, "/data/1/after/title") == "Awaited");
  CHECK(at(page, "/next") == "/v1/changes?since=" + at(page, "/seq") + "&limit=1000&wait=60");
  // What was missed meanwhile comes at once.
  reader.send(request_text("GET", "/v1/changes?wait=60&since=" + seq));
  CHECK(json(reader.receive().body)["data"].Size() == 2);
}

TEST_CASE("a change by another process on the same database is told too", "[api]") {
  const std::string url = migrated(GENERATE(from_range(backends())));
  const Serving serving(url);
  RawConnection reader(serving.port());
  const auto began = Clock::now();
  reader.send(request_text("GET", "/v1/changes?wait=60&since=0"));
  REQUIRE(waiting(serving.port(), 1));
  new_token(url, "auditor");
  const auto page = json(reader.receive().body);
  CHECK(Clock::now() - began < generous);
  CHECK(at(page, "/data/0/type") == "token.created");
  CHECK(at(page, "/data/0/after/withheld") == "true");
}

TEST_CASE("a wait without a change ends with an empty page and the same next, or with 304 for who has it", "[api]") {
  const std::string url = migrated(GENERATE(from_range(backends())));
  const Serving serving(url);
  const auto began = Clock::now();
  const RawAnswer empty = get(serving.port(), "/v1/changes?since=0&limit=5&wait=1");
  CHECK(Clock::now() - began >= std::chrono::seconds(1));
  CHECK(empty.status == 200);
  CHECK(empty.header("retry-after").empty());
  CHECK(empty.body == R"({"data":[],"next":"/v1/changes?since=0&limit=5&wait=1","seq":0})");
  const RawAnswer again = get(serving.port(), "/v1/changes?since=0&limit=5&wait=1", "If-None-Match: " + empty.header("etag") + "\r\n");
  CHECK(again.status == 304);
  CHECK(get(serving.port(), "/v1/changes?since=0&wait=61").status == 400);
}

TEST_CASE("a crowd that waits leaves the only worker free, is bounded, and is answered when the server ends", "[api]") {
  const std::string url = migrated(GENERATE(from_range(backends())));
  Serving serving(url, {"--workers", "1", "--waiting", "20"});
  std::vector<RawConnection> crowd;
  for (int i = 0; i < 20; ++i) {
    crowd.emplace_back(serving.port());
    crowd.back().send(request_text("GET", "/v1/changes?wait=60&since=0"));
  }
  REQUIRE(waiting(serving.port(), 20));
  CHECK(get(serving.port(), "/v1/awards").status == 200);
  const RawAnswer no_place = get(serving.port(), "/v1/changes?wait=60&since=0");
  CHECK(no_place.status == 200);
  CHECK(no_place.header("retry-after") == "5");
  CHECK(json(no_place.body)["data"].Empty());
  const Ended ended = serving.terminate();
  CHECK(ended.status == 0);
  for (RawConnection& one : crowd) {
    const RawAnswer answer = one.receive();
    CHECK(answer.status == 200);
    CHECK(json(answer.body)["data"].Empty());
  }
}
