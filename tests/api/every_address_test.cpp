// What holds at every address of the table, over the wire.

#include "tests/api/program.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <tuple>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// Status, media type, validator and length: what HEAD and GET must have in common.
std::string frame_of(const RawAnswer& answer) {
  std::string out = std::to_string(answer.status);
  for (const char* name : {"content-type", "etag", "content-length", "transfer-encoding", "x-total-count", "link", "cache-control"})
    out += std::string(" ") + name + "=" + answer.header(name);
  return out;
}

} // namespace

TEST_CASE("HEAD at every address that is read has the headers of GET and no body, and the next request is served", "[api]") {
  const Serving serving(fresh_url(openward::persistence::Backend::sqlite));
  const unsigned short port = serving.port();
  const auto index = json(get(port, "/v1").body);
  std::size_t asked = 0;
  for (const auto& one : index["addresses"].GetArray()) {
    std::string path = at(one, "/path");
    // The metrics count the request before; ids name nothing, which is an answer too.
    if (at(one, "/method") != "GET" || path == "/metrics") continue;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "nothing-here");
    INFO(path);
    const std::string id = "X-Request-Id: the-same\r\n";
    const RawAnswer whole = get(port, path, id);
    RawConnection connection(port);
    REQUIRE(connection.send(request_text("HEAD", path, id)));
    const RawAnswer head = connection.receive(true);
    CHECK(frame_of(head) == frame_of(whole));
    CHECK(connection.read_some().empty()); // the end of the connection, and not a byte of a body
    CHECK(get(port, "/healthz").status == 200);
    ++asked;
  }
  CHECK(asked > 50);
}

TEST_CASE("NUL and text that is not UTF-8 are refused with the same words on both databases", "[api]") {
  const auto refusals = [](openward::persistence::Backend backend) {
    const Recorder reg(backend);
    std::vector<std::string> out;
    for (const char* target :
         {"/v1/awards?q=%00", "/v1/awards?q=%ff", "/v1/awards?q=a%00b", "/v1/awards/%00", "/v1/awards/%c3", "/v1/awards?%ff=1"}) {
      const RawAnswer answer = reg.get(target);
      out.push_back(std::to_string(answer.status) + " " + at(json(answer.body), "/detail"));
    }
    for (const char* body : {"{\"title\":\"a\\u0000b\"}", "{\"title\":\"\xff\"}"}) {
      const RawAnswer answer = reg.post("/v1/awards", body);
      out.push_back(std::to_string(answer.status) + " " + at(json(answer.body), "/detail"));
    }
    return out;
  };
  const auto on_sqlite = refusals(openward::persistence::Backend::sqlite);
  CHECK(on_sqlite == refusals(openward::persistence::Backend::postgresql));
  for (const std::string& one : on_sqlite) CHECK(one.starts_with("400 "));
}
