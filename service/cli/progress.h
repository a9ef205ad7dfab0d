#pragma once
// One line that rewrites itself on a terminal; a plain line for every tenth part elsewhere.

#include <chrono>
#include <cstdint>
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

} // namespace openward::cli
