// An import that is killed in the middle of a file leaves the register as it was, and can be run again.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

using std::chrono::milliseconds;

std::string many_lines(int lines) {
  std::string out = "Entity,Date,Expense area,Supplier,Transaction number,Amount\n";
  for (int i = 0; i < lines; ++i) {
    out += "NHS Invented Fen Integrated Care Board," + std::to_string(i % 28 + 1) + "/04/2025,Area " + std::to_string(i % 7) +
           ",Invented Supplier " + std::to_string(i % 900) + ",T" + std::to_string(i) + "," + std::to_string(i % 9000) + "." +
           std::to_string(i % 90 + 10) + "\n";
  }
  return out;
}

pid_t start_import(const std::string& url, const std::string& file) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
  ::execl(OPENWARD_PROGRAM, OPENWARD_PROGRAM, "--database", url.c_str(), "import", "--as", "spend", file.c_str(), nullptr);
  ::_exit(127);
}

/// Processor time that the process has used: what it has done, however busy the machine is.
milliseconds used_by(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(in, text);
  std::istringstream fields(text.substr(std::min(text.rfind(')'), text.size())));
  std::string word;
  for (int i = 0; i < 12; ++i) fields >> word; // to the field before the 14th
  long user = 0;
  long system = 0;
  fields >> user >> system;
  return milliseconds((user + system) * 1000 / ::sysconf(_SC_CLK_TCK));
}

/// Kills the import once it has used this much; false when it ended before.
bool killed_at(const std::string& url, const std::string& file, milliseconds limit) {
  const pid_t child = start_import(url, file);
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (used_by(child) < limit) {
      ::poll(nullptr, 0, 1); // lets it work; what ends the loop is the limit or its end
      continue;
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    break;
  }
  return WIFSIGNALED(status);
}

std::string totals(const std::string& url) {
  const Ended ended = run({"--database", url, "report", "spend", "--group-by", "provider_class,month", "--format", "csv"});
  INFO(ended.err);
  REQUIRE(ended.status == 0);
  return ended.out;
}

std::string files(const std::string& url) {
  return run({"--database", url, "export", "spend-files", "--to", "-", "--format", "ndjson"}).out;
}

} // namespace

TEST_CASE("an import that is killed leaves nothing half done and can be run again", "[api]") {
  const Backend backend = GENERATE(from_range(backends()));
  const TemporaryFolder folder;
  const std::string file = folder.write("spend.csv", many_lines(20000));

  const std::string whole = fresh_url(backend);
  REQUIRE(run({"--database", whole, "migrate"}).status == 0);
  const pid_t child = start_import(whole, file);
  rusage used{};
  int status = 0;
  REQUIRE(::wait4(child, &status, 0, &used) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  const milliseconds all((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000);

  const std::string url = fresh_url(backend);
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  const std::string nothing = totals(url);
  int killed = 0;
  for (const int percent : {30, 50, 70}) {
    if (!killed_at(url, file, all * percent / 100)) break;
    ++killed;
    CHECK(totals(url) == nothing);
    CHECK(files(url).empty());
    const Ended check = run({"--database", url, "check"});
    INFO(check.out << check.err);
    CHECK(check.status == 0);
  }
  CHECK(killed > 0);
  const Ended again = run({"--database", url, "import", "--as", "spend", file});
  INFO(again.out << again.err);
  CHECK(again.status == 0);
  CHECK(totals(url) == totals(whole));
  CHECK(totals(url) != nothing);
}
