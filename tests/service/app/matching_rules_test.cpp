// The version of the rules stands beside every string that they read. Nobody has to remember to raise it: what rules and curated tables
// make of a fixed list of names is kept in tests/cases/matching/names.tsv, and the digest of it, by version, in
// tests/cases/matching/rules.tsv.

#include "domain/matching/supplier_class.h"
#include "exchange/files/file.h"
#include "exchange/names/supplier_names.h"
#include "exchange/reference/provider_tables.h"
#include "service/app/matching.h"
#include "tests/support/catch.h"

#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace openward;

namespace {

const std::filesystem::path kRoot = OPENWARD_SOURCE_DIR;

/// The lines of two cells; those that begin with # are for people.
std::vector<std::pair<std::string, std::string>> rows_of(const std::filesystem::path& file) {
  std::ifstream in(kRoot / "tests" / "cases" / "matching" / file);
  REQUIRE(in);
  std::vector<std::pair<std::string, std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto tab = line.find('\t');
    rows.emplace_back(line.substr(0, tab), tab == std::string::npos ? "" : line.substr(tab + 1));
  }
  return rows;
}

std::string outcome_of(const matching::BodyIndex& index, const std::string& words) {
  const matching::SupplierString supplier = exchange::read_supplier(words);
  const matching::Decision decision = matching::decide(index, supplier);
  const Classification held = matching::classify_supplier(index, supplier, decision, {1, 100'000});
  std::string out = std::string(matching::to_string(decision.outcome)) + " " + std::string(matching::to_string(decision.ground));
  if (decision.link) out += " \"" + index.body(decision.link->body).body.name + "\"";
  return out + ", " + std::string(to_string(held.provider_class)) + " by " + std::string(to_string(held.evidence));
}

TEST_CASE("rules that read a name otherwise than before have a new version", "[service]") {
  auto known = exchange::read_known_bodies(kRoot / "reference");
  REQUIRE(known);
  const matching::BodyIndex index(std::move(*known));
  const auto names = rows_of("names.tsv");
  REQUIRE(names.size() >= 40);
  std::string all;
  std::string changed;
  for (const auto& [words, expected] : names) {
    const std::string outcome = outcome_of(index, words);
    all += words + "\t" + outcome + "\n";
    if (outcome != expected) changed += words + "\t" + outcome + "\n";
  }
  const std::string digest = exchange::sha256_hex(all);
  const auto versions = rows_of("rules.tsv");
  REQUIRE_FALSE(versions.empty());
  INFO("names.tsv now:\n"
       << changed << "rules.tsv now ends:\n"
       << app::matching_rules << "\t" << digest
       << "\nRaise matching_rules in service/app/matching.h, add a line with the new version to rules.tsv, and put the "
          "new outcomes into names.tsv.");
  CHECK(changed.empty());
  CHECK(versions.back() == std::pair(std::string(app::matching_rules), digest));
}

TEST_CASE("no version of the rules stands for two readings, and none comes back", "[service]") {
  std::set<std::string> digests;
  int last = 0;
  for (const auto& [version, digest] : rows_of("rules.tsv")) {
    INFO(version);
    CHECK(std::stoi(version) == last + 1);
    last = std::stoi(version);
    CHECK(digests.insert(digest).second);
  }
}

} // namespace
