// What the contract says of answers: which statuses, which headers, which examples.

#include "contract_document.h"
#include "service/api/router.h"
#include "service/render/atom.h"
#include "service/render/workbook.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <initializer_list>
#include <set>

using namespace openward;
using namespace openward::test;

namespace {

bool is_post(const Operation& o) { return o.method == "POST"; }
const api::Route& route_of(const Operation& operation);
/// A form of a page asks another operation in the name of who is signed in.
bool is_form(const Operation& o) { return route_of(o).form; }
/// A POST that asks a question too long for an address; it changes nothing, so it needs no token.
bool asks(const Operation& o) {
  const auto operation = word(*o.body, "operationId");
  return operation == "assess_award" || operation == "reconcile_form" || is_form(o);
}
bool records(const Operation& o) { return is_post(o) && !asks(o); }
/// What is for some roles alone, and so asks for a token although it changes nothing.
bool guarded(const Operation& o) {
  const auto operation = word(*o.body, "operationId");
  return operation == "list_tokens" || operation == "get_token" || operation == "list_audit";
}
bool has_body(const Operation& o) { return member(*o.body, "requestBody") != nullptr; }
bool names_record(const Operation& o) { return o.pattern.find("{id}") != std::string::npos; }

const api::Route& route_of(const Operation& operation) {
  static const api::Router router = api::register_router();
  const auto routes = router.routes();
  const auto found = std::find_if(routes.begin(), routes.end(),
                                  [&](const api::Route& r) { return r.method == operation.method && r.pattern == operation.pattern; });
  INFO(operation.method << " " << operation.pattern);
  REQUIRE(found != routes.end());
  return *found;
}

void check_statuses(const Operation& o, std::initializer_list<int> statuses) {
  for (const int status : statuses) {
    INFO(o.method << " " << o.pattern << " " << status);
    CHECK(contract().response(o, status) != nullptr);
  }
}

bool has_header(const Operation& o, int status, std::string_view name) {
  const Json* response = contract().response(o, status);
  const Json* headers = response == nullptr ? nullptr : member(*response, "headers");
  return headers != nullptr && member(*headers, name) != nullptr;
}

int main_status(const Operation& o) { return contract().response(o, 201) != nullptr ? 201 : 200; }

/// Calls `visit` for every object that has both a schema and an example.
template <typename Visit>
void each_example(const Json& value, const std::string& at, Visit visit) {
  if (value.IsArray()) {
    std::size_t i = 0;
    for (const Json& item : value.GetArray()) each_example(item, at + "/" + std::to_string(i++), visit);
  }
  if (!value.IsObject()) return;
  const Json* schema = member(value, "schema");
  const Json* example = member(value, "example");
  if (schema != nullptr && example != nullptr) visit(*schema, *example, at);
  for (const auto& m : value.GetObject()) each_example(m.value, at + "/" + std::string(text_of(m.name)), visit);
}

} // namespace

TEST_CASE("every operation documents what can befall any request", "[contract]") {
  for (const Operation& o : contract().operations()) {
    check_statuses(o, {400, 405, 429, 500, 503});
    INFO(o.method << " " << o.pattern);
    CHECK((contract().response(o, 406) != nullptr) == !route_of(o).page);
    const bool names_page = contract().parameter(o, "query", "of") != nullptr && o.pattern == "/card.png";
    CHECK((contract().response(o, 404) != nullptr) == (names_record(o) || names_page));
  }
}

TEST_CASE("every error is a problem document", "[contract]") {
  for (const Operation& o : contract().operations()) {
    for (const auto& response : member(*o.body, "responses")->GetObject()) {
      const int status = std::stoi(std::string(text_of(response.name)));
      INFO(o.method << " " << o.pattern << " " << status);
      if (status < 400) continue;
      const Json* content = contract().content(o, status, "application/problem+json");
      REQUIRE(content != nullptr);
      CHECK(&contract().resolved(*member(*content, "schema")) == &contract().schema("Problem"));
    }
  }
}

