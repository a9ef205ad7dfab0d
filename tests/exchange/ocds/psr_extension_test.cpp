// The register's extension of OCDS against the tables of the domain: a word that is in one and not in the other is a fault.

#include "domain/award.h"
#include "domain/body.h"
#include "domain/law/procedure/words.h"
#include "domain/money.h"
#include "exchange/ocds/merge/json_value.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace openward; // NOLINT(google-build-using-namespace): a test file
using exchange::JsonValue;
namespace fs = std::filesystem;
namespace procedure = law::procedure;

namespace {

using Words = std::vector<std::string>;

Words words_of(std::span<const std::string_view> spelt) { return {spelt.begin(), spelt.end()}; }

/// Of an enumeration whose words are told one by one.
template <typename E>
Words words_to(E last) {
  Words out;
  for (int i = 0; i <= static_cast<int>(last); ++i) out.emplace_back(to_string(static_cast<E>(i)));
  return out;
}

std::map<std::string, Words> domain_words() {
  return {{"choice.csv", words_of(procedure::choice_words())},
          {"classEvidence.csv", words_to(Evidence::none)},
          {"modificationGround.csv", words_to(ModificationGround::unknown)},
          {"noticeKind.csv", words_of(notice_kind_words())},
          {"process.csv", words_of(procedure::process_words())},
          {"providerClass.csv", words_of(provider_class_words())},
          {"regime.csv", words_of(regime_words())},
          {"route.csv", words_of(route_words())},
          {"state.csv", words_of(procedure::state_words())},
          {"step.csv", words_of(procedure::step_words())},
          {"tenderClass.csv", words_of(tender_class_words())},
          {"valueKind.csv", words_to(ValueKind::unknown)},
          {"vat.csv", words_to(Vat::unknown)}};
}

fs::path folder() { return fs::path(OPENWARD_SOURCE_DIR) / "api-spec" / "ocds-psr"; }

JsonValue json_file(const std::string& name) {
  std::ifstream in(folder() / name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  const auto parsed = JsonValue::parse(text.str());
  INFO(name);
  REQUIRE(parsed);
  return *parsed;
}

/// The first cell of each line but the heading.
Words codes_of(const std::string& name) {
  std::ifstream in(folder() / "codelists" / name);
  Words out;
  std::string line;
  std::getline(in, line);
  CHECK(line == "Code,Title,Description");
  while (std::getline(in, line)) {
    const auto comma = line.find(',');
    INFO(line);
    CHECK(line.find(',', comma + 1) > comma + 1); // a title
    out.push_back(line.substr(0, comma));
  }
  return out;
}

/// Calls `visit` with every schema that names a codelist.
template <typename Visit>
void each_coded(const JsonValue& schema, Visit visit) {
  if (schema.find("codelist") && schema.find("enum")) visit(schema);
  for (const auto& [name, value] : schema.members()) each_coded(value, visit);
  for (const JsonValue& item : schema.items()) each_coded(item, visit);
}

} // namespace

TEST_CASE("the codelists of the extension are the words of the domain, in its order", "[exchange]") {
  const auto words = domain_words();
  for (const auto& [name, expected] : words) {
    INFO(name);
    CHECK(codes_of(name) == expected);
  }
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder() / "codelists")) files.insert(entry.path().filename().string());
  std::set<std::string> listed;
  const JsonValue extension = json_file("extension.json");
  for (const JsonValue& name : extension.find("codelists")->items()) listed.insert(name.scalar());
  CHECK(files == listed);
  CHECK(files.size() == words.size());
}

TEST_CASE("every coded field of the extension has the words of its codelist and null", "[exchange]") {
  const auto words = domain_words();
  std::set<std::string> used;
  each_coded(json_file("release-schema.json"), [&](const JsonValue& schema) {
    const std::string name(schema.scalar_at("codelist"));
    INFO(name);
    REQUIRE(words.count(name) == 1);
    used.insert(name);
    const auto& values = schema.find("enum")->items();
    REQUIRE(values.size() == words.at(name).size() + 1);
    CHECK(values.back().is_null());
    for (std::size_t i = 0; i + 1 < values.size(); ++i) CHECK(values[i].scalar() == words.at(name)[i]);
    CHECK(schema.scalar_at("openCodelist") == "false");
  });
  CHECK(used.size() == words.size());
}

TEST_CASE("every schema file that the extension lists is there, and says what each field is", "[exchange]") {
  const JsonValue extension = json_file("extension.json");
  for (const JsonValue& name : extension.find("schemas")->items()) {
    const JsonValue schema = json_file(name.scalar());
    for (const auto& [property, value] : schema.find("properties")->members()) {
      INFO(name.scalar() << " " << property);
      CHECK_FALSE(value.scalar_at("title").empty());
      CHECK_FALSE(value.scalar_at("description").empty());
    }
  }
}
