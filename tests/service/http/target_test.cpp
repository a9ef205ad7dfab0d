#include "service/http/target.h"

#include "tests/support/catch.h"

namespace openward::http {

using Segments = std::vector<std::string>;

TEST_CASE("a path is split before it is decoded", "[http]") {
  const auto [path, segments] = GENERATE(table<std::string, Segments>({
      {"/", {}},
      {"/v1/awards", {"v1", "awards"}},
      {"/v1/awards/", {"v1", "awards", ""}},
      {"/a%2Fb/c", {"a/b", "c"}},
      {"/a%23b", {"a#b"}},
      {"/a%3Fb", {"a?b"}},
      {"/a%252Fb", {"a%2Fb"}},
      {"/a+b", {"a+b"}},
      {"/caf%C3%A9", {"caf\xc3\xa9"}},
      {"/...", {"..."}},
      {"/ods%3AQHM", {"ods:QHM"}},
  }));
  CAPTURE(path);
  const auto target = parse_target(path, "");
  REQUIRE(target);
  CHECK(target->segments == segments);
}

TEST_CASE("a path that could mean something else is refused", "[http]") {
  const auto path = GENERATE(as<std::string>(), "", "v1", "*", "//", "/v1//awards", "/.", "/..", "/v1/../admin", "/v1/%2e%2E/admin",
                             "/a%00b", "/a%0d%0ab", "/a%7f", "/a%ff", "/a%c3", "/a%", "/a%4", "/a%zz", "/%c0%ae%c0%ae/x");
  CAPTURE(path);
  const auto target = parse_target(path, "");
  REQUIRE_FALSE(target);
  CHECK(target.error().kind == openward::ErrorKind::invalid);
  CHECK_THAT(target.error().message, ContainsSubstring("path"));
}

TEST_CASE("a query keeps its order and its duplicates and is decoded once", "[http]") {
  const auto [query, parameters] = GENERATE(table<std::string, Parameters>({
      {"", {}},
      {"a=1&b=2&a=3", {{"a", "1"}, {"b", "2"}, {"a", "3"}}},
      {"q=two+words", {{"q", "two words"}}},
      {"q=1%2B1", {{"q", "1+1"}}},
      {"q=%2520", {{"q", "%20"}}},
      {"flag", {{"flag", ""}}},
      {"flag=", {{"flag", ""}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a;b=1", {{"a;b", "1"}}},
      {"&&a=1&", {{"a", "1"}}},
      {"=1", {{"", "1"}}},
      {"not_cpv=85100000", {{"not_cpv", "85100000"}}},
      {"q=caf%C3%A9", {{"q", "caf\xc3\xa9"}}},
      {"a%26b=c%3Dd", {{"a&b", "c=d"}}},
  }));
  CAPTURE(query);
  const auto target = parse_target("/", query);
  REQUIRE(target);
  CHECK(target->query == parameters);
}

TEST_CASE("a query that cannot be text is refused and the parameter named", "[http]") {
  const auto [query, where, code] = GENERATE(table<std::string, std::string, std::string>({
      {"q=%00", "q", "nul_character"},
      {"q=%ff", "q", "not_utf8"},
      {"q=%c0%af", "q", "not_utf8"},
      {"q=%ed%a0%80", "q", "not_utf8"},
      {"q=%", "query", "bad_percent"},
      {"q=%zz", "query", "bad_percent"},
      {"%ff=1", "query", "not_utf8"},
      {"a=1&q=%0", "query", "bad_percent"},
  }));
  CAPTURE(query);
  const auto target = parse_target("/", query);
  REQUIRE_FALSE(target);
  REQUIRE(target.error().faults.size() == 1);
  CHECK(target.error().faults.front().where == where);
  CHECK(target.error().faults.front().code == code);
}

} // namespace openward::http
