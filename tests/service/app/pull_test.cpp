// A pull against a played source, over real connections, with a clock and a wait of the test's own. Every count is held against what the
// source published.
#include "persistence/read/query.h"
#include "service/app/pull.h"
#include "service/http/client.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/played_source.h"

#include <map>
#include <set>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace)
using app::PullAccount;
using persistence::Backend;
using persistence::PullState;
using std::chrono::seconds;

namespace {

Instant london(const char* day, int hour = 0) { return from_london(*Date::parse(day), std::chrono::hours(hour)); }

std::int64_t held(persistence::Database& db) {
  auto page = db.read([](persistence::Session& s) {
    persistence::ListRequest request;
    request.limit = 1;
    return persistence::list(s, *persistence::find_resource("notices"), request);
  });
  if (!page) throw std::runtime_error(page.error().message);
  return page->total;
}

/// Everything that a run touches. `faults` by the number of the request come instead of the page.
class World {
 public:
  using Fault = std::function<Played(const std::string& page)>;

  explicit World(Backend backend = Backend::sqlite)
      : database(fresh_database(backend)), server_([this](const std::string& target, int nth) { return play(target, nth); }) {
    options.base = server_.address() + "/api/1.0/";
    options.span = {london("2026-08-10"), london("2026-08-11")};
    client_.step_limit = std::chrono::milliseconds(250);
  }

  PullAccount pull() {
    const http::Client web(client_);
    app::PullWorld world{[this] { return now; },
                         [this](seconds time) {
                           waits.push_back(time);
                           now = Instant(now.seconds() + time);
                         },
                         [&](const std::string& address) {
                           now = Instant(now.seconds() + seconds(1));
                           asked_at.push_back(now);
                           return web.get(address);
                         }};
    auto account = app::run_pull(*database.db, world, options);
    INFO((account ? "" : account.error().message + " / " + account.error().internal));
    REQUIRE(account);
    return *account;
  }

  std::vector<std::string> asked() const { return server_.asked(); }
  std::string address() const { return server_.address(); }
  std::int64_t held() { return ::held(*database.db); }

  TestDatabase database;
  PlayedSource source;
  std::map<int, Fault> faults;
  app::PullOptions options;
  Instant now = london("2026-08-12", 9);
  std::vector<seconds> waits;
  std::vector<Instant> asked_at;

 private:
  Played play(const std::string& target, int nth) {
    const std::string page = source.page(target, server_.address());
    const auto fault = faults.find(nth);
    const auto always = faults.find(0);
    if (fault != faults.end()) return fault->second(page);
    if (always != faults.end()) return always->second(page);
    return answer(200, "application/json", page);
  }

