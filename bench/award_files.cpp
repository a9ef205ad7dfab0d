// Writes release packages of invented notices as a national register would hold them (bench/pcr_releases.h), for measuring imports and
// reports of awards: the same words give the same bytes. Nobody in them exists.
//
//   bench_award_files --to FOLDER [--awards 500000] [--per-file 1000] [--first 0]
//
// A file holds the notices of --per-file procurements, each of which ends in one award. Procurements are numbered from --first: two runs
// with ranges apart make awards apart.

#include "bench/pcr_releases.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace {

struct Wanted {
  std::string folder;
  std::map<std::string, int, std::less<>> numbers{{"--awards", 500'000}, {"--per-file", 1000}, {"--first", 0}};
  int of(std::string_view name) const { return numbers.find(name)->second; }
};

int usage(std::string_view why) {
  std::cerr << "bench_award_files: " << why << "\nusage: bench_award_files --to FOLDER [--awards N] [--per-file N] [--first N]\n";
  return 2;
}

std::string file_name(int number) {
  const std::string digits = std::to_string(number);
  return "synthetic-awards-" + std::string(7 - std::min<std::size_t>(7, digits.size()), '0') + digits + ".json";
}

} // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (i + 1 == argc) return usage("there is no value after " + std::string(name));
    const std::string_view value = argv[i + 1];
    if (name == "--to") {
      wanted.folder = value;
      continue;
    }
    const auto found = wanted.numbers.find(name);
    if (found == wanted.numbers.end()) return usage("there is no option " + std::string(name));
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), found->second);
    if (fault != std::errc{} || end != value.data() + value.size() || found->second < (name == "--first" ? 0 : 1))
      return usage(std::string(name) + " takes a whole number");
  }
  if (wanted.folder.empty()) return usage("--to names no folder");

  std::filesystem::create_directories(wanted.folder);
  const int last = wanted.of("--first") + wanted.of("--awards");
  std::uintmax_t bytes = 0;
  for (int first = wanted.of("--first"); first < last; first += wanted.of("--per-file")) {
    const std::string path = wanted.folder + "/" + file_name(first);
    const std::string package = openward::bench::national_package_of(first, std::min(wanted.of("--per-file"), last - first));
    std::ofstream out(path, std::ios::binary);
    out << package;
    out.close();
    if (!out) {
      std::cerr << "bench_award_files: cannot write " << path << ": check the folder and the space left\n";
      return 1;
    }
    bytes += package.size();
  }
  std::cout << wanted.of("--awards") << " awards in " << bytes / 1'000'000 << " MB under " << wanted.folder << '\n';
  return 0;
}
