// How fast a spend file is read, and that memory stays flat: writes a file of invented lines (1,000,000 unless told otherwise), maps it,
// reads it several times and prints the best run. Build it as Release.
//
//   bench_spend_read [LINES]

#include "exchange/spend/spend_reader.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

/// A temporary file without a name, gone when the program ends.
class MappedFile {
 public:
  explicit MappedFile(std::int64_t lines) : file_(std::tmpfile()) {
    if (file_ == nullptr) return;
    std::fputs("Department family,Entity,Date,Expense type,Expense area,Supplier,Transaction number,Amount,Description\n", file_);
    for (std::int64_t i = 0; i < lines; ++i) {
      std::fprintf(file_,
                   "Department of Health,NHS Anyshire ICB,%02d/%02d/2025,Clinical services,Acute commissioning,Invented Supplier %d "
                   "Ltd,T%d,\"%d,%03d.%02d\",Line %d\n",
                   static_cast<int>(i % 28 + 1), static_cast<int>(i % 12 + 1), static_cast<int>(i % 5000), static_cast<int>(i),
                   static_cast<int>(i % 900 + 25), static_cast<int>(i % 1000), static_cast<int>(i % 100), static_cast<int>(i));
    }
    std::fflush(file_);
    size_ = static_cast<std::size_t>(std::ftell(file_));
    void* at = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fileno(file_), 0);
    if (at != MAP_FAILED) data_ = static_cast<const char*>(at);
  }
  ~MappedFile() {
    if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
    if (file_ != nullptr) std::fclose(file_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return data_ == nullptr ? std::string_view{} : std::string_view(data_, size_); }

 private:
  std::FILE* file_;
  std::size_t size_ = 0;
  const char* data_ = nullptr;
};

/// Memory that is the program's own, without the mapped pages of the file, in KiB.
long anonymous_memory() {
  std::FILE* status = std::fopen("/proc/self/status", "r");
  if (status == nullptr) return 0;
  long kib = 0;
  char line[256];
  while (std::fgets(line, sizeof line, status) != nullptr)
    if (std::string_view(line).starts_with("RssAnon:")) kib = std::strtol(line + 8, nullptr, 10);
  std::fclose(status);
  return kib;
}

} // namespace

int main(int argc, char** argv) {
  std::int64_t lines = 1'000'000;
  if (argc > 1) {
    const std::string_view text = argv[1];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), lines);
    if (error != std::errc{} || lines < 1) {
      std::fprintf(stderr, "LINES must be a whole number above zero, not \"%s\"\n", argv[1]);
      return 2;
    }
  }
  const MappedFile file(lines);
  const long before = anonymous_memory();
  long most = before;
  auto best = std::chrono::steady_clock::duration::max();
  for (int run = 0; run < 5; ++run) {
    std::int64_t seen = 0;
    const auto start = std::chrono::steady_clock::now();
    const auto reading = openward::exchange::read_spend(file.bytes(), {[&](const openward::PaymentLine&) -> openward::Result<> {
                                                                         if (++seen % 100'000 == 0)
                                                                           most = std::max(most, anonymous_memory());
                                                                         return openward::Done{};
                                                                       },
                                                                       [](const openward::RefusedLine&) {}});
    best = std::min(best, std::chrono::steady_clock::now() - start);
    if (!reading || reading->file.payments != lines) {
      std::fprintf(stderr, "the file was not read: %s\n", reading ? "lines are missing" : reading.error().message.c_str());
      return 1;
    }
  }
  const double seconds = std::chrono::duration<double>(best).count();
  const double megabytes = static_cast<double>(file.bytes().size()) / 1e6;
  std::printf("%lld lines, %.1f MB: %.3f s, %.0f lines/s, %.1f MB/s; own memory grew by %ld KiB\n", static_cast<long long>(lines),
              megabytes, seconds, static_cast<double>(lines) / seconds, megabytes / seconds, most - before);
  return 0;
}