TEST_CASE("an example of a problem shows the status it stands under", "[contract]") {
  for (const auto& response : contract().at("#/components/responses")->GetObject()) {
    const Json* content = member(response.value, "content");
    if (content == nullptr) continue;
    const Json& example = *member(*member(*content, "application/problem+json"), "example");
    INFO(text_of(response.name));
    for (const Operation& o : contract().operations()) {
      for (const auto& documented : member(*o.body, "responses")->GetObject()) {
        if (&contract().resolved(documented.value) != &response.value) continue;
        CHECK(std::to_string(member(example, "status")->GetInt()) == text_of(documented.name));
      }
    }
  }
}

TEST_CASE("every POST that records asks for a token and takes an Idempotency-Key, and nothing else does", "[contract]") {
  std::size_t posts = 0;
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    CHECK((member(*o.body, "security") != nullptr) == (records(o) || guarded(o)));
    if (guarded(o)) check_statuses(o, {401, 403});
    CHECK((contract().parameter(o, "header", "Idempotency-Key") != nullptr) == records(o));
    if (!records(o)) continue;
    ++posts;
    CHECK(has_header(o, main_status(o), "Idempotency-Replayed"));
    check_statuses(o, {401, 403, 409, 413, 422});
    CHECK(has_header(o, 409, "Retry-After"));
  }
  CHECK(posts == 19);
}

TEST_CASE("a POST to a record needs If-Match, and says what comes without it", "[contract]") {
  for (const Operation& o : contract().operations()) {
    if (!is_post(o)) continue;
    INFO(o.pattern);
    const Json* if_match = contract().parameter(o, "header", "If-Match");
    REQUIRE((if_match != nullptr) == names_record(o));
    CHECK((contract().response(o, 412) != nullptr) == names_record(o));
    CHECK((contract().response(o, 428) != nullptr) == names_record(o));
    if (if_match != nullptr) CHECK(member(*if_match, "required")->IsTrue());
  }
}

TEST_CASE("every POST that records can be asked what would become of it, and no other operation", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    const Json* dry_run = contract().parameter(o, "query", "dry_run");
    CHECK((dry_run != nullptr) == records(o));
    // An import answers with what it understood.
    CHECK((contract().response(o, 204) != nullptr) == (records(o) && word(*o.body, "operationId") != "import_file"));
  }
}

TEST_CASE("every answer says what is left of the budget, and whether pages of other origins may read it", "[contract]") {
  for (const Operation& o : contract().operations()) {
    for (const auto& response : member(*o.body, "responses")->GetObject()) {
      const int status = std::stoi(std::string(text_of(response.name)));
      INFO(o.method << " " << o.pattern << " " << status);
      for (const std::string_view name : {"RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
                                          "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Vary"})
        CHECK(has_header(o, status, name));
    }
    CHECK(has_header(o, 429, "Retry-After"));
  }
}

TEST_CASE("what holds for every operation stands at each of them, and not as an extension", "[contract]") {
  for (const char* common : {"x-responses-of-every-operation", "x-of-every-write"}) CHECK(member(contract().root(), common) == nullptr);
}

TEST_CASE("a POST with a body says what comes of another media type; one that creates says where", "[contract]") {
  for (const Operation& o : contract().operations()) {
    if (!is_post(o)) continue;
    INFO(o.pattern);
    CHECK((contract().response(o, 415) != nullptr) == has_body(o));
    CHECK((contract().response(o, 413) != nullptr));
    CHECK(has_header(o, 201, "Location") == (has_body(o) && records(o)));
    CHECK(has_header(o, main_status(o), "ETag") == records(o));
  }
}

TEST_CASE("an answer that has an ETag can be asked for again with If-None-Match", "[contract]") {
  for (const Operation& o : contract().operations()) {
    if (is_post(o)) continue;
    INFO(o.pattern);
    const bool conditional = contract().parameter(o, "header", "If-None-Match") != nullptr;
    CHECK(has_header(o, 200, "ETag") == conditional);
    CHECK((contract().response(o, 304) != nullptr) == conditional);
  }
}

