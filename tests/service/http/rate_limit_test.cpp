// Budgets of requests, and whose they are.

#include "service/http/client_address.h"
#include "service/http/rate_limit.h"
#include "tests/support/catch.h"

#include <string>
#include <tuple>
#include <vector>

using namespace openward;
using http::RateLimiter;
using std::chrono::seconds;

namespace {

constexpr RateLimiter::Time start{seconds(1000)};

} // namespace

TEST_CASE("a budget goes down with each request, refuses past its end, and is whole again in the next window", "[http]") {
  RateLimiter limiter({3, seconds(60)});
  for (std::uint32_t left = 3; left-- > 0;) {
    const auto standing = limiter.spend("a", start + seconds(2 - left));
    CHECK(standing.within);
    CHECK(standing.limit == 3);
    CHECK(standing.remaining == left);
    CHECK(standing.reset == seconds(60 - (2 - left)));
  }
  const auto beyond = limiter.spend("a", start + seconds(10));
  CHECK_FALSE(beyond.within);
  CHECK(beyond.first_beyond);
  CHECK(beyond.remaining == 0);
  CHECK(beyond.reset == seconds(50));
  CHECK_FALSE(limiter.spend("a", start + seconds(11)).first_beyond);
  CHECK(limiter.spend("b", start + seconds(11)).remaining == 2); // another caller
  const auto next = limiter.spend("a", start + seconds(60));
  CHECK(next.within);
  CHECK(next.remaining == 2);
}

TEST_CASE("looking at a budget does not spend it", "[http]") {
  RateLimiter limiter({2, seconds(60)});
  CHECK(limiter.look("a", start).remaining == 2);
  limiter.spend("a", start);
  CHECK(limiter.look("a", start).remaining == 1);
  CHECK(limiter.look("a", start).remaining == 1);
  CHECK(limiter.look("a", start + seconds(60)).remaining == 2);
}

TEST_CASE("a flood of callers fills no memory, and those too many share one budget", "[http]") {
  RateLimiter limiter({2, seconds(60)}, 10);
  for (int i = 0; i < 1000; ++i) limiter.spend("caller " + std::to_string(i), start);
  CHECK(limiter.keys() <= 11);
  CHECK(limiter.spend("caller 0", start).within); // who came first keeps a budget of its own
  CHECK_FALSE(limiter.spend("one more", start).within);
  CHECK(limiter.spend("one more", start + seconds(61)).within); // windows that ended make room
}

TEST_CASE("millions of refused requests do not make the count begin again", "[http]") {
  RateLimiter limiter({1, seconds(60)});
  for (int i = 0; i < 100000; ++i) limiter.spend("a", start);
  CHECK_FALSE(limiter.spend("a", start).within);
  CHECK(limiter.look("a", start).remaining == 0);
}

TEST_CASE("X-Forwarded-For is believed from a trusted proxy alone, and only as far as proxies are trusted", "[http]") {
  const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.2", "2001:db8::2"};
  const auto [connection, header, client] = GENERATE(table<const char*, const char*, const char*>({
      {"192.0.2.1", "", "192.0.2.1"},
      {"192.0.2.1", "198.51.100.7", "192.0.2.1"}, // a stranger's word
      {"127.0.0.1", "", "127.0.0.1"},             // from the machine itself
      {"127.0.0.1", "198.51.100.7", "198.51.100.7"},
      {"127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"},           // what the client wrote before it is not believed
      {"127.0.0.1", "203.0.113.9,198.51.100.7 , 10.0.0.2", "198.51.100.7"}, // two proxies of ours
      {"127.0.0.1", "10.0.0.2", "10.0.0.2"},
      {"127.0.0.1", "unknown", "127.0.0.1"},
      {"127.0.0.1", "198.51.100.7, nonsense", "127.0.0.1"},
      {"127.0.0.1", "198.51.100.7:4711", "127.0.0.1"},
      {"127.0.0.1", "2001:DB8:0::7", "2001:db8::7"},
      {"::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"},
      {"2001:db8::2", "198.51.100.7", "198.51.100.7"},
      {"not an address", "198.51.100.7", "not an address"},
  }));
  INFO(connection << " " << header);
  CHECK(http::client_address(connection, header, trusted) == client);
}

TEST_CASE("a budget is for an IPv4 address or for the /64 of an IPv6 address", "[http]") {
  CHECK(http::budget_key("192.0.2.1") == "192.0.2.1");
  CHECK(http::budget_key("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
  CHECK(http::budget_key("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64");
  CHECK_FALSE(http::budget_key("2001:db8:1:3::1") == "2001:db8:1:2::/64");
  CHECK(http::is_loopback("127.0.0.1"));
  CHECK(http::is_loopback("::1"));
  CHECK_FALSE(http::is_loopback("192.0.2.127"));
}
