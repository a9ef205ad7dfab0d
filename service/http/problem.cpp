#include "service/http/problem.h"

#include "service/http/syntax.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <optional>

namespace openward::http {
namespace {

struct Row {
  int status;
  std::optional<ErrorKind> kind;
  std::string_view slug;
  std::string_view title;
};

constexpr std::array<Row, 20> table{{
    {400, ErrorKind::invalid, "invalid-request", "The request breaks a rule"},
    {401, ErrorKind::unauthorised, "unauthorised", "A token is needed"},
    {403, ErrorKind::forbidden, "forbidden", "The token does not reach this far"},
    {404, ErrorKind::not_found, "not-found", "No such record"},
    {405, std::nullopt, "method-not-allowed", "The method is not possible here"},
    {406, std::nullopt, "not-acceptable", "No representation of the kind asked for"},
    {409, ErrorKind::conflict, "conflict", "The record's state forbids this"},
    {412, ErrorKind::stale, "stale-version", "The record has changed since it was read"},
    {413, std::nullopt, "body-too-large", "The body is too large"},
    {414, std::nullopt, "address-too-long", "The address is too long"},
    {415, ErrorKind::unsupported, "unsupported-format", "The format is not read here"},
    {422, std::nullopt, "idempotency-mismatch", "The idempotency key was used for another request"},
    {428, std::nullopt, "version-required", "If-Match is required"},
    {429, std::nullopt, "too-many-requests", "Too many requests"},
    {431, std::nullopt, "headers-too-large", "The headers are too large"},
    {500, ErrorKind::internal, "internal-error", "The server failed"},
    {501, std::nullopt, "unknown-method", "The method is unknown"},
    {503, ErrorKind::unavailable, "unavailable", "Not available now"},
    {504, std::nullopt, "timeout", "The answer took too long"},
    {505, std::nullopt, "http-version", "The HTTP version is not enough"},
}};

constexpr Row internal_row{500, ErrorKind::internal, "internal-error", "The server failed"};

const Row& row_of(ErrorKind kind) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Row& row) { return row.kind == kind; });
  return found == table.end() ? internal_row : *found;
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write_text(Writer& json, std::string_view text) {
  const auto clean = scrubbed(text);
  json.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
}

void write_member(Writer& json, std::string_view name, std::string_view value) {
  json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  write_text(json, value);
}

void write_faults(Writer& json, const std::vector<Fault>& faults) {
  json.Key("errors");
  json.StartArray();
  for (const auto& fault : faults) {
    json.StartObject();
    if (!fault.where.empty()) write_member(json, fault.where.front() == '/' ? "pointer" : "parameter", fault.where);
    write_member(json, "code", fault.code);
    write_member(json, "detail", fault.message);
    json.EndObject();
  }
  json.EndArray();
}

Problem problem_of(const Row& row, const Request& request, std::string detail, std::vector<Fault> faults) {
  return {row.status, std::string(row.slug), std::string(row.title), std::move(detail), std::move(faults), request.request_id};
}

} // namespace

Response problem_response(const Problem& problem) {
  rapidjson::StringBuffer out;
  Writer json(out);
  json.StartObject();
  write_member(json, "type", problem.type_slug.empty() ? "about:blank" : "/problems/" + problem.type_slug);
  write_member(json, "title", problem.title);
  json.Key("status");
  json.Int(problem.status);
  write_member(json, "detail", problem.detail);
  if (!problem.faults.empty()) write_faults(json, problem.faults);
  write_member(json, "request_id", problem.request_id);
  json.EndObject();
  Response response;
  response.status = problem.status;
  response.media_type = "application/problem+json";
  response.body.assign(out.GetString(), out.GetSize());
  if (problem.status == 401) response.set_header("WWW-Authenticate", "Bearer");
  if (problem.status == 503) response.set_header("Retry-After", "1");
  return response;
}

Response problem_from(const Error& error, const Request& request) {
  const auto& row = row_of(error.kind);
  if (error.kind == ErrorKind::internal)
    return problem_response(
        problem_of(row, request, "The server failed while it answered. Try again; if it fails again, report the request id.", {}));
  return problem_response(problem_of(row, request, error.message, error.faults));
}

Response problem_for_status(const Request& request, int status, std::string_view detail, std::vector<Fault> faults) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Row& row) { return row.status == status; });
  const Row row = found == table.end() ? Row{status, std::nullopt, "", "The request was not carried out"} : *found;
  return problem_response(problem_of(row, request, std::string(detail), std::move(faults)));
}

} // namespace openward::http
