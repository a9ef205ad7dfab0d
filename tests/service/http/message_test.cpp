#include "service/http/message.h"

#include "tests/support/catch.h"

namespace openward::http {

TEST_CASE("setting a header twice replaces it, in any case of its name", "[http]") {
  Response response;
  response.set_header("ETag", "\"1\"");
  response.set_header("etag", "\"2\"");
  response.set_header("Vary", "Accept");
  CHECK(response.headers == Parameters{{"ETag", "\"2\""}, {"Vary", "Accept"}});
}

TEST_CASE("nobody can split a response through a header", "[http]") {
  const auto [name, value] = GENERATE(table<std::string, std::string>({
      {"Location", "/x\r\nX-Evil: 1"},
      {"Location", "/x\nX-Evil: 1"},
      {"Location", std::string("/x\0y", 4)},
      {"Location", "/x\x7f"},
      {"Location\r\nX-Evil", "1"},
      {"", "1"},
      {"X Evil", "1"},
  }));
  Response response;
  CHECK_THROWS_AS(response.set_header(name, value), std::invalid_argument);
  CHECK(response.headers.empty());
}

TEST_CASE("headers that the server writes cannot be written by hand", "[http]") {
  const auto name =
      GENERATE(as<std::string>(), "Content-Length", "content-length", "Transfer-Encoding", "Content-Type", "Date", "X-Request-Id");
  Response response;
  CHECK_THROWS_AS(response.set_header(name, "1"), std::invalid_argument);
}

TEST_CASE("an absent request header reads as empty", "[http]") {
  Request request;
  request.headers = {{"if-match", "\"7\""}};
  CHECK(request.header("if-match") == "\"7\"");
  CHECK(request.header("if-none-match").empty());
}

} // namespace openward::http
