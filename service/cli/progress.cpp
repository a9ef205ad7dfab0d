#include "service/cli/progress.h"

#include <iostream>
#include <unistd.h>
#include <utility>

namespace openward::cli {

ProgressLine::ProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1), began_(std::chrono::steady_clock::now()) {}

std::string progress_text(const FilesDone& files, std::chrono::milliseconds since) {
  constexpr std::int64_t megabyte = 1'000'000;
  std::string out = std::to_string(files.done) + " of " + std::to_string(files.all) + " files, " + std::to_string(files.bytes / megabyte);
  if (files.all_bytes > 0) out += " of " + std::to_string(files.all_bytes / megabyte);
  out += " MB";
  const std::int64_t per_millisecond = since.count() > 0 ? files.bytes / since.count() : 0;
  if (per_millisecond > 0) {
    out += ", " + std::to_string(per_millisecond / 1000) + " MB/s"; // bytes in a millisecond are kilobytes in a second
    if (files.all_bytes > files.bytes) out += ", " + std::to_string((files.all_bytes - files.bytes) / per_millisecond / 1000) + " s left";
  }
  return out + "  " + std::string(files.name);
}

void ProgressLine::show(const FilesDone& files) {
  constexpr std::chrono::milliseconds between(100);
  constexpr std::int64_t large = 100'000'000;
  const auto now = std::chrono::steady_clock::now();
  if (terminal_) {
    if (now - shown_ < between && files.done < files.all) return;
    shown_ = now;
    std::cerr << "\r\033[K" << progress_text(files, std::chrono::duration_cast<std::chrono::milliseconds>(now - began_)) << std::flush;
    return;
  }
  const bool by_bytes = files.all_bytes >= large;
  if (!by_bytes && files.all < 20) return;
  const std::int64_t tenth = by_bytes ? files.bytes / (files.all_bytes / 10 + 1) : static_cast<std::int64_t>(files.done * 10 / files.all);
  if (tenth <= static_cast<std::int64_t>(said_)) return;
  said_ = static_cast<std::size_t>(tenth);
  std::cerr << progress_text(files, std::chrono::duration_cast<std::chrono::milliseconds>(now - began_)) << '\n';
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
