#pragma once
// A PostgreSQL server of our own for as long as the test program runs: a temporary folder, a free port of the loopback address, no
// syncing to disk. Stopped by its process id. Not thread-safe: the first test to ask for it starts it.

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace openward::test {

class PostgresqlServer {
 public:
  PostgresqlServer(); // throws std::runtime_error with the server's own words when it cannot start
  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  /// "host=127.0.0.1 port=… user=…"
  const std::string& words() const { return words_; }

  /// Ends it at once, as a crash does; its data stays.
  void crash();
  /// After crash(): the same data on the same port. False when it does not start.
  bool come_back() { return start_on(port_); }

 private:
  bool start_on(int port);

  std::filesystem::path folder_;
  std::string words_;
  int port_ = 0;
  pid_t process_ = -1;
};

} // namespace openward::test
