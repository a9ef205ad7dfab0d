#include "service/api/auditing.h"

#include "exchange/files/file.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/http/syntax.h"
#include "service/render/json.h"

#include <algorithm>
#include <charconv>

namespace openward::api {

using http::Request;
using http::Response;
using persistence::AuditEntry;
using persistence::AuditOutcome;
using persistence::AuditQuery;
using persistence::Session;
using render::Json;

namespace {

constexpr std::size_t longest_path = 500;

/// "/problems/forbidden" of a problem document, which begins with its type.
std::string problem_of(const Response& response) {
  constexpr std::string_view kStart = R"({"type":")";
  const std::string_view body = response.body;
  if (!body.starts_with(kStart)) return {};
  const std::string_view rest = body.substr(kStart.size());
  return std::string(rest.substr(0, rest.find('"')));
}

/// The token that a request came with, also one that was revoked or has expired: who tried is what is asked later.
persistence::Token token_that_came(Session& s, const Request& request) {
  const auto secret = bearer_secret(request);
  auto token = secret ? persistence::token_ever_of_secret(s, exchange::sha256_hex(*secret)) : std::nullopt;
  return token ? *std::move(token) : persistence::Token{};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

void take_number(const std::string& name, const std::string& text, std::int64_t least, std::int64_t most, std::int64_t& into,
                 std::vector<Fault>& faults) {
  if (text.empty()) return;
  const auto given = whole_number(text);
  if (given && *given >= least && *given <= most) {
    into = *given;
  } else {
    faults.push_back({name, "bad_value", name + " is a whole number from " + std::to_string(least) + " to " + std::to_string(most) + "."});
  }
}

Result<AuditQuery> query_of(const Request& request) {
  AuditQuery query;
  std::vector<Fault> faults;
  const auto text_of = [&](std::string_view name) {
    auto value = value_of(request.query, name);
    if (value) return *value;
    const auto& told = value.error().faults;
    faults.insert(faults.end(), told.begin(), told.end());
    return std::string();
  };
  std::int64_t limit = query.limit;
  take_number("since", text_of("since"), 0, INT64_MAX, query.since, faults);
  take_number("limit", text_of("limit"), 1, 1000, limit, faults);
  query.limit = static_cast<int>(limit);
  query.token_id = text_of("token");
  query.operation = text_of("operation");
  query.request_id = text_of("request");
  if (const std::string outcome = text_of("outcome"); !outcome.empty()) {
    query.outcome = persistence::audit_outcome_from(outcome);
    if (!query.outcome) faults.push_back({"outcome", "unknown_word", "outcome is done, replayed or refused, not \"" + outcome + "\"."});
  }
  if (!faults.empty()) return invalid("A parameter cannot be understood.", std::move(faults));
  return query;
}

void write_or_null(Json& out, std::string_view name, std::string_view text) {
  out.key(name);
  if (text.empty()) {
    out.null();
  } else {
    out.text(text);
  }
}

void write_entry(Json& out, const AuditEntry& entry) {
  out.object().member("seq", entry.seq).member("recorded_at", entry.recorded.iso()).key("token");
  if (entry.token_id.empty()) {
    out.null();
  } else {
    out.object().member("id", entry.token_id).member("name", entry.token_name).member("role", entry.role).end_object();
  }
  out.member("operation", entry.operation);
  write_or_null(out, "method", entry.method);
  write_or_null(out, "path", entry.path);
  out.member("outcome", to_string(entry.outcome)).key("status");
  if (entry.status == 0) {
    out.null();
  } else {
    out.integer(entry.status);
  }
  write_or_null(out, "problem", entry.problem);
  write_or_null(out, "record", entry.record);
  write_or_null(out, "request_id", entry.request_id);
  out.end_object();
}

/// Where to go on: the same question, after the last entry.
std::string next_of(const Request& request, const AuditQuery& query, const std::vector<AuditEntry>& entries) {
  http::Parameters rest;
  std::copy_if(request.query.begin(), request.query.end(), std::back_inserter(rest), [](const auto& p) { return p.first != "since"; });
  rest.emplace_back("since", std::to_string(entries.empty() ? query.since : entries.back().seq));
  return "/v1/audit?" + encode_query(rest);
}

Response list_audit(const Call& call) {
  auto allowed = call.app.database.read([&](Session& s) { return authorise(call, s, {"auditor"}); });
  if (!allowed) return refuse(call, allowed.error());
  const auto query = query_of(call.request);
  if (!query) return refuse(call, query.error());
  auto body = call.app.database.read([&](Session& s) -> Result<std::string> {
    const auto entries = persistence::audit_entries(s, *query);
    Json out;
    out.object().key("data").array();
    for (const AuditEntry& entry : entries) write_entry(out, entry);
    out.end_array().member("next", next_of(call.request, *query, entries)).end_object();
    return out.take();
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

} // namespace

AuditEntry entry_of(const Request& request, std::string_view operation, const persistence::Token& token) {
  AuditEntry entry;
  entry.token_id = token.id;
  entry.token_name = token.name;
  entry.role = token.role;
  entry.operation = operation;
  entry.method = request.method;
  entry.path = http::scrubbed(std::string_view(request.path).substr(0, longest_path));
  entry.request_id = request.request_id;
  return entry;
}

void record_refusal(App& app, const Request& request, std::string_view operation, const Response& response) {
  auto kept = app.database.write_together("audit", app.clock(), [&](persistence::UnitOfWork& u) -> Result<> {
    AuditEntry entry = entry_of(request, operation, token_that_came(u.session(), request));
    entry.outcome = AuditOutcome::refused;
    entry.status = response.status;
    entry.problem = problem_of(response);
    persistence::Audit(u).add(entry);
    return Done{};
  });
  if (!kept) app.on_fault(request, kept.error());
}

std::vector<Route> audit_routes() {
  return {
      {"GET", "/v1/audit", "list_audit", list_audit, {"since", "limit", "token", "operation", "outcome", "request"}, false, false},
  };
}

} // namespace openward::api
