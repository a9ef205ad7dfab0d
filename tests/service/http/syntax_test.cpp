#include "service/http/syntax.h"

#include "tests/support/catch.h"

#include <set>

namespace openward::http {

TEST_CASE("the Date header is an IMF-fixdate whatever the time zone of the process", "[http]") {
  const auto [seconds, text] = GENERATE(table<std::int64_t, std::string>({
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {784'111'777, "Sun, 06 Nov 1994 08:49:37 GMT"},
      {951'782'400, "Tue, 29 Feb 2000 00:00:00 GMT"},
      {4'102'444'799, "Thu, 31 Dec 2099 23:59:59 GMT"},
  }));
  CHECK(imf_fixdate(std::chrono::sys_seconds(std::chrono::seconds(seconds))) == text);
}

TEST_CASE("a request id is echoed only when it is harmless everywhere", "[http]") {
  const auto [id, accepted] = GENERATE(table<std::string, bool>({
      {"a", true},
      {"trace-1.2_3", true},
      {std::string(64, 'x'), true},
      {std::string(65, 'x'), false},
      {"", false},
      {"a b", false},
      {"a\"b", false},
      {"a/b", false},
      {"\xc3\xa9", false},
  }));
  CAPTURE(id);
  CHECK(acceptable_request_id(id) == accepted);
}

TEST_CASE("our own request ids are acceptable and all different", "[http]") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = fresh_request_id();
    REQUIRE(acceptable_request_id(id));
    REQUIRE(id.size() == 26);
    seen.insert(id);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("text that is not UTF-8 is told apart and can be scrubbed", "[http]") {
  const auto [text, valid] = GENERATE(table<std::string, bool>({
      {"", true},
      {"plain", true},
      {"caf\xc3\xa9", true},
      {"\xf0\x9f\x8f\xa5", true},
      {"\xff", false},
      {"\xc3", false},
      {"\xc0\xaf", false},         // overlong slash
      {"\xed\xa0\x80", false},     // surrogate
      {"\xf4\x90\x80\x80", false}, // beyond U+10FFFF
  }));
  CAPTURE(text);
  CHECK(valid_utf8(text) == valid);
  CHECK(valid_utf8(scrubbed(text)));
  CHECK((scrubbed(text) == text) == valid);
}

TEST_CASE("a token has no space, separator or control character", "[http]") {
  const auto [text, token] = GENERATE(table<std::string, bool>({
      {"GET", true},
      {"X-Request-Id", true},
      {"", false},
      {"a b", false},
      {"a:b", false},
      {"a\r", false},
      {"na\xc3\xafve", false},
      {"M-SEARCH", true},
  }));
  CAPTURE(text);
  CHECK(is_token(text) == token);
}

} // namespace openward::http
