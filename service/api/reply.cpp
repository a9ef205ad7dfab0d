#include "service/api/reply.h"

#include "exchange/files/file.h"
#include "service/api/access.h"
#include "service/api/body_figures.h"
#include "service/http/problem.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>

namespace openward::api {

using http::Request;
using http::Response;

namespace {

/// Entity tags of a list header: `"a", W/"b"` or `*`. Calls `seen(tag, weak)` with the quotes on.
bool names_tag(std::string_view header, std::string_view etag, bool allow_weak) {
  while (!header.empty()) {
    const auto first = header.find_first_not_of(" \t,");
    if (first == std::string_view::npos) return false;
    header.remove_prefix(first);
    if (header.front() == '*') return true;
    const bool weak = header.starts_with("W/");
    if (weak) header.remove_prefix(2);
    if (header.empty() || header.front() != '"') return false;
    const auto close = header.find('"', 1);
    if (close == std::string_view::npos) return false;
    if (header.substr(0, close + 1) == etag && (allow_weak || !weak)) return true;
    header.remove_prefix(close + 1);
  }
  return false;
}

/// The words without the address of the database: that is for who runs the program, and stands in the log.
std::string without_address(std::string words, const std::string& database) {
  for (const std::string& named : {"the database " + database, database}) {
    for (auto at = words.find(named); at != std::string::npos; at = words.find(named, at)) {
      words.replace(at, named.size(), "the database");
      at += std::string_view("the database").size();
    }
  }
  return words;
}

struct RecordWord {
  std::string_view resource;
  std::string_view word;
  std::string_view list; // where they are listed
};
constexpr std::array<RecordWord, 14> kRecordWords{{{"awards", "award", "awards"},
                                                   {"contracts", "contract", "contracts"},
                                                   {"procurements", "procurement", "procurements"},
                                                   {"commissioners", "commissioner", "commissioners"},
                                                   {"providers", "provider", "providers"},
                                                   {"diagnostic-centres", "diagnostic centre", "diagnostic-centres"},
                                                   {"programmes", "programme", "programmes"},
                                                   {"indicators", "indicator", "indicators"},
                                                   {"payments", "payment", "payments"},
                                                   {"spend-files", "spend file", "spend-files"},
                                                   {"notices", "notice", "notices"},
                                                   {"findings", "finding", "findings"},
                                                   {"matches", "supplier string", "matches"},
                                                   {"matches-in-full", "supplier string", "matches"}}};

} // namespace

Response refuse(const Call& call, const Error& error) {
  if (!error.internal.empty() || error.kind == ErrorKind::internal) call.app.on_fault(call.request, error);
  Error shown = error;
  shown.message = without_address(std::move(shown.message), call.app.database.description());
  return http::problem_from(shown, call.request);
}

Response json_reply(int status, std::string body) {
  Response response;
  response.status = status;
  response.media_type = "application/json";
  response.body = std::move(body);
  return response;
}

std::optional<Response> not_json(const Request& request) {
  const std::string_view type = request.header("content-type");
  if (type.substr(0, type.find(';')) == "application/json") return std::nullopt;
  return http::problem_for_status(request, 415, "Send the body as Content-Type: application/json.");
}

bool none_match(const Request& request, std::string_view etag) {
  const std::string_view given = request.header("if-none-match");
  return !given.empty() && names_tag(given, etag, true);
}

void tell_divided(Response& response, std::optional<std::int64_t> rows) {
  if (rows) response.set_header("X-Rows-Of-Divided-Bodies", std::to_string(*rows));
}

std::string etag_on(std::string_view representation, std::optional<Date> day) {
  return day ? etag_of(std::string(representation) + "\n" + day->iso()) : etag_of(representation);
}

Response not_modified(std::string_view etag) {
  Response response;
  response.status = 304;
  response.set_header("ETag", std::string(etag));
  return response;
}

std::string etag_of(std::string_view representation) { return '"' + exchange::sha256_hex(representation).substr(0, 24) + '"'; }

Result<> require_match(const Request& request, std::string_view current) {
  const std::string_view given = request.header("if-match");
  if (given.empty()) {
    return Error{ErrorKind::stale,
                 "precondition required",
                 {{"If-Match", "precondition_required",
                   "Send If-Match with the ETag that GET gave, so that nobody's change is overwritten unseen."}},
                 {}};
  }
  if (names_tag(given, etag_of(current), false)) return Done{};
  return Error{
      ErrorKind::stale, "The record has changed since it was read. GET it again, look at the change, and send the new ETag.", {}, {}};
}

Response tagged_json(const Call& call, std::string body) {
  const std::string etag = etag_of(body);
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response = json_reply(200, std::move(body));
  response.set_header("ETag", etag);
  return response;
}

Error no_such_record(std::string_view resource, std::string_view id) {
  // A resource that came without a word of its own is called by its name.
  const auto named = std::find_if(kRecordWords.begin(), kRecordWords.end(), [&](const auto& r) { return r.resource == resource; });
  const bool known = named != kRecordWords.end();
  const std::string word(known ? named->word : "record of " + std::string(resource));
  const std::string list(known ? named->list : resource);
  return Error{ErrorKind::not_found, "There is no " + word + " " + std::string(id) + "; GET /v1/" + list + " lists them.", {}, {}};
}

Result<persistence::Row> one_row(persistence::Session& session, std::string_view resource, std::string_view id) {
  auto row = persistence::one(session, *persistence::find_resource(resource), id);
  if (!row) return row.error();
  if (!*row) return no_such_record(resource, id);
  return **std::move(row);
}

namespace {

Result<std::string> one_as_json(persistence::Session& session, std::string_view resource, std::string_view id,
                                const std::function<bool()>& drafts_too) {
  const auto* info = persistence::find_resource(resource);
  const auto row = one_row(session, resource, id);
  if (!row) return row.error();
  const auto cell = [&](std::string_view name) -> persistence::Cell {
    const auto at = std::find_if(info->columns.begin(), info->columns.end(), [&](const auto& column) { return column.name == name; });
    return at == info->columns.end() ? persistence::Cell{} : (*row)[static_cast<std::size_t>(at - info->columns.begin())];
  };
  // A draft, or one that was cancelled before anybody saw it.
  const auto is_draft = [&] {
    return cell("state") == persistence::Cell(std::string("draft")) ||
           (cell("state") == persistence::Cell(std::string("cancelled")) && cell("recorded") == persistence::Cell(true) &&
            cell("published_on") == persistence::Cell{});
  };
  if (is_draft() && !drafts_too()) return no_such_record(resource, id);
  const auto figures = record_figures(session, *info, *row);
  if (!figures) return figures.error();
  std::string json = render::row_json(info->columns, *row);
  if (figures->empty()) return json;
  json.pop_back();
  return json + ",\"figures\":" + *figures + "}";
}

} // namespace

Result<std::string> representation(persistence::Session& session, std::string_view resource, std::string_view id) {
  return one_as_json(session, resource, id, [] { return true; });
}

Result<std::string> visible(const Call& call, persistence::Session& session, std::string_view resource, std::string_view id) {
  return one_as_json(session, resource, id, [&] { return static_cast<bool>(may_see_drafts(call, session)); });
}

} // namespace openward::api
