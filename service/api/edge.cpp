#include "service/api/edge.h"

#include "exchange/files/file.h"
#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/http/client_address.h"
#include "service/http/problem.h"

#include <algorithm>
#include <chrono>

namespace openward::api {

using http::Request;
using http::Response;

namespace {

constexpr const char* wait_for_next_day = "86400"; // that a browser may remember a preflight

/// The id of the token of a request, when it is known, neither revoked nor expired. A token that is not is no way to a fresh budget.
std::string token_in_force(App& app, const Request& request) {
  const auto secret = bearer_secret(request);
  if (!secret) return {};
  auto id = app.database.read([&](persistence::Session& s) -> Result<std::string> {
    const auto token = persistence::token_by_secret(s, exchange::sha256_hex(*secret));
    if (!token || (token->expires && *token->expires <= app.clock())) return std::string();
    return token->id;
  });
  return id ? *id : std::string();
}

bool listed_origin(const App& app, std::string_view origin) {
  return std::find(app.write_origins.begin(), app.write_origins.end(), origin) != app.write_origins.end();
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// The answer to the question that a browser asks before it sends what a form could not send.
void answer_preflight(const Openness& open, bool trusted_page, Response& response) {
  if (trusted_page) {
    response.set_header("Access-Control-Allow-Methods", joined(open.methods));
    response.set_header("Access-Control-Allow-Headers", "Accept, Authorization, Content-Disposition, Content-Type, Idempotency-Key, "
                                                        "If-Match, If-None-Match, X-Request-Id");
  } else {
    response.set_header("Access-Control-Allow-Methods", joined(open.reading));
    response.set_header("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, X-Request-Id");
  }
  response.set_header("Access-Control-Max-Age", wait_for_next_day);
}

} // namespace

Admission::Admission(App& app, const Request& request) {
  if (!app.limits) return;
  const auto now = std::chrono::steady_clock::now();
  const std::string address = http::budget_key(request.remote);
  // The operator's own questions are answered by threads that may not wait, and are never refused.
  if (request.path == "/healthz" || request.path == "/metrics") {
    enforced_ = false;
    budget_ = app.limits->addresses.budget();
    if (app.limits->addresses.counts()) standing_ = app.limits->addresses.look(address, now);
    return;
  }
  const std::string token = token_in_force(app, request);
  http::RateLimiter& limiter = token.empty() ? app.limits->addresses : app.limits->tokens;
  enforced_ = !token.empty() || app.limits->loopback_too || !http::is_loopback(request.remote);
  budget_ = limiter.budget();
  if (!limiter.counts()) return;
  const std::string& key = token.empty() ? address : token;
  // Who waited for a change has asked once.
  standing_ = request.again ? limiter.look(key, now) : limiter.spend(key, now);
}

Response Admission::refusal(const Request& request) const {
  const std::string seconds = std::to_string(standing_->reset.count());
  Response response = http::problem_for_status(request, 429,
                                               "More than " + std::to_string(budget_.limit) + " requests in " +
                                                   std::to_string(budget_.window.count()) + " seconds. Come back in " + seconds +
                                                   " s. The suffixes .csv and .ndjson give every row of a filter with one request.");
  response.set_header("Retry-After", seconds);
  return response;
}

void Admission::tell(Response& response) const {
  if (!standing_) return;
  response.set_header("RateLimit-Policy", std::to_string(budget_.limit) + ";w=" + std::to_string(budget_.window.count()));
  response.set_header("RateLimit-Limit", std::to_string(standing_->limit));
  response.set_header("RateLimit-Remaining", std::to_string(standing_->remaining));
  response.set_header("RateLimit-Reset", std::to_string(standing_->reset.count()));
}

void open_to_pages(const App& app, const Request& request, const Openness& open, Response& response) {
  const std::string_view origin = request.header("origin");
  const bool trusted_page = !origin.empty() && listed_origin(app, origin);
  const bool preflight = request.method == "OPTIONS";
  // With a list of origins the answer depends on who asks, and no cache may give one origin's answer to another.
  if (!app.write_origins.empty()) response.set_header("Vary", "Origin");
  if (!trusted_page && !(preflight ? !open.reading.empty() : open.read)) return;
  response.set_header("Access-Control-Allow-Origin", trusted_page ? std::string(origin) : std::string("*"));
  if (!preflight) {
    response.set_header("Access-Control-Expose-Headers", "*");
  } else if (!request.header("access-control-request-method").empty()) {
    answer_preflight(open, trusted_page, response);
  }
}

} // namespace openward::api
