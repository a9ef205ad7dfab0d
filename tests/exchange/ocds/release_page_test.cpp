// A page of an interface, as far as whoever walks the pages must know it.
#include "exchange/ocds/release_page.h"
#include "tests/support/catch.h"

using openward::exchange::read_release_page;

namespace {

std::string page(const std::string& releases, const std::string& rest = "") {
  return R"({"uri":"x","version":"1.1","releases":[)" + releases + "]" + rest + "}";
}
const std::string one = R"({"ocid":"ocds-a-1","id":"1","date":"2026-08-10T00:00:00Z"})";

} // namespace

TEST_CASE("a page says how many releases it has and where the next one is", "[exchange]") {
  const auto [bytes, releases, next] = GENERATE_COPY(table<std::string, std::int64_t, std::string>({
      {page(""), 0, ""},
      {page(one), 1, ""},
      {page(one + "," + one, R"(,"links":{"next":"https://a/?b=c&d=e=="})"), 2, "https://a/?b=c&d=e=="},
      {page(one, R"(,"links":{"next":null})"), 1, ""},
      {page(one, R"(,"links":{})"), 1, ""},
      {page(one, R"(,"links":[])"), 1, ""},
      {R"({"links":{"next":"https://a/"},"releases":[)" + one + "]}", 1, "https://a/"},
      {page(R"({"ocid":"ocds-a-1","id":"1","date":"2026-08-10","odd":1e9999})", R"(,"links":{"next":"n"})"), 1, "n"},
      {page(one + R"(,{"id":"without an ocid"})", R"(,"links":{"next":"n"})"), 2, "n"},
      {page(R"({"ocid":"a","id":"1","date":"2026-08-10","links":{"next":"not this one"}})"), 1, ""},
  }));
  CAPTURE(bytes);
  const auto read = read_release_page(bytes);
  INFO((read ? "" : read.error().message));
  REQUIRE(read);
  CHECK(read->releases == releases);
  CHECK(read->next == next);
}

TEST_CASE("what is no page says what it is", "[exchange]") {
  const std::string whole = page(one, R"(,"links":{"next":"n"})");
  const auto [bytes, says] = GENERATE_COPY(table<std::string, std::string>({
      {"", "empty"},
      {"<!DOCTYPE html><html>", "HTML"},
      {"Rate limit of 12 exceeded.", "not OCDS JSON"},
      {whole.substr(0, whole.size() - 1), "cut off"},
      {whole.substr(0, 60), "cut off"},
      {R"({"message":"try later"})", "try later"},
      {R"({"error":"no such cursor"})", "no such cursor"},
      {"[" + one + "]", "no list of releases"},
      {one, "no list of releases"},
  }));
  CAPTURE(bytes);
  const auto read = read_release_page(bytes);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, ContainsSubstring(says));
}
