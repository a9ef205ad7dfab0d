#include "service/cli/progress.h"

#include <iostream>
#include <unistd.h>
#include <utility>

namespace openward::cli {

ProgressLine::ProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1), began_(std::chrono::steady_clock::now()) {}

void ProgressLine::show(std::size_t done, std::size_t all, std::string_view name, std::int64_t bytes) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_).count();
  const std::int64_t kilobytes_per_second = took > 0 ? bytes / took : 0; // bytes in a millisecond are kilobytes in a second
  if (terminal_) {
    std::cerr << "\r\033[K" << done << " of " << all << " files, " << bytes / 1000000 << " MB, " << kilobytes_per_second / 1000 << " MB/s  "
              << name << std::flush;
    return;
  }
  const std::size_t tenth = all == 0 ? 10 : done * 10 / all;
  if (all < 20 || tenth <= said_) return;
  said_ = tenth;
  std::cerr << done << " of " << all << " files read\n";
}

void ProgressLine::end() {
  if (terminal_) std::cerr << "\r\033[K" << std::flush;
}

CountLine::CountLine(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

void CountLine::show(std::int64_t done, std::int64_t all) {
  if (terminal_) {
    std::cerr << "\r\033[K" << done << " of " << all << ' ' << what_ << std::flush;
    return;
  }
  const std::int64_t tenth = all == 0 ? 10 : done * 10 / all;
  if (all < 5000 || tenth <= said_) return;
  said_ = tenth;
  std::cerr << done << " of " << all << ' ' << what_ << '\n';
}

void CountLine::end() const {
  if (terminal_) std::cerr << "\r\033[K" << std::flush;
}

} // namespace openward::cli
