// How fast supplier strings are matched: invents bodies (200,000 unless told otherwise) and distinct strings (1,000,000), most of them
// spellings of a body's name and the rest of nobody's, and reads, decides and classifies them all in two threads that share one index.
// Build it as Release.
//
//   bench_matching [STRINGS] [BODIES] [THREADS]

#include "domain/matching/supplier_class.h"
#include "exchange/names/supplier_names.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace openward; // NOLINT(google-build-using-namespace): a program of one file

/// The same numbers everywhere: a linear congruential generator (Knuth's MMIX).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

/// A word of two to four syllables: 50,000 of them stand in names about as often as surnames and places do.
std::string invented_word(std::size_t n) {
  static constexpr std::array<std::string_view, 40> syllables{"ba",  "ber", "bro", "car", "chi",  "cor", "da",  "den", "dun", "el",
                                                              "en",  "far", "fen", "gar", "gil",  "ham", "har", "hol", "in",  "ka",
                                                              "ken", "la",  "lo",  "mar", "mel",  "mor", "ner", "nor", "o",   "pa",
                                                              "pen", "ro",  "sal", "ser", "ston", "ta",  "ter", "ton", "ves", "wi"};
  std::string word;
  for (n += 40; n > 0; n /= syllables.size()) word += syllables[n % syllables.size()];
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

constexpr std::array<std::string_view, 12> kinds{" Surgery",  " Medical Centre", " Medical Practice", " Health Centre", " Ltd",
                                                 " Care Ltd", " Healthcare Ltd", " Services Limited", " Clinic",        " LLP",
                                                 " Pharmacy", " Solutions Ltd"};

std::string invented_name(Dice& dice) {
  // Squared: few words are in many names, many in few.
  const auto word = [&] {
    const std::size_t r = dice.below(224);
    return invented_word(r * r + dice.below(2 * r + 1));
  };
  return word() + " " + word() + std::string(kinds[dice.below(kinds.size())]);
}

std::vector<matching::KnownBody> invented_bodies(std::size_t count) {
  Dice dice(1);
  std::vector<matching::KnownBody> bodies(count);
  for (std::size_t i = 0; i < count; ++i) {
    bodies[i].body.name = invented_name(dice);
    if (auto code = Identifier::create("coh", std::to_string(1'000'000 + i))) bodies[i].body.identifiers.push_back(*code);
    if (dice.below(20) == 0) bodies[i].other_names.push_back({invented_name(dice), matching::NameUse::former});
  }
  return bodies;
}

std::string with_slip(std::string text, Dice& dice) {
  text.erase(dice.below(text.size()), 1);
  return text;
}

/// Three in ten as they stand, four spelt otherwise, three of nobody; a running number in one of ten makes a code of it.
std::string published(const std::string& name, Dice& dice, std::size_t n) {
  switch (dice.below(10)) {
  case 0:
    return "UK" + std::to_string(10'000'000 + n) + "01 : " + name;
  case 1:
    return name + " (" + std::to_string(n) + ")";
  case 2:
    return name + ":" + std::to_string(10'000'000 + n);
  case 3:
    return with_slip(name, dice);
  case 4:
    return name + " T/A " + invented_name(dice);
  case 5:
    return name + " - Caf\xC3\xA9 " + invented_word(n);
  case 6:
    return invented_word(n) + " " + name;
  default:
    return invented_name(dice) + " " + invented_word(n);
  }
}

std::size_t number_or(int argc, char** argv, int at, std::size_t otherwise) {
  if (argc <= at) return otherwise;
  const std::string_view text(argv[at]);
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

long milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
  const std::size_t strings = number_or(argc, argv, 1, 1'000'000), bodies = number_or(argc, argv, 2, 200'000);
  const std::size_t threads = std::max<std::size_t>(1, number_or(argc, argv, 3, 2));
  auto known = invented_bodies(bodies);
  std::vector<std::string> names;
  for (const auto& body : known) names.push_back(body.body.name);
  std::vector<std::string> asked;
  Dice dice(2);
  for (std::size_t i = 0; i < strings; ++i) asked.push_back(published(names[dice.below(names.size())], dice, i));

  auto start = std::chrono::steady_clock::now();
  const matching::BodyIndex index(std::move(known));
  std::printf("index of %zu bodies: %ld ms\n", index.bodies(), milliseconds_since(start));

  start = std::chrono::steady_clock::now();
  std::atomic<std::size_t> next = 0, linked = 0, waiting = 0, classed = 0;
  const auto work = [&] {
    constexpr std::size_t batch = 1000;
    for (std::size_t from = next.fetch_add(batch); from < asked.size(); from = next.fetch_add(batch)) {
      for (std::size_t i = from; i < std::min(from + batch, asked.size()); ++i) {
        const auto supplier = exchange::read_supplier(asked[i]);
        const auto decision = matching::decide(index, supplier);
        const auto held = matching::classify_supplier(index, supplier, decision, {});
        linked += decision.outcome == matching::Outcome::linked ? 1U : 0U;
        waiting += decision.outcome == matching::Outcome::candidates ? 1U : 0U;
        classed += held.provider_class != ProviderClass::unclassified ? 1U : 0U;
      }
    }
  };
  std::vector<std::thread> crew;
  for (std::size_t i = 0; i < threads; ++i) crew.emplace_back(work);
  for (std::thread& thread : crew) thread.join();
  std::printf("%zu strings in %zu threads: %ld ms; %zu linked, %zu with candidates, %zu classed\n", asked.size(), threads,
              milliseconds_since(start), linked.load(), waiting.load(), classed.load());
  return EXIT_SUCCESS;
}