  http::ClientOptions client_;
  ReplayServer server_;
};

Played html(const std::string&) { return answer(200, "text/html", "<!DOCTYPE html><html><title>Sorry</title></html>"); }
Played cut(const std::string& page) { return answer(200, "application/json", page.substr(0, page.size() / 2)); }
Played broken_off(const std::string& page) {
  return {"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(page.size()) + "\r\n\r\n" + page.substr(0, page.size() / 2)};
}
Played silent(const std::string&) { return {"", true}; }

} // namespace

TEST_CASE("a day is pulled whole, once, and what is covered is asked for only when told to", "[app]") {
  const auto [day, backend] = GENERATE(
      table<std::string, Backend>({{"2026-08-10", Backend::postgresql}, {"2026-03-29", Backend::sqlite}, {"2026-10-25", Backend::sqlite}}));
  World world(backend);
  const Instant from = london(day.c_str());
  const Instant to = from_london(Date::parse(day)->plus_days(1), seconds(0));
  world.now = Instant(to.seconds() + seconds(86400));
  world.options.span = {from, to};
  world.source.publish(from, Instant(from.seconds() + seconds(4 * 3600)), 130); // two pages
  world.source.publish(Instant(from.seconds() + seconds(4 * 3600)), to, 90);

  const PullAccount first = world.pull();
  CHECK(first.complete());
  CHECK(world.held() == 220);
  CHECK(first.releases_new == 220);
  CHECK(first.requests == static_cast<std::int64_t>(world.asked().size()));
  CHECK(first.pages == first.requests);
  REQUIRE(first.windows.size() == 3);
  std::int64_t in_windows = 0;
  for (const auto& [window, remark] : first.windows) {
    CHECK(window.state == PullState::whole);
    CHECK(window.releases == world.source.between(window.window.asked_from, window.window.covers.to));
    in_windows += window.releases;
  }
  CHECK(first.releases == in_windows);
  CHECK(first.releases_seen == in_windows - 220); // the overlaps
  CHECK(first.windows.front().window.pages == 2);

  const auto asked = world.asked().size();
  const PullAccount nothing = world.pull();
  CHECK(nothing.complete());
  CHECK(world.asked().size() == asked);

  world.options.again = true;
  const PullAccount again = world.pull();
  CHECK(again.complete());
  CHECK(again.releases_new == 0);
  CHECK(again.releases_seen == in_windows);
  CHECK(again.pages_seen_before == again.pages);
  CHECK(world.held() == 220);
}

TEST_CASE("a passing fault costs a wait and nothing else", "[app]") {
  World world(Backend::sqlite);
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 12);
  const auto [name, fault, waited] = GENERATE(table<std::string, World::Fault, int>({
      {"too many requests, with a time",
       [](const std::string&) { return answer(429, "text/plain", "Rate limit of 12 exceeded.", "Retry-After: 77\r\n"); }, 77},
      {"too many requests, without", [](const std::string&) { return answer(429, "text/plain", "Rate limit of 12 exceeded."); }, 120},
      {"busy", [](const std::string&) { return answer(503, "text/plain", "Service Unavailable", "Retry-After: 33\r\n"); }, 33},
      {"busy for no known time", [](const std::string&) { return answer(503, "text/plain", "", "Retry-After: later\r\n"); }, 120},
      {"an error of theirs", [](const std::string&) { return answer(500, "text/html", "<html>"); }, 5},
      {"a page of HTML", html, 5},
      {"a page that is cut", cut, 5},
      {"a connection that breaks off", broken_off, 5},
      {"a connection that is closed at once", [](const std::string&) { return Played{}; }, 5},
      {"silence", silent, 5},
      {"an error in JSON", [](const std::string&) { return answer(200, "application/json", "{\"message\":\"try later\"}"); }, 5},
      {"an empty body", [](const std::string&) { return answer(200, "application/json", ""); }, 5},
  }));
  CAPTURE(name);
  world.faults[2] = fault;
  const PullAccount account = world.pull();
  CHECK(account.complete());
  CHECK(world.held() == 12);
  CHECK(account.requests == account.pages + 1);
  CHECK(world.waits == std::vector<seconds>{seconds(waited)});
}

TEST_CASE("a redirect within the source is followed, one that leads elsewhere is named and not followed", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 20);
  const std::string target = app::first_page("/api/1.0", pull::plan(world.options.span, {}).front());
  world.faults[1] = [&](const std::string&) { return answer(302, "text/html", "", "Location: " + target + "\r\n"); };
  CHECK(world.pull().complete());
  CHECK(world.held() == 20);

  World other;
  other.faults[1] = [](const std::string&) { return answer(301, "text/html", "", "Location: https://elsewhere.invalid/x\r\n"); };
  const PullAccount account = other.pull();
  REQUIRE(account.stopped);
  CHECK_THAT(account.stopped->message, ContainsSubstring("https://elsewhere.invalid/x") && ContainsSubstring("--base"));
  CHECK(other.asked().size() == 1);

  World circle;
  circle.faults[0] = [&](const std::string&) { return answer(302, "", "", "Location: " + target + "\r\n"); };
  CHECK(circle.pull().stopped);
  CHECK(circle.asked().size() == 6);
}

TEST_CASE("numbers without bounds in a release are no fault of the page", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 9);
  world.source.extra = ",\"odd\":1e9999";
  const PullAccount account = world.pull();
  CHECK(account.complete());
  CHECK(world.held() == 9);
}

TEST_CASE("a release that cannot be read is refused and told, and the others are taken", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 9);
  world.faults[1] = [](std::string page) {
    page.replace(page.find("\"ocid\""), 6, "\"dico\"");
    return answer(200, "application/json", page);
  };
  const PullAccount account = world.pull();
  CHECK(account.releases_refused == 1);
  CHECK(account.refused.size() == 1);
  CHECK_FALSE(account.complete());
  CHECK(account.not_covered.empty());
}

