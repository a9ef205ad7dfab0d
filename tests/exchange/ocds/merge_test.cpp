// The merge routine of OCDS, rule by rule, on a schema and releases of our own.

#include "exchange/ocds/merge/merge.h"
#include "tests/support/catch.h"

using namespace openward;           // NOLINT(google-build-using-namespace): a test file
using namespace openward::exchange; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view schema = R"({
  "properties": {
    "ocid": {"type": "string"},
    "id": {"type": "string", "omitWhenMerged": true},
    "date": {"type": "string", "omitWhenMerged": true},
    "tag": {"type": "array", "items": {"type": "string"}, "omitWhenMerged": true},
    "parties": {"type": "array", "items": {"$ref": "#/definitions/Party"}},
    "tender": {"$ref": "#/definitions/Tender"},
    "links": {"type": ["array", "null"], "items": {"type": "object", "properties": {"href": {"type": "string"}}}}
  },
  "definitions": {
    "Party": {"type": "object", "properties": {
      "id": {"type": ["string", "integer"]},
      "aliases": {"type": "array", "wholeListMerge": true, "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
      "keeper": {"$ref": "#/definitions/Party"}}},
    "Tender": {"type": "object", "properties": {
      "note": {"type": "string", "omitWhenMerged": true},
      "methods": {"type": ["array", "null"], "items": {"type": "string"}}}}
  }})";

JsonValue parsed(const std::string& text) {
  const auto value = JsonValue::parse(text);
  INFO(text);
  REQUIRE(value);
  return *value;
}

MergeRules rules() { return *MergeRules::from_schema(parsed(std::string(schema))); }

/// Releases r1, r2, … of successive days, each with one of these contents.
std::vector<JsonValue> releases(const std::vector<std::string>& contents) {
  std::vector<JsonValue> out;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    out.push_back(parsed(R"({"ocid":"o-1","id":"r)" + n + R"(","date":"2026-03-0)" + n + R"(T00:00:00Z","tag":["tender"])" +
                         (contents[i].empty() ? "" : "," + contents[i]) + "}"));
  }
  return out;
}

/// The fields of a compiled release that are not about itself.
std::string compiled(const std::vector<std::string>& contents) {
  JsonValue merged = compiled_release(releases(contents), rules());
  for (const std::string_view name : {"ocid", "id", "date", "tag"}) merged.erase(name);
  return merged.text();
}

/// "r1 a, r2 b" for each version of the field at that path.
std::string history(const JsonValue& versions) {
  std::string out;
  for (const JsonValue& one : versions.items()) {
    out += (out.empty() ? "" : ", ") + std::string(one.scalar_at("releaseID")) + " " + one.find("value")->text();
  }
  return out;
}

} // namespace

TEST_CASE("a compiled release says how things stand", "[exchange]") {
  const auto [name, contents, expected] = GENERATE(table<const char*, std::vector<std::string>, const char*>({
      {"the later value stands", {R"("tender":{"title":"a"})", R"("tender":{"title":"b"})"}, R"({"tender":{"title":"b"}})"},
      {"what is not said again stays", {R"("tender":{"title":"a"})", R"("tender":{"id":"t"})"}, R"({"tender":{"title":"a","id":"t"}})"},
      {"null takes a field away", {R"("tender":{"title":"a","id":"t"})", R"("tender":{"title":null})"}, R"({"tender":{"id":"t"}})"},
      {"null takes an object away", {R"("tender":{"title":"a"})", R"("tender":null)"}, R"({})"},
      {"null of what never was is nothing", {R"("tender":{"title":null})"}, R"({})"},
      {"an empty object changes nothing", {R"("tender":{"title":"a"})", R"("tender":{})"}, R"({"tender":{"title":"a"}})"},
      {"an empty object makes nothing", {R"("tender":{"sub":{}})"}, R"({})"},
      {"objects of a list are known by their ids",
       {R"("parties":[{"id":"1","name":"a"},{"id":"2","name":"b"}])", R"("parties":[{"id":"2","name":"c"},{"id":"3"}])"},
       R"({"parties":[{"id":"1","name":"a"},{"id":"2","name":"c"},{"id":"3"}]})"},
      {"a number and its text are one id",
       {R"("parties":[{"id":1,"name":"a"}])", R"("parties":[{"id":"1","name":"b"}])"},
       R"({"parties":[{"id":1,"name":"b"}]})"},
      {"objects without an id are added",
       {R"("parties":[{"name":"a"}])", R"("parties":[{"name":"a"}])"},
       R"({"parties":[{"name":"a"},{"name":"a"}]})"},
      {"an empty list of objects changes nothing", {R"("parties":[{"id":"1"}])", R"("parties":[])"}, R"({"parties":[{"id":"1"}]})"},
      {"the schema makes a list a whole",
       {R"("parties":[{"id":"1","aliases":[{"id":"x"},{"id":"y"}]}])", R"("parties":[{"id":"1","aliases":[{"id":"z"}]}])"},
       R"({"parties":[{"id":"1","aliases":[{"id":"z"}]}]})"},
      {"a whole list may become empty", {R"("tender":{"methods":["a"]})", R"("tender":{"methods":[]})"}, R"({"tender":{"methods":[]}})"},
      {"objects that have no id in the schema are a whole",
       {R"("links":[{"href":"a"}])", R"("links":[{"href":"b"}])"},
       R"({"links":[{"href":"b"}]})"},
      {"a list of other things is a whole, whatever the schema", {R"("unknown":[1,{"id":"1"}])", R"("unknown":[2])"}, R"({"unknown":[2]})"},
      {"a field of no schema is merged by its shape",
       {R"("unknown":[{"id":"1","a":1}])", R"("unknown":[{"id":"1","b":2}])"},
       R"({"unknown":[{"id":"1","a":1,"b":2}]})"},
      {"what is omitted when merged is left out", {R"("tender":{"note":"x","id":"t"})"}, R"({"tender":{"id":"t"}})"},
      {"an object may take the place of a text", {R"("tender":"t")", R"("tender":{"id":"t"})"}, R"({"tender":{"id":"t"}})"},
      {"numbers stay what was published", {R"("n":1.50)", R"("m":1e9999)"}, R"({"n":1.50,"m":1e9999})"},
      {"texts stay what they were", {"\"t\":\"q\\\" \\\\ \\u0001 \\n \\u00e9\""}, "{\"t\":\"q\\\" \\\\ \\u0001 \\n \xc3\xa9\"}"},
  }));
  INFO(name);
  CHECK(compiled(contents) == expected);
}

