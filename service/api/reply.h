#pragma once
// The parts that answers share: validators, the frame of a list, writes that can be sent again.

#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "service/api/router.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace openward::api {

/// The problem document of an Error; what only the operator may see goes to the log.
http::Response refuse(const Call&, const Error&);

http::Response json_reply(int status, std::string body);

/// 415 for a body that is not announced as JSON.
std::optional<http::Response> not_json(const http::Request&);

/// True when If-None-Match names this entity tag (RFC 9110 section 13.1.2; the weak comparison).
bool none_match(const http::Request&, std::string_view etag);
/// 304 with the validator.
http::Response not_modified(std::string_view etag);

/// The strong validator of a representation: its version and the digest of its bytes.
std::string etag_of(std::string_view representation);

/// Says in a header how many rows stay under divided bodies, which a CSV has no place for; nothing where nothing was asked as of today.
void tell_divided(http::Response&, std::optional<std::int64_t> rows);
/// The validator of an answer that is the same on no two days, although its bytes may be.
std::string etag_on(std::string_view representation, std::optional<Date> day);

/// What a write answers.
struct Written {
  int status = 200;
  std::string body;
  std::string location;
  std::string etag;
  std::string body_once{}; // sent in place of `body` and kept nowhere: for what is shown a single time
};

/// The query parameter of every write that asks what would become of it.
constexpr std::string_view dry_run_parameter = "dry_run";
/// True when the request asks that and means to change nothing.
bool is_dry_run(const http::Request&);

/// Runs a write for a caller with one of the roles: authorised, in one transaction with its entry in the account of writes, remembered
/// under its Idempotency-Key for 24 hours. The same key with the same request gives the first answer again (with Idempotency-Replayed:
/// true); with another request it is a 422, and while the first is still in work a 409. With dry_run=true all is done and undone: 204, or
/// the refusal with every fault.
http::Response write(const Call&, std::initializer_list<std::string_view> roles,
                     const std::function<Result<Written>(persistence::UnitOfWork&, const persistence::Token&)>& work);

/// Refuses a change made without having seen what it changes: 428 without If-Match, 412 when it names another representation.
/// `current` is the JSON as GET would give it now.
Result<> require_match(const http::Request&, std::string_view current);

/// A 200 of JSON with its validator, or the 304 of a caller who has it.
http::Response tagged_json(const Call&, std::string body);

/// "There is no procurement ocds-…; GET /v1/procurements lists them."
Error no_such_record(std::string_view resource, std::string_view id);

/// The row of one record as its list shows it; not found says where they are listed.
Result<persistence::Row> one_row(persistence::Session&, std::string_view resource, std::string_view id);

/// The JSON of one record as GET gives it, inside a transaction.
Result<std::string> representation(persistence::Session&, std::string_view resource, std::string_view id);

/// The same for this caller: a draft is not found without a token.
Result<std::string> visible(const Call&, persistence::Session&, std::string_view resource, std::string_view id);

} // namespace openward::api
