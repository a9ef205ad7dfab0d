#pragma once
// One line that rewrites itself on a terminal; a plain line for every tenth part elsewhere. One owner, one thread.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace openward::cli {

class ProgressLine {
 public:
  ProgressLine();
  void show(std::size_t done, std::size_t all, std::string_view name, std::int64_t bytes);
  void end();

 private:
  bool terminal_;
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
