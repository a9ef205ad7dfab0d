// The contract's parameters against the filters, sorts and dimensions of the read side: words, bounds, and how often each may be given.

#include "contract_document.h"
#include "persistence/read/query.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::test;
using persistence::FilterInfo;

namespace {

const Operation& operation_of(const std::string& pattern) {
  const Operation* found = contract().find("GET", pattern);
  INFO(pattern);
  REQUIRE(found != nullptr);
  return *found;
}

/// What one value of the parameter must fit: the items of a list, or the schema itself.
const Json& value_schema(const Json& parameter) {
  const Json& schema = contract().resolved(*member(parameter, "schema"));
  const Json* items = member(schema, "items");
  return items == nullptr ? schema : contract().resolved(*items);
}

bool takes_several(const Json& parameter) { return word(contract().resolved(*member(parameter, "schema")), "type") == "array"; }

std::string_view expected_type(const FilterInfo& filter) { return filter.type == "boolean" ? "boolean" : "string"; }

void check_filter(const Operation& operation, const FilterInfo& filter, const std::string& name) {
  INFO(operation.pattern << " " << name);
  const Json* parameter = contract().parameter(operation, "query", name);
  REQUIRE(parameter != nullptr);
  CHECK(takes_several(*parameter) == filter.repeatable);
  if (filter.repeatable) {
    CHECK(word(*parameter, "style") == "form");
    CHECK(member(*parameter, "explode")->IsTrue());
  }
  const Json& schema = value_schema(*parameter);
  CHECK(word(schema, "type") == expected_type(filter));
  if (filter.type == "date") CHECK(word(schema, "format") == "date");
  if (filter.type != "boolean") CHECK(texts_of(member(schema, "enum")) == filter.words);
  if (filter.type == "boolean") CHECK(filter.words == std::vector<std::string>{"true", "false"});
}

void check_filters(const std::string& pattern, std::span<const FilterInfo> filters) {
  const Operation& operation = operation_of(pattern);
  for (const FilterInfo& filter : filters) {
    check_filter(operation, filter, filter.name);
    if (filter.excludable) check_filter(operation, filter, "not_" + filter.name);
  }
}

std::set<std::string> orders_of(const Json& sort) {
  const auto documented = texts_of(member(value_schema(sort), "enum"));
  return {documented.begin(), documented.end()};
}

std::int64_t number(const Json& object, std::string_view name) {
  const Json* found = member(object, name);
  REQUIRE(found != nullptr);
  REQUIRE(found->IsInt64());
  return found->GetInt64();
}

} // namespace

TEST_CASE("the words of a filter of a list are those of its parameter", "[contract]") {
  for (const auto& resource : persistence::resources()) check_filters("/v1/" + resource.name, resource.filters);
}

TEST_CASE("the words of a filter of a report are those of its parameter", "[contract]") {
  for (const auto& report : persistence::reports()) check_filters("/v1/reports/" + report.name, report.filters);
}

TEST_CASE("a list is sorted by the documented names, upwards and downwards, and so is its page", "[contract]") {
  for (const auto& resource : persistence::resources()) {
    INFO(resource.name);
    const Json* sort = contract().parameter(operation_of("/v1/" + resource.name), "query", "sort");
    REQUIRE(sort != nullptr);
    std::set<std::string> both;
    for (const std::string& name : resource.sorts) both.insert({name, "-" + name});
    if (std::any_of(resource.filters.begin(), resource.filters.end(), [](const auto& f) { return f.name == "q"; }))
      both.insert({"relevance", "-relevance"});
    CHECK(orders_of(*sort) == both);
    CHECK(word(value_schema(*sort), "default") == resource.default_sort);
    const Operation* page = contract().find("GET", "/" + resource.name);
    const Json* of_page = page == nullptr ? nullptr : contract().parameter(*page, "query", "sort");
    if (of_page != nullptr) CHECK(orders_of(*of_page) == both);
  }
}

TEST_CASE("a list has the documented facets", "[contract]") {
  for (const auto& resource : persistence::resources()) {
    INFO(resource.name);
    const Json* facets = contract().parameter(operation_of("/v1/" + resource.name), "query", "facets");
    REQUIRE((facets != nullptr) == !resource.facets.empty());
    if (facets != nullptr) CHECK(texts_of(member(value_schema(*facets), "enum")) == resource.facets);
  }
}

TEST_CASE("limit goes from 1 to 1000 and is 50 when left out", "[contract]") {
  for (const auto& resource : persistence::resources()) {
    INFO(resource.name);
    const Json* limit = contract().parameter(operation_of("/v1/" + resource.name), "query", "limit");
    REQUIRE(limit != nullptr);
    const Json& schema = value_schema(*limit);
    CHECK(word(schema, "type") == "integer");
    CHECK(number(schema, "minimum") == 1);
    CHECK(number(schema, "maximum") == 1000);
    CHECK(number(schema, "default") == persistence::ListRequest{}.limit);
  }
}

TEST_CASE("a report is grouped by the documented dimensions", "[contract]") {
  for (const auto& report : persistence::reports()) {
    INFO(report.name);
    const Json* group_by = contract().parameter(operation_of("/v1/reports/" + report.name), "query", "group_by");
    REQUIRE(group_by != nullptr);
    std::vector<std::string> names;
    for (const auto& dimension : report.dimensions) names.push_back(dimension.name);
    CHECK(texts_of(member(value_schema(*group_by), "enum")) == names);
    CHECK(texts_of(member(contract().resolved(*member(*group_by, "schema")), "default")) == report.default_group_by);
  }
}
