// How long it takes to hold awards against the law, in two measures. First the law alone, in processor time on one core: from what the
// register holds of an award to its case record and through every rule. Then the whole way on an SQLite database: read, make the case, ask
// the rules, save. The awards are invented and the same in every run. Build it as Release.
//
//   bench_findings [CASES] [STORED]      100000 cases through the law, 5000 awards in a database

#include "service/app/findings.h"
#include "bench/psr_releases.h"
#include "exchange/ocds/release_reader.h"
#include "persistence/law.h"
#include "service/app/import.h"
#include "service/app/law_surroundings.h"

#include <time.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

namespace {

namespace app = openward::app;
namespace bench = openward::bench;
namespace law = openward::law;
namespace persistence = openward::persistence;
using openward::Done;
using openward::Error;
using openward::Instant;
using openward::invalid;
using openward::london_date;
using openward::Result;

constexpr int distinct = 2000;   // cases that are made and read before the clock runs
constexpr int per_package = 500; // procurements in a file of the import

std::chrono::nanoseconds processor_time() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

Instant moment() { return *Instant::parse("2026-11-20T12:00:00Z"); }

int failed(const Error& error) {
  std::fprintf(stderr, "%s %s\n", error.message.c_str(), error.internal.c_str());
  return 2;
}

/// A register in a folder of its own, gone at the end.
struct TemporaryRegister {
  TemporaryRegister() : folder(std::filesystem::temp_directory_path() / ("openward-bench-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder);
  }
  ~TemporaryRegister() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  TemporaryRegister(const TemporaryRegister&) = delete;
  TemporaryRegister& operator=(const TemporaryRegister&) = delete;
  std::string url() const { return "sqlite:" + (folder / "register.db").string(); }
  std::filesystem::path folder;
};

Result<> fill(persistence::Database& database, int awards) {
  app::Importer importer(database, moment);
  for (int first = 0; first < awards; first += per_package) {
    app::ImportSummary summary;
    importer.take(summary, "package-" + std::to_string(first), bench::package_of(first, std::min(per_package, awards - first)), {});
    if (summary.files.front().refused) return *summary.files.front().refused;
  }
  return Done{};
}

/// The cases as the register holds them, with their notices read.
Result<std::vector<law::RegisterCase>> cases_of(persistence::Database& database, std::size_t most) {
  return database.read([most](persistence::Session& s) -> Result<std::vector<law::RegisterCase>> {
    std::vector<law::RegisterCase> out;
    app::Checker checker(london_date(moment()));
    auto read = persistence::for_each_case(s, [&](persistence::HeldCase& held) -> Result<> {
      if (out.size() == most) return Done{};
      held.facts.notices = checker.read(held.releases);
      held.facts.linked_notices = checker.read(held.linked);
      out.push_back(std::move(held.facts));
      return Done{};
    });
    if (!read) return read.error();
    return out;
  });
}

void measure_law(const std::vector<law::RegisterCase>& cases, int count) {
  const law::Surroundings around = app::surroundings_on(london_date(moment()));
  const law::RuleBook& rules = app::rule_book();
  persistence::FindingCounts all;
  std::chrono::nanoseconds making{}, asking{};
  for (int n = 0; n < count; ++n) {
    const auto begun = processor_time();
    const law::CaseRecord record = law::case_of(cases[static_cast<std::size_t>(n) % cases.size()]);
    const auto made = processor_time();
    const auto findings = rules.check(record, around);
    asking += processor_time() - made;
    making += made - begun;
    const auto counts = app::counts_of(findings);
    all.pass += counts.pass, all.question += counts.question, all.fail += counts.fail, all.not_computable += counts.not_computable;
  }
  const auto ms = [](std::chrono::nanoseconds t) { return static_cast<long long>(t / std::chrono::milliseconds(1)); };
  std::printf("law alone: %d cases (%zu distinct), %zu rules: %lld ms of processor time, %lld for the cases and %lld for the rules\n",
              count, cases.size(), rules.rules().size(), ms(making + asking), ms(making), ms(asking));
  std::printf("  found: pass %d, question %d, fail %d, not computable %d\n", all.pass, all.question, all.fail, all.not_computable);
}

int number(const char* text, int otherwise) {
  if (text == nullptr) return otherwise;
  int value = 0;
  const std::string_view given(text);
  const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
  return fault == std::errc{} && end == given.data() + given.size() && value > 0 ? value : 0;
}

} // namespace

int main(int argc, char** argv) {
  const int count = number(argc > 1 ? argv[1] : nullptr, 100000);
  const int stored = number(argc > 2 ? argv[2] : nullptr, 5000);
  if (argc > 3 || count == 0 || stored == 0) {
    std::fprintf(stderr, "usage: bench_findings [CASES] [STORED], whole numbers from 1\n");
    return 2;
  }
  const TemporaryRegister place;
  auto database = persistence::Database::open(place.url());
  if (!database) return failed(database.error());
  if (auto filled = fill(**database, stored); !filled) return failed(filled.error());
  const auto cases = cases_of(**database, distinct);
  if (!cases) return failed(cases.error());
  if (cases->empty()) return failed(invalid("the invented awards are not read as awards of the Provider Selection Regime"));
  measure_law(*cases, count);
  const auto all = app::check_all(**database, moment);
  if (!all) return failed(all.error());
  const auto took = std::max<std::int64_t>(all->spent.count(), 1);
  std::printf("whole way on SQLite: %lld awards in %lld ms, %lld awards a second\n", static_cast<long long>(all->awards),
              static_cast<long long>(took), static_cast<long long>(all->awards * 1000 / took));
}
