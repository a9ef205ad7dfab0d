#include "tests/support/postgresql_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace openward::test {
namespace {

namespace fs = std::filesystem;

fs::path program(const std::string& name) {
  std::vector<fs::path> folders;
  std::error_code ignored;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored)) folders.push_back(version.path() / "bin");
  std::stringstream path(std::getenv("PATH") ? std::getenv("PATH") : "");
  for (std::string folder; std::getline(path, folder, ':');) folders.emplace_back(folder);
  for (const fs::path& folder : folders) {
    if (::access((folder / name).c_str(), X_OK) == 0) return folder / name;
  }
  throw std::runtime_error("the tests need PostgreSQL's `" + name +
                           "`: install the package postgresql, or name a running server in OPENWARD_TEST_POSTGRESQL");
}

/// The server refuses to run as root: then it runs as the user that the Debian package made.
const passwd* server_user() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

/// Starts a program of PostgreSQL with its output in `log`. It is told to end with us, should we die without our destructors.
pid_t start(const std::vector<std::string>& words, const fs::path& log) {
  const passwd* const user = server_user();
  if (::geteuid() == 0 && !user)
    throw std::runtime_error("PostgreSQL does not run as root, and there is no user `postgres`: run the tests as another user");
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);

  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // after setuid, which would clear it
  if (::getppid() != parent) ::_exit(126);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

std::string text_of(const fs::path& file) {
  std::stringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

int free_port() {
  const int sock = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  void* const untyped = &address;
  const bool bound =
      ::bind(sock, static_cast<sockaddr*>(untyped), length) == 0 && ::getsockname(sock, static_cast<sockaddr*>(untyped), &length) == 0;
  ::close(sock);
  if (!bound) throw std::runtime_error("no free port on 127.0.0.1 for the test server");
  return ntohs(address.sin_port);
}

} // namespace

PostgresqlServer::PostgresqlServer() {
  std::string pattern = (fs::temp_directory_path() / "openward-postgresql-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder " + pattern + ": set TMPDIR to a writable one");
  folder_ = pattern;
  if (const passwd* const user = server_user()) {
    if (::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot give " + pattern + " to the user postgres");
  }

  const fs::path log = folder_ / "initdb.log";
  // As an English installation has it: an order of text that is not that of bytes, so that a forgotten collation shows.
  const pid_t initdb = start({program("initdb"), "-D", folder_ / "data", "--username=openward", "--auth=trust", "--encoding=UTF8",
                              "--locale=C.utf8", "--locale-provider=icu", "--icu-locale=en-GB", "--no-sync"},
                             log);
  int status = 0;
  ::waitpid(initdb, &status, 0);
  if (status != 0) throw std::runtime_error("initdb failed: " + text_of(log));

  // The port was free a moment ago; another test program may have been quicker.
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (start_on(free_port())) return;
  }
  throw std::runtime_error("the PostgreSQL test server does not start: " + text_of(folder_ / "server.log"));
}

bool PostgresqlServer::start_on(int port) {
  port_ = port;
  process_ = start({program("postgres"), "-D", folder_ / "data", "-p", std::to_string(port), "-c", "listen_addresses=127.0.0.1", "-c",
                    "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60", "-c",
                    "shared_buffers=32MB"},
                   folder_ / "server.log");
  words_ = "host=127.0.0.1 port=" + std::to_string(port) + " user=openward";
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) break;
    if (PQping((words_ + " dbname=postgres connect_timeout=2").c_str()) == PQPING_OK) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  process_ = -1;
  return false;
}

void PostgresqlServer::crash() {
  if (process_ <= 0) return;
  ::kill(process_, SIGQUIT);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
}

PostgresqlServer::~PostgresqlServer() {
  crash(); // its data is thrown away
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

} // namespace openward::test