TEST_CASE("a compiled release is of the last day and says that it is compiled", "[exchange]") {
  auto unsorted = releases({R"("tender":{"title":"a"})", R"("tender":{"title":"b"})"});
  std::swap(unsorted[0], unsorted[1]);
  sort_for_merge(unsorted);
  CHECK(compiled_release(unsorted, rules()).text() ==
        R"({"ocid":"o-1","id":"o-1-2026-03-02T00:00:00Z","date":"2026-03-02T00:00:00Z","tag":["compiled"],"tender":{"title":"b"}})");
  CHECK(compiled_release({}, rules()).is_null());
}

TEST_CASE("releases are sorted by the moment, whatever zone it is written in, and then by id", "[exchange]") {
  std::vector<JsonValue> mixed;
  for (const char* text : {R"({"id":"c","date":"2026-06-01T12:00:00+01:00"})", R"({"id":"b","date":"2026-06-01T11:00:00Z"})",
                           R"({"id":"a","date":"2026-06-01T11:30:00Z"})", R"({"id":"d","date":"2026-06-01T11:59:59+01:00"})"}) {
    mixed.push_back(parsed(text));
  }
  sort_for_merge(mixed);
  std::string order;
  for (const JsonValue& release : mixed) order += release.scalar_at("id");
  CHECK(order == "dbca");
}

TEST_CASE("a versioned release keeps every value of a field with the release that said it", "[exchange]") {
  const auto merged = versioned_release(releases({R"("tender":{"title":"a","methods":["x"]},"parties":[{"id":"1","name":"p"}])",
                                                  R"("tender":{"title":"a"},"parties":[{"id":"1","name":"q","keeper":{"id":"k"}}])",
                                                  R"("tender":{"title":null,"methods":[]})"}),
                                        rules());
  CHECK(history(*merged.find("tender")->find("title")) == R"(r1 "a", r3 null)");
  CHECK(history(*merged.find("tender")->find("methods")) == R"(r1 ["x"], r3 [])");
  const JsonValue& party = merged.find("parties")->items().front();
  CHECK(party.find("id")->text() == R"("1")");
  CHECK(history(*party.find("name")) == R"(r1 "p", r2 "q")");
  CHECK(history(*party.find("keeper")->find("id")) == R"(r2 "k")");
  CHECK(merged.find("ocid")->text() == R"("o-1")");
  CHECK_FALSE(merged.find("date"));
  CHECK(merged.find("tender")->find("title")->items().front().text() ==
        R"({"releaseID":"r1","releaseDate":"2026-03-01T00:00:00Z","releaseTag":["tender"],"value":"a"})");
}

TEST_CASE("an object that is nulled ends the history of each field below it", "[exchange]") {
  const auto merged = versioned_release(releases({R"("tender":{"title":"a","sub":{"b":1}})", R"("tender":null)"}), rules());
  CHECK(history(*merged.find("tender")->find("title")) == R"(r1 "a", r2 null)");
  CHECK(history(*merged.find("tender")->find("sub")->find("b")) == "r1 1, r2 null");
}

TEST_CASE("rules that are none are refused by their line", "[exchange]") {
  const auto refused = MergeRules::from_lines("# people\nomit\ta/b\nsometimes\tc\n");
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("sometimes\tc"));
  const auto nowhere = MergeRules::from_schema(parsed(R"({"properties":{"a":{"$ref":"#/definitions/B"}}})"));
  REQUIRE_FALSE(nowhere);
  CHECK_THAT(nowhere.error().message, ContainsSubstring("#/definitions/B"));
  CHECK(release_rules().lines().size() > 100);
}