TEST_CASE("a tabular answer is documented as JSON, CSV, NDJSON and mostly as a workbook, and no other answer is", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    const bool tabular = route_of(o).tabular;
    CHECK((contract().content(o, 200, "text/csv") != nullptr) == tabular);
    CHECK((contract().content(o, 200, "application/x-ndjson") != nullptr) == tabular);
    CHECK((contract().content(o, 200, render::workbook_type) != nullptr) == route_of(o).spreadsheet);
    CHECK((contract().content(o, 200, render::atom_type) != nullptr) == route_of(o).atom);
    if (!route_of(o).page) CHECK(contract().content(o, main_status(o), "application/json") != nullptr);
  }
}

TEST_CASE("a list documents its total and its next page; 401, 405 and 503 their headers", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    if (word(*o.body, "operationId").starts_with("list_") && route_of(o).tabular) {
      CHECK(has_header(o, 200, "X-Total-Count"));
      CHECK(has_header(o, 200, "Link"));
    }
    if (records(o)) CHECK(has_header(o, 401, "WWW-Authenticate"));
    CHECK(has_header(o, 405, "Allow"));
    CHECK(has_header(o, 503, "Retry-After"));
  }
}

TEST_CASE("every answer carries X-Request-Id, and every request may", "[contract]") {
  for (const Operation& o : contract().operations()) {
    CHECK(contract().parameter(o, "header", "X-Request-Id") != nullptr);
    for (const auto& response : member(*o.body, "responses")->GetObject()) {
      INFO(o.method << " " << o.pattern << " " << text_of(response.name));
      CHECK(has_header(o, std::stoi(std::string(text_of(response.name))), "X-Request-Id"));
    }
  }
}

TEST_CASE("the main answer of every operation has an example, and so has every body", "[contract]") {
  for (const Operation& o : contract().operations()) {
    INFO(o.method << " " << o.pattern);
    const Json* response = contract().response(o, main_status(o));
    if (response == nullptr && is_form(o)) {
      CHECK(has_header(o, 303, "Location"));
      continue;
    }
    REQUIRE(response != nullptr);
    const Json* content = member(*response, "content");
    REQUIRE(content != nullptr);
    CHECK(member(content->GetObject().begin()->value, "example") != nullptr);
    if (!has_body(o)) continue;
    const Json* body = member(*member(*o.body, "requestBody"), "content");
    CHECK(member(body->GetObject().begin()->value, "example") != nullptr);
  }
}

TEST_CASE("every example fits its schema", "[contract]") {
  std::size_t examples = 0;
  each_example(contract().root(), "", [&](const Json& schema, const Json& example, const std::string& at) {
    INFO(at);
    CHECK(contract().misfit(schema, example) == "");
    ++examples;
  });
  CHECK(examples > 50);
}

TEST_CASE("the check of examples sees a member too many, a word of no list and money as a number", "[contract]") {
  const auto misfit = [](std::string_view schema, const char* json) {
    rapidjson::Document instance;
    instance.Parse(json);
    REQUIRE_FALSE(instance.HasParseError());
    return contract().misfit(contract().schema(schema), instance);
  };
  CHECK(misfit("Health", R"({"status":"up"})") == "");
  CHECK_THAT(misfit("Health", R"({"status":"up","more":1})"), ContainsSubstring("additionalProperties"));
  CHECK_THAT(misfit("Health", R"({"status":"down"})"), ContainsSubstring("enum"));
  CHECK_THAT(misfit("BodyName", R"({"id":"bd-1"})"), ContainsSubstring("required"));
  CHECK_THAT(misfit("Money", "12.50"), ContainsSubstring("type"));
  CHECK_THAT(misfit("Money", R"("12.5")"), ContainsSubstring("pattern"));
  CHECK_THAT(misfit("MoneyOrNull", R"("1,000.00")"), ContainsSubstring("pattern"));
  CHECK(misfit("MoneyOrNull", "null") == "");
}
