// The contract and the table of routes, compared in both directions: what is documented exists, and what exists is documented.

#include "contract_document.h"
#include "service/api/router.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::test;
using api::Router;

namespace {

const Router& router() {
  static const Router one = api::register_router();
  return one;
}

std::set<std::string> as_set(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

std::string line(std::string_view method, std::string_view pattern, std::string_view operation) {
  return std::string(method) + " " + std::string(pattern) + " " + std::string(operation);
}

/// Names that stand twice in one object: YAML readers keep one of the two and say nothing.
void collect_duplicates(const Json& value, const std::string& at, std::vector<std::string>& found) {
  if (value.IsArray()) {
    for (const Json& item : value.GetArray()) collect_duplicates(item, at + "/-", found);
  }
  if (!value.IsObject()) return;
  std::set<std::string_view> seen;
  for (const auto& m : value.GetObject()) {
    const std::string where = at + "/" + std::string(text_of(m.name));
    if (!seen.insert(text_of(m.name)).second) found.push_back(where);
    collect_duplicates(m.value, where, found);
  }
}

void collect_references(const Json& value, std::set<std::string>& found) {
  if (value.IsArray()) {
    for (const Json& item : value.GetArray()) collect_references(item, found);
  }
  if (!value.IsObject()) return;
  for (const auto& m : value.GetObject()) {
    if (text_of(m.name) == "$ref") found.emplace(text_of(m.value));
    collect_references(m.value, found);
  }
}

/// The segments in braces: "/v1/awards/{id}/publish" has "id".
std::set<std::string> variables(std::string_view pattern) {
  std::set<std::string> out;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    out.emplace(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
  }
  return out;
}

const api::Route* route_of(const Operation& operation) {
  const auto routes = router().routes();
  const auto found = std::find_if(routes.begin(), routes.end(),
                                  [&](const api::Route& r) { return r.method == operation.method && r.pattern == operation.pattern; });
  return found == routes.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("the served contract is OpenAPI 3.1 of this version of the program", "[contract]") {
  CHECK(word(contract().root(), "openapi") == "3.1.0");
  const Json* info = member(contract().root(), "info");
  REQUIRE(info != nullptr);
  CHECK(word(*info, "title") == "Openward");
  CHECK(word(*info, "version") == OPENWARD_VERSION);
}

TEST_CASE("the contract has as many paths as the routes have patterns", "[contract]") {
  std::set<std::string> patterns;
  for (const api::Route& route : router().routes()) patterns.insert(route.pattern);
  const Json* paths = member(contract().root(), "paths");
  REQUIRE(paths != nullptr);
  CHECK(as_set(names_of(paths)) == patterns);
  CHECK(names_of(paths).size() == patterns.size());
}

TEST_CASE("no member of the contract stands twice", "[contract]") {
  std::vector<std::string> found;
  collect_duplicates(contract().root(), "", found);
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("routes and documented operations are the same, in method, path and operation id", "[contract]") {
  std::set<std::string> routes;
  for (const api::Route& route : router().routes()) routes.insert(line(route.method, route.pattern, route.operation));
  std::set<std::string> documented;
  for (const Operation& o : contract().operations()) documented.insert(line(o.method, o.pattern, word(*o.body, "operationId")));
  CHECK(documented == routes);
  CHECK(router().routes().size() == routes.size());
}

TEST_CASE("an operation id names one operation", "[contract]") {
  std::set<std::string> ids;
  for (const Operation& o : contract().operations()) CHECK(ids.emplace(word(*o.body, "operationId")).second);
}

TEST_CASE("an operation documents the query parameters that its route knows, and no other", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    const api::Route* route = route_of(o);
    REQUIRE(route != nullptr);
    std::vector<std::string> documented;
    for (const Json* p : contract().parameters(o, "query")) documented.emplace_back(word(*p, "name"));
    CHECK(as_set(documented) == as_set(route->parameters));
    CHECK(documented.size() == as_set(documented).size());
  }
}

TEST_CASE("an operation documents the variables of its path", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    std::set<std::string> documented;
    for (const Json* p : contract().parameters(o, "path")) documented.emplace(word(*p, "name"));
    CHECK(documented == variables(o.pattern));
  }
}

TEST_CASE("every parameter says in words what it does, and has a schema", "[contract]") {
  for (const Operation& o : contract().operations()) {
    for (const std::string_view in : {"query", "path", "header"}) {
      for (const Json* p : contract().parameters(o, in)) {
        INFO(o.method << " " << o.pattern << " " << word(*p, "name"));
        CHECK(word(*p, "description").size() > 5);
        CHECK(member(*p, "schema") != nullptr);
        CHECK((in != "path" || member(*p, "required")->IsTrue()));
      }
    }
  }
}

TEST_CASE("every operation has a summary and a tag of the list of tags", "[contract]") {
  std::set<std::string> tags;
  for (const Json& tag : member(contract().root(), "tags")->GetArray()) tags.emplace(word(tag, "name"));
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    CHECK(word(*o.body, "summary").ends_with('.'));
    const auto own = texts_of(member(*o.body, "tags"));
    REQUIRE(own.size() == 1);
    CHECK(tags.count(own.front()) == 1);
  }
}

TEST_CASE("every reference in the contract leads somewhere", "[contract]") {
  std::set<std::string> references;
  collect_references(contract().root(), references);
  CHECK(references.size() > 100);
  for (const std::string& reference : references) {
    INFO(reference);
    CHECK(contract().at(reference) != nullptr);
  }
}

TEST_CASE("every component of the contract is used", "[contract]") {
  std::set<std::string> references;
  collect_references(contract().root(), references);
  // OPTIONS is answered everywhere and documented once.
  references.insert("#/components/responses/MethodsHere");
  const Json* components = member(contract().root(), "components");
  REQUIRE(components != nullptr);
  for (const auto& kind : components->GetObject()) {
    if (text_of(kind.name) == "securitySchemes") continue;
    for (const std::string& name : names_of(&kind.value)) {
      const std::string reference = "#/components/" + std::string(text_of(kind.name)) + "/" + name;
      INFO(reference);
      CHECK(references.count(reference) == 1);
    }
  }
}
