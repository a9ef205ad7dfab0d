// How fast releases are framed, read and classified, in processor time (a busy machine does not change it). Every file is read until half a
// second has passed. Build it as Release.
//
//   bench_ocds_read FILE...

#include "exchange/ocds/release_reader.h"

#include <time.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::chrono::nanoseconds now() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

struct Work {
  std::int64_t bytes = 0;
  std::int64_t releases = 0;
  std::chrono::nanoseconds framing{};
  std::chrono::nanoseconds reading{};
};

/// One pass over a file; the time spent inside the sink is the reading, the rest the framing.
bool pass(const std::string& bytes, Work& work) {
  std::chrono::nanoseconds inside{};
  openward::exchange::ReleaseSink sink;
  sink.refused = [](const openward::exchange::RefusedRelease&) {};
  sink.release = [&](const openward::exchange::RawRelease& release) -> openward::Result<> {
    const auto start = now();
    const auto notice = openward::exchange::read_notice(release.json);
    inside += now() - start;
    if (!notice) return notice.error();
    ++work.releases;
    return openward::Done{};
  };
  const auto start = now();
  const auto summary = openward::exchange::read_releases(bytes, sink);
  work.framing += now() - start - inside;
  work.reading += inside;
  work.bytes += static_cast<std::int64_t>(bytes.size());
  if (!summary) std::fprintf(stderr, "%s\n", summary.error().message.c_str());
  return static_cast<bool>(summary);
}

std::int64_t megabytes_per_second(std::int64_t bytes, std::chrono::nanoseconds time) {
  return time.count() == 0 ? 0 : bytes * 1000 / time.count();
}

} // namespace

int main(int count, char** names) {
  if (count < 2) {
    std::fprintf(stderr, "usage: bench_ocds_read FILE...\n");
    return 2;
  }
  for (int i = 1; i < count; ++i) {
    std::ifstream in(names[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    Work warm;
    if (!pass(bytes, warm)) return 1;
    Work work;
    while (work.framing + work.reading < std::chrono::milliseconds(500))
      if (!pass(bytes, work)) return 1;
    std::printf("%s: %lld MB/s (framing %lld, reading and classifying %lld), %lld releases\n", names[i],
                static_cast<long long>(megabytes_per_second(work.bytes, work.framing + work.reading)),
                static_cast<long long>(megabytes_per_second(work.bytes, work.framing)),
                static_cast<long long>(megabytes_per_second(work.bytes, work.reading)), static_cast<long long>(work.releases));
  }
  return 0;
}
