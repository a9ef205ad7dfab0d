// A write from its token to its answer.

#include "exchange/files/file.h"
#include "service/api/access.h"
#include "service/api/auditing.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/http/problem.h"

#include <algorithm>

namespace openward::api {

using http::Request;
using http::Response;
using persistence::AuditOutcome;
using persistence::Token;
using persistence::UnitOfWork;

namespace {

using Work = std::function<Result<Written>(UnitOfWork&, const Token&)>;

enum class KeyUse { fresh, replayed, other_request, in_work };

bool sound_key(std::string_view key) {
  return !key.empty() && key.size() <= 200 && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// What makes two requests the same request.
std::string digest_of(const Request& request) {
  std::string words;
  for (const std::string_view part : {std::string_view(request.method), std::string_view(request.path), std::string_view(request.raw_query),
                                      request.header("if-match"), request.header("content-type")})
    words += std::string(part) + "\n";
  return exchange::sha256_hex(words + request.body);
}

Response in_work(const Request& request) {
  Response response =
      http::problem_response({409,
                              "request-in-progress",
                              "The first request with this key is still in work",
                              "Another request with this Idempotency-Key is being carried out. Send this one again in a second.",
                              {},
                              request.request_id});
  response.set_header("Retry-After", "1");
  return response;
}

Response refuse_write(const Call& call, const Error& error) {
  if (error.kind == ErrorKind::stale && !error.faults.empty() && error.faults.front().code == "precondition_required")
    return http::problem_for_status(call.request, 428, error.faults.front().message);
  return refuse(call, error);
}

/// What a writer has seen, and is shown again, is what a GET with the same token gives.
void see_as_writer(UnitOfWork& u, const Token& token) {
  if (sees_people(token)) persistence::set_sight(u.session(), persistence::Sight::in_full);
}

Response answer_of(Written written, bool replayed) {
  Response response = json_reply(written.status, written.body_once.empty() ? std::move(written.body) : std::move(written.body_once));
  if (!written.location.empty()) response.set_header("Location", written.location);
  if (!written.etag.empty()) response.set_header("ETag", written.etag);
  if (replayed) response.set_header("Idempotency-Replayed", "true");
  return response;
}

/// Everything is done as it would be, and undone.
Response rehearsed(const Call& call, const Token& token, const Work& work) {
  bool passed = false;
  auto done = call.app.database.write_together(token.name, call.app.clock(), [&](UnitOfWork& u) -> Result<> {
    see_as_writer(u, token);
    auto written = work(u, token);
    if (!written) return written.error();
    passed = true;
    return Error{ErrorKind::conflict, "dry run", {}, {}};
  });
  if (!passed) return refuse_write(call, done.error());
  Response response;
  response.status = 204;
  return response;
}

/// In the transaction of the write, behind all that it still owes.
void owe_entry(UnitOfWork& u, const Call& call, const Token& token, const Written& written, AuditOutcome outcome) {
  persistence::AuditEntry entry = entry_of(call.request, call.operation, token);
  entry.outcome = outcome;
  entry.status = written.status;
  entry.record = written.location.empty() ? entry.path : written.location;
  u.owe("audit", [entry = std::move(entry)](UnitOfWork& unit) { persistence::Audit(unit).add(entry); });
}

Response performed(const Call& call, const Token& token, const std::string& key, const Work& work) {
  const std::string digest = digest_of(call.request);
  KeyUse use = KeyUse::fresh;
  auto written = call.app.database.write_together(token.name, call.app.clock(), [&](UnitOfWork& u) -> Result<Written> {
    see_as_writer(u, token);
    persistence::Replies replies(u);
    if (!key.empty()) {
      if (!replies.claim(token.id, key)) {
        use = KeyUse::in_work;
        return Error{ErrorKind::conflict, "in work", {}, {}};
      }
      if (auto before = replies.find(token.id, key)) {
        use = before->request_sha256 == digest ? KeyUse::replayed : KeyUse::other_request;
        if (use == KeyUse::other_request) return Error{ErrorKind::conflict, "used", {}, {}};
        Written again{before->status, before->body, before->location, before->etag};
        owe_entry(u, call, token, again, AuditOutcome::replayed);
        return again;
      }
    }
    auto done = work(u, token);
    if (!done) return done;
    if (!key.empty()) replies.keep(token.id, key, {digest, done->status, done->body, done->location, done->etag});
    owe_entry(u, call, token, *done, AuditOutcome::done);
    return done;
  });
  if (use == KeyUse::in_work) return in_work(call.request);
  if (use == KeyUse::other_request) {
    return http::problem_for_status(call.request, 422,
                                    "This Idempotency-Key was sent with another request. Use a new key for a new request.");
  }
  if (!written) return refuse_write(call, written.error());
  return answer_of(*std::move(written), use == KeyUse::replayed);
}

} // namespace

bool is_dry_run(const Request& request) {
  const auto asked = value_of(request.query, dry_run_parameter);
  return asked && *asked == "true";
}

Response write(const Call& call, std::initializer_list<std::string_view> roles, const Work& work) {
  const Request& request = call.request;
  const std::string key(request.header("idempotency-key"));
  if (request.header("idempotency-key").data() != nullptr && !key.empty() && !sound_key(key))
    return refuse(call, invalid_at("Idempotency-Key", "bad_value", "Idempotency-Key is 1 to 200 visible ASCII characters."));
  const auto dry_run = value_of(request.query, dry_run_parameter);
  if (!dry_run) return refuse(call, dry_run.error());
  if (!dry_run->empty() && *dry_run != "true" && *dry_run != "false")
    return refuse(call, invalid_at(std::string(dry_run_parameter), "bad_value", "dry_run is true or false, not \"" + *dry_run + "\"."));
  // The token is looked up before the write begins: a refused caller never holds the writer.
  auto token = call.app.database.read([&](persistence::Session& s) { return authorise(call, s, roles); });
  if (!token) return refuse(call, token.error());
  if (*dry_run == "true") return rehearsed(call, *token, work);
  if (key.empty()) return performed(call, *token, key, work);
  const KeysInWork::Hold hold(*call.app.keys_in_work, token->id + " " + key);
  return hold ? performed(call, *token, key, work) : in_work(request);
}

} // namespace openward::api
