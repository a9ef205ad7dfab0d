#pragma once
// The real nginx with the configuration of service/deploy, in front of a running program: on a free port of the loopback address, with its
// files in a temporary folder, as the user who runs the tests. Stopped by its process id.

#include "tests/api/program.h"
#include "tests/support/raw_http.h"

#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace openward::test {

class Proxy {
 public:
  /// `changes` are words of nginx.conf and what a test puts in their place; words that are not there fail the test.
  explicit Proxy(unsigned short upstream, const std::vector<std::pair<std::string, std::string>>& changes = {});
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  unsigned short port() const { return port_; }
  /// Files that nginx keeps of bodies and answers below its folder.
  std::size_t kept_files() const;

 private:
  TemporaryFolder folder_;
  pid_t process_ = -1;
  unsigned short port_ = 0;
};

/// A port that nobody has at this moment.
unsigned short unused_port();

} // namespace openward::test
