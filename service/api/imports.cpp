#include "service/api/imports.h"

#include "persistence/imports.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/app/import.h"
#include "service/app/import_account.h"
#include "service/app/import_choices.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::Token;
using persistence::UnitOfWork;

namespace {

constexpr std::size_t longest_name = 200;

/// The name after `filename=` of a Content-Disposition (RFC 6266), without folders.
std::string sent_name(std::string_view disposition) {
  constexpr std::string_view kKey = "filename=";
  const auto at = disposition.find(kKey);
  if (at == std::string_view::npos) return {};
  std::string_view rest = disposition.substr(at + kKey.size());
  const bool quoted = rest.starts_with('"');
  if (quoted) rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find(quoted ? '"' : ';')));
}

std::string without_folders(const std::string& name) {
  const auto slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

struct Asked {
  app::ImportOptions options;
  std::string name;
};

Result<bool> yes_or_no(const std::string& name, const std::string& value) {
  if (value == "true" || value == "false") return value == "true";
  return invalid_at(name, "bad_value", name + " is true or false, not \"" + value + "\".");
}

Result<> take_parameter(Asked& asked, const std::string& name, const std::string& value) {
  exchange::SpendOptions& spend = asked.options.spend;
  if (name == "column") return app::choose_column(spend, value);
  if (name == "header_row") return app::choose_header_row(spend, value);
  if (name == "day_order") return app::choose_day_order(spend, value);
  if (name == "delimiter") return app::choose_delimiter(spend, value);
  if (name == "encoding") return app::choose_encoding(spend, value);
  if (name == "as") {
    const auto format = app::import_format_from(value);
    if (!format)
      return invalid_at("as", "bad_value",
                        "as is auto, ocds, contracts-finder, spend, ods, centres, programmes or indicators, not \"" + value + "\".");
    asked.options.format = *format;
    return Done{};
  }
  if (value.empty()) return invalid_at(name, "empty_value", name + " is empty. Leave it out or give it a value.");
  if (name == "name") asked.name = value;
  if (name == "publisher") asked.options.publisher = value;
  if (name == "sheet") spend.sheet = value;
  for (const auto& [flag, member] : {std::pair<std::string_view, bool app::ImportOptions::*>{"dry_run", &app::ImportOptions::dry_run},
                                     {"remember", &app::ImportOptions::remember},
                                     {"forget", &app::ImportOptions::forget}}) {
    if (name != flag) continue;
    auto yes = yes_or_no(name, value);
    if (!yes) return yes.error();
    asked.options.*member = *yes;
  }
  return Done{};
}

Result<Asked> asked_of(const Call& call) {
  Asked asked;
  std::vector<std::string> seen;
  for (const auto& [name, value] : call.request.query) {
    if (name != "column" && std::find(seen.begin(), seen.end(), name) != seen.end())
      return invalid_at(name, "given_twice", name + " is given twice. Give it once.");
    seen.push_back(name);
    if (auto taken = take_parameter(asked, name, value); !taken) return taken.error();
  }
  if (asked.name.empty()) asked.name = sent_name(call.request.header("content-disposition"));
  asked.name = without_folders(asked.name);
  if (asked.name.size() > longest_name) return invalid_at("name", "too_long", "A file's name has at most 200 bytes.");
  if (asked.name.empty()) asked.name = "sent over HTTP";
  asked.options.known_bodies = call.app.known_bodies;
  if (call.request.body.empty())
    return invalid_at("", "empty_body", "Send the file's bytes as the body of the request (curl --data-binary @FILE).");
  return asked;
}

/// A recorder imports for its own commissioner alone.
Result<> within_reach(UnitOfWork& u, const Token& token, app::ImportOptions& options) {
  if (token.commissioner_id.empty()) return Done{};
  if (options.publisher.empty()) options.publisher = token.commissioner_id;
  persistence::Bodies bodies(u);
  auto body = bodies.by_id(options.publisher);
  if (auto identifier = Identifier::parse(options.publisher); !body && identifier) body = bodies.by_identifier(*identifier);
  return may_record_for(u.session(), token, body ? body->id : options.publisher, london_date(u.now()));
}

/// Kept in the transaction's undoing: a preview leaves nothing behind.
Response preview(const Call& call, Asked asked) {
  auto token = call.app.database.read([&](persistence::Session& s) { return authorise(call, s, {"curator", "recorder"}); });
  if (!token) return refuse(call, token.error());
  std::string body;
  auto taken = call.app.database.write(token->name, call.app.clock(), [&](UnitOfWork& u) -> Result<> {
    if (auto allowed = within_reach(u, *token, asked.options); !allowed) return allowed.error();
    app::Importer importer(call.app.database, call.app.clock);
    auto outcome = importer.take_into(u, asked.name, call.request.body, asked.options);
    if (!outcome) return outcome.error();
    render::Json out;
    out.object().member("dry_run", true);
    app::write_account(out, *outcome, app::Reader::importer);
    app::write_first_rows(out, *outcome);
    out.end_object();
    body = out.take();
    return Error{ErrorKind::conflict, "dry run", {}, {}};
  });
  if (body.empty()) return refuse(call, taken.error());
  return json_reply(200, std::move(body));
}

Response take(const Call& call, Asked asked) {
  return write(call, {"curator", "recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    if (auto allowed = within_reach(u, token, asked.options); !allowed) return allowed.error();
    app::Importer importer(call.app.database, call.app.clock);
    auto outcome = importer.take_into(u, asked.name, call.request.body, asked.options);
    if (!outcome) return outcome.error();
    const auto held = persistence::import_account(u.session(), outcome->import_id);
    std::string account = held ? held->account : app::stored_account(*outcome);
    std::string etag = etag_of(account);
    return Written{outcome->seen_before ? 200 : 201, std::move(account), "/v1/imports/" + outcome->import_id, std::move(etag)};
  });
}

Response post(const Call& call) {
  auto asked = asked_of(call);
  if (!asked) return refuse(call, asked.error());
  const bool dry_run = asked->options.dry_run;
  return dry_run ? preview(call, *std::move(asked)) : take(call, *std::move(asked));
}

Response show(const Call& call) {
  const std::string& id = call.values.front();
  auto body = call.app.database.read([&](persistence::Session& s) -> Result<std::string> {
    auto found = persistence::import_account(s, id);
    if (!found) return Error{ErrorKind::not_found, "There is no import " + id + ".", {}, {}};
    return found->account;
  });
  if (!body) return refuse(call, body.error());
  const std::string etag = etag_of(*body);
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response = json_reply(200, std::move(*body));
  response.set_header("ETag", etag);
  return response;
}

} // namespace

std::vector<Route> import_routes() {
  return {
      {"POST",
       "/v1/imports",
       "import_file",
       post,
       {"name", "as", "dry_run", "publisher", "column", "header_row", "sheet", "day_order", "delimiter", "encoding", "remember", "forget"},
       false,
       false},
      {"GET", "/v1/imports/{id}", "get_import", show, {}, false, false},
  };
}

} // namespace openward::api
