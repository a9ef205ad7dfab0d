// Type-ahead over many bodies: how long the directory takes to build, and the slowest of many questions.
//
//   bench_suggest [BODIES]

#include "service/app/reconcile.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace openward; // NOLINT(google-build-using-namespace): a program of one file
using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 16> kPlaces{"Marsh",  "Fen",  "Harbour", "Valley", "North", "South", "Bright", "Water",
                                              "Nether", "Over", "Stone",   "Ash",    "Brook", "Clay",  "Elm",    "Holm"};
constexpr std::array<const char*, 8> kEndings{"ton", "ham", "ley", "ford", "wick", "by", "stead", "mere"};
constexpr std::array<const char*, 8> kTrades{"Medical Centre",         "Surgery",         "NHS Trust",
                                             "Health Care Ltd",        "Diagnostics Ltd", "Hospice",
                                             "Community Services CIC", "Nursing Home Ltd"};

persistence::NamedThings invented(std::size_t bodies) {
  std::mt19937 random(20260810);
  const auto pick = [&](const auto& words) { return std::string(words[random() % words.size()]); };
  persistence::NamedThings things;
  for (std::size_t i = 0; i < bodies; ++i) {
    persistence::NamedBody one;
    one.known.body.id = "bd-" + std::to_string(i);
    one.known.body.name = pick(kPlaces) + pick(kEndings) + " " + pick(kPlaces) + pick(kEndings) + " " + pick(kTrades);
    std::string number = std::to_string(i);
    number.insert(0, 8 - number.size(), '0');
    if (auto identifier = Identifier::create("coh", number)) one.known.body.identifiers.push_back(*std::move(identifier));
    one.provider = true;
    one.awards = static_cast<std::int64_t>(random() % 50);
    things.bodies.push_back(std::move(one));
  }
  return things;
}

double milliseconds(Clock::time_point since) { return std::chrono::duration<double, std::milli>(Clock::now() - since).count(); }

} // namespace

int main(int argc, char** argv) {
  const std::size_t bodies = argc > 1 ? static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10)) : 200'000;
  auto things = invented(bodies);
  const auto begun = Clock::now();
  const app::BodyDirectory directory(std::move(things), *Date::parse("2026-08-10"));
  std::printf("built over %zu bodies in %.0f ms\n", directory.bodies(), milliseconds(begun));

  for (const char* typed : {"n", "m", "nhs", "med", "marsh", "marsh med", "marshton ash", "s m", "h c l", "0001", "zzz", "holmmere"}) {
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < 20; ++i) {
      const auto from = Clock::now();
      found = directory.beginning(typed, 10).size();
      times.push_back(milliseconds(from));
    }
    std::sort(times.begin(), times.end());
    std::printf("suggest %-14s %2zu found, median %.3f ms, slowest %.3f ms\n", typed, found, times[times.size() / 2], times.back());
  }
  for (const char* name : {"Marshton Ashley Medical Centre", "Holmmere Fenby Diagnostcs Ltd", "Entirely Unheard Of"}) {
    const auto from = Clock::now();
    std::size_t found = 0;
    for (int i = 0; i < 50; ++i) found = app::reconcile(directory, {name}).candidates.size();
    std::printf("reconcile \"%s\": %zu candidates, %.3f ms\n", name, found, milliseconds(from) / 50);
  }
  return EXIT_SUCCESS;
}
