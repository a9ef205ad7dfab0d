#include "service/api/tokens.h"

#include "exchange/files/file.h"
#include "service/api/access.h"
#include "service/api/json_body.h"
#include "service/api/reply.h"
#include "service/app/tokens.h"
#include "service/render/json.h"

namespace openward::api {

using http::Response;
using persistence::Session;
using persistence::Token;
using persistence::UnitOfWork;
using render::Json;

namespace {

void text_or_null(Json& out, std::string_view name, const std::string& text) {
  out.key(name);
  if (text.empty()) {
    out.null();
  } else {
    out.text(text);
  }
}

void write_token(Json& out, const Token& token, std::string_view secret = {}) {
  out.object().member("id", token.id).member("name", token.name).member("role", token.role);
  text_or_null(out, "commissioner_id", token.commissioner_id);
  out.member("created_at", token.created.iso());
  text_or_null(out, "expires_at", token.expires ? token.expires->iso() : "");
  text_or_null(out, "revoked_at", token.revoked ? token.revoked->iso() : "");
  if (!secret.empty()) out.member("secret", secret);
  out.end_object();
}

std::string token_json(const Token& token, std::string_view secret = {}) {
  Json out;
  write_token(out, token, secret);
  return out.take();
}

Error no_such_token(const std::string& id) {
  return Error{ErrorKind::not_found, "There is no token " + id + "; GET /v1/tokens lists them.", {}, {}};
}

template <typename Read>
Response for_admins(const Call& call, Read read) {
  auto body = call.app.database.read([&](Session& s) -> Result<std::string> {
    if (auto admin = authorise(call, s, {}); !admin) return admin.error();
    return read(s);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

Response list_tokens(const Call& call) {
  return for_admins(call, [](Session& s) -> Result<std::string> {
    Json out;
    out.object().key("data").array();
    for (const Token& token : persistence::tokens(s)) write_token(out, token);
    out.end_array().end_object();
    return out.take();
  });
}

Response get_token(const Call& call) {
  const std::string& id = call.values.front();
  return for_admins(call, [&](Session& s) -> Result<std::string> {
    const auto token = persistence::token_with_id(s, id);
    if (!token) return no_such_token(id);
    return token_json(*token);
  });
}

Response create_token(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  JsonObject root = body->root();
  root.only({"name", "role", "commissioner", "expires"});
  const app::TokenWish wish{root.text("name").value_or(""), root.text("role").value_or(""), root.text("commissioner").value_or(""),
                            root.date("expires")};
  return write(call, {}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    const std::string secret = new_secret();
    auto made = app::make_token(u, wish, exchange::sha256_hex(secret));
    if (!made) {
      if (made.error().kind != ErrorKind::invalid) return made.error();
      body->faults().insert(body->faults().end(), made.error().faults.begin(), made.error().faults.end());
    }
    if (auto refusal = body->refusal()) return *refusal;
    const std::string shown = token_json(*made);
    return Written{201, shown, "/v1/tokens/" + made->id, etag_of(shown), token_json(*made, secret)};
  });
}

Response revoke_token(const Call& call) {
  if (!call.request.body.empty()) return refuse(call, invalid_at("", "no_body_expected", "This step takes no body. Send an empty one."));
  const std::string& id = call.values.front();
  return write(call, {}, [&](UnitOfWork& u, const Token&) -> Result<Written> {
    // The row is locked by the change itself: of two writers with one entity tag the second finds the token revoked.
    persistence::Tokens tokens(u);
    const auto before = tokens.locked(id);
    if (!before) return no_such_token(id);
    if (auto seen = require_match(call.request, token_json(*before)); !seen) return seen.error();
    if (before->revoked)
      return Error{ErrorKind::conflict, "Token " + id + " was revoked on " + before->revoked->iso() + " already.", {}, {}};
    const auto revoked = tokens.revoke(id);
    if (!revoked) return revoked.error();
    const std::string shown = token_json(*revoked);
    return Written{200, shown, "", etag_of(shown)};
  });
}

} // namespace

std::vector<Route> token_routes() {
  return {
      {"GET", "/v1/tokens", "list_tokens", list_tokens, {}, false, false},
      {"POST", "/v1/tokens", "create_token", create_token, {}, false, false},
      {"GET", "/v1/tokens/{id}", "get_token", get_token, {}, false, false},
      {"POST", "/v1/tokens/{id}/revoke", "revoke_token", revoke_token, {}, false, false},
  };
}

} // namespace openward::api
