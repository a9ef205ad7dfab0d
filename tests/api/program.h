#pragma once
// The program from outside: run to its end, or serving on a free port until it is stopped or killed by its process id.

#include <rapidjson/document.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace openward::test {

struct Ended {
  int status = -1; // 128 and the signal when it was killed
  std::string out;
  std::string err;
};

/// Runs `openward ARGUMENTS…`. Not for what does not end by itself.
Ended run(const std::vector<std::string>& arguments, const std::string& input = {});
/// Runs any command line through sh, in which $OPENWARD is the program.
Ended run_shell(const std::string& command);

/// `openward serve` on a port of the system's choice. Killed in the destructor when it still runs.
class Serving {
 public:
  explicit Serving(const std::string& database_url, const std::vector<std::string>& more = {});
  ~Serving();
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  unsigned short port() const { return port_; }
  bool alive() const;
  /// Resident memory of the program.
  std::size_t resident_bytes() const;
  /// As a power cut would: no handler of the program runs.
  void kill_at_once();
  /// SIGTERM, and waits for the end.
  Ended terminate();

 private:
  pid_t process_ = -1;
  int out_ = -1;
  std::string err_file_;
  unsigned short port_ = 0;
};

/// A folder of its own, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  /// Writes a file and gives its path.
  std::string write(std::string_view name, std::string_view content) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The JSON of an answer; fails the test when it is none.
rapidjson::Document json(std::string_view text);
/// "/page/total" of a document as text: strings as they are, others as JSON; "(absent)" when there is nothing.
std::string at(const rapidjson::Value& document, const char* pointer);

/// The secret of a new token of this role.
std::string new_token(const std::string& database_url, const std::string& role, const std::vector<std::string>& more = {});

} // namespace openward::test
