#include "service/api/access.h"

#include "exchange/files/file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::api {

namespace {

Error unauthorised(std::string message) { return Error{ErrorKind::unauthorised, std::move(message), {}, {}}; }

} // namespace

std::optional<std::string_view> bearer_secret(const http::Request& request) {
  std::string_view given = request.header("authorization");
  constexpr std::string_view kScheme = "bearer ";
  const bool bearer = given.size() > kScheme.size() && std::equal(kScheme.begin(), kScheme.end(), given.begin(), [](char a, char b) {
                        return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
                      });
  if (!bearer) return std::nullopt;
  given.remove_prefix(kScheme.size());
  return given;
}

Result<persistence::Token> authorise(const Call& call, persistence::Session& session, std::initializer_list<std::string_view> roles) {
  if (call.request.header("authorization").empty())
    return unauthorised("This needs a token. Send it as \"Authorization: Bearer ow_…\"; `openward token create` makes one.");
  const auto secret = bearer_secret(call.request);
  if (!secret) return unauthorised("The Authorization header is not \"Bearer\" and a token.");
  // Looked up by digest, so the time taken tells nothing about how much of a guess was right.
  auto token = persistence::token_by_secret(session, exchange::sha256_hex(*secret));
  if (!token) return unauthorised("The token is not known, or was revoked. `openward token list` shows those in force.");
  if (token->expires && *token->expires <= call.app.clock())
    return unauthorised("The token expired on " + token->expires->iso() + ". Make a new one.");
  const bool enough = token->role == "admin" || std::find(roles.begin(), roles.end(), token->role) != roles.end();
  if (!enough) return Error{ErrorKind::forbidden, "A token of the role " + token->role + " may not do this.", {}, {}};
  return *token;
}

Result<> may_see_drafts(const Call& call, persistence::Session& session) {
  auto token = authorise(call, session, {"recorder", "curator", "auditor"});
  if (!token) return token.error();
  return Done{};
}

Result<> may_record_for(persistence::Session& session, const persistence::Token& token, std::string_view commissioner_id, Date today) {
  const persistence::TokenScope scope = persistence::scope_of(session, token, today);
  if (scope.commissioner_id.empty() || scope.commissioner_id == commissioner_id) return Done{};
  std::string message = "This token records for " + scope.commissioner_id + " (" + scope.commissioner_name + ") alone";
  if (!scope.passed_to_id.empty()) {
    message += ", whose successor since " + scope.passed_on->iso() + " is " + scope.passed_to_id + " (" + scope.passed_to_name +
               "). A token does not pass to a successor by itself";
  } else if (scope.passed_on) {
    message += ", which passed to several bodies on " + scope.passed_on->iso();
  }
  message += ". `openward token create --role recorder --commissioner " + std::string(commissioner_id) + "` makes one for the other body.";
  return Error{ErrorKind::forbidden, std::move(message), {}, {}};
}

bool sees_people(const persistence::Token& token) { return token.role == "curator" || token.role == "auditor" || token.role == "admin"; }

void see_as_caller(const Call& call, persistence::Session& session) {
  const auto token = authorise(call, session, {"recorder", "curator", "auditor"});
  persistence::set_sight(session, token && sees_people(*token) ? persistence::Sight::in_full : persistence::Sight::everybody);
}

std::string new_secret() {
  std::array<unsigned char, 32> bits{};
  randombytes_buf(bits.data(), bits.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bits.data(), bits.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return std::string("ow_") + text.data();
}

} // namespace openward::api
