#include "domain/pull/pace.h"
#include "tests/support/catch.h"

namespace openward::pull {
namespace {

using std::chrono::seconds;

const Instant start = *Instant::parse("2026-08-12T08:38:39Z");

Instant after(int count) { return Instant(start.seconds() + seconds(count)); }

TEST_CASE("the thirteenth request waits until the first is out of the two minutes", "[domain]") {
  RequestBudget budget(12, seconds(120));
  for (int i = 0; i < 12; ++i) {
    CHECK(budget.wait(after(i)) == seconds(0));
    budget.spend(after(i));
  }
  const auto [now, wait] = GENERATE(table<int, int>({{12, 109}, {60, 61}, {120, 1}, {121, 0}, {500, 0}, {-100000, 121}}));
  CHECK(budget.wait(after(now)) == seconds(wait));
}

TEST_CASE("whenever a request goes that need not wait, no two minutes hold more than twelve", "[domain]") {
  RequestBudget budget(12, seconds(120));
  std::vector<int> times;
  for (int now = 0; times.size() < 60;) {
    const auto wait = static_cast<int>(budget.wait(after(now)).count());
    now += wait;
    CHECK(budget.wait(after(now)) == seconds(0));
    times.push_back(now);
    budget.spend(after(now));
    now += static_cast<int>(times.size() % 7);
  }
  for (std::size_t i = 12; i < times.size(); ++i) CHECK(times[i] - times[i - 12] > 120);
}

TEST_CASE("requests of an earlier run count, in whatever order they are told", "[domain]") {
  RequestBudget budget(2, seconds(120));
  budget.spend(after(50));
  budget.spend(after(10));
  budget.spend(after(-300));
  CHECK(budget.wait(after(60)) == seconds(71));
}

TEST_CASE("Retry-After is seconds or a time", "[domain]") {
  const auto [header, wanted] = GENERATE(table<std::string, int>({
      {"120", 120},
      {" 5 ", 5},
      {"0", 0},
      {"Wed, 12 Aug 2026 08:40:39 GMT", 120},
      {"Wed, 12 Aug 2026 08:30:00 GMT", 0},
      {"", -1},
      {"-5", -1},
      {"1e3", -1},
      {"soon", -1},
      {"99999999999999999999", -1},
      {"Wed, 32 Aug 2026 08:40:39 GMT", -1},
      {"Wed, 12 Foo 2026 08:40:39 GMT", -1},
      {"Wed, 12 Aug 2026 08:40:39 BST", -1},
  }));
  CAPTURE(header);
  const auto read = retry_after(header, start);
  CHECK((read ? read->count() : -1) == wanted);
}

TEST_CASE("patience grows with every attempt, and the first needs none", "[domain]") {
  CHECK(patience_before(1) == seconds(0));
  for (int attempt = 2; attempt < 5; ++attempt) CHECK(patience_before(attempt) > patience_before(attempt - 1));
  CHECK(patience_before(9) == patience_before(4));
}

} // namespace
} // namespace openward::pull
