// How fast a spend file is read and its lines are written, without the matching of its suppliers: for finding where the time goes.
// `openward import` is what the targets are measured with (script/bench).
//
//   bench_spend_import DATABASE-URL FILE...

#include "exchange/files/file.h"
#include "exchange/spend/read_apart.h"
#include "persistence/repositories.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace {

using namespace openward; // NOLINT(google-build-using-namespace): a program of one file

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

Result<SpendFile> take(persistence::UnitOfWork& u, const std::string& name, std::string_view bytes) {
  persistence::Bodies bodies(u);
  persistence::Spend spend(u);
  const std::int64_t source =
      persistence::Sources(u).add({name, "spend", exchange::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size()), true});
  std::optional<std::int64_t> file;
  exchange::SpendSink sink;
  sink.payment = [&](const PaymentLine& line) -> Result<> {
    if (!file) {
      auto payer = bodies.resolve(line.entity, {}, "", "", true);
      if (!payer) return payer.error();
      file = spend.open(source, *payer);
    }
    spend.add(*file, line);
    return Done{};
  };
  sink.refused = [](const RefusedLine&) {};
  auto read = exchange::read_apart([&](const exchange::SpendSink& apart) { return exchange::read_spend(bytes, apart); }, sink);
  if (!read) return read.error();
  if (!file) return invalid("the file holds no payment");
  read->file.name = name;
  return spend.close(*file, std::move(read->file)).account;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: bench_spend_import DATABASE-URL FILE...\n");
    return 2;
  }
  auto database = persistence::Database::open(argv[1]);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().message.c_str());
    return 1;
  }
  const auto begun = std::chrono::steady_clock::now();
  const double used = processor_seconds();
  std::int64_t lines = 0;
  for (int i = 2; i < argc; ++i) {
    const auto mapped = exchange::MappedFile::open(argv[i]);
    if (!mapped) {
      std::fprintf(stderr, "%s\n", mapped.error().message.c_str());
      return 1;
    }
    const auto taken = (*database)->write("bench", Instant(std::chrono::sys_seconds(std::chrono::seconds(1'754'800'000))),
                                          [&](persistence::UnitOfWork& u) { return take(u, argv[i], mapped->bytes()); });
    if (!taken) {
      std::fprintf(stderr, "%s: %s\n", argv[i], taken.error().message.c_str());
      return 1;
    }
    lines += taken->payments;
  }
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  const double processor = processor_seconds() - used;
  rusage most{};
  getrusage(RUSAGE_SELF, &most);
  std::printf(
      "%lld lines: %.2f s, %.0f lines/s; %.2f s of processor time (without a server's), %.0f lines/s of it; at most %ld MB resident\n",
      static_cast<long long>(lines), wall, static_cast<double>(lines) / wall, processor, static_cast<double>(lines) / processor,
      most.ru_maxrss / 1024);
  return 0;
}
