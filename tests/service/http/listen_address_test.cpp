#include "service/http/listen_address.h"

#include "tests/support/catch.h"

#include <cerrno>

namespace openward::http {

TEST_CASE("an IPv4 address in numbers can be listened on, and localhost means the loopback", "[http]") {
  const auto [text, address] = GENERATE(table<std::string, std::string>({
      {"127.0.0.1", "127.0.0.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"localhost", "127.0.0.1"},
  }));
  const auto read = listen_address(text);
  REQUIRE(read);
  CHECK(*read == address);
}

TEST_CASE("an address that the transport would misunderstand is refused with the remedy", "[http]") {
  const auto [text, remedy] = GENERATE(table<std::string, std::string>({
      {"+", "0.0.0.0"},
      {"*", "0.0.0.0"},
      {"[::1]", "IPv6 is not served"},
      {"::1", "IPv6 is not served"},
      {"", "127.0.0.1:8080"},
      {"example.org", "127.0.0.1:8080"},
      {"256.0.0.1", "127.0.0.1:8080"},
      {"127.1", "127.0.0.1:8080"},
      {std::string("127.0.0.1\0x", 11), "127.0.0.1:8080"},
  }));
  CAPTURE(text);
  const auto read = listen_address(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == openward::ErrorKind::invalid);
  CHECK_THAT(read.error().message, ContainsSubstring(remedy));
}

TEST_CASE("port 0 gives a port that the system chose", "[http]") {
  const auto port = free_port("127.0.0.1", 0);
  REQUIRE(port);
  CHECK(*port >= 1024);
}

TEST_CASE("an address that this machine does not have is named", "[http]") {
  const auto port = free_port("192.0.2.1", 8080); // TEST-NET-1: nobody has it
  REQUIRE_FALSE(port);
  CHECK(port.error().kind == openward::ErrorKind::unavailable);
  CHECK_THAT(port.error().message, ContainsSubstring("192.0.2.1:8080"));
}

TEST_CASE("every refusal by the system names the address and the remedy", "[http]") {
  const auto code = GENERATE(EADDRINUSE, EADDRNOTAVAIL, EACCES, EMFILE);
  const auto error = listen_error("127.0.0.1", 80, code);
  CHECK(error.kind == openward::ErrorKind::unavailable);
  CHECK_THAT(error.message, ContainsSubstring("127.0.0.1:80"));
  CHECK_THAT(error.message, ContainsSubstring("--listen"));
}

} // namespace openward::http
