// `openward pull find-a-tender` from outside: what it says, how it ends, and that killing it loses nothing.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/played_source.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::Date;
using openward::from_london;
using openward::Instant;
using openward::persistence::Backend;

namespace {

Instant london(const char* day, int hour = 0) { return from_london(*Date::parse(day), std::chrono::hours(hour)); }

const std::vector<std::string> one_day{"--from", "2026-08-10", "--to", "2026-08-10"};

std::vector<std::string> pull(const std::string& url, const std::string& base, std::vector<std::string> more = one_day) {
  std::vector<std::string> out{"--database", url, "pull", "find-a-tender", "--base", base};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::string releases(const std::string& url) {
  const Ended ended = run({"--database", url, "export", "notices", "--to", "-", "--format", "csv"});
  return std::to_string(std::count(ended.out.begin(), ended.out.end(), '\n') - 1);
}

/// A source that plays its releases until it falls silent at a request.
class Source {
 public:
  explicit Source(int silent_at = 0)
      : silent_at_(silent_at), server_([this](const std::string& target, int nth) {
          if (nth == silent_at_) return Played{"", true};
          return answer(200, "application/json", played_.page(target, server_.address()));
        }) {
    played_.publish(london("2026-08-10"), london("2026-08-10", 7), 230);
    played_.publish(london("2026-08-10", 9), london("2026-08-11"), 40);
  }
  std::string base() const { return server_.address() + "/api/1.0/"; }
  ReplayServer& server() { return server_; }

 private:
  int silent_at_;
  PlayedSource played_;
  ReplayServer server_;
};

} // namespace

TEST_CASE("a day is pulled and told as text and as JSON, and nothing is asked twice", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  Source source;
  const Ended first = run(pull(url, source.base()));
  INFO(first.out << first.err);
  CHECK(first.status == 0);
  CHECK_THAT(first.out, ContainsSubstring("270 new") && ContainsSubstring("Nothing is known to be missing"));
  CHECK(releases(url) == "270");
  const auto asked = source.server().asked().size();
  CHECK(asked == 5);
  auto more = one_day;
  more.insert(more.end(), {"--format", "json"});
  const Ended second = run(pull(url, source.base(), more));
  CHECK(second.status == 0);
  const auto account = json(second.out);
  CHECK(at(account, "/complete") == "true");
  CHECK(at(account, "/requests") == "0");
  CHECK(source.server().asked().size() == asked);
}

TEST_CASE("a pull that is killed at once loses no page that was taken and goes on at the one that was not", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  Source source(3);
  const auto arguments = pull(url, source.base());
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
    std::vector<char*> words{const_cast<char*>(OPENWARD_PROGRAM)}; // NOLINT(cppcoreguidelines-pro-type-const-cast): execv
    for (const std::string& word : arguments)
      words.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    words.push_back(nullptr);
    ::execv(OPENWARD_PROGRAM, words.data());
    ::_exit(127);
  }
  CHECK(source.server().wait_for(3));
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(releases(url) == "200");
  const Ended known = run(pull(url, source.base(), {"--status"}));
  CHECK_THAT(known.out, ContainsSubstring("unfinished:") && ContainsSubstring("2 pages, 200 releases"));

  const Ended rest = run(pull(url, source.base()));
  INFO(rest.out << rest.err);
  CHECK(rest.status == 0);
  CHECK_THAT(rest.out, ContainsSubstring("went on at page 3") && ContainsSubstring("70 new"));
  CHECK(releases(url) == "270");
  const auto asked = source.server().asked();
  REQUIRE(asked.size() == 6);
  CHECK(asked[3] == asked[2]);
  CHECK(std::set<std::string>(asked.begin(), asked.end()).size() == 5);
  CHECK_THAT(run(pull(url, source.base(), {"--status"})).out,
             ContainsSubstring("covered: 2026-08-10 00:00 to 2026-08-11 00:00") && !ContainsSubstring("unfinished"));
}

TEST_CASE("a dry run says what would be asked for, and asks nothing and keeps nothing", "[api]") {
  const std::string url = fresh_url(Backend::sqlite);
  Source source;
  auto more = one_day;
  more.emplace_back("--dry-run");
  const Ended ended = run(pull(url, source.base(), more));
  INFO(ended.err);
  CHECK(ended.status == 0);
  for (const char* times : {"updatedFrom=2026-08-09T23:00:00&updatedTo=2026-08-10T08:00:00&limit=100",
                            "updatedFrom=2026-08-10T07:00:00&updatedTo=2026-08-10T16:00:00&limit=100",
                            "updatedFrom=2026-08-10T15:00:00&updatedTo=2026-08-11T00:00:00&limit=100"})
    CHECK_THAT(ended.out, ContainsSubstring(times));
  CHECK_THAT(ended.out, ContainsSubstring("3 windows"));
  CHECK(source.server().asked().empty());
  CHECK_THAT(run(pull(url, source.base(), {"--status"})).out, ContainsSubstring("nothing of it is covered"));
}

TEST_CASE("what ends a pull has its words and its exit status", "[api]") {
  const std::string url = fresh_url(Backend::sqlite);
  const ReplayServer wrong([](const std::string&, int) { return answer(404, "text/plain", "nothing here"); });
  const ReplayServer refusing([](const std::string&, int) { return answer(400, "application/json", "{\"message\":\"no\"}"); });
  std::string nobody;
  {
    const ReplayServer gone([](const std::string&, int) { return Played{}; });
    nobody = gone.address() + "/api/1.0/";
  }
  const std::string nothing_there = wrong.address() + "/";
  const std::string refused = refusing.address() + "/";
  // One after another, with the same servers.
  const std::vector<std::tuple<std::string, std::vector<std::string>, int, std::string>> endings{
      {"http://no-such-host.invalid/api/", one_day, 3, "no machine of the name no-such-host.invalid"},
      {nobody, one_day, 3, "takes no connection"},
      {nothing_there, one_day, 1, "--base"},
      {refused, one_day, 1, "answered 400"},
      {"nonsense", one_day, 1, "is not an address"},
      {nobody, {"--from", "2026-08-32"}, 2, "2026-08-32"},
      {nobody, {"--from", "2026-08-10", "--to", "2026-08-09"}, 2, "no time between"},
      {nobody, {"--from", "2199-01-01"}, 2, "no time between"},
      {nobody, {}, 2, "--from"},
      {nobody, {"--form", "2026-08-10"}, 2, "--form"},
  };
  for (const auto& [base, more, status, says] : endings) {
    CAPTURE(base);
    const Ended ended = run(pull(url, base, more));
    CHECK(ended.status == status);
    CHECK_THAT(ended.out + ended.err, ContainsSubstring(says));
  }
}
