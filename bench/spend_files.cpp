// Writes spend files of invented lines in the shape of HM Treasury's template, for measuring imports and reports: the same words give the
// same bytes. Nobody in them exists, and every line says so.
//
//   bench_spend_files --to FOLDER [--lines 1000000] [--files 1] [--payers 100] [--suppliers 5000] [--local N] [--months 1] [--seed 1]
//
// A file is of one payer and one month (or --months of them), its lines in the order of their days, as most published files are; payers
// follow each other within a month, and months begin with April 2019. With --local a payer has that many suppliers of its own, half of them
// shared with the next payer, beside the few that all of them pay; without it everybody pays everybody.

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace {

constexpr std::array<std::string_view, 12> kPlaces{"Marsh", "Fen",   "Harbour", "Valley", "Bright", "Water",
                                                   "Over",  "Stone", "Ash",     "Brook",  "Clay",   "Holm"};
constexpr std::array<std::string_view, 6> kEndings{"ton", "ham", "ley", "ford", "wick", "mere"};
constexpr std::array<std::string_view, 8> kTrades{"Medical Centre",  "Surgery", "NHS Foundation Trust",   "Health Care Ltd",
                                                  "Diagnostics Ltd", "Hospice", "Community Services CIC", "Nursing Home Limited"};
constexpr std::array<std::string_view, 6> kTypes{
    "Clinical services", "Drugs", "Purchase of health care", "Agency and locum staff", "Premises and rent", "Computer software"};
constexpr std::array<std::string_view, 6> kAreas{"Acute commissioning", "Mental health",   "Community services",
                                                 "Primary care",        "Continuing care", "Running costs"};

/// SplitMix64: the same numbers everywhere, which <random>'s distributions do not promise.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t limit) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return (z ^ (z >> 31U)) % limit;
  }

 private:
  std::uint64_t state_;
};

struct Wanted {
  std::string folder;
  std::map<std::string, std::uint64_t, std::less<>> numbers{
      {"--lines", 1'000'000}, {"--files", 1}, {"--payers", 100}, {"--suppliers", 5000}, {"--local", 0}, {"--months", 1}, {"--seed", 1}};
  std::uint64_t of(std::string_view name) const { return numbers.find(name)->second; }
};

std::string padded(std::uint64_t number, std::size_t width) {
  std::string out = std::to_string(number);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}

/// The number keeps names apart; it stands in front, where it is no part of a company's number or of a legal form.
std::string supplier_name(std::uint64_t i) {
  std::string name(kPlaces[i % kPlaces.size()]);
  name += kEndings[i / 5 % kEndings.size()];
  name += " " + std::to_string(i) + " ";
  name += kTrades[i % kTrades.size()];
  return name;
}

std::string payer_name(std::uint64_t i) {
  return "NHS Invented " + std::string(kPlaces[i % kPlaces.size()]) + std::string(kEndings[i / kPlaces.size() % kEndings.size()]) + " " +
         std::to_string(i) + " Integrated Care Board";
}

/// "1,234,567.89" in quotation marks, as spreadsheets write it; small sums are commoner than large ones, and some are credits.
std::string amount(Numbers& random) {
  const std::uint64_t pounds = random.below(20) == 0 ? 25'000 + random.below(9'000'000) : 25'000 + random.below(120'000);
  std::string out = std::to_string(pounds);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return (random.below(50) == 0 ? "\"-" : "\"") + out + "." + padded(random.below(100), 2) + "\"";
}

/// Some suppliers are paid far oftener than others.
std::uint64_t supplier(Numbers& random, const Wanted& wanted, std::uint64_t payer) {
  const std::uint64_t suppliers = wanted.of("--suppliers");
  const std::uint64_t local = wanted.of("--local");
  const bool often = random.below(3) == 0;
  if (local == 0) return often ? random.below(suppliers / 20 + 1) : random.below(suppliers);
  return often ? random.below(suppliers / 200 + 1) : (payer * local / 2 + random.below(local)) % suppliers;
}

/// "/04/2019,", months being counted from that one.
std::string month_and_year(std::uint64_t month) {
  return "/" + padded((month + 3) % 12 + 1, 2) + "/" + std::to_string(2019 + (month + 3) / 12) + ",";
}

void write_file(std::ostream& out, Numbers& random, const Wanted& wanted, std::uint64_t number, std::uint64_t lines) {
  const std::uint64_t payer = number % wanted.of("--payers");
  const std::uint64_t months = wanted.of("--months");
  const std::uint64_t first_month = number / wanted.of("--payers") * months;
  const std::string before_day = "Department of Health and Social Care (synthetic)," + payer_name(payer) + ",";
  out << "Department family,Entity,Date,Expense type,Expense area,Supplier,Transaction number,Amount,Description\r\n";
  for (std::uint64_t i = 0; i < lines; ++i) {
    const std::uint64_t paid = supplier(random, wanted, payer);
    const auto kind = random.below(kTypes.size());
    const std::uint64_t day = i * 28 * months / lines; // of months of 28 days
    out << before_day << padded(1 + day % 28, 2) << month_and_year(first_month + day / 28) << kTypes[kind] << ','
        << kAreas[random.below(kAreas.size())] << ',' << supplier_name(paid) << ",SYN" << padded(number, 4) << padded(i, 7) << ','
        << amount(random) << ",Synthetic line\r\n";
  }
}

int usage(std::string_view why) {
  std::cerr << "bench_spend_files: " << why
            << "\nusage: bench_spend_files --to FOLDER [--lines N] [--files N] [--payers N] [--suppliers N] [--local N] [--months N] "
               "[--seed N]\n";
  return 2;
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
    if (fault != std::errc{} || end != value.data() + value.size() || found->second == 0)
      return usage(std::string(name) + " takes a whole number above zero");
  }
  if (wanted.folder.empty()) return usage("--to names no folder");

  std::filesystem::create_directories(wanted.folder);
  Numbers random(wanted.of("--seed"));
  const std::uint64_t files = wanted.of("--files");
  for (std::uint64_t number = 0; number < files; ++number) {
    const std::string path = wanted.folder + "/synthetic-spend-" + padded(number, 5) + ".csv";
    std::ofstream out(path, std::ios::binary);
    // The lines left over stand one each in the first files.
    write_file(out, random, wanted, number, wanted.of("--lines") / files + (number < wanted.of("--lines") % files ? 1 : 0));
    out.close();
    if (!out) {
      std::cerr << "bench_spend_files: cannot write " << path << ": check the folder and the space left\n";
      return 1;
    }
  }
  std::cout << wanted.of("--lines") << " lines in " << files << " files under " << wanted.folder << '\n';
  return 0;
}