TEST_CASE("a window that cannot be had fails with its reason, the others are walked, and the next run asks for it alone", "[app]") {
  World world(GENERATE(from_range(backends())));
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 90);
  for (int nth = 2; nth <= 5; ++nth) world.faults[nth] = GENERATE(html, cut);
  const PullAccount account = world.pull();
  CHECK_FALSE(account.complete());
  CHECK_FALSE(account.stopped);
  REQUIRE(account.windows.size() == 3);
  CHECK(account.windows[1].window.state == PullState::failed);
  CHECK_THAT(account.windows[1].window.reason, ContainsSubstring("page 1"));
  CHECK(account.not_covered == std::vector<pull::Span>{account.windows[1].window.window.covers});
  CHECK(account.windows[2].window.state == PullState::whole);
  auto status = app::pull_status(*world.database.db, world.options.base);
  REQUIRE(status);
  CHECK(status->covered.size() == 2);
  CHECK(status->failed.size() == 1);
  CHECK(status->not_covered == account.not_covered);

  const PullAccount mended = world.pull();
  CHECK(mended.complete());
  CHECK(mended.windows.size() == 1);
  CHECK(world.held() == 90);
  status = app::pull_status(*world.database.db, world.options.base);
  CHECK(status->failed.empty());
  CHECK(status->covered == std::vector<pull::Span>{world.options.span});
}

TEST_CASE("after three windows that fail in a row the rest is not asked for", "[app]") {
  World world;
  world.options.span.from = london("2026-08-01");
  world.faults[0] = [](const std::string&) { return answer(400, "application/json", "{\"message\":\"no such parameter\"}"); };
  const PullAccount account = world.pull();
  REQUIRE(account.stopped);
  CHECK(world.asked().size() == 3);
  CHECK_THAT(account.windows.front().window.reason, ContainsSubstring("no such parameter"));
  CHECK(account.not_covered == std::vector<pull::Span>{world.options.span});
}

TEST_CASE("a source that cannot go on ends the run, and the next run goes on at the page where it stopped", "[app]") {
  using Row = std::tuple<Backend, World::Fault, std::string>;
  const auto [backend, fault, says] = GENERATE(table<Backend, World::Fault, std::string>({
      Row{Backend::sqlite, silent, "did not answer"},
      Row{Backend::postgresql, [](const std::string&) { return answer(429, "text/plain", "", "Retry-After: 7200\r\n"); }, "7200 s"},
      Row{Backend::sqlite, [](const std::string&) { return answer(404, "text/plain", "nothing here"); }, "--base"},
  }));
  World world(backend);
  world.source.publish(london("2026-08-10"), london("2026-08-10", 7), 230); // three pages in the first window
  for (int nth = 3; nth <= 6; ++nth) world.faults[nth] = fault;
  const PullAccount stopped = world.pull();
  REQUIRE(stopped.stopped);
  CHECK_THAT(stopped.stopped->message, ContainsSubstring(says));
  CHECK(world.held() == 200);
  CHECK(stopped.not_covered == std::vector<pull::Span>{world.options.span});
  const auto before = world.asked();
  world.faults.clear();
  const PullAccount rest = world.pull();
  CHECK(rest.complete());
  CHECK(rest.releases_new == 30);
  CHECK(world.held() == 230);
  CHECK(world.asked().at(before.size()) == before.back()); // the third page, not the first
  CHECK(rest.windows.front().remark == "went on at page 3");
  CHECK(rest.windows.front().window.releases == 230);
}

TEST_CASE("a cursor that the source no longer knows has its window walked from the beginning", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-10", 7), 130);
  for (int nth = 2; nth <= 5; ++nth) world.faults[nth] = silent;
  CHECK(world.pull().stopped);
  world.faults.clear();
  world.faults[static_cast<int>(world.asked().size()) + 1] = [](const std::string&) { return answer(400, "text/plain", "bad cursor"); };
  const PullAccount rest = world.pull();
  CHECK(rest.complete());
  CHECK(world.held() == 130);
  CHECK(rest.windows.front().window.releases == 130);
}

