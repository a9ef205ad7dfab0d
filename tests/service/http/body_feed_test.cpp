#include "service/http/body_feed.h"

#include "tests/support/catch.h"

#include <array>
#include <stdexcept>

namespace openward::http {

namespace {

std::string drain(BodyFeed& feed, std::size_t piece) {
  std::string all;
  std::array<unsigned char, 64> buffer{};
  while (const auto n = feed.read({buffer.data(), piece})) all.append(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(n));
  return all;
}

BodySource pages(std::vector<std::string> list) {
  return [list = std::move(list), next = std::size_t{0}](std::string& out) mutable {
    if (next == list.size()) return false;
    out += list[next++];
    return true;
  };
}

} // namespace

TEST_CASE("pages of any size come out as reads of any size", "[http]") {
  const auto piece = GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{64});
  BodyFeed feed(pages({"one,", "", "two,three,", "four"}));
  CHECK(drain(feed, piece) == "one,two,three,four");
  CHECK(feed.bytes() == 18);
}

TEST_CASE("what a source adds in its last call is not lost", "[http]") {
  BodyFeed feed([](std::string& out) {
    out += "last words";
    return false;
  });
  CHECK(drain(feed, 4) == "last words");
}

TEST_CASE("a source is let go at its end, on release, and only then", "[http]") {
  auto session = std::make_shared<int>(1);
  SECTION("at its end") {
    BodyFeed feed([held = session](std::string&) { return false; });
    CHECK(session.use_count() == 2);
    CHECK(drain(feed, 8).empty());
    CHECK(session.use_count() == 1);
  }
  SECTION("on release") {
    BodyFeed feed([held = session](std::string& out) {
      out += "x";
      return true;
    });
    std::array<unsigned char, 2> buffer{};
    CHECK(feed.read(buffer) == 2);
    CHECK(session.use_count() == 2);
    feed.release();
    CHECK(session.use_count() == 1);
    CHECK(feed.read(buffer) == 0);
    CHECK(feed.bytes() == 2);
  }
}

TEST_CASE("what a source throws reaches the reader", "[http]") {
  BodyFeed feed([](std::string&) -> bool { throw std::runtime_error("the database has gone"); });
  std::array<unsigned char, 2> buffer{};
  CHECK_THROWS_AS(feed.read(buffer), std::runtime_error);
}

} // namespace openward::http
