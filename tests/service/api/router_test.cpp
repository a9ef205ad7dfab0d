#include "register.h"

#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;
using api::Call;
using api::Representation;
using http::Response;

namespace {

/// Says which route was reached, with which values and in which representation.
std::function<Response(const Call&)> echo(std::string name) {
  return [name = std::move(name)](const Call& call) {
    Response response;
    response.media_type = "text/plain";
    response.body = name;
    for (const std::string& value : call.values) response.body += " <" + value + ">";
    response.body += call.representation == Representation::json  ? " json"
                     : call.representation == Representation::csv ? " csv"
                                                                  : " ndjson";
    return response;
  };
}

Register things() {
  return Register(api::Router({
      {"GET", "/", "home", echo("home"), {}, false, true},
      {"GET", "/things", "list", echo("list"), {"q", "limit"}, true, false},
      {"POST", "/things", "make", echo("make"), {}, false, false},
      {"GET", "/things/{id}", "one", echo("one"), {}, false, false},
      {"POST", "/things/{id}/parts/{part}", "part", echo("part"), {}, false, false},
      {"GET", "/page", "page", echo("page"), {}, false, true},
  }));
}

std::string ask(std::string_view method, std::string_view target, http::Parameters headers = {}) {
  Register one = things();
  const Response response = one.ask(request(method, target, std::move(headers)));
  return response.status == 200 ? response.body : std::to_string(response.status) + " " + header(response, "Allow");
}

} // namespace

TEST_CASE("a request reaches the route of its method and path", "[api]") {
  const auto [method, target, outcome] = GENERATE(table<std::string, std::string, std::string>({
      {"GET", "/", "home json"},
      {"GET", "/things", "list json"},
      {"POST", "/things", "make json"},
      {"GET", "/things/a%2Fb", "one <a/b> json"},
      {"GET", "/things/%7Bid%7D", "one <{id}> json"},
      {"POST", "/things/7/parts/8", "part <7> <8> json"},
      {"HEAD", "/things", "list json"},
      {"GET", "/things?q=x&limit=5&q=y", "list json"},
      {"GET", "/things.csv", "list csv"},
      {"GET", "/things.ndjson", "list ndjson"},
      {"GET", "/things.json", "list json"},
      {"GET", "/things/a.csv", "one <a.csv> json"},
      {"GET", "/nothing", "404 "},
      {"GET", "/Things", "404 "},
      {"GET", "/things.xlsx", "404 "},
      {"GET", "/page.csv", "404 "},
      {"GET", "/things/1/2", "404 "},
      {"OPTIONS", "/nothing", "404 "},
      {"DELETE", "/things", "405 GET, HEAD, OPTIONS, POST"},
      {"get", "/things", "405 GET, HEAD, OPTIONS, POST"},
      {"GET", "/things/7/parts/8", "405 OPTIONS, POST"},
      {"HEAD", "/things/7/parts/8", "405 OPTIONS, POST"},
      {"POST", "/things.csv", "405 GET, HEAD, OPTIONS"},
      {"OPTIONS", "/things", "204 GET, HEAD, OPTIONS, POST"},
      {"OPTIONS", "/things/7", "204 GET, HEAD, OPTIONS"},
  }));
  INFO(method << " " << target);
  CHECK(ask(method, target) == outcome);
}

TEST_CASE("Accept chooses among what an address gives", "[api]") {
  const auto [accept, list, one] = GENERATE(table<std::string, std::string, std::string>({
      {"", "list json", "one <1> json"},
      {"*/*", "list json", "one <1> json"},
      {"application/json", "list json", "one <1> json"},
      {"Application/JSON", "list json", "one <1> json"},
      {"application/*", "list json", "one <1> json"},
      {"text/csv", "list csv", "406 "},
      {"text/*", "list csv", "406 "},
      {"text/csv;header=present", "list csv", "406 "},
      {"application/x-ndjson", "list ndjson", "406 "},
      {"text/csv, application/json", "list json", "one <1> json"},
      {"text/csv, application/json;q=0.9", "list csv", "one <1> json"},
      {"text/csv;q=0.8, application/json;q=0.9", "list json", "one <1> json"},
      {"text/csv;q=0.001, application/x-ndjson;q=0.002", "list ndjson", "406 "},
      {"text/csv ; q=0.5 , application/x-ndjson ; Q=0.4", "list csv", "406 "},
      {"application/json;q=0, */*", "list csv", "406 "},
      {"application/json;q=0", "406 ", "406 "},
      {"application/json;q=0.000", "406 ", "406 "},
      {"*/*;q=0", "406 ", "406 "},
      {"text/csv, */*;q=0.1", "list csv", "one <1> json"},
      {"*/*;q=0.1, text/csv;q=0", "list json", "one <1> json"},
      {"text/csv;faq=0", "list csv", "406 "},
      {"text/csv, application/problem+json", "list csv", "406 "},
      {"application/json, application/problem+json", "list json", "one <1> json"},
      {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "list json", "one <1> json"},
      {"image/png", "406 ", "406 "},
      {"application/xml", "406 ", "406 "},
      {"text", "406 ", "406 "},
      {",,", "406 ", "406 "},
  }));
  INFO(accept);
  CHECK(ask("GET", "/things", {{"accept", accept}}) == list);
  CHECK(ask("GET", "/things/1", {{"accept", accept}}) == one);
}

TEST_CASE("a suffix speaks louder than Accept, and a page is given whatever is asked for", "[api]") {
  CHECK(ask("GET", "/things.csv", {{"accept", "application/json"}}) == "list csv");
  CHECK(ask("GET", "/things.csv", {{"accept", "image/png"}}) == "list csv");
  CHECK(ask("GET", "/page", {{"accept", "image/png"}}) == "page json");
}

TEST_CASE("an unknown parameter is refused with the names of the valid ones, every one of them at once", "[api]") {
  Register one = things();
  const auto response = one.get("/things?colour=blue&q=x&size=2");
  CHECK(response.status == 400);
  CHECK(response.media_type == "application/problem+json");
  CHECK_THAT(response.body, ContainsSubstring(R"("parameter":"colour")"));
  CHECK_THAT(response.body, ContainsSubstring(R"("parameter":"size")"));
  CHECK_THAT(response.body, ContainsSubstring("Valid: q, limit."));
  CHECK_THAT(response.body, !ContainsSubstring(R"("parameter":"q")"));
  const auto none = one.get("/things/1?q=x");
  CHECK(none.status == 400);
  CHECK_THAT(none.body, ContainsSubstring("takes no parameters"));
  CHECK(one.ask(request("POST", "/things?q=x")).status == 400);
}

TEST_CASE("a 404 names the address, a 405 the method, a 406 what there is", "[api]") {
  Register one = things();
  CHECK_THAT(one.get("/nothing").body, ContainsSubstring("There is nothing at /nothing."));
  CHECK_THAT(one.ask(request("PATCH", "/things")).body,
             ContainsSubstring("PATCH has no meaning at this address. Allowed: GET, HEAD, OPTIONS, POST."));
  CHECK_THAT(one.get("/things", {{"accept", "image/png"}}).body, ContainsSubstring("application/json, text/csv and application/x-ndjson"));
}

TEST_CASE("metrics know a request by its pattern and never by its path", "[api]") {
  const api::Router router = api::register_router();
  CHECK(router.pattern_of(request("GET", "/v1/awards/aw-1")) == "/v1/awards/{id}");
  CHECK(router.pattern_of(request("PATCH", "/v1/awards.csv?q=x")) == "/v1/awards");
  CHECK(router.pattern_of(request("GET", "/v1/secret-path")).empty());
}