TEST_CASE("a full page that names no next one is asked for again in halves until all is there", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-10", 8), 290);
  world.source.forget_links = true;
  const PullAccount account = world.pull();
  CHECK(account.complete());
  CHECK(world.held() == 290);
  const auto split = std::count_if(account.windows.begin(), account.windows.end(),
                                   [](const auto& pulled) { return pulled.window.state == PullState::split; });
  CHECK(split >= 3);
}

TEST_CASE("pages that lead in a circle, or to another source, end their window", "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-11"), 30);
  const auto [next, says] = GENERATE_COPY(table<std::string, std::string>({
      {"SELF", "back to one that was read"},
      {"https://elsewhere.invalid/next", "at another source"},
      {"//elsewhere.invalid/next", "at another source"},
      {"file:///etc/passwd", "at another source"},
  }));
  world.faults[1] = [&, next = next](std::string page) {
    const std::string link = next == "SELF" ? world.address() + world.asked().front() : next;
    page.insert(page.rfind('}'), R"(,"links":{"next":")" + link + "\"}");
    return answer(200, "application/json", page);
  };
  const PullAccount account = world.pull();
  CHECK(account.windows.front().window.state == PullState::failed);
  CHECK_THAT(account.windows.front().window.reason, ContainsSubstring(says));
  CHECK(account.not_covered.size() == 1);
  CHECK(account.windows.size() == 3);
}

TEST_CASE("a page that is not full and not the last, and a window that brings less than before, are doubted until a walk brings all",
          "[app]") {
  World world;
  world.source.publish(london("2026-08-10"), london("2026-08-10", 7), 130);
  const bool short_page = GENERATE(true, false);
  const auto lose_one = [](std::string page) {
    const auto second = page.find("{\"ocid\"", page.find("{\"ocid\"") + 1);
    page.erase(page.find("{\"ocid\""), second - page.find("{\"ocid\""));
    return answer(200, "application/json", page);
  };
  if (!short_page) CHECK(world.pull().complete());
  const int first = static_cast<int>(world.asked().size()) + 1;
  world.faults[short_page ? first : first + 1] = lose_one;
  world.options.again = true;
  const PullAccount doubted = world.pull();
  CHECK_FALSE(doubted.complete());
  CHECK(doubted.not_covered.empty());
  REQUIRE(doubted.in_doubt.size() == 1);
  CHECK_THAT(doubted.in_doubt.front().reason, ContainsSubstring(short_page ? "99 releases of 100" : "129 releases, where the walk of"));
  const PullAccount sure = world.pull();
  CHECK(sure.complete());
  CHECK(world.held() == 130);
}

TEST_CASE("no two minutes hold more than twelve requests, those of an earlier run included", "[app]") {
  World world;
  world.options.span.from = london("2026-08-04");
  for (const char* last : {"2026-08-07", "2026-08-11"}) {
    world.options.span.to = london(last);
    CHECK(world.pull().complete());
  }
  REQUIRE(world.asked_at.size() == 21);
  for (std::size_t i = 12; i < world.asked_at.size(); ++i)
    CHECK(world.asked_at[i].seconds() - world.asked_at[i - 12].seconds() > seconds(120));
}

TEST_CASE("every page that was taken is kept with its address, its time and its SHA-256", "[app]") {
  World world(GENERATE(from_range(backends())));
  world.source.publish(london("2026-08-10"), london("2026-08-10", 7), 130);
  world.faults[1] = html;
  CHECK(world.pull().complete());
  const auto all = world.database.db->read([&](persistence::Session& s) -> Result<std::vector<persistence::PullRequest>> {
    std::vector<persistence::PullRequest> out;
    for (const auto& window : persistence::pull_windows(s, world.options.base)) {
      for (auto& request : persistence::pull_requests(s, window.key)) out.push_back(std::move(request));
    }
    return out;
  });
  REQUIRE(all);
  REQUIRE(all->size() == world.asked().size());
  std::set<std::string> digests;
  for (std::size_t i = 0; i < all->size(); ++i) {
    CHECK((*all)[i].address == world.address() + world.asked()[i]);
    CHECK((*all)[i].answered == world.asked_at[i]);
    CHECK((*all)[i].sha256.size() == 64);
    digests.insert((*all)[i].sha256);
  }
  CHECK(digests.size() == all->size());
  CHECK_THAT(all->front().outcome, ContainsSubstring("HTML"));
  CHECK((*all)[1].outcome == "taken");
}
