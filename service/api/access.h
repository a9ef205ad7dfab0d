#pragma once
// Who may write. Reads are open; a write needs "Authorization: Bearer ow_…", of which the register keeps the SHA-256 alone.

#include "persistence/repositories.h"
#include "persistence/sight.h"
#include "service/api/router.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace openward::api {

/// What stands behind "Bearer" in the Authorization header; none when there is no such header or it is of another kind.
std::optional<std::string_view> bearer_secret(const http::Request&);

/// The caller's token when it is known, unexpired and of one of these roles (admin is always enough). Errors: unauthorised, forbidden.
Result<persistence::Token> authorise(const Call&, persistence::Session&, std::initializer_list<std::string_view> roles);

/// Drafts are nobody's business before they are published: a list of them needs a token, and one of them is not found without.
Result<> may_see_drafts(const Call&, persistence::Session&);

/// A recorder writes for its own commissioner alone. The token follows a merge, which says that two records were one body all along; it
/// does not follow a succession, because what a secret may do never grows by itself: the refusal names the successor and how to get a token
/// for it.
Result<> may_record_for(persistence::Session&, const persistence::Token&, std::string_view commissioner_id, Date today);

/// The names of people are for curators and auditors.
bool sees_people(const persistence::Token&);
/// Makes the session read as this caller may: in full for curators and auditors, for everybody otherwise.
void see_as_caller(const Call&, persistence::Session&);

/// A read with the caller's eyes.
template <typename Work>
auto reading(const Call& call, Work&& work) {
  return call.app.database.read([&](persistence::Session& s) {
    see_as_caller(call, s);
    return work(s);
  });
}

/// A new secret: "ow_" and 256 random bits in base64url.
std::string new_secret();

} // namespace openward::api
