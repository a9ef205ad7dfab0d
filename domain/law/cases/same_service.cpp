// Whether two awards speak of one service, as far as their titles and codes can tell.

#include "domain/law/cases/register_case.h"

#include "domain/name_words.h"

#include <algorithm>
#include <array>

namespace openward::law {
namespace {

/// Words that stand in the titles of any service.
constexpr std::array<std::string_view, 42> empty_words{
    "A",    "AN",      "AND",       "AT",       "AWARD", "BY",     "CONTRACT",   "CONTRACTS", "DIRECT",      "EXTENSION", "FOR",
    "FROM", "ICB",     "IN",        "INTERIM",  "LOT",   "LTD",    "NEW",        "NHS",       "NOTICE",      "OF",        "ON",
    "OR",   "PROCESS", "PROVISION", "PROJECT",  "PSR",   "REF",    "SERVICE",    "SERVICES",  "SUPPLY",      "THE",       "TO",
    "WITH", "TRUST",   "PROVIDER",  "DELIVERY", "CARE",  "HEALTH", "HEALTHCARE", "INTENTION", "CONFIRMATION"};

bool is_number(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The telling words of a title, each once, in order. Numbers are left out: they are years, lots and references.
std::vector<std::string_view> telling_words(std::string_view spaced) {
  std::vector<std::string_view> words;
  while (!spaced.empty()) {
    spaced.remove_prefix(1);
    const auto end = std::min(spaced.find(' '), spaced.size());
    const auto word = spaced.substr(0, end);
    if (!is_number(word) && std::find(empty_words.begin(), empty_words.end(), word) == empty_words.end()) words.push_back(word);
    spaced.remove_prefix(end);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::size_t in_common(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](std::string_view word) { return std::binary_search(b.begin(), b.end(), word); }));
}

/// 85000000 and groups such as 85100000 stand on most notices and tell nothing.
bool tells(std::string_view code) { return code.size() >= 8 && code.substr(3, 5) != "00000"; }

bool share_a_code(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& code) {
    return tells(code) && std::any_of(b.begin(), b.end(), [&](const std::string& other) { return other.compare(0, 8, code, 0, 8) == 0; });
  });
}

} // namespace

bool same_service(std::string_view title, const std::vector<std::string>& cpv, std::string_view other_title,
                  const std::vector<std::string>& other_cpv) {
  const std::string spaced = openward::detail::name_words(title);
  const std::string other_spaced = openward::detail::name_words(other_title);
  const auto words = telling_words(spaced);
  const auto others = telling_words(other_spaced);
  const std::size_t shared = in_common(words, others);
  // Most words of the longer title: "community dental" is not "community dental, ophthalmology and audiology".
  if (shared > 0 && shared * 2 > std::max(words.size(), others.size())) return true;
  // An authority buys several services of one code from one provider, so the titles must not be strangers.
  return share_a_code(cpv, other_cpv) && (shared > 0 || words.empty() || others.empty());
}

} // namespace openward::law
