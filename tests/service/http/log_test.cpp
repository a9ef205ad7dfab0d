#include "service/http/log.h"

#include "tests/support/catch.h"

#include <rapidjson/document.h>

#include <sstream>
#include <thread>

namespace openward::http {

namespace {

std::vector<std::string> lines(const std::ostringstream& out) {
  std::vector<std::string> all;
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

rapidjson::Document read(const std::string& line) {
  rapidjson::Document document;
  document.Parse(line.data(), line.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

Request sample() {
  Request request;
  request.method = "GET";
  request.path = "/v1/awards";
  request.request_id = "r-1";
  request.remote = "127.0.0.1";
  return request;
}

} // namespace

TEST_CASE("a request is one JSON line with its figures", "[http]") {
  std::ostringstream out;
  Log log(out);
  const auto request = sample();
  log.log_request({&request, 200, 512, std::chrono::microseconds{830}});
  REQUIRE(lines(out).size() == 1);
  const auto line = read(lines(out).front());
  CHECK(std::string(line["logger"].GetString()) == "http");
  CHECK(std::string(line["level"].GetString()) == "info");
  CHECK(std::string(line["method"].GetString()) == "GET");
  CHECK(std::string(line["path"].GetString()) == "/v1/awards");
  CHECK(line["status"].GetInt() == 200);
  CHECK(line["bytes"].GetInt64() == 512);
  CHECK(line["duration_us"].GetInt64() == 830);
  CHECK(std::string(line["request_id"].GetString()) == "r-1");
  CHECK(std::string(line["remote"].GetString()) == "127.0.0.1");
  const std::string ts = line["ts"].GetString();
  REQUIRE(ts.size() == 27);
  CHECK(ts[10] == 'T');
  CHECK(ts.back() == 'Z');
}

TEST_CASE("neither query values nor headers nor bodies are logged", "[http]") {
  std::ostringstream out;
  Log log(out);
  auto request = sample();
  request.query = {{"q", "someone's name"}, {"token", "hunter2"}};
  request.raw_query = "q=someone's+name&token=hunter2";
  request.headers = {{"authorization", "Bearer topsecret"}};
  request.body = "bodywords";
  log.log_request({&request, 200, 0, std::chrono::microseconds{1}});
  for (const auto* secret : {"someone", "hunter2", "topsecret", "bodywords"}) CHECK_THAT(out.str(), !ContainsSubstring(secret));
  const auto line = read(lines(out).front());
  REQUIRE(line["query"].Size() == 2);
  CHECK(std::string(line["query"][1].GetString()) == "token");
}

TEST_CASE("a hostile path cannot forge an entry or break a line", "[http]") {
  const auto path = GENERATE(as<std::string>(), "/\"}\n{\"level\":\"error\"", "/a\\", "/\x01\x1f", "/{}{0}%v%n", "/\xff\xfe");
  std::ostringstream out;
  Log log(out);
  auto request = sample();
  request.path = path;
  log.log_request({&request, 404, 0, std::chrono::microseconds{1}});
  REQUIRE(lines(out).size() == 1);
  const auto line = read(lines(out).front());
  if (path != "/\xff\xfe") CHECK(std::string(line["path"].GetString()) == path);
}

TEST_CASE("a very long path is cut, also inside a character", "[http]") {
  std::ostringstream out;
  Log log(out);
  auto request = sample();
  request.path = "/";
  for (int i = 0; i < 5000; ++i) request.path += "\xc3\xa9";
  log.log_request({&request, 404, 0, std::chrono::microseconds{1}});
  CHECK(out.str().size() < 2048);
  read(lines(out).front());
}

TEST_CASE("a failure of ours is logged as an error and quiet levels are not", "[http]") {
  std::ostringstream out;
  Log log(out, LogLevel::error);
  const auto request = sample();
  log.log_request({&request, 404, 0, std::chrono::microseconds{1}});
  log.log_event(LogLevel::info, "started");
  CHECK(out.str().empty());
  log.log_request({&request, 500, 0, std::chrono::microseconds{1}});
  CHECK(std::string(read(lines(out).front())["level"].GetString()) == "error");
}

TEST_CASE("an event carries its fields with their types", "[http]") {
  std::ostringstream out;
  Log log(out);
  log.log_event(LogLevel::warning, "draining",
                {{"reason", std::string("said \"stop\"\n")}, {"in_flight", std::int64_t{3}}, {"clean", true}});
  const auto line = read(lines(out).front());
  CHECK(std::string(line["event"].GetString()) == "draining");
  CHECK(std::string(line["level"].GetString()) == "warning");
  CHECK(std::string(line["reason"].GetString()) == "said \"stop\"\n");
  CHECK(line["in_flight"].GetInt64() == 3);
  CHECK(line["clean"].GetBool());
}

TEST_CASE("lines of many threads do not mix", "[http]") {
  std::ostringstream out;
  Log log(out);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&log] {
      for (int i = 0; i < 100; ++i) log.log_event(LogLevel::info, "tick", {{"text", std::string(200, 'x')}});
    });
  for (auto& thread : threads) thread.join();
  REQUIRE(lines(out).size() == 400);
  for (const auto& line : lines(out)) read(line);
}

} // namespace openward::http
