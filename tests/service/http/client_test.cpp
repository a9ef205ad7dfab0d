// The client against a server that does everything wrong.
#include "service/http/client.h"
#include "tests/support/catch.h"
#include "tests/support/replay_server.h"

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::ErrorKind;
using openward::http::Client;
using openward::http::ClientOptions;

namespace {

ClientOptions hasty() {
  ClientOptions options;
  options.step_limit = std::chrono::milliseconds(300);
  options.whole_limit = std::chrono::milliseconds(2000);
  options.body_limit = std::size_t{1024} * 1024;
  return options;
}

} // namespace

TEST_CASE("an answer comes as it was sent, with what its headers say", "[http]") {
  const std::string large(300000, 'x');
  const auto [status, media_type, headers, body] = GENERATE_COPY(table<int, std::string, std::string, std::string>({
      {200, "application/json", "", "{\"a\":1}"},
      {200, "application/json; charset=utf-8", "", large},
      {200, "", "", ""},
      {429, "text/plain", "Retry-After: 120\r\n", "Rate limit of 12 exceeded."},
      {503, "text/plain", "", "busy"},
      {302, "text/html", "Location: /elsewhere\r\n", "<html>"},
      {500, "TEXT/HTML", "", "<html>"},
  }));
  CAPTURE(status, media_type);
  const ReplayServer server([&](const std::string&, int) { return answer(status, media_type, body, headers); });
  const auto fetched = Client(hasty()).get(server.address() + "/a/b?c=2026-08-10T00:00:00&d=%2B");
  REQUIRE(fetched);
  CHECK(fetched->status == status);
  CHECK(fetched->body == body);
  CHECK(fetched->media_type.find(';') == std::string::npos);
  CHECK(fetched->retry_after == (status == 429 ? "120" : ""));
  CHECK(fetched->location == (status == 302 ? "/elsewhere" : ""));
  CHECK(server.asked() == std::vector<std::string>{"/a/b?c=2026-08-10T00:00:00&d=%2B"}); // a redirect is not followed
}

TEST_CASE("an answer that is not whole is an error that says what happened", "[http]") {
  const auto [name, bytes, silent, says] = GENERATE(table<std::string, std::string, bool, std::string>({
      {"nothing", "", true, "did not answer within"},
      {"closed at once", "", false, "broke off"},
      {"cut in its body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":", false, "broke off"},
      {"cut in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"a\":", false, "broke off"},
      {"stops in its body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":", true, "did not answer within"},
      {"no HTTP", "hello\r\n\r\n", false, "broke off"},
  }));
  CAPTURE(name);
  const ReplayServer server([&, bytes = bytes, silent = silent](const std::string&, int) { return Played{bytes, silent}; });
  const auto fetched = Client(hasty()).get(server.address() + "/");
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().kind == ErrorKind::unavailable);
  CAPTURE(fetched.error().internal);
  CHECK_THAT(fetched.error().message, ContainsSubstring(says));
}

TEST_CASE("an answer past the limit is refused, whether or not it says its length", "[http]") {
  const bool chunked = GENERATE(false, true);
  const std::string large(std::size_t{2} * 1024 * 1024, 'x');
  const ReplayServer server([&](const std::string&, int) {
    return chunked ? Played{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n" + large + "\r\n0\r\n\r\n"}
                   : answer(200, "text/plain", large);
  });
  const auto fetched = Client(hasty()).get(server.address() + "/");
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().kind == ErrorKind::invalid);
  CHECK_THAT(fetched.error().message, ContainsSubstring("1 MB"));
}

TEST_CASE("who cannot be reached is named", "[http]") {
  std::string nobody;
  {
    const ReplayServer gone([](const std::string&, int) { return Played{}; });
    nobody = gone.address();
  }
  const auto [address, says] = GENERATE_COPY(table<std::string, std::string>({
      {nobody + "/", "127.0.0.1 takes no connection"},
      {"http://no-such-host.invalid/x", "no machine of the name no-such-host.invalid"},
  }));
  const auto fetched = Client(hasty()).get(address);
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().kind == ErrorKind::unavailable);
  CAPTURE(fetched.error().internal);
  CHECK_THAT(fetched.error().message, ContainsSubstring(says));
}

TEST_CASE("what is no address is refused before anything is sent", "[http]") {
  const auto address =
      GENERATE(as<std::string>{}, "", "find-tender", "ftp://example.org/", "http://", "https://a b/", "file:///etc/passwd");
  CAPTURE(address);
  const auto fetched = Client(hasty()).get(address);
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().kind == ErrorKind::invalid);
}
