// The kinds of primary care by the words of a name. Trades go before general practice: a "Dental Surgery" and a "Medical Centre Pharmacy"
// are no practices of doctors.

#include "domain/body.h"
#include "domain/matching/supplier_class.h"

#include <algorithm>
#include <array>

namespace openward::matching {
namespace {

struct KindWords {
  std::string_view kind;
  std::string_view words; // as they stand in a normalised name
};

constexpr auto trades = std::to_array<KindWords>({
    {"dental", "DENTAL"},       {"dental", "DENTIST"},       {"dental", "DENTISTS"},     {"dental", "DENTISTRY"},
    {"dental", "ORTHODONTIC"},  {"dental", "ORTHODONTICS"},  {"dental", "ORTHODONTIST"}, {"optical", "OPTICIAN"},
    {"optical", "OPTICIANS"},   {"optical", "OPTICAL"},      {"optical", "OPTOMETRIST"}, {"optical", "OPTOMETRISTS"},
    {"optical", "OPTOMETRY"},   {"optical", "EYECARE"},      {"pharmacy", "PHARMACY"},   {"pharmacy", "PHARMACIES"},
    {"pharmacy", "PHARMACIST"}, {"pharmacy", "PHARMACISTS"}, {"pharmacy", "CHEMIST"},    {"pharmacy", "CHEMISTS"},
});

/// "Practice" alone is not among them: dentists and opticians have practices too.
constexpr auto doctors = std::to_array<std::string_view>({"SURGERY", "SURGERIES", "MEDICAL CENTRE", "MEDICAL PRACTICE", "FAMILY PRACTICE",
                                                          "GROUP PRACTICE", "GENERAL PRACTICE", "GENERAL PRACTICES", "GP", "GPS", "PCN",
                                                          "PRIMARY CARE NETWORK", "HEALTH CENTRE", "PMS", "DR", "DRS"});

bool stands(std::string_view words, std::string_view spaced) {
  for (auto at = spaced.find(words); at != std::string_view::npos; at = spaced.find(words, at + 1)) {
    if (spaced[at - 1] == ' ' && spaced[at + words.size()] == ' ') return true;
  }
  return false;
}

} // namespace

std::string_view care_kind(std::string_view name) {
  const std::string spaced = " " + normalised_name(name) + " ";
  std::string_view kind;
  for (const KindWords& trade : trades) {
    if (!stands(trade.words, spaced) || trade.kind == kind) continue;
    if (!kind.empty()) return {};
    kind = trade.kind;
  }
  if (!kind.empty()) return kind;
  const bool practice = std::any_of(doctors.begin(), doctors.end(), [&](std::string_view words) { return stands(words, spaced); });
  return practice ? std::string_view("general_practice") : std::string_view();
}

} // namespace openward::matching
