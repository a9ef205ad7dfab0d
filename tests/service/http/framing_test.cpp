#include "service/http/framing.h"

#include "tests/support/catch.h"

namespace openward::http {

TEST_CASE("headers that say plainly where the body ends are taken", "[http]") {
  struct Case {
    Parameters headers;
    bool chunked;
    std::uint64_t declared;
    bool has_body;
  };
  const auto c = GENERATE(values<Case>({
      {{}, false, 0, false},
      {{{"content-length", "0"}}, false, 0, false},
      {{{"content-length", "18446744073709551615"}}, false, 18'446'744'073'709'551'615ULL, true},
      {{{"content-length", "12"}, {"accept", "*/*"}}, false, 12, true},
      {{{"transfer-encoding", "chunked"}}, true, 0, true},
      {{{"transfer-encoding", "Chunked"}}, true, 0, true},
  }));
  const auto framing = read_framing(c.headers);
  REQUIRE(framing);
  CHECK(framing->chunked == c.chunked);
  CHECK(framing->declared.value_or(0) == c.declared);
  CHECK(framing->has_body() == c.has_body);
}

TEST_CASE("headers that two readers could understand differently are refused", "[http]") {
  const auto [name, value] = GENERATE(table<std::string, std::string>({
      {"content-length", ""},
      {"content-length", "abc"},
      {"content-length", "-1"},
      {"content-length", "+5"},
      {"content-length", "5, 5"},
      {"content-length", "0x10"},
      {"content-length", "18446744073709551616"},
      {"transfer-encoding", "gzip, chunked"},
      {"transfer-encoding", "identity"},
      {"transfer-encoding", ""},
      {"x-note", "tab\there"},
      {"x-note", "caf\xc3\xa9"},
      {"x-note", "\xff"},
      {"x-note", "bell\x07"},
      {"x note", "1"},
      {"x-\xc3\xa9", "1"},
  }));
  CAPTURE(name, value);
  const auto framing = read_framing({{name, value}});
  REQUIRE_FALSE(framing);
  CHECK(framing.error().kind == openward::ErrorKind::invalid);
}

TEST_CASE("a length beside a transfer coding is refused, because it can hide a second request", "[http]") {
  CHECK_FALSE(read_framing({{"content-length", "5"}, {"transfer-encoding", "chunked"}}));
}

} // namespace openward::http
