#include "service/http/problem.h"

#include "tests/support/catch.h"

#include <rapidjson/document.h>

namespace openward::http {

namespace {

Request numbered() {
  Request request;
  request.request_id = "r-1";
  return request;
}

rapidjson::Document read(const Response& response) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

} // namespace

TEST_CASE("each kind of error has its status and its type", "[http]") {
  const auto [kind, status, type] = GENERATE(table<ErrorKind, int, std::string>({
      {ErrorKind::invalid, 400, "/problems/invalid-request"},
      {ErrorKind::not_found, 404, "/problems/not-found"},
      {ErrorKind::conflict, 409, "/problems/conflict"},
      {ErrorKind::stale, 412, "/problems/stale-version"},
      {ErrorKind::unauthorised, 401, "/problems/unauthorised"},
      {ErrorKind::forbidden, 403, "/problems/forbidden"},
      {ErrorKind::unsupported, 415, "/problems/unsupported-format"},
      {ErrorKind::unavailable, 503, "/problems/unavailable"},
      {ErrorKind::internal, 500, "/problems/internal-error"},
  }));
  const auto response = problem_from(Error{kind, "The words.", {}, {}}, numbered());
  CHECK(response.status == status);
  CHECK(response.media_type == "application/problem+json");
  const auto document = read(response);
  CHECK(std::string(document["type"].GetString()) == type);
  CHECK(document["status"].GetInt() == status);
  CHECK(std::string(document["request_id"].GetString()) == "r-1");
  CHECK_FALSE(std::string(document["title"].GetString()).empty());
  CHECK_FALSE(document.HasMember("errors"));
}

TEST_CASE("an internal error tells the client nothing of its inside", "[http]") {
  const auto response = problem_from(Error{ErrorKind::internal, "select failed on table secret_names", {}, "password=hunter2"}, numbered());
  CHECK_THAT(response.body, !ContainsSubstring("secret_names"));
  CHECK_THAT(response.body, !ContainsSubstring("hunter2"));
  CHECK_THAT(response.body, ContainsSubstring("r-1"));
}

TEST_CASE("the words for the log never reach a problem document", "[http]") {
  const auto response = problem_from(Error{ErrorKind::unavailable, "The database cannot serve now.", {}, "host=10.0.0.7"}, numbered());
  CHECK_THAT(response.body, !ContainsSubstring("10.0.0.7"));
}

TEST_CASE("a fault is a pointer into the body or a parameter of the query", "[http]") {
  const Error error{ErrorKind::invalid,
                    "Three faults.",
                    {{"/providers/0/id", "unknown_body", "No body has the id \"x\"."},
                     {"cpv", "bad_cpv", "Eight digits."},
                     {"", "bad_json", "Not JSON."}},
                    {}};
  const auto document = read(problem_from(error, numbered()));
  const auto& errors = document["errors"];
  REQUIRE(errors.Size() == 3);
  CHECK(std::string(errors[0]["pointer"].GetString()) == "/providers/0/id");
  CHECK_FALSE(errors[0].HasMember("parameter"));
  CHECK(std::string(errors[0]["code"].GetString()) == "unknown_body");
  CHECK(std::string(errors[0]["detail"].GetString()) == "No body has the id \"x\".");
  CHECK(std::string(errors[1]["parameter"].GetString()) == "cpv");
  CHECK_FALSE(errors[1].HasMember("pointer"));
  CHECK_FALSE(errors[2].HasMember("pointer"));
  CHECK_FALSE(errors[2].HasMember("parameter"));
}

TEST_CASE("who is refused learns what to bring, and who comes too early when to come back", "[http]") {
  CHECK(header(problem_from(Error{ErrorKind::unauthorised, "A token is needed.", {}, {}}, numbered()), "WWW-Authenticate") == "Bearer");
  CHECK(header(problem_from(Error{ErrorKind::unavailable, "Not now.", {}, {}}, numbered()), "Retry-After") == "1");
  CHECK(problem_from(Error{ErrorKind::forbidden, "No.", {}, {}}, numbered()).headers.empty());
}

TEST_CASE("hostile words stay inside their JSON string", "[http]") {
  const auto words = GENERATE(as<std::string>(), "\",\"status\":200,\"x\":\"", "line\nbreak", "\\", "\x01", "caf\xc3\xa9");
  const auto document = read(problem_for_status(numbered(), 400, words));
  CHECK(std::string(document["detail"].GetString()) == words);
  CHECK(document["status"].GetInt() == 400);
}

TEST_CASE("words that are not UTF-8 still make a document that is", "[http]") {
  CHECK(std::string(read(problem_for_status(numbered(), 400, "bad \xff byte"))["detail"].GetString()) == "bad ? byte");
}

TEST_CASE("a status without a type of its own is about:blank and keeps its number", "[http]") {
  const auto response = problem_for_status(numbered(), 418, "Not coffee.");
  CHECK(response.status == 418);
  CHECK(std::string(read(response)["type"].GetString()) == "about:blank");
}

} // namespace openward::http
