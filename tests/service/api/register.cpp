#include "register.h"

#include "exchange/files/file.h"
#include "persistence/repositories.h"
#include "service/http/target.h"

#include <stdexcept>

namespace openward::test {

http::Request request(std::string_view method, std::string_view target, http::Parameters headers, std::string body) {
  http::Request out;
  out.method = method;
  const auto question = std::min(target.find('?'), target.size());
  out.path = target.substr(0, question);
  out.raw_query = question < target.size() ? target.substr(question + 1) : "";
  auto parsed = http::parse_target(out.path, out.raw_query);
  if (!parsed) throw std::invalid_argument(parsed.error().message);
  out.segments = std::move(parsed->segments);
  out.query = std::move(parsed->query);
  out.headers = std::move(headers);
  out.body = std::move(body);
  out.request_id = "r-1";
  return out;
}

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

std::string body_of(const http::Response& response) {
  if (!response.stream) return response.body;
  std::string out;
  while (response.stream(out)) {
  }
  return out;
}

Register::Register(api::Router router, persistence::Backend backend)
    : database_(fresh_database(backend)), app_{*database_.db,
                                               noon,
                                               metrics_,
                                               [] { return http::Gauges{}; },
                                               [] { return false; },
                                               [this](const http::Request&, const Error& error) {
                                                 told_.push_back(error.message + " " + error.internal);
                                               },
                                               "0.0.1"},
      router_(std::move(router)) {}

http::Response Register::post(std::string_view target, std::string body, http::Parameters headers) {
  if (admin_.empty()) admin_ = token("admin");
  headers.emplace_back("authorization", "Bearer " + admin_);
  headers.emplace_back("content-type", "application/json");
  return ask(request("POST", target, std::move(headers), std::move(body)));
}

std::string Register::token(const std::string& name, const std::string& role) {
  const std::string secret = "ow_" + name;
  if (!made_.insert(name).second) return secret;
  auto added = database_.db->write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<> {
    persistence::Token token;
    token.name = name;
    token.role = role;
    token.created = noon();
    persistence::Tokens(u).add(token, exchange::sha256_hex(secret));
    return Done{};
  });
  if (!added) throw std::runtime_error(added.error().message + " " + added.error().internal);
  return secret;
}

} // namespace openward::test
