// The conformance cases of the Open Contracting Partnership (open-contracting/ocds-merge), and the rules in its schemas, where the real
// files are at hand.

#include "exchange/ocds/merge/merge.h"
#include "tests/support/catch.h"
#include "tests/support/real_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace openward;           // NOLINT(google-build-using-namespace): a test file
using namespace openward::exchange; // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

namespace {

/// Any JSON, not an object alone.
JsonValue json_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << R"({"it":)" << in.rdbuf() << "}";
  const auto parsed = JsonValue::parse(text.str());
  INFO(path.string());
  REQUIRE(parsed);
  return *parsed->find("it");
}

std::vector<fs::path> files_below(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (name.empty() ? entry.path().extension() == ".json" : entry.path().filename() == name) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// JSON Merge Patch (RFC 7386), by which an extension changes a schema.
void patch(JsonValue& into, const JsonValue& by) {
  for (const auto& [name, value] : by.members()) {
    if (value.is_null()) {
      into.erase(name);
    } else if (value.is_object()) {
      if (!into.find(name) || !into.find(name)->is_object()) into.set(name, JsonValue::object());
      patch(*into.find(name), value);
    } else {
      into.set(name, value);
    }
  }
}

} // namespace

TEST_CASE("every conformance case of the merge routine comes out as published", "[exchange]") {
  const auto folder = openward::test::real_files("ocds/merge-cases");
  if (!folder) return;
  int compared = 0;
  for (const auto& [below, schema] : {std::pair{"1.0", "release-schema-1__0__3.json"}, std::pair{"1.1", "release-schema-1__1__4.json"},
                                      std::pair{"schema", "schema.json"}}) {
    const auto rules = MergeRules::from_schema(json_file(*folder / schema));
    REQUIRE(rules);
    for (const fs::path& path : files_below(*folder / below, "")) {
      JsonValue releases = json_file(path);
      if (!releases.is_array()) continue; // a result, or what comes of rules that are set aside
      sort_for_merge(releases.items());
      for (const auto& [form, merge] : {std::pair{"-compiled", &compiled_release}, std::pair{"-versioned", &versioned_release}}) {
        const fs::path expected = path.parent_path() / (path.stem().string() + form + ".json");
        if (!fs::exists(expected)) continue;
        const JsonValue merged = merge(releases.items(), *rules);
        INFO(expected.string() << "\n" << merged.text() << "\n" << json_file(expected).text());
        CHECK(merged == json_file(expected));
        ++compared;
      }
    }
  }
  CHECK(compared >= 40);
}

TEST_CASE("the rules of merging are those of the schemas of 1.1.5 and of the extensions that Find a Tender declares", "[exchange]") {
  const auto folder = openward::test::real_files("ocds");
  if (!folder) return;
  JsonValue schema = json_file(*folder / "eu-profile" / "schema" / "patched" / "release-schema.json");
  for (const fs::path& path : files_below(*folder / "extensions", "release-schema.json")) patch(schema, json_file(path));
  patch(schema, json_file(fs::path(OPENWARD_SOURCE_DIR) / "api-spec" / "ocds-psr" / "release-schema.json"));
  const auto rules = MergeRules::from_schema(schema);
  REQUIRE(rules);
  CHECK(rules->lines() == release_rules().lines());
  const auto core = MergeRules::from_schema(json_file(*folder / "1.1.5" / "release-schema.json"));
  REQUIRE(core);
  const auto core_lines = core->lines();
  const auto lines = release_rules().lines();
  CHECK(core_lines.size() > 20);
  CHECK(std::includes(lines.begin(), lines.end(), core_lines.begin(), core_lines.end()));
}
