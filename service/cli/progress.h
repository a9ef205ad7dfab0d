#pragma once
// One line that rewrites itself on a terminal; a plain line for every tenth part elsewhere. One owner, one thread.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace openward::cli {

struct FilesDone {
  std::size_t done = 0;
  std::size_t all = 0;
  std::string_view name; // of the file that is read
  std::int64_t bytes = 0;
  std::int64_t all_bytes = 0; // 0 not known
};
/// "3 of 12 files, 45 of 310 MB, 12 MB/s, 22 s left  NAME"
std::string progress_text(const FilesDone&, std::chrono::milliseconds since);

class ProgressLine {
 public:
  ProgressLine();
  void show(const FilesDone&);
  void end();

 private:
  bool terminal_;
  std::chrono::steady_clock::time_point shown_{};
  std::size_t said_ = 0;
  std::chrono::steady_clock::time_point began_;
};

/// The same for a count of things: "400 of 1000 awards checked".
class CountLine {
 public:
  explicit CountLine(std::string what);
  void show(std::int64_t done, std::int64_t all);
  void end() const;

 private:
  std::string what_;
  bool terminal_;
  std::int64_t said_ = 0;
};

} // namespace openward::cli
