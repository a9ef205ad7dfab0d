// The reference page, against the table of routes and the contract that it is made from, in both directions.

#include "contract_document.h"
#include "register.h"
#include "tests/support/catch.h"

#include <set>

using namespace openward;
using namespace openward::test;

namespace {

const std::string& page() {
  static const std::string body = [] {
    Register one;
    const auto response = one.get("/docs");
    REQUIRE(response.status == 200);
    CHECK(response.media_type == "text/html; charset=utf-8");
    CHECK(one.get("/docs", {{"if-none-match", header(response, "ETag")}}).status == 304);
    return response.body;
  }();
  return body;
}

/// What stands between `before` and the next quotation mark, at every place.
std::multiset<std::string> all_after(std::string_view before) {
  std::multiset<std::string> out;
  for (auto at = page().find(before); at != std::string::npos; at = page().find(before, at + 1)) {
    const auto begin = at + before.size();
    out.insert(page().substr(begin, page().find('"', begin) - begin));
  }
  return out;
}

/// From the anchor of the operation to the end of its section.
std::string section(const std::string& operation) {
  const auto begin = page().find("<section class=\"operation\" id=\"" + operation + "\">");
  return begin == std::string::npos ? "" : page().substr(begin, page().find("</section>", begin) - begin);
}

} // namespace

TEST_CASE("the reference page has a section for every route, and for nothing else", "[contract]") {
  std::multiset<std::string> routes;
  const api::Router router = api::register_router();
  for (const api::Route& route : router.routes()) routes.insert(route.operation);
  CHECK(all_after("<section class=\"operation\" id=\"") == routes);
}

TEST_CASE("a section of the reference page names method, path, every parameter of the route and every status", "[contract]") {
  const api::Router router = api::register_router();
  for (const api::Route& route : router.routes()) {
    const std::string text = section(route.operation);
    INFO(route.operation);
    CHECK_THAT(text, ContainsSubstring(">" + route.method + "</span> <code>" + route.pattern + "</code>"));
    for (const std::string& name : route.parameters)
      CHECK_THAT(text, ContainsSubstring("<th scope=\"row\"><code>" + name + "</code></th>"));
    const Operation* operation = contract().find(route.method, route.pattern);
    REQUIRE(operation != nullptr);
    for (const std::string& status : names_of(member(*operation->body, "responses")))
      CHECK_THAT(text, ContainsSubstring("<th scope=\"row\">" + status + "</th>"));
  }
}

TEST_CASE("every link within the reference page leads somewhere, and an anchor stands once", "[contract]") {
  const auto anchors = all_after("id=\"");
  CHECK(anchors.size() == std::set<std::string>(anchors.begin(), anchors.end()).size());
  for (const std::string& target : all_after("href=\"#")) {
    INFO(target);
    CHECK(anchors.count(target) == 1);
  }
}

TEST_CASE("every schema and every problem type of the contract stands in the reference page", "[contract]") {
  for (const std::string& name : names_of(contract().at("#/components/schemas"))) CHECK(all_after("id=\"schema-").count(name) == 1);
  for (const std::string& type : texts_of(member(*member(*member(contract().schema("Problem"), "properties"), "type"), "enum"))) {
    if (type != "about:blank") CHECK(all_after("id=\"problem-").count(type.substr(type.rfind('/') + 1)) == 1);
  }
}

TEST_CASE("the reference page asks nothing of a third party and runs no script", "[contract]") {
  for (const char* words : {"<script", " src=", "@import", "url(", " style=", "onclick"}) CHECK(page().find(words) == std::string::npos);
  for (const std::string& address : all_after("href=\"")) CHECK((address.front() == '/' || address.front() == '#'));
}
